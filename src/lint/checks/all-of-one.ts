/** `|all` requires every value of a list. With one value it says nothing, so either it or values were forgotten. */
import { defineCheck } from '../check.js'

export const allOfOne = defineCheck({
  code: 'lint/all-of-one',
  profile: 'default',
  summary:
    '`|all` requires every value of a list. With one value it says nothing, so either it or values were forgotten.',
  bad: {
    text: `
detection:
    selection:
        CommandLine|contains|all: 'add module'
    condition: selection
`,
  },
  good: {
    text: `
detection:
    selection:
        CommandLine|contains|all:
            - 'add'
            - 'module'
    condition: selection
`,
  },
  *find({ items }) {
    for (const { modifiers, values, keySpan } of items) {
      if (modifiers.includes('all') && values.length === 1) yield { span: keySpan, values: {} }
    }
  },
})
