/** Which steps the regexes of `replace` are: those of which it is proved what text they leave. */
import { regexTree } from '../../regex/parse.js'
import { regexOf, regexProblem } from '../../regex/read.js'
import { isOneCharacter, namedBy, taken, type OneCharacter } from '../../regex/codes.js'
import { allPieces, type Piece, type Repeat } from '../../regex/nodes.js'
import { complement, holds, intersection, isEmpty, type CodeSet } from '../../regex/sets.js'
import type { Regex } from '../../ast/nodes.js'
import { hasCases } from '../../ast/pattern.js'
import {
  isFreeOfCase,
  unsaid,
  type Characters,
  type Cut,
  type Own,
  type Step,
  type Trim,
  type Unsaid,
} from './step.js'

/** The regex of a `replace`, cut into its anchors and what it takes. */
interface Reading {
  readonly regex: Regex
  readonly start: boolean
  /** Whether `$` may stand in front of a last line feed. */
  readonly end: 'none' | 'very end' | 'line feed'
  /** What stands between the anchors, as written and without groups around all of it. */
  readonly pieces: readonly Piece[]
  readonly flat: readonly Piece[]
}

const notRead = unsaid(
  'whose regex is neither one character, nor at one end of a value, nor a text',
)

/** The step of `replace(text, source, by)`, or why it is not read. */
export function readReplace(source: string, by: string): Step | Unsaid {
  const problem = regexProblem(source)
  if (problem !== undefined) return unsaid(`whose regex cannot be read, as ${problem}`)
  if (by.includes('\\'))
    return unsaid('whose replacement has a backslash, as references to groups have')
  const regex = regexOf(source)
  const tree = regexTree(regex)
  if (tree === undefined || tree.edits.length > 0 || regex.multiline) return notRead
  if ([...allPieces(tree.alternatives)].some(isBeyond)) return notRead
  const [sequence, ...others] = tree.alternatives
  if (sequence === undefined) return notRead
  if (others.length > 0) {
    return by === '' ? (trimOfBoth(regex, tree.alternatives) ?? notRead) : notRead
  }
  const reading = readingOf(regex, sequence)
  if (reading === undefined) return notRead
  if (by !== '' && (reading.start || reading.end !== 'none')) {
    return unsaid('whose regex is at one end of a value, and not replaced by nothing')
  }
  return stepOf(reading, by) ?? notRead
}

/** What refers to other places, or looks beyond what it takes. */
const isBeyond = (piece: Piece): boolean =>
  ['boundary', 'look', 'backreference', 'options', 'foreign', 'property'].includes(piece.kind) ||
  (piece.kind === 'group' &&
    (piece.atomic === true || Object.keys(piece.options ?? {}).length > 0)) ||
  (piece.kind === 'repeat' && piece.mode !== 'greedy') ||
  (piece.kind === 'edge' && piece.at !== 'start' && piece.at !== 'end')

function readingOf(regex: Regex, sequence: readonly Piece[]): Reading | undefined {
  const [first, last] = [sequence[0], sequence.at(-1)]
  const start = first?.kind === 'edge' && first.at === 'start'
  const isEnd = last?.kind === 'edge' && last.at === 'end'
  const pieces = sequence.slice(start ? 1 : 0, isEnd ? -1 : undefined)
  const hasMore = [...allPieces([pieces])].some(({ kind }) => kind === 'edge')
  if (hasMore || pieces.length === 0 || (start && isEnd)) return undefined
  const written = isEnd ? regex.source.slice(last.span.start, last.span.end) : ''
  return {
    regex,
    start,
    end: !isEnd ? 'none' : written === '$' ? 'line feed' : 'very end',
    pieces,
    flat: flattened(pieces),
  }
}

/** Groups make no difference to what is taken, where they have one alternative. */
const flattened = (pieces: readonly Piece[]): readonly Piece[] =>
  pieces.flatMap((piece) => {
    const [only, ...others] = piece.kind === 'group' ? piece.alternatives : []
    return only === undefined || others.length > 0 ? [piece] : flattened(only)
  })

function stepOf(reading: Reading, by: string): Step | undefined {
  const { start, end } = reading
  if (by === '') {
    const behind = behindOf(reading)
    if (behind !== undefined) return behind
    if (start || end !== 'none') return trimOf(reading) ?? cutOf(reading)
  }
  return swapOf(reading, by)
}

function swapOf({ regex, flat }: Reading, by: string): Step | undefined {
  const [first, ...others] = flat
  if (first === undefined) return undefined
  const many = others.length === 0 ? runOf(first) : undefined
  // Nothing in the place of a run is nothing in the place of each of its characters.
  const isRun = many !== undefined && (by === '' || many.min === 1)
  const characters = others.length > 0 ? undefined : charactersOf(isRun ? many.body : first, regex)
  if (characters !== undefined) {
    return { kind: 'swap', token: { kind: 'characters', characters, many: isRun }, by }
  }
  const text = textOf(flat)
  return text === undefined ? undefined : { kind: 'swap', token: { kind: 'text', text }, by }
}

