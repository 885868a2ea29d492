/** References of Splunk's content are addresses that can be opened. */
import { defineContentCheck } from '../check.js'

export const contentReference = defineContentCheck({
  code: 'lint/content-reference',
  profile: 'escu',
  summary: "References of Splunk's content are addresses that can be opened.",
  bad: {
    content: `
references:
    - Vendor report, page 7
`,
  },
  good: {
    content: `
references:
    - https://learn.microsoft.com/iis
`,
  },
  *find(content) {
    for (const { text, span } of content.list('references')) {
      if (!/^https?:\/\/\S+$/.test(text)) yield { span, values: { value: text } }
    }
  },
})
