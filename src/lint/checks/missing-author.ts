/** The specification recommends `author`. Without it nobody can be asked about the rule. */
import { defineCheck } from '../check.js'
import { findMissing } from '../missing.js'

export const missingAuthor = defineCheck({
  code: 'lint/missing-author',
  profile: 'sigmahq',
  summary: 'The specification recommends `author`. Without it nobody can be asked about the rule.',
  bad: { without: 'author' },
  good: {
    text: `
author: A. Nalyst
`,
  },
  find: findMissing('author'),
})
