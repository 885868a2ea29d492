/** Zero-width characters, non-breaking spaces and typographic quotes come from copying out of documents, and match nothing. */
import { defineCheck } from '../check.js'
import { valuesOf } from '../values.js'

const lookalikes: readonly (readonly [RegExp, string])[] = [
  [/\u200B|\u200C|\u200D|\u2060|\uFEFF/u, 'a character without width'],
  [
    /\u202A|\u202B|\u202C|\u202D|\u202E|\u2066|\u2067|\u2068|\u2069/u,
    'a mark of writing direction',
  ],
  [/\u00A0|\u202F/u, 'a non-breaking space'],
  [/[\u2018\u2019\u201C\u201D]/u, 'a typographic quote'],
  [/\u00AD/u, 'a soft hyphen'],
]

export const lookalikeCharacter = defineCheck({
  code: 'lint/lookalike-character',
  profile: 'default',
  summary:
    'Zero-width characters, non-breaking spaces and typographic quotes come from copying out of documents, and match nothing.',
  bad: {
    text: `
detection:
    selection:
        CommandLine|contains: 'add module “x”'
    condition: selection
`,
  },
  good: {
    text: `
detection:
    selection:
        CommandLine|contains: 'add module "x"'
    condition: selection
`,
  },
  *find({ items, source }) {
    for (const { item, value } of valuesOf(items, () => true)) {
      const written = source.text.slice(value.span.start, value.span.end)
      // What holds no plain text at all, emoji or blanks, is meant to be looked for.
      if (item.modifiers.includes('re') || !/[a-z0-9]/i.test(value.text)) continue
      const found = lookalikes.find(([form]) => form.test(written))
      if (found === undefined) continue
      const character = found[0].exec(written)?.[0] ?? ''
      const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
      yield { span: value.span, values: { value: value.text, name: found[1], code } }
    }
  },
})