/** As many as there are of one kind of character. */
function runOf(piece: Piece | undefined): Repeat | undefined {
  return piece?.kind === 'repeat' && piece.max === Infinity && piece.min <= 1 ? piece : undefined
}

/** Whether a text overlaps itself is a matter of all of its parts. */
const maxText = 200

/** The text that pieces take; undefined where that may be another one. */
function textOf(pieces: readonly Piece[]): string | undefined {
  if (pieces.length > maxText) return undefined
  const letters = pieces.map((piece) => {
    const text = piece.kind === 'character' ? String.fromCodePoint(piece.code) : undefined
    return text !== undefined && piece.kind === 'character' && piece.ignoreCase && hasCases(text)
      ? undefined
      : text
  })
  return letters.every((letter) => letter !== undefined) ? letters.join('') : undefined
}

/** The characters of which a piece takes one. */
function charactersOf(piece: Piece, regex: Regex): Characters | undefined {
  const codes = isOneCharacter(piece) ? takenBy(piece) : undefined
  // Of a value of which all is replaced nothing is left to test.
  if (!isOneCharacter(piece) || codes === undefined || isEmpty(complement(codes))) return undefined
  const written = regex.source.slice(piece.span.start, piece.span.end)
  const [one, others] = classesOf(piece, written)
  const flag = regex.ignoreCase && !isFreeOfCase(namedBy(piece)?.codes ?? []) ? '(?i:' : ''
  const flagged = (source: string): string => (flag === '' ? source : `${flag}${source})`)
  return { codes, cased: !isFreeOfCase(codes), one: flagged(one), others: flagged(others) }
}

/** All characters that a piece takes one of; undefined where only tables of Unicode know. */
function takenBy(piece: OneCharacter): CodeSet | undefined {
  const named = namedBy(piece)
  return named === undefined ? undefined : taken(named)
}

/** A class of the characters of a piece, and one of all others. Outside of brackets a dot stops at line feeds. */
function classesOf(piece: OneCharacter, written: string): readonly [string, string] {
  if (piece.kind === 'any') return [String.raw`[^\n]`, String.raw`[\n]`]
  if (!written.startsWith('[')) return [written, `[^${written}]`]
  return [written, written.startsWith('[^') ? `[${written.slice(2)}` : `[^${written.slice(1)}`]
}

/** `^[ ]+`, `[ ]+$`: all that there are at one end. */
function trimOf(reading: Reading): Trim | undefined {
  const { regex, start, end, flat } = reading
  const [only, ...others] = flat
  const run = others.length === 0 ? runOf(only) : undefined
  const characters = run === undefined ? undefined : charactersOf(run.body, regex)
  if (characters === undefined) return undefined
  const isBeforeLineFeed = end === 'line feed' && !holds(characters.codes, lineFeed)
  return {
    kind: 'trim',
    left: start,
    right: end !== 'none',
    characters,
    ...(isBeforeLineFeed ? { beforeLineFeed: true as const } : {}),
  }
}

const lineFeed = 10

/** `^[ ]+|[ ]+$` */
function trimOfBoth(regex: Regex, alternatives: readonly (readonly Piece[])[]): Trim | undefined {
  const [left, right, ...others] = alternatives.map((sequence) => {
    const reading = readingOf(regex, sequence)
    return reading === undefined ? undefined : trimOf(reading)
  })
  const isBoth = left?.left === true && right?.right === true && others.length === 0
  return isBoth && left.characters.one === right.characters.one
    ? { ...right, left: true }
    : undefined
}

/** `^.*\\`, `\?.*$`: all up to the last of some characters, or from the first of them on, is taken whatever it is. */
function behindOf({ regex, start, end, flat }: Reading): Step | undefined {
  const [first, second, ...others] = flat
  if (first === undefined || second === undefined || others.length > 0) return undefined
  const keeps = isAnyRun(first) ? 'last' : isAnyRun(second) ? 'first' : undefined
  if (keeps === undefined || (keeps === 'last' ? end !== 'none' : start)) return undefined
  const separators = charactersOf(keeps === 'last' ? second : first, regex)
  if (separators === undefined || holds(separators.codes, lineFeed)) return undefined
  const anchored = keeps === 'last' ? start : end !== 'none'
  return { kind: 'behind', keeps, separators, dotAll: regex.dotAll, anchored }
}

const isAnyRun = (piece: Piece): boolean =>
  piece.kind === 'repeat' && piece.body.kind === 'any' && piece.min === 0 && piece.max === Infinity

/**
 * A piece at one end of which no value has two. So it is where all such pieces are of one length; or are few texts, none of which
 * starts with another one, or at the end ends with it; or where the character that ends one at the start, or starts one at the
 * end, is nowhere else in it.
 */
