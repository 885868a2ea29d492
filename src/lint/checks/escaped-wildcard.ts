/** A backslash before `*` or `?` makes it a literal character. In a Windows path that is easily written by accident. */
import { defineCheck } from '../check.js'
import { holdsTexts, piecesOf, valuesOf } from '../values.js'

export const escapedWildcard = defineCheck({
  code: 'lint/escaped-wildcard',
  profile: 'sigmahq',
  summary:
    'A backslash before `*` or `?` makes it a literal character. In a Windows path that is easily written by accident.',
  bad: {
    text: String.raw`
detection:
    selection:
        CommandLine|contains: 'C:\inetpub\*'
    condition: selection
`,
  },
  good: {
    text: String.raw`
detection:
    selection:
        CommandLine|contains: 'C:\inetpub\\*\bin'
    condition: selection
`,
  },
  *find({ items }) {
    for (const { value } of valuesOf(items, holdsTexts)) {
      const escape = piecesOf(value).find((piece) => piece === '\\*' || piece === '\\?')
      if (escape !== undefined) {
        yield { span: value.span, values: { value: value.text, character: escape.slice(1) } }
      }
    }
  },
})
