/**
 * Texts in, trees out: precompiled grammars behind guards and a cache. The only importer of ohm-js beside the generated
 * bundles.
 */
import type { Grammar, Node, Semantics } from 'ohm-js'
import type { Span } from '../ast/nodes.js'

export type { Node } from 'ohm-js'

/** A tree, or why there is none and where: `expected` says what could have stood at `offset`. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false
      readonly problem: 'too-long' | 'too-deep' | 'syntax'
      readonly offset: number
      readonly expected: string
    }

/** What is refused before matching: ohm recurses, and its stack ends at some 300 levels. */
export interface Limits {
  readonly maxLength: number
  readonly maxDepth: number
}

/** One kind of text: a compiled grammar and its meaning, an operation named `tree`. */
export interface Language {
  readonly grammar: Grammar
  readonly semantics: Semantics
  readonly limits: Limits
}

/** How many texts are remembered; then all are forgotten. */
const cacheSize = 2_000
/** Longer texts rarely come twice. */
const cachedLength = 2_000

/** What the operation `tree` makes of a node. The one place where ohm's untyped result gets its type. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
export const treeOf = <T>(node: Node): T => (node as unknown as { tree(): T }).tree()

/** The range of the text that a node was read from. */
export const placeOf = ({ source }: Node): Span => ({ start: source.startIdx, end: source.endIdx })

/** A parser of one language. The same text is parsed once, and gives the same tree. */
export function makeParser<T>({
  grammar,
  semantics,
  limits,
}: Language): (text: string) => Parsed<T> {
  const cache = new Map<string, Parsed<T>>()
  return (text) => {
    const known = cache.get(text)
    if (known !== undefined) return known
    const parsed = parse<T>(text, grammar, semantics, limits)
    if (text.length > cachedLength) return parsed
    if (cache.size >= cacheSize) cache.clear()
    cache.set(text, parsed)
    return parsed
  }
}

function parse<T>(
  text: string,
  grammar: Grammar,
  semantics: Semantics,
  { maxLength, maxDepth }: Limits,
): Parsed<T> {
  if (text.length > maxLength) return refusal('too-long', maxLength)
  const deep = offsetBelow(text, maxDepth)
  if (deep !== undefined) return refusal('too-deep', deep)
  try {
    const match = grammar.match(text)
    if (match.failed()) {
      const offset = match.getRightmostFailurePosition()
      return { ok: false, problem: 'syntax', offset, expected: match.getExpectedText() }
    }
    return { ok: true, value: treeOf<T>(semantics(match) as Node) }
  } catch (error) {
    if (error instanceof RangeError) return refusal('too-deep', 0)
    throw error
  }
}

const refusal = (problem: 'too-long' | 'too-deep', offset: number): Parsed<never> => ({
  ok: false,
  problem,
  offset,
  expected: '',
})

/** What nests, and what ends a chain of nested `not`s; brackets inside quotes do not nest. */
const nesting = /"(?:[^"\\]|\\[^])*"|\bnot\b|[()]|[^\s()"]+/gi

/** The offset of the first bracket or `not` that is nested deeper than allowed. */
function offsetBelow(text: string, maxDepth: number): number | undefined {
  const notsAround: number[] = []
  let nots = 0
  let depth = 0
  for (const { 0: token, index } of text.matchAll(nesting)) {
    if (token === '(') {
      notsAround.push(nots)
      nots = 0
      depth++
    } else if (token === ')') {
      depth = Math.max(0, depth - nots - 1)
      nots = notsAround.pop() ?? 0
    } else if (token.toLowerCase() === 'not') {
      nots++
      depth++
    }
    const isOperand = token !== '(' && token.toLowerCase() !== 'not'
    if (isOperand) {
      depth -= nots
      nots = 0
    }
    if (depth > maxDepth) return index
  }
  return undefined
}
