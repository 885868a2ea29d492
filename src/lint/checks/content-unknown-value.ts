/** What type and status a detection has decides how Splunk's tools build and schedule it; of other names they know nothing. */
import { certain, didYouMean } from '../../diagnostics/suggest.js'
import { rewriteScalar } from '../fix.js'
import { defineContentCheck } from '../check.js'

const names = { type: 'type', status: 'status', securityDomain: 'security domain' } as const

/** contentctl's enumerations of a detection, and the statuses that content had before. */
const values: readonly (readonly [keyof typeof names, readonly string[]])[] = [
  ['type', ['TTP', 'Anomaly', 'Hunting', 'Correlation']],
  ['status', ['production', 'experimental', 'deprecated', 'validation', 'removed']],
  ['securityDomain', ['endpoint', 'network', 'threat', 'identity', 'access', 'audit']],
]

export const contentUnknownValue = defineContentCheck({
  code: 'lint/content-unknown-value',
  profile: 'default',
  summary:
    "What type and status a detection has decides how Splunk's tools build and schedule it; of other names they know nothing.",
  bad: {
    content: `
status: prodution
`,
  },
  good: {
    content: `
status: production
`,
  },
  *find(content) {
    for (const [thing, known] of values) {
      const scalar = content.at(thing)
      if (scalar?.kind !== 'scalar' || known.includes(scalar.text)) continue
      const { text, span } = scalar
      const meant = certain(text, known)
      yield {
        span,
        values: { value: text, what: names[thing], suggestion: didYouMean(text, known) },
        fix: meant === undefined ? undefined : rewriteScalar(content, scalar, meant),
      }
    }
  },
})
