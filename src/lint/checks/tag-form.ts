/** Tags are `namespace.name` in small letters, digits, dots, dashes and underscores. */
import { defineCheck } from '../check.js'

export const tagForm = defineCheck({
  code: 'lint/tag-form',
  profile: 'default',
  summary: 'Tags are `namespace.name` in small letters, digits, dots, dashes and underscores.',
  bad: {
    text: `
tags:
    - attack.persistence
    - attack.t1505.004
    - Web Shell
`,
  },
  good: {
    text: `
tags:
    - attack.persistence
    - attack.t1505.004
    - cve.2021-44228
`,
  },
  *find(rule) {
    for (const { text, span } of rule.list('tags')) {
      if (!/^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/.test(text)) yield { span, values: { value: text } }
    }
  },
})
