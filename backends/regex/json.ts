/** How a value of a one-line JSON event looks to a regex. Source of the escapes: RFC 8259, section 7. */
import { isRun, literalText, mindsCase, type Pattern } from '../../src/ast/pattern.js'
import { escapeRegex, patternRegex } from '../../src/ast/regex.js'

/** One character of a JSON string, escaped or not. */
const anyCharacter = String.raw`(?:[^"\\]|\\.)`
const oneCharacter = String.raw`(?:[^"\\]|\\(?:u[0-9A-Fa-f]{4}|.))`

const shortEscapes: Readonly<Record<string, string>> = {
  '"': String.raw`\"`,
  '\\': String.raw`\\`,
  '\b': String.raw`\b`,
  '\f': String.raw`\f`,
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
}

const unicodeEscape = (unit: number): string => String.raw`\u${unit.toString(16).padStart(4, '0')}`

/** Text as a JSON string holds it. Beyond ASCII there are two ways to write a character, and either is taken. */
export function jsonText(text: string): string {
  let result = ''
  for (const character of text) {
    const escaped = shortEscapes[character]
    if (escaped !== undefined) result += escapeRegex(escaped)
    else if (character < ' ' || character === '\u007F')
      result += escapeRegex(unicodeEscape(character.charCodeAt(0)))
    else if (character > '~') result += eitherForm(character)
    else result += escapeRegex(character)
  }
  return result
}

function eitherForm(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) =>
    unicodeEscape(character.charCodeAt(index)),
  )
  return `(?:${character}|(?i:${escapeRegex(units.join(''))}))`
}

const pieces = { text: jsonText, run: `${anyCharacter}*`, one: oneCharacter }

/** A key and what stands between it and its value: blanks are allowed where JSON allows them. */
export const key = (name: string): string => String.raw`[{,]\s*"${jsonText(name)}"\s*:\s*`

/** `(?i:…)` where the rule ignores case and the pattern has letters. */
const folded = (regex: string, value: Pattern, cased: boolean): string =>
  cased || !mindsCase(value) ? regex : `(?i:${regex})`

/** A string inside its quotes, the closing one only where the pattern does not run on. */
function quotedValue(value: Pattern, cased: boolean): string {
  const open = isRun(value.at(-1))
  const body = patternRegex(open ? value.slice(0, -1) : value, pieces)
  return `"${folded(body, value, cased)}${open ? '' : '"'}`
}

/** A value of the pattern; numbers and booleans may stand without quotes. */
export function jsonValue(value: Pattern, cased: boolean): string {
  if (value.length === 1 && isRun(value[0])) return String.raw`(?!null\b)`
  const text = literalText(value)
  if (text === undefined || !/^(?:-?\d+(?:\.\d+)?|true|false)$/i.test(text))
    return quotedValue(value, cased)
  return String.raw`(?:${quotedValue(value, cased)}|${folded(escapeRegex(text), value, cased)}(?=\s*[,\]}]))`
}

/** What a string holds somewhere inside. */
export const insideString = (value: Pattern, cased: boolean): string =>
  `"${anyCharacter}*${folded(patternRegex(trimRuns(value), pieces), value, cased)}`

/** The pattern without runs at its ends. */
export function trimRuns(value: Pattern): Pattern {
  const start = isRun(value[0]) ? 1 : 0
  const end = value.length > start && isRun(value.at(-1)) ? value.length - 1 : value.length
  return value.slice(start, end)
}
