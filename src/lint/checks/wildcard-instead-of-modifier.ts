/** A value whose only wildcards are stars at its ends is what `contains`, `startswith` or `endswith` are for. */
import { defineCheck } from '../check.js'
import { affixOf, holdsPlainTexts, isWildcard, piecesOf, valuesOf } from '../values.js'

export const wildcardInsteadOfModifier = defineCheck({
  code: 'lint/wildcard-instead-of-modifier',
  profile: 'default',
  summary:
    'A value whose only wildcards are stars at its ends is what `contains`, `startswith` or `endswith` are for.',
  bad: {
    text: String.raw`
detection:
    selection:
        Image: '*\appcmd.exe'
    condition: selection
`,
  },
  good: {
    text: String.raw`
detection:
    selection:
        Image|endswith: '\appcmd.exe'
    condition: selection
`,
  },
  *find({ items }) {
    for (const { item, value } of valuesOf(items, holdsPlainTexts)) {
      const pieces = piecesOf(value)
      if (item.field === undefined || affixOf(item) !== 'equals' || pieces.length < 2) continue
      const starts = pieces[0] === '*'
      const ends = pieces.at(-1) === '*'
      const inner = pieces.slice(starts ? 1 : 0, ends ? -1 : undefined)
      if ((!starts && !ends) || inner.length === 0 || inner.some(isWildcard)) continue
      const modifier = starts && ends ? 'contains' : starts ? 'endswith' : 'startswith'
      // One modifier is for all values: others that are of another kind would not fit it.
      if (item.values.length > 1) continue
      yield { span: value.span, values: { value: value.text, modifier } }
    }
  },
})
