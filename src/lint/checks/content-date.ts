/** Dates of Splunk's content are written as year, month and day, with dashes. */
import { rewriteScalar } from '../fix.js'
import { defineContentCheck } from '../check.js'

export const contentDate = defineContentCheck({
  code: 'lint/content-date',
  profile: 'default',
  summary: "Dates of Splunk's content are written as year, month and day, with dashes.",
  bad: {
    content: `
date: '17/05/2024'
`,
  },
  good: {
    content: `
date: '2024-05-17'
`,
  },
  *find(content) {
    for (const key of ['date', 'modified']) {
      const date = content.scalar(key)
      if (date === undefined || /^\d{4}-\d{2}-\d{2}$/.test(date.text)) continue
      const [, year, month = '', day = ''] =
        /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(date.text) ?? []
      const fixed = [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-')
      yield {
        span: date.span,
        values: { value: date.text },
        fix: year === undefined ? undefined : rewriteScalar(content, date, fixed),
      }
    }
  },
})
