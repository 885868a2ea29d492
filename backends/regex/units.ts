/** How single characters of a value look to a regex: in a JSON string, and in a number or boolean without quotes. */
import { taken, type Named } from '../../src/regex/codes.js'
import { characterText, rangesText } from '../../src/regex/print.js'
import {
  charactersIn,
  codesOf,
  codeSet,
  complement,
  difference,
  foldCases,
  intersection,
  isEmpty,
  isSubset,
  sizeOf,
  union,
  type CodeSet,
} from '../../src/regex/sets.js'
import { anyCharacter, jsonText } from './json.js'

/** A way to write values, as regexes see it. */
export interface Writing {
  /** One character of a set; undefined where this writing has none of it. */
  readonly unit: (named: Named) => string | undefined
  /** Any number of characters. */
  readonly run: string
  /** True where the value starts, and where it ends. */
  readonly start: string
  readonly end: string
}

// ------------------------------------------------------------------------------------------------- strings

const surrogates: CodeSet = [[0xd800, 0xdfff]]

/** What stands in a JSON string as itself. */
const plain = difference(codeSet([[0x20, 0x10ffff]]), union(charactersIn('"\\'), surrogates))

/** Escapes of one letter: RFC 8259, section 7. A slash may be escaped, and is not by most writers. */
const shortLetters: readonly (readonly [character: string, letter: string])[] = [
  ['"', '"'],
  ['\\', '\\\\'],
  ['\b', 'b'],
  ['\f', 'f'],
  ['\n', 'n'],
  ['\r', 'r'],
  ['\t', 't'],
]
const short = charactersIn(shortLetters.map(([character]) => character).join(''))

/** What has to be escaped by its number, or may be. */
const numbered = difference(
  codeSet([
    [0, 0x1f],
    [0x7f, 0x10ffff],
  ]),
  union(short, surrogates),
)

/** Values in quotes. */
export const stringWriting: Writing = {
  unit: stringUnit,
  run: `${anyCharacter}*`,
  // The quote that opens a string stands behind a colon or a blank, any other behind a backslash.
  start: String.raw`(?<=[^\\]")`,
  end: '(?=")',
}

function stringUnit(named: Named): string | undefined {
  const [only] = named.negated || sizeOf(named.codes) > 1 ? [] : [...codesOf(named.codes)]
  if (only !== undefined && (!named.ignoreCase || only < 0x80))
    return jsonText(String.fromCodePoint(only))
  // The engine ignores the case of characters that stand as themselves. Escapes are numbers, and it cannot.
  const all = taken({ ...named, codes: foldBeyondAscii(named), ignoreCase: false })
  const parts = [plainPart(named), ...escapedParts(all)].filter((part) => part !== undefined)
  const [first, second] = parts
  return second === undefined ? first : `(?:${parts.join('|')})`
}

const foldBeyondAscii = ({ codes, ignoreCase }: Named): CodeSet => {
  const beyond = intersection(codes, [[0x80, 0x10ffff]])
  return ignoreCase && !isEmpty(beyond) ? union(codes, foldCases(beyond)) : codes
}

/** The characters that stand as themselves. */
function plainPart({ codes, negated, ignoreCase }: Named): string | undefined {
  const set = negated ? complement(codes) : codes
  if (isEmpty(intersection(set, plain))) return undefined
  const without = `[^"\\\\${rangesText(intersection(complement(set), plain))}]`
  const within = intersection(set, plain)
  const positive = sizeOf(within) === 1 ? onlyText(within) : `[${rangesText(within)}]`
  // Without regard to case, what is left out is left out in both cases: a class has to stay of the kind that it is.
  if (ignoreCase) return negated ? without : positive
  return positive.length <= without.length ? positive : without
}

const onlyText = (set: CodeSet): string => characterText([...codesOf(set)][0] ?? 0)

/** The characters that are escaped. */
function escapedParts(set: CodeSet): readonly string[] {
  const letters = shortLetters.filter(
    ([character]) => !isEmpty(intersection(set, charactersIn(character))),
  )
  const byLetter = letterText(
    letters.map(([, letter]) => letter),
    !isEmpty(intersection(set, charactersIn('/'))),
  )
  const byNumber = numberText(set)
  if (byLetter === undefined || byNumber === undefined) {
    const [only] = [byLetter, byNumber].filter((part) => part !== undefined)
    return only === undefined ? [] : [`\\\\${only}`]
  }
  return [`\\\\(?:${byNumber}|${byLetter})`]
}

