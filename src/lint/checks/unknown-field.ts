/** A condition on a field that no event has never matches, and its negation always does. */
import { didYouMean } from '../../diagnostics/suggest.js'
import { describeLogSource } from '../../fields/find.js'
import { knownNames } from '../../fields/vocabularies.js'
import { defineCheck } from '../check.js'
import { familiesOf, otherName } from '../fields.js'

export const unknownField = defineCheck({
  code: 'lint/unknown-field',
  profile: 'default',
  summary: 'A condition on a field that no event has never matches, and its negation always does.',
  bad: {
    text: `
detection:
    selection:
        ComandLine|contains: appcmd
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
    const names = knownNames('sigma', families)
    for (const { field, keySpan } of items) {
      if (field === undefined || field !== field.trim() || names.includes(field)) continue
      // Names of another vocabulary, and slips of case, have checks of their own.
      if (otherName(field, families) !== undefined) continue
      if (names.some((name) => name.toLowerCase() === field.toLowerCase())) continue
      yield {
        span: keySpan,
        values: {
          field,
          logSource: logSources.map(describeLogSource).join(' or '),
          suggestion: didYouMean(field, names),
        },
      }
    }
  },
})
