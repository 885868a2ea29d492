/** Rules that use the names of a product's events cannot be converted for another. */
import { defineCheck } from '../check.js'
import { familiesOf, otherName } from '../fields.js'

export const fieldOfOtherVocabulary = defineCheck({
  code: 'lint/field-of-other-vocabulary',
  profile: 'default',
  summary: "Rules that use the names of a product's events cannot be converted for another.",
  bad: {
    text: `
detection:
    selection:
        process.command_line|contains: appcmd
    condition: selection
`,
  },
  good: {
    text: `
detection:
    selection:
        CommandLine|contains: appcmd
    condition: selection
`,
  },
  *find({ items, logSources }) {
    const families = familiesOf(logSources)
    if (families.length === 0) return
    for (const { field, keySpan } of items) {
      const other = field === undefined ? undefined : otherName(field, families)
      if (field !== undefined && other !== undefined) {
        yield { span: keySpan, values: { field, ...other } }
      }
    }
  },
})
