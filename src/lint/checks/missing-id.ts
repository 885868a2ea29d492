/** The specification wants `id`. Without it the rule cannot be told apart from others, and nothing can refer to it. */
import { defineCheck } from '../check.js'
import { findMissing } from '../missing.js'

export const missingId = defineCheck({
  code: 'lint/missing-id',
  profile: 'default',
  summary:
    'The specification wants `id`. Without it the rule cannot be told apart from others, and nothing can refer to it.',
  bad: { without: 'id' },
  good: {
    text: `
id: 929a690e-bef0-4204-a928-ef5e620d6fcc
`,
  },
  find: findMissing('id'),
})
