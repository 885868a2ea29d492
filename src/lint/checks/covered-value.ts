/** Of two alternatives for `contains`, `startswith` or `endswith`, the longer adds nothing where it has the shorter in the same place. */
import { defineCheck } from '../check.js'
import { affixOf, holdsPlainTexts, isWildcard, piecesOf } from '../values.js'

/** Comparing all with all takes the square of their number. */
const longest = 300

const covers = {
  contains: (text: string, part: string) => text.includes(part),
  startswith: (text: string, part: string) => text.startsWith(part),
  endswith: (text: string, part: string) => text.endsWith(part),
}

export const coveredValue = defineCheck({
  code: 'lint/covered-value',
  profile: 'default',
  summary:
    'Of two alternatives for `contains`, `startswith` or `endswith`, the longer adds nothing where it has the shorter in the same place.',
  bad: {
    text: `
detection:
    selection:
        CommandLine|contains:
            - 'add module'
            - 'add module /name'
    condition: selection
`,
  },
  good: {
    text: `
detection:
    selection:
        CommandLine|contains:
            - 'add module'
            - 'install module'
    condition: selection
`,
  },
  *find({ items }) {
    for (const item of items) {
      const affix = affixOf(item)
      const { modifiers, values } = item
      if (affix === 'equals' || modifiers.includes('all') || values.length > longest) continue
      // Variants of dashes, and letters whose case counts, are compared otherwise.
      if (!holdsPlainTexts(item) || modifiers.includes('windash') || modifiers.includes('cased')) {
        continue
      }
      const texts = values
        .filter((value) => value.type === 'string' && !piecesOf(value).some(isWildcard))
        .map((value) => ({ value, text: value.text.toLowerCase() }))
      for (const { value, text } of texts) {
        const other = texts.find(
          (one) => one.text !== '' && one.text !== text && covers[affix](text, one.text),
        )
        if (other !== undefined) {
          yield { span: value.span, values: { value: value.text, other: other.value.text } }
        }
      }
    }
  },
})
