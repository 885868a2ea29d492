/** A regex without any metacharacter says no more than `contains`, and Elastic's query language has no regexes at all. */
import { defineCheck } from '../check.js'
import { holdsRegexes, valuesOf } from '../values.js'

export const regexOfPlainText = defineCheck({
  code: 'lint/regex-of-plain-text',
  profile: 'default',
  summary:
    "A regex without any metacharacter says no more than `contains`, and Elastic's query language has no regexes at all.",
  bad: {
    text: `
detection:
    selection:
        CommandLine|re: 'add module'
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
    for (const { value } of valuesOf(items, holdsRegexes)) {
      if (/^\^?(?:[\w\s:/"'<>=,;%&@#!~-]|\\[./\\()-])+\$?$/.test(value.text)) {
        yield { span: value.span, values: { value: value.text } }
      }
    }
  },
})
