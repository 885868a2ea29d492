/** A selector that finds a single selection reads as if others were missing, and takes in whatever is added later. */
import { defineCheck } from '../check.js'
import { selectedBy, selectorsOf } from '../conditions.js'

export const selectorOfOne = defineCheck({
  code: 'lint/selector-of-one',
  profile: 'sigmahq',
  summary:
    'A selector that finds a single selection reads as if others were missing, and takes in whatever is added later.',
  bad: {
    text: String.raw`
detection:
    selection_image:
        Image|endswith: '\appcmd.exe'
    filter_main_setup:
        ParentImage|endswith: '\iissetup.exe'
    condition: 1 of selection_* and not filter_main_setup
`,
  },
  good: {
    text: String.raw`
detection:
    selection_image:
        Image|endswith: '\appcmd.exe'
    selection_line:
        CommandLine|contains: 'add module'
    filter_main_setup:
        ParentImage|endswith: '\iissetup.exe'
    condition: 1 of selection_* and not 1 of filter_main_*
`,
  },
  *find(rule) {
    if (rule.selections.length < 2) return
    const names = rule.selections.map(({ key }) => key.text)
    for (const { selector, condition } of selectorsOf(rule)) {
      const [name, second] = selectedBy(selector, names)
      // Filters are written so on purpose: others may add to them.
      if (selector.target.startsWith('filter')) continue
      if (name === undefined || second !== undefined || !selector.target.includes('*')) continue
      yield {
        span: condition.spanIn(selector.span),
        values: { selector: `${selector.quantity} of ${selector.target}`, name },
      }
    }
  },
})
