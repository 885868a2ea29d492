/** `of them` over a single selection reads as if others were missing. */
import { defineCheck } from '../check.js'
import { selectorsOf } from '../conditions.js'

export const themWithOneSelection = defineCheck({
  code: 'lint/them-with-one-selection',
  profile: 'default',
  summary: '`of them` over a single selection reads as if others were missing.',
  bad: {
    text: `
detection:
    selection:
        CommandLine|contains: appcmd
    condition: 1 of selection*
`,
  },
  good: {
    text: `
detection:
    selection:
        CommandLine|contains: appcmd
    condition: selection
`,
  },
  *find(rule) {
    if (rule.selections.length !== 1) return
    for (const { selector, condition } of selectorsOf(rule)) {
      const quantity = selector.quantity === 'all' ? 'all' : String(selector.quantity)
      yield {
        span: condition.spanIn(selector.span),
        values: { selector: `${quantity} of ${selector.target}` },
      }
    }
  },
})
