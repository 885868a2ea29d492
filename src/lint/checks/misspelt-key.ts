/** A misspelt key is a custom attribute, which nothing reads. */
import { defineCheck } from '../check.js'
import { rewriteWord } from '../fix.js'
import { misspellingIn } from '../keys.js'

export const misspeltKey = defineCheck({
  code: 'lint/misspelt-key',
  profile: 'default',
  summary: 'A misspelt key is a custom attribute, which nothing reads.',
  bad: {
    text: `
modifed: 2024-09-01
`,
  },
  good: {
    text: `
modified: 2024-09-01
`,
  },
  *find(rule) {
    for (const { key } of rule.map.entries) {
      const misspelling = misspellingIn(rule, key.text)
      if (misspelling === undefined) continue
      const { guess, isCertain } = misspelling
      yield {
        span: key.span,
        values: { key: key.text, suggestion: ` Did you mean '${guess}'?` },
        fix: isCertain ? rewriteWord(rule.source, key.span, guess) : undefined,
      }
    }
  },
})
