/** NOT takes the next term only: `NOT a OR b` is `(NOT a) OR b`, which holds of nearly every event. */
import { defineSearchCheck } from '../check.js'

export const notBeforeOr = defineSearchCheck({
  code: 'lint/not-before-or',
  profile: 'default',
  summary:
    'NOT takes the next term only: `NOT a OR b` is `(NOT a) OR b`, which holds of nearly every event.',
  bad: { search: 'index=windows (NOT user=system OR user=service)' },
  good: { search: 'index=windows NOT (user=system OR user=service)' },
  *find({ parts }) {
    for (const { node, clause } of parts) {
      if (node.kind !== 'or') continue
      const [first, ...others] = node.operands
      // Where all of them are negated, somebody thought about it, or another check finds it.
      if (first?.kind !== 'not' || others.some(({ kind }) => kind === 'not')) continue
      yield { span: clause.spanOf({ start: first.start, end: first.start + 3 }), values: {} }
    }
  },
})
