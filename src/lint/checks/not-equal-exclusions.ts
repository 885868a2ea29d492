/** A list of exclusions by `!=` also leaves out every event that lacks the field. `NOT field IN (…)` keeps those. */
import { defineSearchCheck } from '../check.js'
import { exclusionOf } from '../exclusions.js'

export const notEqualExclusions = defineSearchCheck({
  code: 'lint/not-equal-exclusions',
  profile: 'default',
  summary:
    'A list of exclusions by `!=` also leaves out every event that lacks the field. `NOT field IN (…)` keeps those.',
  bad: { search: 'index=windows user!=system user!=service' },
  good: { search: 'index=windows NOT user IN (system, service)' },
  *find({ parts }) {
    for (const { node, clause, stage } of parts) {
      // The required fields of a data model are always there.
      if (node.kind !== 'and' || stage.tstats !== undefined) continue
      const excluded = node.operands.flatMap((operand) =>
        operand.kind === 'comparison' ? (exclusionOf(operand) ?? []) : [],
      )
      const fields = new Set(excluded.map(({ field }) => field))
      for (const field of fields) {
        const all = excluded.filter((one) => one.field === field && one.value !== '')
        const [first, second] = all
        if (first === undefined || second === undefined) continue
        yield { span: clause.spanOf(first.node), values: { field } }
      }
    }
  },
})
