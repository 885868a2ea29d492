/** Replacements of parts of a leaf, for the tables of limits. */
import { predicate } from '../ast/build.js'
import type { Keyword, Matches, Predicate } from '../ast/nodes.js'
import { anyRun, someText, type Pattern, type PatternPart } from '../ast/pattern.js'

type Leaf = Predicate | Keyword

/** The pattern that a leaf asks for; undefined where it asks for something else. */
export const patternOf = ({ test }: Leaf): Pattern | undefined =>
  test.kind === 'matches' ? test.pattern : undefined

/** Whether a leaf asks for a pattern of which some text passes a check. */
export const hasText = (leaf: Leaf, check: (text: string) => boolean): boolean =>
  someText(patternOf(leaf) ?? [], check)

/** The same leaf with a part of its pattern's test changed; leaves that test something else stay as they are. */
export function changeMatches(leaf: Leaf, change: (test: Matches) => Partial<Matches>): Leaf {
  if (leaf.test.kind !== 'matches') return leaf
  const test = { ...leaf.test, ...change(leaf.test) }
  return leaf.kind === 'keyword' ? { ...leaf, test } : predicate(leaf.field, test, leaf.span)
}

/** The pieces of a text with any run of characters between them. */
export const joinedByRuns = (pieces: readonly string[]): readonly PatternPart[] =>
  pieces.flatMap((piece, index) => (index === 0 ? [piece] : [anyRun, piece]))
