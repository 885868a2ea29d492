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

/** A rule's regex with its flags in front, as every dialect takes them. */
export function withFlags(
  regex: Pick<Regex, 'source' | 'ignoreCase' | 'multiline' | 'dotAll'>,
): string {
  const letters = flagLetters(regex)
  return (letters === '' ? '' : `(?${letters})`) + regex.source
}

/**
 * Whether a regex needs what RE2 leaves out: lookaround, backreferences, atomic groups, possessive quantifiers, comments,
 * conditions, escapes of PCRE's own. Source: github.com/google/re2/wiki/Syntax.
 */
export const isBeyondRe2 = (source: string): boolean =>
  (source.match(pieces) ?? []).some((piece) =>
    piece.startsWith('[') ? (piece.match(/\\[^]/g) ?? []).some(isForeignEscape) : isForeign(piece),
  )

/** Classes, escapes, counts and what opens a group: what else there is, RE2 knows. */
const pieces =
  /\[\^?\]?(?:\[:\^?\w+:\]|\\[^]|[^\]\\])*\]|\\[^]|\(\?(?:P?<\w+>|[imsU]*(?:-[imsU]+)?[:)])|\([?*]|[*+?]\+|\{\d+(?:,\d*)?\}\+?/g

const isForeign = (piece: string): boolean => {
  if (piece.startsWith('\\')) return isForeignEscape(piece)
  return (
    /^\([?*]$|\+$/.test(piece) ||
    (piece.startsWith('{') && (piece.match(/\d+/g) ?? []).some((count) => Number(count) > 1000))
  )
}

const isForeignEscape = (escape: string): boolean =>
  /\\[1-9a-zA-Z]/.test(escape) && !/\\[aftnrvxdDsSwWbBAzpPQE]/.test(escape)
