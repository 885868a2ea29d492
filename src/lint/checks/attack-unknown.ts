/** A tag with a technique or tactic that no version of ATT&CK has counts for no coverage. */
import { didYouMean } from '../../diagnostics/suggest.js'
import { techniqueOf } from '../attack.js'
import { defineCheck } from '../check.js'
import { retiredTactics, tactics } from '../data/attack.js'
import { attackTags } from '../tags.js'

export const attackUnknown = defineCheck({
  code: 'lint/attack-unknown',
  profile: 'default',
  summary: 'A tag with a technique or tactic that no version of ATT&CK has counts for no coverage.',
  bad: {
    text: `
tags:
    - attack.persistance
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
    for (const { kind, name, span } of attackTags(rule)) {
      if (kind === 'technique' && techniqueOf(name) === undefined) {
        yield { span, values: { what: 'technique', name, suggestion: '' } }
      }
      const known = tactics.includes(name) || name in retiredTactics
      if (kind === 'tactic' && !known) {
        const suggestion = didYouMean(name, tactics)
        yield { span, values: { what: 'tactic', name, suggestion } }
      }
    }
  },
})
