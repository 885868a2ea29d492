/** Values compare without regard to case, so the second one adds nothing. Often another value was meant. */
import { defineCheck } from '../check.js'
import { holdsTexts } from '../values.js'

export const duplicateValue = defineCheck({
  code: 'lint/duplicate-value',
  profile: 'default',
  summary:
    'Values compare without regard to case, so the second one adds nothing. Often another value was meant.',
  bad: {
    text: `
detection:
    selection:
        CommandLine|contains:
            - 'add module'
            - 'Add Module'
    condition: selection
`,
  },
  good: {
    text: `
detection:
    selection:
        CommandLine|contains:
            - 'add module'
            - 'install module'
    condition: selection
`,
  },
  *find({ items }) {
    for (const item of items) {
      const minds =
        !holdsTexts(item) || item.modifiers.some((name) => /^(?:cased|base64)/.test(name))
      const seen = new Set<string>()
      for (const { type, text, span } of item.values) {
        const value = `${type === 'null' ? 'null ' : ''}${minds ? text : text.toLowerCase()}`
        if (seen.has(value)) yield { span, values: { value: text } }
        seen.add(value)
      }
    }
  },
})
