/** Techniques that were merged or moved up to version 18 count for no coverage in tools that know a later version. */
import { techniqueOf } from '../../attack/techniques.js'
import { defineDocumentCheck } from '../check.js'
import { attackTags } from '../tags.js'

export const attackRevoked = defineDocumentCheck({
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
  *find(document) {
    for (const { name, span, write } of attackTags(document, 'technique')) {
      const technique = techniqueOf(name)
      if (technique?.state !== 'revoked') continue
      const { successor } = technique
      yield { span, values: { name, successor, tag: write(successor) } }
    }
  },
})
