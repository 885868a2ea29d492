/** The specification recommends `level`. Without it alerts cannot be sorted by how much they matter. */
import { defineCheck } from '../check.js'
import { findMissing } from '../missing.js'

export const missingLevel = defineCheck({
  code: 'lint/missing-level',
  profile: 'default',
  summary:
    'The specification recommends `level`. Without it alerts cannot be sorted by how much they matter.',
  bad: { without: 'level' },
  good: {
    text: `
level: medium
`,
  },
  find: findMissing('level'),
})
