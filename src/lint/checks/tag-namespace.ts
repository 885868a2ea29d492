/** Tools read ATT&CK techniques, CVE numbers and handling marks from tags of the namespaces that the specification lists. */
import { didYouMean } from '../../diagnostics/suggest.js'
import { defineCheck } from '../check.js'

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
    for (const { text, span } of rule.list('tags')) {
      const [namespace = '', ...rest] = text.split('.')
      if (rest.length === 0 || namespaces.includes(namespace.toLowerCase())) continue
      yield { span, values: { namespace, suggestion: didYouMean(namespace, namespaces) } }
    }
  },
})
