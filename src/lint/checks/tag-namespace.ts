/** Tools read ATT&CK techniques, CVE numbers and handling marks from tags of the namespaces that the specification lists. */
import { certain, didYouMean } from '../../diagnostics/suggest.js'
import { defineCheck } from '../check.js'
import { rewriteScalar } from '../fix.js'

/** Sigma Specification 2.1, "Tags". */
const namespaces = ['attack', 'car', 'cve', 'd3fend', 'detection', 'stp', 'tlp']

export const tagNamespace = defineCheck({
  code: 'lint/tag-namespace',
  profile: 'default',
  summary:
    'Tools read ATT&CK techniques, CVE numbers and handling marks from tags of the namespaces that the specification lists.',
  bad: {
    text: `
tags:
    - atack.persistence
`,
  },
  good: {
    text: `
tags:
    - attack.persistence
    - attack.t1505.004
`,
  },
  *find(rule) {
    for (const scalar of rule.list('tags')) {
      const { text, span } = scalar
      const [namespace = '', ...rest] = text.split('.')
      if (rest.length === 0 || namespaces.includes(namespace.toLowerCase())) continue
      const meant = certain(namespace, namespaces)
      const fixed = [meant, ...rest].join('.')
      yield {
        span,
        values: { namespace, suggestion: didYouMean(namespace, namespaces) },
        fix: meant === undefined ? undefined : rewriteScalar(rule, scalar, fixed),
      }
    }
  },
})
