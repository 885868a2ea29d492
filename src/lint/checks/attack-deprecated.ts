/** Techniques that were withdrawn count for no coverage. */
import { techniqueOf } from '../attack.js'
import { defineCheck } from '../check.js'
import { attackTags } from '../tags.js'

export const attackDeprecated = defineCheck({
  code: 'lint/attack-deprecated',
  profile: 'default',
  summary: 'Techniques that were withdrawn count for no coverage.',
  bad: {
    text: `
tags:
    - attack.execution
    - attack.t1064
`,
  },
  good: {
    text: `
tags:
    - attack.execution
    - attack.t1059
`,
  },
  *find(rule) {
    for (const { name, span } of attackTags(rule, 'technique')) {
      if (techniqueOf(name)?.state === 'deprecated') yield { span, values: { name } }
    }
  },
})
