/** A blank before a bar or a colon becomes a part of the field's name, and no event has such a field. */
import { defineCheck } from '../check.js'

export const blankInField = defineCheck({
  code: 'lint/blank-in-field',
  profile: 'default',
  summary:
    "A blank before a bar or a colon becomes a part of the field's name, and no event has such a field.",
  bad: {
    text: `
detection:
    selection:
        "CommandLine |contains": appcmd
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
  *find({ items }) {
    for (const { key, keySpan } of items) {
      if (key.split('|').some((part) => part !== part.trim())) {
        yield { span: keySpan, values: { key } }
      }
    }
  },
})
