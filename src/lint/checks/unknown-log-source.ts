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
  *find(rule) {
    const { logSource } = rule
    const { product, category, service } = logSource
    if (rule.detection === undefined || knownLogSources.some((known) => same(known, logSource)))
      return
    // A mix of names that are known one by one is what other checks are about.
    const wrong = parts.find((part) => !isKnown(part, logSource[part]))
    if (wrong === undefined) return
    const near = knownLogSources.filter(
      (known) => wrong === 'product' || product === undefined || known.product === product,
    )
    const name = { product, category, service }[wrong] ?? ''
    yield {
      span: logSource.span ?? rule.span,
      values: {
        logSource: describeLogSource(logSource),
        suggestion: didYouMean(name, near.map((known) => known[wrong]).filter(Boolean)),
      },
    }
  },
})
