/** Rewrites a condition into what one language can say, with a note for everything that changes its meaning. */
import type { Condition, Keyword, Predicate, Span, Test } from '../ast/nodes.js'
import { rewriteLeaves, type Leaf, type Polarity } from '../ast/visit.js'
import { effectUnder, type Effect } from '../diagnostics/diagnostic.js'
import type { Capabilities, Gap, Limit } from './capabilities.js'
import { basenameAsPath } from './rewrites/basename.js'
import { regexAsPattern } from './rewrites/regex.js'

/** Equivalent forms, tried in this order on what a language cannot say as it is. */
const equivalents: readonly ((leaf: Predicate | Keyword) => Condition | undefined)[] = [
  basenameAsPath,
  regexAsPattern,
]

/** A replacement that was made. */
export interface Replacement {
  readonly limit: Limit
  readonly leaf: Predicate | Keyword
  /** What it does to the whole condition. */
  readonly effect: Effect
}

/** A leaf that has no form in the language. */
export interface Unsayable {
  readonly leaf: Predicate | Keyword
  readonly what: string
  /** Of a part of it, where that can be said. */
  readonly span?: Span | undefined
}

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
    if (limit !== undefined && (mode === 'approximate' || widens(limit.effect, polarity))) {
      replacements.push({ limit, leaf, effect: effectUnder(limit.effect, polarity) })
      return form(limit.replace(leaf), polarity)
    }
    const gap = firstFor(leaf, language.gaps ?? [])
    if (limit === undefined && gap === undefined && canSay(leaf, language)) return leaf
    for (const equivalent of limit === undefined ? equivalents : []) {
      const rewritten = equivalent(leaf)
      if (rewritten !== undefined) return form(rewritten, polarity)
    }
    unsayable.push({ leaf, what: gap?.what ?? describeTest(leaf), ...gap?.part?.(leaf) })
    return polarity === 'positive' ? { kind: 'always' } : { kind: 'never' }
  }

  const form = (part: Condition, polarity: Polarity): Condition =>
    rewriteLeaves(part, leafForm, polarity)

  return { condition: form(condition, 'positive'), replacements, unsayable }
}

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

const widens = (effect: Effect, polarity: Polarity): boolean =>
  effectUnder(effect, polarity) === 'wider'

/** Names a leaf for a message: `a regex`. */
export function describeTest(leaf: Predicate | Keyword): string {
  return leaf.kind === 'keyword' ? 'a keyword' : testNames[leaf.test.kind]
}

const testNames: { readonly [K in Test['kind']]: string } = {
  matches: 'this pattern',
  regex: 'a regex',
  compare: 'a comparison of numbers',
  cidr: 'a test for a network',
  exists: 'whether a field exists',
  isNull: 'whether a field is missing',
  sameAs: 'a comparison of two fields',
  datePart: 'a test of a part of a date',
  inList: 'a test against an external list',
  placeholder: 'a placeholder without a value',
}

/** Where a leaf was written. */
export const placeOf = (leaf: Predicate | Keyword): Span | undefined => leaf.span ?? leaf.test.span
