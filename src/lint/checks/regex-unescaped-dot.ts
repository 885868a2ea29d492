/** In a regex an unescaped dot matches anything. Before the ending of a file name a real dot is meant. */
import { defineCheck } from '../check.js'
import { holdsRegexes, valuesOf } from '../values.js'

export const regexUnescapedDot = defineCheck({
  code: 'lint/regex-unescaped-dot',
  profile: 'default',
  summary:
    'In a regex an unescaped dot matches anything. Before the ending of a file name a real dot is meant.',
  bad: {
    text: String.raw`
detection:
    selection:
        CommandLine|re: 'appcmd.exe\s+add'
    condition: selection
`,
  },
  good: {
    text: String.raw`
detection:
    selection:
        CommandLine|re: 'appcmd\.exe\s+add'
    condition: selection
`,
  },
  *find({ items }) {
    for (const { value } of valuesOf(items, holdsRegexes)) {
      const [name] =
        /(?<![\\\w])\w+\.(?:exe|dll|ps1|psm1|bat|cmd|vbs|hta|msi|sys|zip|docx?|xlsx?)\b/i.exec(
          value.text,
        ) ?? []
      if (name !== undefined) yield { span: value.span, values: { name } }
    }
  },
})
