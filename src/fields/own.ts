/** What a target says of a Splunk search: one that prints it back, and all others. */
import { and, conjunctsOf, fingerprint, isImplied } from '../ast/build.js'
import type { Condition, Detection } from '../ast/nodes.js'

/** The condition without what the search's by-clause and stages say, which are printed back too. */
export function conditionOfFirstStage({ condition, splunk }: Detection): Condition {
  const said = (splunk?.says ?? []).flatMap(conjunctsOf).map(fingerprint)
  if (said.length === 0) return condition
  const left = new Map<string, number>()
  for (const key of said) left.set(key, (left.get(key) ?? 0) + 1)
  // The last of those that are alike: what the first stage says comes first.
  const kept = conjunctsOf(condition)
    .toReversed()
    .filter((conjunct) => {
      const key = fingerprint(conjunct)
      const count = left.get(key) ?? 0
      if (count > 0) left.set(key, count - 1)
      return count === 0
    })
  return and(kept.toReversed(), condition.span)
}

/**
 * The condition without the fields that only Splunk's grouping needs. Whether those are there is a matter of Splunk's
 * add-ons, which alias and compute them: a column of another product that holds the same may be there all the same.
 */
export const withoutImplied = (condition: Condition): Condition =>
  condition.kind === 'and' && condition.operands.some(isImplied)
    ? and(
        condition.operands.filter((operand) => !isImplied(operand)),
        condition.span,
      )
    : isImplied(condition)
      ? and([])
      : condition
