/** Values compare without regard to case, so the second one adds nothing. Often another value was meant. */
import { defineCheck } from '../check.js'
import { removeItem } from '../fix.js'
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
  *find(rule) {
    for (const item of rule.items) {
      const minds =
        !holdsTexts(item) || item.modifiers.some((name) => /^(?:cased|base64)/.test(name))
      const seen = new Set<string>()
      for (const scalar of item.values) {
        const { type, text, span } = scalar
        const value = `${type === 'null' ? 'null ' : ''}${minds ? text : text.toLowerCase()}`
        if (seen.has(value)) yield { span, values: { value: text }, fix: removeItem(rule, scalar) }
        seen.add(value)
      }
    }
  },
})
