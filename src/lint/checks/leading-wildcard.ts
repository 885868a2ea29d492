/** Words of an event, and what an event comes from, are found by an index, which knows how they start. */
import { defineSearchCheck } from '../check.js'

/** Search Manual, "Quick tips for optimization": the default fields are indexed. */
const indexed: ReadonlySet<string> = new Set(['index', 'host', 'source', 'sourcetype'])

export const leadingWildcard = defineSearchCheck({
  code: 'lint/leading-wildcard',
  profile: 'default',
  summary:
    'Words of an event, and what an event comes from, are found by an index, which knows how they start.',
  bad: { search: 'index=windows *mimikatz*' },
  good: { search: 'index=windows process="*mimikatz*"' },
  *find({ parts }) {
    for (const { node, clause, stage } of parts) {
      if (stage.number > 1 || (node.kind !== 'term' && node.kind !== 'comparison')) continue
      if (node.kind === 'comparison' && !indexed.has(node.field.text)) continue
      const { text, kind } = node.value
      if (kind === 'TERM' || !/^\*[^*]/.test(text)) continue
      yield { span: clause.spanOf(node.value), values: { value: text } }
    }
  },
})
