/** False positives are printed as sentences. */
import { defineCheck } from '../check.js'

export const falsePositiveCapital = defineCheck({
  code: 'lint/false-positive-capital',
  profile: 'sigmahq',
  summary: 'False positives are printed as sentences.',
  bad: {
    text: `
falsepositives:
    - installation of a web application
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
      if (/^[a-z]+(?:\s|$)/.test(text)) yield { span, values: { value: text } }
    }
  },
})
