/** The specification recommends `date`. Without it nobody knows how old the rule is. */
import { defineCheck } from '../check.js'
import { findMissing } from '../missing.js'

export const missingDate = defineCheck({
  code: 'lint/missing-date',
  profile: 'sigmahq',
  summary: 'The specification recommends `date`. Without it nobody knows how old the rule is.',
  bad: { without: 'date' },
  good: {
    text: `
date: 2024-05-17
`,
  },
  find: findMissing('date'),
})
