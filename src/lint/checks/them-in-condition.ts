/** SigmaHQ wants selectors with names, so that a filter that is added later does not become an alternative. */
import { defineCheck } from '../check.js'
import { selectorsOf } from '../conditions.js'

export const themInCondition = defineCheck({
  code: 'lint/them-in-condition',
  profile: 'sigmahq',
  summary:
    'SigmaHQ wants selectors with names, so that a filter that is added later does not become an alternative.',
  bad: {
    text: String.raw`
detection:
    selection_image:
        Image|endswith: '\appcmd.exe'
    selection_line:
        CommandLine|contains: 'add module'
    condition: 1 of them
`,
  },
  good: {
    text: String.raw`
detection:
    selection_image:
        Image|endswith: '\appcmd.exe'
    selection_line:
        CommandLine|contains: 'add module'
    condition: 1 of selection_*
`,
  },
  *find(rule) {
    for (const { selector, condition } of selectorsOf(rule)) {
      if (selector.target.toLowerCase() !== 'them') continue
      yield { span: condition.spanIn(selector.span), values: {} }
    }
  },
})
