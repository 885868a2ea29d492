/** A condition in the terms of one language: each test as it is, or as the first of its rewrites. */
import type { Condition, Keyword, Predicate } from '../ast/nodes.js'
import { rewriteLeaves, type Leaf, type Polarity } from '../ast/visit.js'
import type { Capabilities, Gap, Limit } from './capabilities.js'
import { approximation, type Replacement } from './rewrites/approximation.js'
import { equivalentOf } from './rewrites/equivalent.js'
import { impliedBy } from './rewrites/implication.js'
import { impliedWithout, refuse, type Unsayable } from './rewrites/refusal.js'

/** A condition that the language can say, but for what is `unsayable`. */
export interface Expressed {
  readonly condition: Condition
  readonly replacements: readonly Replacement[]
  readonly unsayable: readonly Unsayable[]
}

/** What to do with a leaf that cannot be said exactly: say something near, or only what it implies. */
export type Mode = 'approximate' | 'implied'

/** The condition in the language's own terms. In mode `implied` the result is true wherever the condition is. */
export function express(
  condition: Condition,
  language: Capabilities,
  mode: Mode = 'approximate',
): Expressed {
  const replacements: Replacement[] = []
  const unsayable: Unsayable[] = []

  const leafForm = (leaf: Leaf, polarity: Polarity): Condition => {
    if (leaf.kind === 'always' || leaf.kind === 'never') return leaf
    const limit = firstFor(leaf, language.limits)
    const near = limit && approximation(limit, leaf, polarity)
    if (near !== undefined && (mode === 'approximate' || near.effect === 'wider')) {
      replacements.push(near)
      return form(near.limit.replace(leaf), polarity)
    }
    const gap = firstFor(leaf, language.gaps ?? [])
    if (limit === undefined && gap === undefined && canSay(leaf, language)) return leaf
    const equivalent = limit === undefined ? equivalentOf(leaf) : undefined
    if (equivalent !== undefined) return form(equivalent, polarity)
    const implied = mode === 'implied' && polarity === 'positive' ? impliedBy(leaf) : undefined
    if (implied !== undefined) return form(implied, polarity)
    unsayable.push(refuse(leaf, gap))
    return impliedWithout(polarity)
  }

  const form = (part: Condition, polarity: Polarity): Condition =>
    rewriteLeaves(part, leafForm, polarity)

  const merged = (language.merges ?? []).reduce((whole, merge) => merge(whole), condition)
  return { condition: form(merged, 'positive'), replacements, unsayable }
}

/** Whether a condition is said as it means. */
export const isExact = ({ replacements, unsayable }: Expressed): boolean =>
  replacements.length === 0 && unsayable.length === 0

/** The first that applies to a leaf; asked for every leaf, so without a closure for each. */
function firstFor<T extends Limit | Gap>(
  leaf: Predicate | Keyword,
  table: readonly T[],
): T | undefined {
  for (const row of table) if (row.applies(leaf)) return row
  return undefined
}

const canSay = (leaf: Predicate | Keyword, language: Capabilities): boolean =>
  leaf.kind === 'keyword'
    ? language.keyword !== null && language.print[leaf.test.kind] !== null
    : leaf.field.part === undefined && language.print[leaf.test.kind] !== null
