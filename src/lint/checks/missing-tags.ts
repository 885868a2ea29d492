/** The specification recommends `tags`. Without it the rule counts for no coverage. */
import { defineCheck } from '../check.js'
import { findMissing } from '../missing.js'

export const missingTags = defineCheck({
  code: 'lint/missing-tags',
  profile: 'sigmahq',
  summary: 'The specification recommends `tags`. Without it the rule counts for no coverage.',
  bad: { without: 'tags' },
  good: {
    text: `
tags:
    - attack.persistence
    - attack.t1505.004
`,
  },
  find: findMissing('tags'),
})
