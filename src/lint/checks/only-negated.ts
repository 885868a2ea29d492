/** A condition that is only `not …`, or has it as an alternative, matches whatever was not thought of. */
import type { Condition } from '../../ast/nodes.js'
import { defineCheck } from '../check.js'

/** Whether a condition holds for whatever it does not name. */
function isOpen(condition: Condition): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.operands.length > 0 && condition.operands.every(isOpen)
    case 'or':
      return condition.operands.some(isOpen)
    case 'not':
      return !isOpen(condition.operand)
    case 'always':
      return true
    case 'never':
    case 'predicate':
    case 'keyword':
      return false
  }
}

export const onlyNegated = defineCheck({
  code: 'lint/only-negated',
  profile: 'default',
  summary:
    'A condition that is only `not …`, or has it as an alternative, matches whatever was not thought of.',
  bad: {
    text: String.raw`
detection:
    filter_main_setup:
        ParentImage|endswith: '\iissetup.exe'
    condition: not filter_main_setup
`,
  },
  good: {
    text: String.raw`
detection:
    selection:
        Image|endswith: '\appcmd.exe'
    filter_main_setup:
        ParentImage|endswith: '\iissetup.exe'
    condition: selection and not filter_main_setup
`,
  },
  *find({ detection, conditions, span }) {
    if (detection === undefined || !isOpen(detection.condition)) return
    const [first] = conditions
    yield { span: first?.spanIn(first.expression.span) ?? span, values: {} }
  },
})
