/**
 * Functions that make a text of another, as data, and what their files share. Each of those says what a test of the text that
 * is made asks of the text that it is made of: which values of that pass.
 */
import type { Condition, Matches, Regex, Test } from '../../ast/nodes.js'
import { matches } from '../../ast/build.js'
import { hasCases, isRun, patternOf, type Pattern, type PatternPart } from '../../ast/pattern.js'
import { escapeRegex } from '../../ast/regex.js'
import { foldCases, holds, isSubset, type CodeSet } from '../../regex/sets.js'

/** What a function does to a text. */
export type Step = Fold | Window | Trim | Swap | Cut | Behind

/** `lower` and `upper`. */
export interface Fold {
  readonly kind: 'fold'
  readonly fold: 'lower' | 'upper'
}

/** `substr`: behind so many characters at one side as many as there are, but no more than `length`. */
export interface Window {
  readonly kind: 'window'
  readonly side: 'start' | 'end'
  readonly skip: number
  /** All that there are where it is missing. */
  readonly length?: number
}

/** `trim` and its kin: without these characters at its ends. */
export interface Trim {
  readonly kind: 'trim'
  readonly left: boolean
  readonly right: boolean
  readonly characters: Characters
  /** The regex that says so ends with `$`, which also stands before a last line feed. */
  readonly beforeLineFeed?: true
}

/** `replace` of every character of some, or of every text: by another text, or by nothing. */
export interface Swap {
  readonly kind: 'swap'
  readonly token: Token
  readonly by: string
}

/** What is replaced; `many` of as many characters as stand side by side. */
export type Token =
  | { readonly kind: 'characters'; readonly characters: Characters; readonly many: boolean }
  | { readonly kind: 'text'; readonly text: string }

/** `replace` by nothing of what a regex takes at one end, where no value has two such pieces. */
export interface Cut {
  readonly kind: 'cut'
  readonly side: 'start' | 'end'
  /** What the regex takes, without its anchor. */
  readonly regex: Own
  /** All texts that it takes, where these are few. */
  readonly words?: readonly string[]
  /** Each such piece starts with one of these. */
  readonly first?: CodeSet
  /** At the end, also in front of a last line feed. */
  readonly beforeLineFeed?: true
}

/** `replace` by nothing of all up to the last of some characters, or from the first of them on. */
export interface Behind {
  readonly kind: 'behind'
  readonly keeps: 'last' | 'first'
  readonly separators: Characters
  /** The dots of the regex take line feeds too. */
  readonly dotAll: boolean
  readonly anchored: boolean
}

/** Some characters, as a set and as a regex has one of them, and one of all others. */
export interface Characters {
  readonly codes: CodeSet
  /** A letter is among them and not in its other case. */
  readonly cased: boolean
  readonly one: string
  readonly others: string
}

/** A regex of the search's own. */
export interface Own {
  readonly source: string
  /** It has letters of one case only, and means that. */
  readonly cased: boolean
}

/** How the text is asked that another is made of. */
export interface Asking {
  readonly ask: (test: Test) => Condition
  /** Notes that each test of a condition asks more or less than the search does. */
  readonly mark: (condition: Condition, as: 'line' | 'end') => Condition
}

/** Why a test of what a function makes is not read; ends a sentence about that. */
export interface Unsaid {
  readonly kind: 'unsaid'
  readonly why: string
}

export const unsaid = (why: string): Unsaid => ({ kind: 'unsaid', why })

/** How a test of what a function makes is asked of its text. */
export type Answer<S extends Step> = (step: S, test: Matches, asking: Asking) => Condition | Unsaid

/** A pattern character by character. */
export const atomsOf = (value: Pattern): readonly PatternPart[] =>
  value.flatMap((part): readonly PatternPart[] =>
    typeof part === 'string' ? Array.from(part) : [part],
  )

/** The parts of a pattern between its runs, one more than it has runs. */
export function segmentsOf(value: Pattern): readonly Pattern[] {
  const segments: PatternPart[][] = [[]]
  for (const part of value) {
    if (isRun(part)) segments.push([])
    else segments.at(-1)?.push(part)
  }
  return segments
}

/** The test with another pattern. A number with more around it is none. */
export const withPattern = ({ cased, span }: Matches, parts: readonly PatternPart[]): Matches =>
  matches(patternOf(parts), { cased, ...(span && { span }) })

/** A piece of a regex: a text that is asked for, or what the function says. */
export type RegexPiece = { readonly text: string } | Own

/** A piece without letters, or with those of both cases. */
export const own = (source: string): Own => ({ source, cased: false })

/** The regex of a test: texts mind case as the test does, and what is the search's own as it does. */
export function regexTest(pieces: readonly RegexPiece[], { cased, span }: Matches): Regex {
  const joined: RegexPiece[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    if ('text' in piece && last !== undefined && 'text' in last) {
      joined[joined.length - 1] = { text: last.text + piece.text }
    } else joined.push(piece)
  }
  const isFree = joined.every((piece) => 'text' in piece || !piece.cased)
  const source = joined
    .map((piece) => {
      if (!('text' in piece)) return piece.source
      const escaped = escapeRegex(piece.text)
      return cased || isFree || !hasCases(piece.text) ? escaped : `(?i:${escaped})`
    })
    .join('')
  return {
    kind: 'regex',
    source,
    ignoreCase: !cased && isFree,
    multiline: false,
    dotAll: true,
    ...(span === undefined ? {} : { span }),
  }
}

/** A pattern as pieces of a regex. */
export const piecesOf = (value: Pattern): readonly RegexPiece[] =>
  value.map((part) =>
    typeof part === 'string' ? { text: part } : own(part.wildcard === 'run' ? '.*' : '.'),
  )

/** Whether a set has all cases of each of its letters, so that it is the same where case is ignored. */
export const isFreeOfCase = (codes: CodeSet): boolean => isSubset(foldCases(codes), codes)

export const holdsCharacter = ({ codes }: Characters, character: string): boolean =>
  holds(codes, character.codePointAt(0) ?? 0)

/** Whether a test can be asked of a text in which the function looks for these characters. */
export const minds = (characters: Characters, { cased }: Matches): boolean =>
  characters.cased && !cased

export const caseMatters = unsaid('compared without regard to case, which it minds')

/** Whether what stands in a pattern in front of its last run, or at its end, may take the line feed that a value ends with. */
export function mayTakeLineFeed(value: Pattern): boolean {
  const end = isRun(value.at(-1)) ? value.slice(0, -1) : value
  const last = end.at(-1)
  return last !== undefined && (typeof last !== 'string' || last.endsWith('\n'))
}

export const beforeDollar = unsaid(
  'compared with what may end with a line feed, which $ stands in front of',
)

/** Longer regexes are too much for any target. */
export const maxSource = 20_000

export const tooLong = unsaid('compared with a text that is too long for it')
