/** Keys that the specification does not know are allowed, and SigmaHQ has none. Often one is misspelt. */
import { didYouMean } from '../../diagnostics/suggest.js'
import { defineCheck } from '../check.js'

/** Sigma Specification 2.1, the keys of rules, correlations and filters; and two of SigmaHQ's own. */
const known = (
  'title id name status level description author date modified license taxonomy references tags ' +
  'falsepositives related fields scope logsource detection correlation generate filter action regression_tests_path simulation'
).split(' ')

export const customAttribute = defineCheck({
  code: 'lint/custom-attribute',
  profile: 'sigmahq',
  summary:
    'Keys that the specification does not know are allowed, and SigmaHQ has none. Often one is misspelt.',
  bad: {
    text: `
serverity: high
`,
  },
  good: {
    text: `
level: high
`,
  },
  *find({ map }) {
    for (const { key } of map.entries) {
      if (known.includes(key.text)) continue
      yield { span: key.span, values: { key: key.text, suggestion: didYouMean(key.text, known) } }
    }
  },
})
