/** A misspelt category or service is a log source of its own, which no pipeline maps to anything. */
import { didYouMean } from '../../diagnostics/suggest.js'
import { describeLogSource } from '../../fields/find.js'
import { defineCheck } from '../check.js'
import { knownLogSources } from '../data/log-sources.js'
import { same } from '../log-sources.js'

const parts = ['product', 'category', 'service'] as const

const isKnown = (part: (typeof parts)[number], name: string | undefined): boolean =>
  name === undefined || knownLogSources.some((known) => known[part] === name.toLowerCase())

export const unknownLogSource = defineCheck({
  code: 'lint/unknown-log-source',
  profile: 'default',
  summary:
    'A misspelt category or service is a log source of its own, which no pipeline maps to anything.',
  bad: {
    text: `
logsource:
    category: process_creations
    product: windows
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
      if (knownLogSources.some((known) => same(known, logSource))) continue
      // A mix of names that are known one by one is what other checks are about.
      const wrong = parts.find((part) => !isKnown(part, logSource[part]))
      if (wrong === undefined) continue
      const { product } = logSource
      const near = knownLogSources.filter(
        (known) => wrong === 'product' || product === undefined || known.product === product,
      )
      yield {
        span: logSource.span ?? span,
        values: {
          logSource: describeLogSource(logSource),
          suggestion: didYouMean(
            logSource[wrong] ?? '',
            near.map((known) => known[wrong]).filter(Boolean),
          ),
        },
      }
    }
  },
})
