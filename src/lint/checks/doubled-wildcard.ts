/** `**` in a value matches what `*` matches. Mostly an edit went wrong, or one of the two was to be a literal star. */
import { defineCheck } from '../check.js'
import { holdsTexts, piecesOf, valuesOf } from '../values.js'

export const doubledWildcard = defineCheck({
  code: 'lint/doubled-wildcard',
  profile: 'default',
  summary:
    '`**` in a value matches what `*` matches. Mostly an edit went wrong, or one of the two was to be a literal star.',
  bad: {
    text: `
detection:
    selection:
        CommandLine|contains: 'add**module'
    condition: selection
`,
  },
  good: {
    text: `
detection:
    selection:
        CommandLine|contains: 'add*module'
    condition: selection
`,
  },
  *find({ items }) {
    for (const { value } of valuesOf(items, holdsTexts)) {
      const pieces = piecesOf(value)
      if (pieces.some((piece, index) => piece === '*' && pieces[index + 1] === '*')) {
        yield { span: value.span, values: { value: value.text } }
      }
    }
  },
})