/** One letter behind a backslash. */
function letterText(letters: readonly string[], withSlash: boolean): string | undefined {
  if (letters.length === 0) return undefined
  const missing = shortLetters
    .map(([, letter]) => letter)
    .filter((letter) => !letters.includes(letter))
  if (withSlash && missing.length < 3) return `[^u${missing.join('')}]`
  return letters.length === 1 ? letters.join('') : `[${letters.join('')}]`
}

/** `u` and the numbers of a set's characters. */
function numberText(set: CodeSet): string | undefined {
  const within = intersection(set, numbered)
  if (isEmpty(within)) return undefined
  if (isSubset(numbered, within)) return 'u.{4}'
  const positive = `u${oneOf(numberTexts(within))}`
  const others = intersection(complement(set), numbered)
  const negative = `u(?!${numberTexts(others).join('|')}).{4}`
  return positive.length <= negative.length ? positive : negative
}

/** Any one of several regexes. */
export const oneOf = (texts: readonly string[]): string =>
  texts.length === 1 ? texts.join('') : `(?:${texts.join('|')})`

/** The numbers of characters as JSON writes them: four digits, or two times four for those beyond U+FFFF. */
const numberTexts = (set: CodeSet): readonly string[] =>
  set.flatMap(([from, to]) => [
    ...(from > 0xffff ? [] : hexRange(from, Math.min(to, 0xffff), 4)),
    ...(to > 0xffff ? pairRange(Math.max(from, 0x10000), to) : []),
  ])

const highOf = (code: number): number => 0xd800 + ((code - 0x10000) >> 10)
const lowOf = (code: number): number => 0xdc00 + ((code - 0x10000) & 0x3ff)

/** Pairs of a range of high surrogates and one of low ones. */
const row = (high: number, highEnd: number, low: number, lowEnd: number): string =>
  String.raw`${oneOf(hexRange(high, highEnd, 4))}\\u${oneOf(hexRange(low, lowEnd, 4))}`

/** Pairs of surrogates: those of the first and of the last high one, and the full rows between them. */
function pairRange(from: number, to: number): readonly string[] {
  const [first, last] = [highOf(from), highOf(to)]
  if (first === last) return [row(first, first, lowOf(from), lowOf(to))]
  return [
    row(first, first, lowOf(from), 0xdfff),
    ...(first + 1 < last ? [row(first + 1, last - 1, 0xdc00, 0xdfff)] : []),
    row(last, last, 0xdc00, lowOf(to)),
  ]
}

/** Regexes for the numbers of a range, in so many hexadecimal digits of either case. */
function hexRange(from: number, to: number, digits: number): readonly string[] {
  if (digits === 0) return ['']
  const size = 16 ** (digits - 1)
  let [first, last] = [Math.floor(from / size), Math.floor(to / size)]
  const behind = (digit: number, low: number, high: number): readonly string[] =>
    hexRange(low, high, digits - 1).map((rest) => digitsText(digit, digit) + rest)
  if (first === last) return behind(first, from % size, to % size)
  const result: string[] = []
  const startsInside = from % size !== 0
  const endsInside = to % size !== size - 1
  if (startsInside) result.push(...behind(first++, from % size, size - 1))
  if (endsInside) last--
  if (first <= last) result.push(digitsText(first, last) + '.'.repeat(digits - 1))
  if (endsInside) result.push(...behind(last + 1, 0, to % size))
  return result
}

/** One digit of a range. */
function digitsText(first: number, last: number): string {
  if (first === 0 && last === 15) return '.'
  if (first === last && first < 10) return String(first)
  const figures =
    first > 9 ? '' : first === Math.min(last, 9) ? `${first}` : `${first}-${Math.min(last, 9)}`
  if (last < 10) return `[${figures}]`
  const [a, b] = [Math.max(first, 10).toString(16), last.toString(16)]
  const range = a === b ? a : `${a}-${b}`
  return `[${figures}${range}${range.toUpperCase()}]`
}

// --------------------------------------------------------------------------------------- numbers and booleans

/** What numbers, `true` and `false` are made of. */
const bareCharacters = charactersIn('0123456789+-.eEtrufals')
const bareClass = String.raw`[-+.\w]`

/** Values without quotes. */
export const bareWriting: Writing = {
  unit: (named) => {
    const within = intersection(taken(named), bareCharacters)
    if (isEmpty(within)) return undefined
    return sizeOf(within) === 1 ? onlyText(within) : `[${rangesText(within)}]`
  },
  run: `${bareClass}*`,
  start: `(?<!${bareClass})`,
  end: `(?!${bareClass})`,
}
