/** `|all` on values without wildcards requires one field to equal several different texts. Only a field with several values can. */
import { defineCheck } from '../check.js'
import { affixOf, holdsPlainTexts, isWildcard, piecesOf } from '../values.js'

export const allOfWholeValues = defineCheck({
  code: 'lint/all-of-whole-values',
  profile: 'default',
  summary:
    '`|all` on values without wildcards requires one field to equal several different texts. Only a field with several values can.',
  bad: {
    text: `
detection:
    selection:
        CommandLine|all:
            - 'appcmd'
            - 'module'
    condition: selection
`,
  },
  good: {
    text: `
detection:
    selection:
        CommandLine|contains|all:
            - 'appcmd'
            - 'module'
    condition: selection
`,
  },
  *find({ items }) {
    for (const item of items) {
      const { field, modifiers, values, keySpan } = item
      if (field === undefined || !modifiers.includes('all') || affixOf(item) !== 'equals') continue
      const whole = values.filter((value) => !piecesOf(value).some(isWildcard))
      const texts = new Set(whole.map(({ text }) => text.toLowerCase()))
      if (holdsPlainTexts(item) && texts.size > 1) yield { span: keySpan, values: { field } }
    }
  },
})
