/** Version 19 split Defense Evasion into Stealth and Defense Impairment. Both are right until the tools that read the tags follow. */
import { defineCheck } from '../check.js'
import { retiredTactics } from '../../attack/table.js'
import { attackTags } from '../tags.js'

export const attackRetiredTactic = defineCheck({
  code: 'lint/attack-retired-tactic',
  profile: 'default',
  summary:
    'Version 19 split Defense Evasion into Stealth and Defense Impairment. Both are right until the tools that read the tags follow.',
  bad: {
    text: `
tags:
    - attack.defense-evasion
    - attack.t1036
`,
  },
  good: {
    text: `
tags:
    - attack.stealth
    - attack.t1036
`,
  },
  *find(rule) {
    for (const { name, span } of attackTags(rule, 'tactic')) {
      const successors = retiredTactics[name]
      if (successors !== undefined)
        yield { span, values: { name, successors: successors.join(' or ') } }
    }
  },
})
