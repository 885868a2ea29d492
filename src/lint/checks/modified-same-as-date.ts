/** `modified` says that a rule has changed since it was made. */
import { defineCheck } from '../check.js'
import { datePartsOf } from '../dates.js'

export const modifiedSameAsDate = defineCheck({
  code: 'lint/modified-same-as-date',
  profile: 'sigmahq',
  summary: '`modified` says that a rule has changed since it was made.',
  bad: {
    text: `
date: 2024-05-17
modified: 2024-05-17
`,
  },
  good: {
    text: `
date: 2024-05-17
modified: 2025-01-08
`,
  },
  *find(rule) {
    const modified = rule.scalar('modified')
    const from = datePartsOf(rule.scalar('date'))
    if (modified === undefined || from === undefined || datePartsOf(modified) !== from) return
    yield { span: modified.span, values: {} }
  },
})
