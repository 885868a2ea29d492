/** Keys that the specification does not know are allowed, and SigmaHQ has none. */
import { defineCheck } from '../check.js'
import { misspellingIn, ruleKeys } from '../keys.js'

export const customAttribute = defineCheck({
  code: 'lint/custom-attribute',
  profile: 'sigmahq',
  summary: 'Keys that the specification does not know are allowed, and SigmaHQ has none.',
  bad: {
    text: `
x_owner: blue team
`,
  },
  good: {
    text: `
author: blue team
`,
  },
  *find(rule) {
    for (const { key } of rule.map.entries) {
      if (ruleKeys.includes(key.text) || misspellingIn(rule, key.text) !== undefined) continue
      yield { span: key.span, values: { key: key.text } }
    }
  },
})
