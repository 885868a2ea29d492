/** Patterns as regular expressions, in the syntax that PCRE, RE2 and JavaScript share. */
import { controlEscape, replaceControls } from './control.js'
import { withBackslashes } from './escape.js'
import type { Regex } from './nodes.js'
import { isRun, type Pattern } from './pattern.js'

/** How a dialect or a format writes the pieces of a pattern. */
export interface RegexPieces {
  readonly text: (text: string) => string
  readonly run: string
  readonly one: string
  /** The very end of the value: in PCRE, `$` also stands before a last line end. */
  readonly end: string
}

/** The text as a regex that matches it alone; control characters by their number, so that none ends a line. */
export const escapeRegex = (text: string): string =>
  replaceControls(withBackslashes(text, /[\\^$.*+?()[\]{}|]/g), (character) => {
    const escape = controlEscape(character)
    return escape.startsWith(String.raw`\u`) ? `\\x{${escape.slice(2)}}` : escape
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

/** The flags of a regex as the letters of `(?…)`; empty where it has none. */
export const flagLetters = ({
  ignoreCase,
  multiline,
  dotAll,
}: Pick<Regex, 'ignoreCase' | 'multiline' | 'dotAll'>): string =>
  `${ignoreCase ? 'i' : ''}${multiline ? 'm' : ''}${dotAll ? 's' : ''}`
