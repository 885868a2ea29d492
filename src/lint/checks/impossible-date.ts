/** A month above 12 or a day that the month does not have is a slip, mostly day and month swapped. */
import { defineDocumentCheck } from '../check.js'

export const impossibleDate = defineDocumentCheck({
  code: 'lint/impossible-date',
  profile: 'default',
  summary:
    'A month above 12 or a day that the month does not have is a slip, mostly day and month swapped.',
  bad: {
    text: `
modified: 2025-13-01
`,
  },
  good: {
    text: `
modified: 2025-01-13
`,
  },
  *find(document) {
    for (const key of ['date', 'modified']) {
      const value = document.scalar(key)
      const parts = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(value?.text ?? '')
      if (value === undefined || parts === null) continue
      const [, year, month, day] = parts.map(Number)
      const date = new Date(Date.UTC(year!, month! - 1, day))
      if (date.getUTCMonth() !== month! - 1 || date.getUTCDate() !== day) {
        yield { span: value.span, values: { value: value.text } }
      }
    }
  },
})
