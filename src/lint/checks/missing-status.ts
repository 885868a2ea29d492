/** The specification recommends `status`. Without it nobody knows whether the rule is ready for use. */
import { defineCheck } from '../check.js'
import { findMissing } from '../missing.js'

export const missingStatus = defineCheck({
  code: 'lint/missing-status',
  profile: 'default',
  summary:
    'The specification recommends `status`. Without it nobody knows whether the rule is ready for use.',
  bad: { without: 'status' },
  good: {
    text: `
status: test
`,
  },
  find: findMissing('status'),
})
