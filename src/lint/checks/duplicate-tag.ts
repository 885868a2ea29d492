/** The second one was probably to be another tag. */
import { defineCheck } from '../check.js'
import { removeItem } from '../fix.js'
import { repeated } from '../repeated.js'

export const duplicateTag = defineCheck({
  code: 'lint/duplicate-tag',
  profile: 'default',
  summary: 'The second one was probably to be another tag.',
  bad: {
    text: `
tags:
    - attack.persistence
    - attack.t1505.004
    - attack.persistence
`,
  },
  good: {
    text: `
tags:
    - attack.persistence
    - attack.t1505.004
`,
  },
  *find(rule) {
    for (const item of repeated(rule.list('tags'), (tag) => tag.toLowerCase())) {
      yield { span: item.span, values: { value: item.text }, fix: removeItem(rule, item) }
    }
  },
})
