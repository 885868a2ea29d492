/** A value of stars alone, or `contains` with an empty text, matches whatever the field holds. */
import { defineCheck } from '../check.js'
import { affixOf, holdsTexts, valuesOf } from '../values.js'

export const matchesAnyValue = defineCheck({
  code: 'lint/matches-any-value',
  profile: 'default',
  summary:
    'A value of stars alone, or `contains` with an empty text, matches whatever the field holds.',
  bad: {
    text: `
detection:
    selection:
        CommandLine: '*'
    condition: selection
`,
  },
  good: {
    text: `
detection:
    selection:
        CommandLine|exists: true
    condition: selection
`,
  },
  *find({ items }) {
    for (const { item, value } of valuesOf(items, holdsTexts)) {
      const { field } = item
      if (field === undefined || value.type !== 'string') continue
      const isAny = /^\*+$/.test(value.text) || (value.text === '' && affixOf(item) !== 'equals')
      if (isAny) yield { span: value.span, values: { field } }
    }
  },
})
