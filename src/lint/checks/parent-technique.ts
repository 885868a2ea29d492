/** Tagged both ways, a rule counts twice in reports. */
import { defineCheck } from '../check.js'
import { attackTags } from '../tags.js'

export const parentTechnique = defineCheck({
  code: 'lint/parent-technique',
  profile: 'sigmahq',
  summary: 'Tagged both ways, a rule counts twice in reports.',
  bad: {
    text: `
tags:
    - attack.persistence
    - attack.t1505
    - attack.t1505.004
`,
  },
  good: {
    text: `
tags:
    - attack.persistence
    - attack.t1505.004
`,
  },
  *find(rule) {
    const techniques = attackTags(rule, 'technique')
    for (const { name, span } of techniques) {
      const child = techniques.find((other) => other.name.startsWith(`${name}.`))
      if (child !== undefined) yield { span, values: { name, child: child.name } }
    }
  },
})
