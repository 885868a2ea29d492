/** The specification recommends `references`. Without it who judges an alert has nothing to read. */
import { defineCheck } from '../check.js'
import { findMissing } from '../missing.js'

export const missingReferences = defineCheck({
  code: 'lint/missing-references',
  profile: 'sigmahq',
  summary:
    'The specification recommends `references`. Without it who judges an alert has nothing to read.',
  bad: { without: 'references' },
  good: {
    text: `
references:
    - https://learn.microsoft.com/iis/get-started/introduction-to-iis/iis-modules-overview
`,
  },
  find: findMissing('references'),
})
