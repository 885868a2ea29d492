/** Reports by tactic miss a rule that is tagged with techniques only. */
import { techniqueOf, withSuccessors } from '../../attack/techniques.js'
import { defineCheck } from '../check.js'
import { attackTags } from '../tags.js'

export const techniqueWithoutTactic = defineCheck({
  code: 'lint/technique-without-tactic',
  profile: 'sigmahq',
  summary: 'Reports by tactic miss a rule that is tagged with techniques only.',
  bad: {
    text: `
tags:
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
    const tagged = attackTags(rule, 'tactic').map(({ name }) => name)
    for (const { name, span } of attackTags(rule, 'technique')) {
      const technique = techniqueOf(name)
      if (technique?.state !== 'used') continue
      if (withSuccessors(technique.tactics).some((tactic) => tagged.includes(tactic))) continue
      const tactics = technique.tactics.map((tactic) => `attack.${tactic}`).join(' or ')
      yield { span, values: { name, tactics } }
    }
  },
})
