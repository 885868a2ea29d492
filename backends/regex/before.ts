/** What stands before a place in a value, and pieces of regexes that look back at it. */
import { isOneCharacter, namedBy, taken, type Named } from '../../src/regex/codes.js'
import { insideOf, type Alternatives, type Lookaround, type Piece } from '../../src/regex/nodes.js'
import {
  complement,
  everything,
  intersection,
  isEmpty,
  namedSet,
  union,
  wordCharacters,
  type CodeSet,
} from '../../src/regex/sets.js'

/** What may stand before a place: nothing, where the value starts, or one of some characters. */
export interface Before {
  readonly start: boolean
  readonly codes: CodeSet
}

export const atStart: Before = { start: true, codes: [] }
export const either = (left: Before, right: Before): Before => ({
  start: left.start || right.start,
  codes: union(left.codes, right.codes),
})

const knownLast = new WeakMap<Piece, CodeSet>()

/** The characters that a piece may take last. */
export function lastCodes(piece: Piece): CodeSet {
  const known = knownLast.get(piece)
  if (known !== undefined) return known
  const named = namedOf(piece)
  const inside = insideOf(piece).map((pieces) => {
    const takers = pieces.filter((each) => !takesNothing(each))
    const end = takers.findLastIndex((each) => !maybeEmpty(each))
    return union(...takers.slice(Math.max(0, end)).map(lastCodes))
  })
  const codes = named === undefined ? union(...inside) : taken(named)
  knownLast.set(piece, codes)
  return codes
}

const takesNothing = (piece: Piece): boolean =>
  piece.kind === 'look' ||
  piece.kind === 'edge' ||
  piece.kind === 'boundary' ||
  piece.kind === 'options'

/** Whether a piece may be passed over; of what is not looked into, it may. */
const maybeEmpty = (piece: Piece): boolean => !isOneCharacter(piece)

/** What to say of a place by the character before it, or where the value starts. Undefined: that it never matches. */
export interface Decision {
  /** Sets that have every character between them, and none of them twice. */
  readonly cases: readonly { readonly set: CodeSet; readonly text: string | undefined }[]
  readonly atStart: string | undefined
}

const bySet = (
  set: CodeSet,
  inside: string | undefined,
  outside: string | undefined,
  start = outside,
): Decision => ({
  cases: [
    { set, text: inside },
    { set: complement(set), text: outside },
  ],
  atStart: start,
})

const both = (left: string | undefined, right: string | undefined): string | undefined =>
  left === undefined || right === undefined ? undefined : left + right

/** Two decisions at one place. */
export const together = (left: Decision, right: Decision): Decision => ({
  cases: left.cases.flatMap((one) =>
    right.cases
      .map((other) => ({
        set: intersection(one.set, other.set),
        text: both(one.text, other.text),
      }))
      .filter(({ set }) => !isEmpty(set)),
  ),
  atStart: both(left.atStart, right.atStart),
})

/** That what stands before does not decide. */
export const unknown = Symbol('unknown')

/** What to say, if what stands before decides; undefined: that it never matches. */
export function decide(
  { cases, atStart: text }: Decision,
  { start, codes }: Before,
): string | undefined | typeof unknown {
  const texts = new Set<string | undefined>(start ? [text] : [])
  for (const each of cases) {
    if (!isEmpty(intersection(codes, each.set))) texts.add(each.text)
  }
  const [only] = texts
  return texts.size > 1 ? unknown : only
}

/** What stands before once a decision was taken and more may follow. */
export const narrowed = ({ cases, atStart: text }: Decision, { start, codes }: Before): Before => ({
  start: start && text !== undefined,
  codes: union(
    ...cases.map((each) => (each.text === undefined ? [] : intersection(codes, each.set))),
  ),
})

/** What a piece of one character names. */
export const namedOf = (piece: Piece): Named | undefined =>
  isOneCharacter(piece) ? namedBy(piece) : undefined

/** The one character that a lookbehind asks for; undefined where it asks for more. */
function lookedBehind({ alternatives }: Lookaround): CodeSet | undefined {
  const sets = alternatives.map(([piece, more]) => {
    const named = piece === undefined || more !== undefined ? undefined : namedOf(piece)
    return named === undefined ? undefined : taken(named)
  })
  const known = sets.filter((set) => set !== undefined)
  return known.length === sets.length ? union(...known) : undefined
}

/** As many alternatives may stand beside each other before they stay in their group. */
const maxSpread = 32

/**
 * The alternatives, those of groups that they start with brought out where they ask what stands before them. What a
 * match has to stand behind is as good as a part of it.
 */
export function spread(alternatives: Alternatives): Alternatives {
  let result = alternatives
  for (let round = 0; round < maxSpread; round++) {
    const next = result.flatMap((pieces): Alternatives => {
      const [first, ...rest] = pieces
      const inner = first === undefined ? undefined : startingGroup(first)
      return inner === undefined ? [pieces] : inner.map((each) => [...each, ...rest])
    })
    if (next.length > maxSpread || next.every((pieces, index) => pieces === result[index])) break
    result = next
  }
  return result
}

/** The alternatives of a group that has to be brought out. */
function startingGroup(piece: Piece): Alternatives | undefined {
  if (piece.kind === 'options') return [[]]
  if (piece.kind === 'look' && piece.behind && !piece.negated) return piece.alternatives
  if (piece.kind !== 'group' || piece.atomic) return undefined
  return piece.alternatives.some(([first]) => first !== undefined && looksBack(first))
    ? piece.alternatives
    : undefined
}

const looksBack = (piece: Piece): boolean =>
  piece.kind === 'boundary' ||
  (piece.kind === 'edge' && (piece.at === 'start' || piece.at === 'lineStart')) ||
  (piece.kind === 'look' && piece.behind) ||
  startingGroup(piece) !== undefined

const wordAhead = '(?=[0-9A-Za-z_])'
const noWordAhead = '(?![0-9A-Za-z_])'

/** Of a piece that looks back at the character before it, what it asks. */
export function decisionOf(piece: Piece): Decision | undefined {
  if (piece.kind === 'boundary') {
    const [inside, outside] = piece.negated ? [wordAhead, noWordAhead] : [noWordAhead, wordAhead]
    return bySet(wordCharacters, inside, outside)
  }
  if (piece.kind === 'edge' && piece.at === 'start') {
    return { cases: [{ set: everything, text: undefined }], atStart: '' }
  }
  if (piece.kind === 'edge' && piece.at === 'lineStart') {
    return bySet(namedSet('lineFeed'), '', undefined, '')
  }
  const set = piece.kind === 'look' && piece.behind ? lookedBehind(piece) : undefined
  if (piece.kind !== 'look' || set === undefined) return undefined
  return piece.negated ? bySet(set, undefined, '') : bySet(set, '', undefined)
}
