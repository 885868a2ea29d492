/** Techniques that were merged or moved up to version 18 count for no coverage in tools that know a later version. */
import { techniqueOf } from '../attack.js'
import { defineCheck } from '../check.js'
import { attackTags } from '../tags.js'

export const attackRevoked = defineCheck({
  code: 'lint/attack-revoked',
  profile: 'default',
  summary:
    'Techniques that were merged or moved up to version 18 count for no coverage in tools that know a later version.',
  bad: {
    text: `
tags:
    - attack.persistence
    - attack.t1100
`,
  },
  good: {
    text: `
tags:
    - attack.persistence
    - attack.t1505.003
`,
  },
  *find(rule) {
    for (const { name, span } of attackTags(rule, 'technique')) {
      const technique = techniqueOf(name)
      if (technique?.state !== 'revoked') continue
      const { successor } = technique
      yield { span, values: { name, successor, tag: successor.toLowerCase() } }
    }
  },
})
