/** The second one was probably to be another page. */
import { defineCheck } from '../check.js'
import { removeItem } from '../fix.js'
import { repeated } from '../repeated.js'

export const duplicateReference = defineCheck({
  code: 'lint/duplicate-reference',
  profile: 'default',
  summary: 'The second one was probably to be another page.',
  bad: {
    text: `
references:
    - https://learn.microsoft.com/iis
    - https://learn.microsoft.com/iis/
`,
  },
  good: {
    text: `
references:
    - https://learn.microsoft.com/iis
    - https://learn.microsoft.com/iis/manage
`,
  },
  *find(rule) {
    for (const item of repeated(rule.list('references'), (value) => value.replace(/\/$/, ''))) {
      yield { span: item.span, values: { value: item.text }, fix: removeItem(rule, item) }
    }
  },
})
