/** What tells a rule that is wrong from one that is refused. */
import type { Diagnostic } from '../index.js'

/** Whether an error says what cannot be read, or not yet, rather than that a rule is wrong: such a rule is refused. */
export const isLimit = ({ code }: Diagnostic): boolean =>
  code.startsWith('splunk/') || code === 'sigma/correlation-unsupported' || code === 'sigma/near'
