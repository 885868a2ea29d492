/** `contains` with a single letter or digit selects next to everything. */
import { defineCheck } from '../check.js'
import { affixOf, holdsPlainTexts, valuesOf } from '../values.js'

export const oneCharacter = defineCheck({
  code: 'lint/one-character',
  profile: 'default',
  summary: '`contains` with a single letter or digit selects next to everything.',
  bad: {
    text: `
detection:
    selection:
        CommandLine|contains: 'a'
    condition: selection
`,
  },
  good: {
    text: `
detection:
    selection:
        CommandLine|contains: 'appcmd'
    condition: selection
`,
  },
  *find({ items }) {
    for (const { item, value } of valuesOf(items, holdsPlainTexts)) {
      const modifier = affixOf(item)
      // Every value of a list with |all counts together with the others.
      if (modifier !== 'contains' || item.modifiers.includes('all')) continue
      if (value.type === 'string' && /^[a-z0-9]$/i.test(value.text)) {
        yield { span: value.span, values: { modifier, value: value.text } }
      }
    }
  },
})
