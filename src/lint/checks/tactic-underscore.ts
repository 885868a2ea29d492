/** Tags of tactics have dashes between their words since version 2 of the specification. */
import { defineCheck } from '../check.js'
import { rewriteScalar } from '../fix.js'
import { attackTags } from '../tags.js'

export const tacticUnderscore = defineCheck({
  code: 'lint/tactic-underscore',
  profile: 'default',
  summary: 'Tags of tactics have dashes between their words since version 2 of the specification.',
  bad: {
    text: `
tags:
    - attack.privilege_escalation
    - attack.t1055
`,
  },
  good: {
    text: `
tags:
    - attack.privilege-escalation
    - attack.t1055
`,
  },
  *find(rule) {
    for (const { text, span, scalar } of attackTags(rule, 'tactic')) {
      if (!text.includes('_')) continue
      const fixed = text.replaceAll('_', '-')
      yield { span, values: { value: text, fixed }, fix: rewriteScalar(rule, scalar, fixed) }
    }
  },
})
