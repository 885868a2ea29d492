/** References are for who has to judge an alert: a link can be followed. */
import { defineCheck } from '../check.js'

export const referenceNotUrl = defineCheck({
  code: 'lint/reference-not-url',
  profile: 'sigmahq',
  summary: 'References are for who has to judge an alert: a link can be followed.',
  bad: {
    text: `
references:
    - A talk of Jane Doe
`,
  },
  good: {
    text: `
references:
    - https://learn.microsoft.com/iis/get-started/introduction-to-iis/iis-modules-overview
`,
  },
  *find(rule) {
    for (const { text, span } of rule.list('references')) {
      // How SigmaHQ says that there is no page.
      if (/^internal research\.?$/i.test(text.trim())) continue
      if (!/^https?:\/\/\S+$/i.test(text.trim())) yield { span, values: { value: text } }
    }
  },
})
