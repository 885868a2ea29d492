/** `contains`, `startswith` and `endswith` put a wildcard at their end of the value. A second one there says nothing, and other converters escape or double it. */
import { defineCheck } from '../check.js'
import { affixOf, holdsTexts, piecesOf, valuesOf } from '../values.js'

export const wildcardBesideModifier = defineCheck({
  code: 'lint/wildcard-beside-modifier',
  profile: 'default',
  summary:
    '`contains`, `startswith` and `endswith` put a wildcard at their end of the value. A second one there says nothing, and other converters escape or double it.',
  bad: {
    text: `
detection:
    selection:
        CommandLine|contains: '*add module*'
    condition: selection
`,
  },
  good: {
    text: `
detection:
    selection:
        CommandLine|contains: 'add module'
    condition: selection
`,
  },
  *find({ items }) {
    for (const { item, value } of valuesOf(items, holdsTexts)) {
      const modifier = affixOf(item)
      const pieces = piecesOf(value)
      if (pieces.every((piece) => piece === '*')) continue
      const atStart = modifier === 'contains' || modifier === 'endswith'
      const atEnd = modifier === 'contains' || modifier === 'startswith'
      if ((atStart && pieces[0] === '*') || (atEnd && pieces.at(-1) === '*')) {
        yield { span: value.span, values: { modifier, value: value.text } }
      }
    }
  },
})
