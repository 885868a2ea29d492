/** The specification recommends `falsepositives`. Without it who judges an alert cannot know what looks the same. */
import { defineCheck } from '../check.js'
import { findMissing } from '../missing.js'

export const missingFalsepositives = defineCheck({
  code: 'lint/missing-falsepositives',
  profile: 'sigmahq',
  summary:
    'The specification recommends `falsepositives`. Without it who judges an alert cannot know what looks the same.',
  bad: { without: 'falsepositives' },
  good: {
    text: `
falsepositives:
    - Installation of a web application
`,
  },
  find: findMissing('falsepositives'),
})
