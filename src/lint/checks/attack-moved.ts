/** Version 19 gave some techniques new ids. Both are right until the tools that read the tags follow. */
import { techniqueOf } from '../../attack/techniques.js'
import { defineDocumentCheck } from '../check.js'
import { attackTags } from '../tags.js'

export const attackMoved = defineDocumentCheck({
  code: 'lint/attack-moved',
  profile: 'default',
  summary:
    'Version 19 gave some techniques new ids. Both are right until the tools that read the tags follow.',
  bad: {
    text: `
tags:
    - attack.stealth
    - attack.t1070.001
`,
  },
  good: {
    text: `
tags:
    - attack.stealth
    - attack.t1685.005
`,
  },
  *find(document) {
    for (const { name, span, write } of attackTags(document, 'technique')) {
      const technique = techniqueOf(name)
      if (technique?.state !== 'moved') continue
      const { successor } = technique
      yield { span, values: { name, successor, tag: write(successor) } }
    }
  },
})
