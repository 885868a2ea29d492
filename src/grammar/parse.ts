/** Parsers from ohm's precompiled recipes, with a cache and guards. The only importer of ohm-js besides the recipes. */
import type { MatchResult, Node, Semantics } from 'ohm-js'
import type { Span } from '../ast/nodes.js'

export type { Node } from 'ohm-js'

/** What a parser made of a text; `offset` is where in the text it failed, `expected` what could have stood there. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false
      readonly problem: 'too-long' | 'too-deep' | 'syntax'
      readonly offset: number
      readonly expected: string
    }

/** What this file needs of ohm's grammars; `S` is the type of the recipe's own semantics. */
export interface Recipe<S extends Semantics> {
  match(text: string): MatchResult
  createSemantics(): S
}

/** How much a parser takes. Beyond about 250 nested brackets ohm's recursion overflows the stack. */
export interface Limits {
  /** In UTF-16 code units. */
  readonly length: number
  /** In nested brackets and `not`s. */
  readonly depth: number
}

/** What is taken where a parser does not say otherwise. */
export const defaultLimits: Limits = { length: 1_000_000, depth: 100 }

/** What the operation `tree` makes of a node. The one place where ohm's untyped result gets its type. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
export const treeOf = <T>(node: Node): T => (node as unknown as { tree(): T }).tree()

/** The range of the text that a node was read from. */
export const placeOf = ({ source }: Node): Span => ({ start: source.startIdx, end: source.endIdx })

/** Texts beyond this number are parsed again rather than kept. */
const maxCached = 5000
/** Longer texts hardly come twice, and their trees are large. */
const maxCachedLength = 10_000

/**
 * A parser of a grammar; `operation` adds its actions to the grammar's semantics and says how to read a match. Nothing
 * is built before the first call, and each text is parsed once.
 */
export function makeParser<T, S extends Semantics = Semantics>(
  grammar: Recipe<S>,
  operation: (semantics: S) => (match: MatchResult) => T,
  limits: Partial<Limits> = {},
): (text: string) => Parsed<T> {
  const allowed: Limits = { ...defaultLimits, ...limits }
  const known = new Map<string, Parsed<T>>()
  let read: ((match: MatchResult) => T) | undefined

  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    read ??= operation(grammar.createSemantics())
    const parsed = parse(grammar, read, text, allowed)
    if (text.length <= maxCachedLength) {
      if (known.size >= maxCached) known.clear()
      known.set(text, parsed)
    }
    return parsed
  }
}

function parse<T>(
  grammar: Recipe<Semantics>,
  read: (match: MatchResult) => T,
  text: string,
  limits: Limits,
): Parsed<T> {
  if (text.length > limits.length) return failure('too-long', limits.length)
  const deep = offsetBelow(text, limits.depth)
  if (deep !== undefined) return failure('too-deep', deep)
  try {
    const match = grammar.match(text)
    return match.failed()
      ? failure('syntax', match.getRightmostFailurePosition(), match.getExpectedText())
      : { ok: true, value: read(match) }
  } catch (error) {
    // What nests otherwise, as Splunk's subsearches do, overflows the stack.
    if (error instanceof RangeError) return failure('too-deep', 0)
    throw error
  }
}

const failure = (
  problem: 'too-long' | 'too-deep' | 'syntax',
  offset: number,
  expected = '',
): Parsed<never> => ({ ok: false, problem, offset, expected })

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
