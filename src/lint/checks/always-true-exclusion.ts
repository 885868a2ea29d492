/** Of exclusions that OR joins, one always holds: nothing is excluded. */
import { defineSearchCheck } from '../check.js'
import { exclusionOf } from '../exclusions.js'

export const alwaysTrueExclusion = defineSearchCheck({
  code: 'lint/always-true-exclusion',
  profile: 'default',
  summary: 'Of exclusions that OR joins, one always holds: nothing is excluded.',
  bad: { search: 'index=windows (user!=system OR user!=service)' },
  good: { search: 'index=windows NOT (user=system OR user=service)' },
  *find({ parts }) {
    for (const { node, clause } of parts) {
      if (node.kind !== 'or') continue
      const excluded = node.operands.flatMap((operand) => exclusionOf(operand) ?? [])
      const repeated = excluded.find((one, index) =>
        excluded.some(
          (other, at) => at < index && other.field === one.field && other.value !== one.value,
        ),
      )
      if (repeated === undefined) continue
      yield { span: clause.spanOf(repeated.node), values: { field: repeated.field } }
    }
  },
})