function cutOf(reading: Reading): Cut | undefined {
  const { regex, start, end, pieces, flat } = reading
  const inside = [...allPieces([flat])]
  // What takes line feeds itself may be found twice in front of `$`.
  const takesLineFeed = inside.some((piece) => {
    const codes = isOneCharacter(piece) ? takenBy(piece) : undefined
    return isOneCharacter(piece) && (codes === undefined || holds(codes, lineFeed))
  })
  if (end === 'line feed' && takesLineFeed) return undefined
  const side = start ? 'start' : 'end'
  const words = wordsOf(flat)
  const isProved =
    (words !== undefined && areApart(words, side)) ||
    flat.every((piece) => fixedLength(piece) !== undefined) ||
    isDelimited(side === 'start' ? flat.toReversed() : flat)
  if (!isProved) return undefined
  const [head] = flat
  const starting = head?.kind === 'repeat' && head.min > 0 ? head.body : head
  const first = starting && isOneCharacter(starting) ? takenBy(starting) : undefined
  const dotAll = inside.some((piece) => piece.kind === 'any' && !piece.dotAll) ? '-s' : ''
  return {
    kind: 'cut',
    side,
    regex: ownOf(regex, pieces, dotAll),
    ...(words === undefined ? {} : { words }),
    ...(first === undefined ? {} : { first }),
    ...(end === 'line feed' ? { beforeLineFeed: true as const } : {}),
  }
}

/** What stands between the anchors, with the flags that it was written for. */
function ownOf(regex: Regex, pieces: readonly Piece[], dotAll: string): Own {
  const [first, last] = [pieces[0]!, pieces.at(-1)!]
  const written = regex.source.slice(first.span.start, last.span.end)
  const flags = `${regex.ignoreCase ? 'i' : ''}${dotAll}`
  const minds = [...allPieces([pieces])].some((piece) => {
    const codes = isOneCharacter(piece) ? takenBy(piece) : []
    return codes === undefined || !isFreeOfCase(codes)
  })
  return { source: flags === '' ? written : `(?${flags}:${written})`, cased: minds }
}

/** More texts than these are said as a regex. */
const maxWords = 8

/** All texts that pieces take, where these are few. */
function wordsOf(pieces: readonly Piece[]): readonly string[] | undefined {
  return pieces.reduce<readonly string[] | undefined>(
    (words, piece) => {
      const next = words === undefined ? undefined : wordsOfPiece(piece)
      if (words === undefined || next === undefined) return undefined
      const joined = words.flatMap((word) => next.map((each) => word + each))
      return joined.length > maxWords ? undefined : joined
    },
    [''],
  )
}

function wordsOfPiece(piece: Piece): readonly string[] | undefined {
  switch (piece.kind) {
    case 'character': {
      const text = textOf([piece])
      return text === undefined ? undefined : [text]
    }
    case 'repeat': {
      const body = piece.min === 0 && piece.max === 1 ? wordsOfPiece(piece.body) : undefined
      return body === undefined ? undefined : [...body, '']
    }
    case 'group': {
      const words = piece.alternatives.map(wordsOf)
      const known = words.filter((each) => each !== undefined)
      return known.length < words.length ? undefined : known.flat()
    }
    case 'any':
    case 'set':
    case 'class':
    case 'property':
    case 'edge':
    case 'boundary':
    case 'look':
    case 'backreference':
    case 'options':
    case 'foreign':
      return undefined
  }
}

/** Whether no word starts with another, or at the end ends with it; an empty one is in front of all. */
const areApart = (words: readonly string[], side: Cut['side']): boolean =>
  words.every((word, index) =>
    words.every(
      (other, place) =>
        place === index || !(side === 'start' ? other.startsWith(word) : other.endsWith(word)),
    ),
  )

function fixedLength(piece: Piece): number | undefined {
  if (isOneCharacter(piece)) return 1
  if (piece.kind === 'repeat' && piece.min === piece.max) {
    const length = fixedLength(piece.body)
    return length === undefined ? undefined : length * piece.min
  }
  if (piece.kind !== 'group') return undefined
  const [first, ...others] = piece.alternatives.map((pieces) =>
    pieces.reduce<number | undefined>((sum, each) => {
      const length = fixedLength(each)
      return sum === undefined || length === undefined ? undefined : sum + length
    }, 0),
  )
  return others.every((length) => length === first) ? first : undefined
}

/** Whether the first piece takes one character of which none of the others takes any. */
function isDelimited([first, ...others]: readonly Piece[]): boolean {
  const delimiter = first !== undefined && isOneCharacter(first) ? takenBy(first) : undefined
  if (delimiter === undefined) return false
  return others.every((piece) => {
    const body = piece.kind === 'repeat' ? piece.body : piece
    const codes = isOneCharacter(body) ? takenBy(body) : undefined
    return codes !== undefined && isEmpty(intersection(codes, delimiter))
  })
}
