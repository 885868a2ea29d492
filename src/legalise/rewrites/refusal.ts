/** A refusal: what no rewrite can say, in words, and what stands in its place. */
import type { Condition, Keyword, Predicate, Span, Test } from '../../ast/nodes.js'
import type { Polarity } from '../../ast/visit.js'
import type { Gap } from '../capabilities.js'

/** A leaf that has no form in the language. */
export interface Unsayable {
  readonly leaf: Predicate | Keyword
  readonly what: string
  /** Of a part of it, where that can be said. */
  readonly span?: Span | undefined
}

/** Why a leaf cannot be said: by the gap that it falls into, or as its language has nothing for its kind of test. */
export const refuse = (leaf: Predicate | Keyword, gap: Gap | undefined): Unsayable => ({
  leaf,
  what: gap?.what ?? describeTest(leaf),
  ...gap?.part?.(leaf),
})

/** What is left of a condition without the leaf: it is true wherever the condition is. */
export const impliedWithout = (polarity: Polarity): Condition =>
  polarity === 'positive' ? { kind: 'always' } : { kind: 'never' }

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
