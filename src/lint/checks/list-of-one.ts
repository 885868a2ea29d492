/** A list of one value reads as if others were missing. */
import { defineCheck } from '../check.js'

export const listOfOne = defineCheck({
  code: 'lint/list-of-one',
  profile: 'sigmahq',
  summary: 'A list of one value reads as if others were missing.',
  bad: {
    text: `
detection:
    selection:
        CommandLine|contains:
            - 'add module'
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
    for (const { field, isList, values, keySpan } of items) {
      if (field !== undefined && isList && values.length === 1) yield { span: keySpan, values: {} }
    }
  },
})
