/** Lookaround, backreferences, and atomic or possessive groups need an engine that backtracks. Engines that never do, as Sentinel's, have none of them. */
import { defineCheck } from '../check.js'
import { parseRegex, type RegexText } from '../../regex/parse.js'
import { linearText } from '../../regex/print.js'
import { spanOf } from '../../source/mapped.js'
import { mapped } from '../../source/yaml.js'
import { holdsRegexes, valuesOf } from '../values.js'

export const regexConstruct = defineCheck({
  code: 'lint/regex-construct',
  profile: 'default',
  summary:
    "Lookaround, backreferences, and atomic or possessive groups need an engine that backtracks. Engines that never do, as Sentinel's, have none of them.",
  bad: {
    text: String.raw`
detection:
    selection:
        CommandLine|re: 'appcmd(?!\.exe)'
    condition: selection
`,
  },
  good: {
    text: `
detection:
    selection:
        CommandLine|re: 'appcmd[^.]'
    condition: selection
`,
  },
  *find({ items, source }) {
    for (const { value } of valuesOf(items, holdsRegexes)) {
      const found = linearText(plain(value.text), 're2')
      if (typeof found === 'string' || !isRead(value.text)) continue
      const { start, end } = found.span
      const span = spanOf(mapped(value, source), start, end)
      yield { span, values: { construct: found.what } }
    }
  },
})

const plain = (source: string): RegexText => ({
  source,
  ignoreCase: false,
  multiline: false,
  dotAll: false,
})

/** What is no regex at all is the reader's to report. */
const isRead = (source: string): boolean => parseRegex(plain(source)).ok
