/** Events have `CommandLine`; a search for `commandline` finds nothing where names mind case. */
import { knownNames } from '../../fields/vocabularies.js'
import { defineCheck } from '../check.js'
import { familiesOf } from '../fields.js'

export const fieldCase = defineCheck({
  code: 'lint/field-case',
  profile: 'default',
  summary:
    'Events have `CommandLine`; a search for `commandline` finds nothing where names mind case.',
  bad: {
    text: `
detection:
    selection:
        commandline|contains: appcmd
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
      if (field === undefined || names.includes(field)) continue
      const name = names.find((one) => one.toLowerCase() === field.toLowerCase())
      if (name !== undefined) yield { span: keySpan, values: { field, name } }
    }
  },
})
