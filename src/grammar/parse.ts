/** Parsers from ohm's precompiled recipes, with a cache and guards. The only importer of ohm-js besides the recipes. */
import type { MatchResult, Semantics } from 'ohm-js'

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
  /** In nested brackets. */
  readonly depth: number
  /** Whether brackets inside double quotes are text; a backslash there escapes the next character. */
  readonly quotes: boolean
}

export const defaultLimits: Limits = { length: 1_000_000, depth: 100, quotes: false }

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
  const deep = tooDeepAt(text, limits)
  if (deep !== undefined) return failure('too-deep', deep)
  try {
    const match = grammar.match(text)
    return match.failed()
      ? failure('syntax', match.getRightmostFailurePosition(), match.getExpectedText())
      : { ok: true, value: read(match) }
  } catch (error) {
    // What nests without brackets, as a chain of NOTs does, overflows the stack, or the operation says so.
    if (error instanceof RangeError) return failure('too-deep', 0)
    throw error
  }
}

const failure = (
  problem: 'too-long' | 'too-deep' | 'syntax',
  offset: number,
  expected = '',
): Parsed<never> => ({ ok: false, problem, offset, expected })

/** The offset of the first bracket that is nested too deep. */
function tooDeepAt(text: string, { depth: limit, quotes }: Limits): number | undefined {
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (quotes && character === '\\') at++
    else if (quotes && character === '"') quoted = !quoted
    else if (quoted) continue
    else if (character === '(' || character === '[') {
      if (++depth > limit) return at
    } else if (character === ')' || character === ']') depth--
  }
  return undefined
}
