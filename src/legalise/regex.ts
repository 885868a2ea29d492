/** Regexes in the dialects of languages, for their tables of gaps. */
import type { Keyword, Predicate, Regex } from '../ast/nodes.js'
import { placeInRegex } from '../regex/place.js'
import type { Unsayable } from '../regex/print.js'
import type { Piece } from '../regex/nodes.js'
import type { Gap } from './capabilities.js'
import { pieceBeyondPatterns } from './rewrites/regex.js'

/** A regex in a language's own dialect, or what stands in the way. */
export type SayRegex = (regex: Regex) => string | Unsayable

/** The gap of regexes that a dialect cannot say, which names the construct and its place. */
export function regexGap(say: SayRegex, what: string): Gap {
  const missing = ({ test }: Predicate | Keyword): Unsayable | undefined => {
    const text = test.kind === 'regex' ? say(test) : ''
    return typeof text === 'string' ? undefined : text
  }
  return {
    applies: (leaf) => missing(leaf) !== undefined,
    what,
    part: (leaf) => {
      const found = missing(leaf)
      if (found === undefined || leaf.test.kind !== 'regex') return undefined
      return { what: `${found.what} in a regex`, span: placeInRegex(leaf.test, found.span) }
    },
  }
}

/** The gap of a language without regexes, which names what of a regex is more than patterns, and its place. */
export const noRegexGap = (what: string): Gap => ({
  applies: ({ test }) => test.kind === 'regex',
  what,
  part: ({ test }) => {
    const piece = test.kind === 'regex' ? pieceBeyondPatterns(test) : undefined
    if (piece === undefined || test.kind !== 'regex') return undefined
    return {
      what: `${piece.kind === 'foreign' ? piece.what : pieceNames[piece.kind]} in ${what}`,
      span: placeInRegex(test, piece.span),
    }
  },
})

const pieceNames: { readonly [K in Exclude<Piece['kind'], 'foreign'>]: string } = {
  character: 'a letter in either case',
  any: 'a dot that stops at line ends',
  set: 'a set of characters',
  class: 'a set of characters',
  property: 'a property of Unicode',
  edge: 'the end of a line',
  boundary: 'a word boundary',
  group: 'this group',
  look: 'lookaround',
  repeat: 'this repetition',
  backreference: 'a backreference',
  options: 'these options',
}

/** The same, asked once of each regex: a language is asked whether it can say something, why not, and what. */
export function remembering(say: SayRegex): SayRegex {
  const known = new WeakMap<Regex, string | Unsayable>()
  return (regex) => {
    const found = known.get(regex) ?? say(regex)
    known.set(regex, found)
    return found
  }
}

/** What a dialect says, once the gaps have let it pass. */
export function said(text: string | Unsayable): string {
  if (typeof text !== 'string') throw new Error(`a gap should have found ${text.what}`)
  return text
}
