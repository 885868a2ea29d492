/** An approximation: a limit's replacement, with its direction from the polarity of the place. */
import type { Keyword, Predicate } from '../../ast/nodes.js'
import type { Polarity } from '../../ast/visit.js'
import { effectUnder, type Effect } from '../../diagnostics/diagnostic.js'
import type { Limit } from '../capabilities.js'

/** A replacement that was made. */
export interface Replacement {
  readonly limit: Limit
  readonly leaf: Predicate | Keyword
  /** What it does to the whole condition. */
  readonly effect: Effect
}

/** What a limit does to a leaf in a place of this polarity: under a negation, widening narrows. */
export const approximation = (
  limit: Limit,
  leaf: Predicate | Keyword,
  polarity: Polarity,
): Replacement => ({ limit, leaf, effect: effectUnder(limit.effect, polarity) })
