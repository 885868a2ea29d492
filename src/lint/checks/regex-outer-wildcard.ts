/** Regexes search, they need not match the whole. A `.*` at an end only costs time. */
import { defineCheck } from '../check.js'
import { affixOf, holdsRegexes, valuesOf } from '../values.js'

export const regexOuterWildcard = defineCheck({
  code: 'lint/regex-outer-wildcard',
  profile: 'default',
  summary: 'Regexes search, they need not match the whole. A `.*` at an end only costs time.',
  bad: {
    text: String.raw`
detection:
    selection:
        CommandLine|re: '.*add\s+module'
    condition: selection
`,
  },
  good: {
    text: String.raw`
detection:
    selection:
        CommandLine|re: 'add\s+module'
    condition: selection
`,
  },
  *find({ items }) {
    for (const { item, value } of valuesOf(items, holdsRegexes)) {
      const { text, span } = value
      if (affixOf(item) === 'equals' && /^\^?\.\*(?![?+])|(?<!\\)\.\*\$?$/.test(text)) {
        yield { span, values: {} }
      }
    }
  },
})
