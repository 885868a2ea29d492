/** Sigma Specification 2 writes dates as ISO 8601 does: 2024-05-17. */
import { defineCheck } from '../check.js'
import { rewriteScalar } from '../fix.js'

export const dateSeparator = defineCheck({
  code: 'lint/date-separator',
  profile: 'default',
  summary: 'Sigma Specification 2 writes dates as ISO 8601 does: 2024-05-17.',
  bad: {
    text: `
date: 2024/05/17
`,
  },
  good: {
    text: `
date: 2024-05-17
`,
  },
  *find(rule) {
    for (const key of ['date', 'modified']) {
      const value = rule.scalar(key)
      if (value === undefined || !/^\d{4}\/\d{1,2}\/\d{1,2}$/.test(value.text)) continue
      const fixed = value.text
        .split('/')
        .map((part) => part.padStart(2, '0'))
        .join('-')
      yield {
        span: value.span,
        values: { value: value.text, fixed },
        fix: rewriteScalar(rule, value, fixed),
      }
    }
  },
})
