/** Techniques belong into the tags, where tools find them. */
import { defineCheck } from '../check.js'

export const referenceToAttack = defineCheck({
  code: 'lint/reference-to-attack',
  profile: 'sigmahq',
  summary: 'Techniques belong into the tags, where tools find them.',
  bad: {
    text: `
references:
    - https://attack.mitre.org/techniques/T1505/004/
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
      const [, technique, ending] =
        /^https?:\/\/attack\.mitre\.org\/techniques\/(T\d{4})(?:\/(\d{3}))?\/?$/i.exec(text) ?? []
      if (technique === undefined) continue
      const id = [technique, ending].filter((part) => part !== undefined).join('.')
      yield { span, values: { tag: `attack.${id.toLowerCase()}` } }
    }
  },
})
