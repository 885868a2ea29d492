/** A tactic beside techniques of other tactics is mostly left from another rule. */
import { techniqueOf, withSuccessors } from '../../attack/techniques.js'
import { defineCheck } from '../check.js'
import { attackTags } from '../tags.js'

export const attackTacticMismatch = defineCheck({
  code: 'lint/attack-tactic-mismatch',
  profile: 'sigmahq',
  summary: 'A tactic beside techniques of other tactics is mostly left from another rule.',
  bad: {
    text: `
tags:
    - attack.persistence
    - attack.impact
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
    const techniques = attackTags(rule, 'technique').map(({ name }) => techniqueOf(name))
    const served = new Set<string>()
    for (const technique of techniques) {
      // Of one that we know too little of, any tactic may be right.
      if (technique?.state !== 'used') return
      for (const tactic of withSuccessors(technique.tactics)) served.add(tactic)
    }
    if (served.size === 0) return
    for (const { name, span } of attackTags(rule, 'tactic')) {
      if (!served.has(name)) yield { span, values: { name } }
    }
  },
})
