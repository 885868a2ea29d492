/** Comparing log sources. */
import type { LogSource } from '../ast/nodes.js'
import type { KnownLogSource } from './data/log-sources.js'

/** Whether a rule's log source is this one, without regard to case. */
export const same = (known: KnownLogSource, { product, category, service }: LogSource): boolean =>
  known.product === (product ?? '').toLowerCase() &&
  known.category === (category ?? '').toLowerCase() &&
  known.service === (service ?? '').toLowerCase()
