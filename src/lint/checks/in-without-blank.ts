/** Splunk reads `IN(` as it reads `IN (`; the manual and most searches write the blank. */
import { defineSearchCheck } from '../check.js'

export const inWithoutBlank = defineSearchCheck({
  code: 'lint/in-without-blank',
  profile: 'escu',
  summary: 'Splunk reads `IN(` as it reads `IN (`; the manual and most searches write the blank.',
  bad: { search: 'index=windows user IN("system", "service") | `search_filter`' },
  good: { search: 'index=windows user IN ("system", "service") | `search_filter`' },
  *find({ parts }) {
    for (const { node, clause } of parts) {
      if (node.kind !== 'in') continue
      const match = /^\s*IN\(/.exec(clause.expanded.slice(node.field.end, node.end))
      if (match === null) continue
      const end = node.field.end + match[0].length
      yield { span: clause.spanOf({ start: end - 3, end }), values: {} }
    }
  },
})
