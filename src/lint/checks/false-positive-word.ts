/** `None` is never true, and a penetration test is no false positive. */
import { defineCheck } from '../check.js'

export const falsePositiveWord = defineCheck({
  code: 'lint/false-positive-word',
  profile: 'sigmahq',
  summary: '`None` is never true, and a penetration test is no false positive.',
  bad: {
    text: `
falsepositives:
    - None
`,
  },
  good: {
    text: `
falsepositives:
    - Installation of a web application
`,
  },
  *find(rule) {
    for (const { text, span } of rule.list('falsepositives')) {
      if (/^(?:none|n\/a|pentests?|penetration tests?|false positives?)\.?$/i.test(text.trim())) {
        yield { span, values: { value: text } }
      }
    }
  },
})
