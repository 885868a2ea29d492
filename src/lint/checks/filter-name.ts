/** SigmaHQ names what a condition excludes `filter_main_…` or `filter_optional_…`, so that others can find and extend it. */
import { negatedIn } from '../conditions.js'
import { defineCheck } from '../check.js'

export const filterName = defineCheck({
  code: 'lint/filter-name',
  profile: 'sigmahq',
  summary:
    'SigmaHQ names what a condition excludes `filter_main_…` or `filter_optional_…`, so that others can find and extend it.',
  bad: {
    text: String.raw`
detection:
    selection:
        Image|endswith: '\appcmd.exe'
    setup:
        ParentImage|endswith: '\iissetup.exe'
    condition: selection and not setup
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
  *find({ conditions }) {
    for (const { expression, spanIn } of conditions) {
      for (const part of negatedIn(expression)) {
        const name = part.kind === 'name' ? part.name : part.target
        if (name.startsWith('filter')) continue
        yield { span: spanIn(part.span), values: { name } }
      }
    }
  },
})
