/** The specification recommends `description`. Without it who gets the alert reads it first. */
import { defineCheck } from '../check.js'
import { findMissing } from '../missing.js'

export const missingDescription = defineCheck({
  code: 'lint/missing-description',
  profile: 'default',
  summary:
    'The specification recommends `description`. Without it who gets the alert reads it first.',
  bad: { without: 'description' },
  good: {
    text: `
description: Detects appcmd installing a native module, which runs inside of the web server.
`,
  },
  find: findMissing('description'),
})
