/** `1 of selection` finds only the selection of exactly that name; `1 of selection_*` was probably meant. */
import { defineCheck } from '../check.js'
import { selectorsOf } from '../conditions.js'

export const selectorWithoutWildcard = defineCheck({
  code: 'lint/selector-without-wildcard',
  profile: 'default',
  summary:
    '`1 of selection` finds only the selection of exactly that name; `1 of selection_*` was probably meant.',
  bad: {
    text: String.raw`
detection:
    selection:
        Image|endswith: '\appcmd.exe'
    filter_main_setup:
        ParentImage|endswith: '\iissetup.exe'
    condition: 1 of selection and not filter_main_setup
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
  *find(rule) {
    for (const { selector, condition } of selectorsOf(rule)) {
      const { quantity, target } = selector
      if (target.includes('*') || target.toLowerCase() === 'them') continue
      yield {
        span: condition.spanIn(selector.span),
        values: { selector: `${quantity} of ${target}`, target },
      }
    }
  },
})
