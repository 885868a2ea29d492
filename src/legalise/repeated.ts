/** What a Splunk search asks twice: in its first stage as well as that can, and exactly behind it. */
import { always, and, conjunctsOf, isImplied } from '../ast/build.js'
import { implying } from '../ast/implies.js'
import type { Condition } from '../ast/nodes.js'
import { rewriteLeaves } from '../ast/visit.js'
import { impliedBy } from './rewrites/implication.js'
import { regexAsPattern } from './rewrites/regex.js'
import { impliedInXml } from './rewrites/xml-data.js'

/**
 * All that a search asks, but for conjuncts of its first stage that follow from what the later ones say: Splunk has them
 * for its index, and to other languages they are no part of what is meant.
 */
export function askedOnce(first: Condition, says: readonly Condition[]): Condition {
  const said = says.flatMap(conjunctsOf)
  const exact = and(said.filter((each) => !isImplied(each)).map(asPatterns))
  const isSaid = implying(exact)
  const kept = conjunctsOf(first).filter((each) => !isSaid(each))
  return and([...kept, ...said], first.span)
}

/** Regexes that are patterns in disguise, as those; others beside the texts that they imply. */
const asPatterns = (condition: Condition): Condition =>
  rewriteLeaves(condition, (leaf) => {
    if (leaf.kind === 'always' || leaf.kind === 'never') return leaf
    return (
      regexAsPattern(leaf) ?? and([leaf, impliedInXml(leaf) ?? always, impliedBy(leaf) ?? always])
    )
  })
