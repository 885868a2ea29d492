/** A rule cannot change before it exists; mostly the two were swapped. */
import { defineDocumentCheck } from '../check.js'
import { datePartsOf } from '../dates.js'

export const modifiedBeforeDate = defineDocumentCheck({
  code: 'lint/modified-before-date',
  profile: 'default',
  summary: 'A rule cannot change before it exists; mostly the two were swapped.',
  bad: {
    text: `
date: 2025-01-08
modified: 2024-05-17
`,
  },
  good: {
    text: `
date: 2024-05-17
modified: 2025-01-08
`,
  },
  *find(document) {
    const date = document.scalar('date')
    const modified = document.scalar('modified')
    const from = datePartsOf(date)
    const to = datePartsOf(modified)
    if (modified === undefined || from === undefined || to === undefined || to >= from) return
    yield { span: modified.span, values: { modified: modified.text, date: date?.text ?? '' } }
  },
})
