/** Patterns as regular expressions, in the syntax that PCRE, RE2 and JavaScript share. */
import { isRun, type Pattern } from './pattern.js'

/** How a dialect or a format writes the pieces of a pattern. */
export interface RegexPieces {
  readonly text: (text: string) => string
  readonly run: string
  readonly one: string
  /** The very end of the value: in PCRE, `$` also stands before a last line end. */
  readonly end: string
}

// oxlint-disable-next-line no-control-regex
const special = /[\\^$.*+?()[\]{}|\u0000-\u001F\u007F-\u009F\u2028\u2029]/g

const shortEscapes: Readonly<Record<string, string>> = {
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
}

/** The text as a regex that matches it alone; control characters by their number, so that none ends a line. */
export const escapeRegex = (text: string): string =>
  text.replaceAll(special, (character) => {
    const short = shortEscapes[character]
    if (short !== undefined) return short
    if (character > ' ' && character < '\u007F') return `\\${character}`
    return `\\x{${character.charCodeAt(0).toString(16).padStart(2, '0')}}`
  })

const plainPieces: RegexPieces = { text: escapeRegex, run: '.*', one: '.', end: '$' }

/** The pieces in PCRE. */
export const pcrePieces: RegexPieces = { ...plainPieces, end: String.raw`\z` }

/** The pieces of a pattern in their order, without anchors. */
export const patternRegex = (
  value: Pattern,
  pieces: Omit<RegexPieces, 'end'> = plainPieces,
): string =>
  value
    .map((part) => (typeof part === 'string' ? pieces.text(part) : pieces[part.wildcard]))
    .join('')

/**
 * A regex that finds something in exactly the values of the pattern: anchored where the pattern does not run on. Meant
 * for dialects in which `.` matches line ends (flag s) and `$` the very end (no flag m).
 */
export function searchRegex(value: Pattern, pieces: RegexPieces = plainPieces): string {
  const open = isRun(value[0])
  const inner = value.slice(open ? 1 : 0)
  const openEnd = isRun(inner.at(-1)) || (open && inner.length === 0)
  const body = patternRegex(openEnd ? inner.slice(0, -1) : inner, pieces)
  return `${open ? '' : '^'}${body}${openEnd ? '' : pieces.end}`
}
