/** How a value of a one-line JSON event looks to a regex. Source of the escapes: RFC 8259, section 7. */
import type { Matches } from '../../src/ast/nodes.js'
import { replaceEach } from '../../src/ast/escape.js'
import {
  containing,
  isAny,
  isRun,
  literalText,
  mindsCase,
  someText,
  type Pattern,
} from '../../src/ast/pattern.js'
import { escapeRegex, patternRegex } from '../../src/ast/regex.js'

/** One character of a JSON string, escaped or not. The number of an escape is no text: a search steps over all of it. */
export const anyCharacter = String.raw`(?:[^"\\]|\\(?:u.{4}|[^u]))`

const shortEscapes: Readonly<Record<string, string>> = {
  '"': String.raw`\"`,
  '\\': String.raw`\\`,
  '\b': String.raw`\b`,
  '\f': String.raw`\f`,
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
}

/** A code unit as JSON writes it by its number, for a regex. */
const unicodeEscape = (unit: string): string =>
  String.raw`\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

const shortRegexes = new Map(
  Object.entries(shortEscapes).map(([character, escape]) => [character, escapeRegex(escape)]),
)

/** What is not itself in a regex, or not in JSON. */
// oxlint-disable-next-line no-control-regex
const special = /[\\^$.*+?()[\]{}|"\u0000-\u001F\u007F]|[^\u0000-\u007F]/gu

/** Text as a JSON string holds it. Beyond ASCII there are two ways to write a character, and either is taken. */
export const jsonText = (text: string): string => replaceEach(text, special, jsonCharacter)

/** A special character. Control characters have to be escaped in JSON, those beyond ASCII may be. */
function jsonCharacter(character: string): string {
  const short = shortRegexes.get(character)
  if (short !== undefined) return short
  if (character > ' ' && character < '\u007F') return `\\${character}`
  const byNumber = `(?i:${character.split('').map(unicodeEscape).join('')})`
  return character < ' ' ? byNumber : `(?:${escapeRegex(character)}|${byNumber})`
}

const pieces = { text: jsonText, run: `${anyCharacter}*`, one: anyCharacter }

/** A key and what stands between it and its value: blanks are allowed where JSON allows them. */
export const key = (name: string): string => String.raw`[{,]\s*"${jsonText(name)}"\s*:\s*`

/** What stands before any value: the end of its key, which no text inside a string looks like. */
export const afterAnyKey = String.raw`(?<!\\)"\s*:\s*`

/** `(?i:…)` where the rule ignores case and the pattern has letters. */
const folded = (regex: string, value: Pattern, cased: boolean): string =>
  cased || !mindsCase(value) ? regex : `(?i:${regex})`

/** A string inside its quotes, the closing one only where the pattern does not run on. */
function quotedValue(value: Pattern, cased: boolean): string {
  const open = isRun(value.at(-1))
  const body = patternRegex(open ? value.slice(0, -1) : value, pieces)
  return `"${folded(body, value, cased)}${open ? '' : '"'}`
}

type Value = Pick<Matches, 'pattern' | 'cased'>

/** Whether JSON may write values of the pattern without quotes: numbers and booleans, and what no text narrows down. */
const maybeBare = (value: Pattern): boolean =>
  /^(?:true|false)$/i.test(literalText(value) ?? '') ||
  (value.length > 0 && !someText(value, (text) => /[^-+.\d]/.test(text)))

const barePieces = { text: escapeRegex, run: String.raw`[^\s,\]}"]*`, one: String.raw`[^\s,\]}"]` }

/** A number or boolean, to its end. */
const bareValue = (value: Pattern): string =>
  String.raw`(?!null\b)(?![[{])${patternRegex(value, barePieces)}(?=\s*[,\]}])`

/** A value of the pattern. */
export function jsonValue(value: Pattern, cased: boolean): string {
  if (isAny(value)) return String.raw`(?!null\b)`
  if (!maybeBare(value)) return quotedValue(value, cased)
  const bare =
    literalText(value) === undefined
      ? bareValue(value)
      : String.raw`${folded(patternRegex(value, barePieces), value, cased)}(?=\s*[,\]}])`
  return `(?:${quotedValue(value, cased)}|${bare})`
}

/** One of several values. Those that run on at the same ends share their quotes and what runs. */
export function jsonAlternatives(tests: readonly Value[]): string {
  const alike = groupByEnds(tests)
  const forms = [...alike.values()].map((group) => {
    const [first, second] = group
    return first !== undefined && second === undefined
      ? jsonValue(first.pattern, first.cased)
      : sharedValue(group)
  })
  return forms.length === 1 ? forms.join('') : `(?:${forms.join('|')})`
}

/** Values by what they have in common: a run at the start, one at the end, and whether case counts. */
function groupByEnds(tests: readonly Value[]): ReadonlyMap<string, readonly Value[]> {
  const groups = new Map<string, Value[]>()
  for (const [index, test] of tests.entries()) {
    const { pattern, cased } = test
    const alone = maybeBare(pattern)
    const kind = alone ? `${index}` : `${isRun(pattern[0])} ${isRun(pattern.at(-1))} ${cased}`
    const group = groups.get(kind)
    if (group === undefined) groups.set(kind, [test])
    else group.push(test)
  }
  return groups
}

function sharedValue(group: readonly Value[]): string {
  const patterns = group.map(({ pattern }) => pattern)
  const [first = []] = patterns
  const start = isRun(first[0]) ? pieces.run : ''
  const end = isRun(first.at(-1)) ? '' : '"'
  const inner = `${start}(?:${patterns.map((value) => patternRegex(trimRuns(value), pieces)).join('|')})`
  const folding = !group[0]?.cased && patterns.some(mindsCase)
  return `"${folding ? `(?i:${inner})` : inner}${end}`
}

/** A value that has the pattern somewhere inside. */
export function containingValue(value: Pattern, cased: boolean): string {
  const inner = trimRuns(value)
  const inString = `"${anyCharacter}*${folded(patternRegex(inner, pieces), inner, cased)}`
  if (inner.length === 0) return String.raw`(?!null\b)`
  return maybeBare(inner) ? `(?:${inString}|${bareValue(containing(inner))})` : inString
}

/** The pattern without runs at its ends. */
export function trimRuns(value: Pattern): Pattern {
  const start = isRun(value[0]) ? 1 : 0
  const end = value.length > start && isRun(value.at(-1)) ? value.length - 1 : value.length
  return value.slice(start, end)
}
