/** A category is abstract, a service is one log. Named together, many pipelines map neither. */
import { defineCheck } from '../check.js'
import { knownLogSources } from '../data/log-sources.js'
import { same } from '../log-sources.js'

export const categoryAndService = defineCheck({
  code: 'lint/category-and-service',
  profile: 'default',
  summary:
    'A category is abstract, a service is one log. Named together, many pipelines map neither.',
  bad: {
    text: `
logsource:
    category: process_creation
    product: windows
    service: sysmon
`,
  },
  good: {
    text: `
logsource:
    category: process_creation
    product: windows
`,
  },
  *find({ logSources, span }) {
    for (const logSource of logSources) {
      const { category, service } = logSource
      if (category === undefined || service === undefined) continue
      if (knownLogSources.some((known) => same(known, logSource))) continue
      yield { span: logSource.span ?? span, values: { category, service } }
    }
  },
})
