/** The arguments of a command: words, quoted names, `key=value` options and functions, with their places. */
import { grainAt, nextOf } from './scan.js'

/** One argument. */
export interface Word {
  /** As written. */
  readonly text: string
  readonly start: number
  readonly end: number
}

/**
 * Splits a text at blanks and commas outside of quotes and brackets. What stands around `=` and in front of a bracket
 * belongs together, with blanks or without: `span = 1h` and `dc (user)` are one word each.
 */
export function wordsOf(text: string, from = 0): readonly Word[] {
  const words: Word[] = []
  for (let start = nextOf(inWord, text, from); start < text.length;) {
    const end = wordEnd(text, start)
    words.push({ text: text.slice(start, end), start, end })
    start = nextOf(inWord, text, end)
  }
  return words
}

const inWord = /[^\s,]/g

/** What ends a word outside of brackets, is a bracket, or may hide either. */
const endings = /[\s,()[\]"`\\]/g

function wordEnd(text: string, start: number): number {
  let depth = 0
  let at = nextOf(endings, text, start)
  while (at < text.length) {
    const { kind, end } = grainAt(text, at)
    const character = kind === 'character' ? text[at] : undefined
    if (character === '(' || character === '[') depth++
    else if (character === ')' || character === ']') depth--
    else if (depth <= 0 && character !== undefined) {
      const next = nextOf(solid, text, at)
      const isGlued =
        character !== ',' && (text[next] === '=' || text[at - 1] === '=' || text[next] === '(')
      if (!isGlued || next >= text.length) return at
      at = nextOf(endings, text, next)
      continue
    }
    at = nextOf(endings, text, end)
  }
  return Math.min(at, text.length)
}

const solid = /\S/g

/** The key and value of an option. */
export interface Option {
  readonly key: string
  readonly value: string
}

/** The option that a word is; undefined of any other word. */
export function optionOf({ text }: Word): Option | undefined {
  const match = /^(\w+)\s*=\s*([^]*)$/.exec(text)
  return match === null ? undefined : { key: match[1]!.toLowerCase(), value: unquoted(match[2]!) }
}

/** The values of the options among words. */
export const optionsOf = (words: readonly Word[]): ReadonlyMap<string, string> =>
  new Map(
    words.flatMap((word) => {
      const option = optionOf(word)
      return option === undefined ? [] : [[option.key, option.value] as const]
    }),
  )

/** Whether an option says yes: Search Reference, "Command syntax" has true, t and 1 for it. */
export const isYes = (value: string | undefined): boolean =>
  value !== undefined && /^(?:1|t|true)$/i.test(value)

/** A name or value without the quotes around it. */
export function unquoted(text: string): string {
  const isQuoted =
    text.length > 1 &&
    ((text.startsWith('"') && text.endsWith('"')) || (text.startsWith("'") && text.endsWith("'")))
  return isQuoted ? text.slice(1, -1).replaceAll(/\\(["\\])/g, '$1') : text
}

/** The seconds of a span of time as `bin` and tstats take it; undefined of any other, and of months. */
export function spanSeconds(text: string): number | undefined {
  const match = /^(\d{1,9})?([a-z]+)$/i.exec(text.trim())
  const unit = match === null ? undefined : unitOf(match[2]!)
  const seconds = unit === undefined ? undefined : Number(match?.[1] ?? '1') * unit
  return seconds === undefined || seconds <= 0 ? undefined : seconds
}

/** Search Reference, "bin", Span options. A capital M is a month there, and months have no fixed length. */
function unitOf(unit: string): number | undefined {
  if (/^(?:s|secs?|seconds?)$/i.test(unit)) return 1
  if (unit === 'm' || /^(?:min|mins|minutes?)$/i.test(unit)) return 60
  if (/^(?:h|hrs?|hours?)$/i.test(unit)) return 3600
  if (/^(?:d|days?)$/i.test(unit)) return 86_400
  return /^(?:w|weeks?)$/i.test(unit) ? 604_800 : undefined
}
