/** Techniques that were withdrawn count for no coverage. */
import { techniqueOf } from '../../attack/techniques.js'
import { defineDocumentCheck } from '../check.js'
import { attackTags } from '../tags.js'

export const attackDeprecated = defineDocumentCheck({
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
  *find(document) {
    for (const { name, span } of attackTags(document, 'technique')) {
      if (techniqueOf(name)?.state === 'deprecated') yield { span, values: { name } }
    }
  },
})
