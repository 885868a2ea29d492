/** In `search`, what stands behind the operator is always a text: `src!=dest` compares with the text "dest". */
import { defineSearchCheck } from '../check.js'
import { keptFields } from '../kept-fields.js'

export const fieldAsText = defineSearchCheck({
  code: 'lint/field-as-text',
  profile: 'default',
  summary:
    'In `search`, what stands behind the operator is always a text: `src!=dest` compares with the text "dest".',
  bad: { search: 'index=windows | stats count by src dest | search src!=dest' },
  good: { search: 'index=windows | stats count by src dest | where src!=dest' },
  *find({ stages, parts }) {
    const kept = keptFields(stages)
    for (const { node, clause, stage } of parts) {
      if (node.kind !== 'comparison' || node.value.kind !== 'bare' || stage.number === 1) continue
      const { text } = node.value
      if (kept.get(stage)?.fields.has(text) !== true) continue
      yield { span: clause.spanOf(node.value), values: { value: text } }
    }
  },
})
