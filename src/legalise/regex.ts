/** Regexes in the dialects of languages, for their tables of gaps. */
import type { Keyword, Predicate, Regex } from '../ast/nodes.js'
import { placeInRegex } from '../regex/place.js'
import type { Unsayable } from '../regex/print.js'
import type { Gap } from './capabilities.js'

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
