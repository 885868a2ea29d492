/** A split: each conjunct of a condition in the stage that says it best. */
import { and } from '../../ast/build.js'
import type { Condition } from '../../ast/nodes.js'
import type { Capabilities } from '../capabilities.js'
import { express, isExact, type Expressed } from '../express.js'

/** A condition in two stages, and how each conjunct is said where it is said best. */
export interface Split {
  readonly filter: Condition
  readonly post: Condition
  readonly taken: readonly Expressed[]
}

/**
 * Each conjunct in the first stage, or exactly in the later one with what it implies in the first. Conjuncts are looked at
 * one by one: what one of them needs a later stage for does not move the others out of the first.
 */
export function splitIntoStages(
  condition: Condition,
  language: Capabilities,
  postLanguage: Capabilities,
): Split {
  const filter: Condition[] = []
  const post: Condition[] = []
  const taken: Expressed[] = []
  for (const conjunct of conjunctsOf(condition)) {
    const first = express(conjunct, language)
    const later = isExact(first) ? undefined : express(conjunct, postLanguage)
    if (later !== undefined && isBetter(later, first)) {
      filter.push(express(conjunct, language, 'implied').condition)
      post.push(later.condition)
      taken.push(later)
    } else {
      filter.push(first.condition)
      taken.push(first)
    }
  }
  return { filter: and(filter), post: and(post), taken }
}

const conjunctsOf = (condition: Condition): readonly Condition[] =>
  condition.kind === 'and'
    ? condition.operands.flatMap(conjunctsOf)
    : condition.kind === 'always'
      ? []
      : [condition]

const isBetter = (later: Expressed, first: Expressed): boolean =>
  isExact(later) || (first.unsayable.length > 0 && later.unsayable.length === 0)
