/** Texts made from other texts, that remember where each of their characters came from. */
import type { Span } from '../ast/nodes.js'

/**
 * A text of which `origins[i]` is the offset, in the file, of character i; one more entry marks the end. Characters
 * that came from elsewhere (a macro's definition) have the offset of what called for them.
 */
export interface MappedText {
  readonly text: string
  readonly origins: readonly number[]
}

/** A piece of a file as it stands there. */
export const mapPiece = (text: string, start: number): MappedText => ({
  text,
  origins: Array.from({ length: text.length + 1 }, (_, index) => start + index),
})

/** The part from `start` to `end`. */
export const sliceMapped = (
  mapped: MappedText,
  start: number,
  end = mapped.text.length,
): MappedText => ({
  text: mapped.text.slice(start, end),
  origins: mapped.origins.slice(start, end + 1),
})

/** The file's range that characters `start` to `end` came from. */
export function spanOf(mapped: MappedText, start: number, end: number): Span {
  const last = Math.max(start, end - 1)
  const from = mapped.origins[start] ?? 0
  return {
    start: from,
    end: Math.max(from, (mapped.origins[last] ?? from) + (end > start ? 1 : 0)),
  }
}

/** Maps the value of a plain or block scalar to the text that it was written as, which has other white space. */
export function mapScalar(value: string, written: string, start: number): MappedText {
  const origins: number[] = []
  let at = 0
  for (const character of value) {
    at = findWritten(character, written, at)
    for (let unit = 0; unit < character.length; unit++)
      origins.push(start + Math.min(at + unit, written.length))
    at += character.length
  }
  origins.push(start + Math.min(at, written.length))
  return { text: value, origins }
}

/**
 * Maps the value of a quoted scalar to the text between its quotes: YAML 1.2.2, section 7.3. A double quote allows
 * escapes, a single one is doubled, and line breaks are folded in both.
 */
export function mapQuoted(
  value: string,
  written: string,
  start: number,
  quote: '"' | "'",
): MappedText {
  const origins: number[] = []
  let at = 0
  // Of a folded line break that makes several characters, those still to come.
  let folded = 0
  for (const character of value) {
    if (folded === 0) {
      if (quote === '"') at = skipContinuations(written, at)
      const fold = foldAt(written, at)
      if (fold !== undefined) {
        folded = fold.makes
        at = fold.end - 1
      }
    }
    for (let unit = 0; unit < character.length; unit++) {
      origins.push(start + Math.min(at, written.length))
    }
    if (folded > 0) {
      if (--folded === 0) at++
    } else at += writtenLength(written, at, quote, character.length)
  }
  origins.push(start + Math.min(at, written.length))
  return { text: value, origins }
}

/** Behind the line breaks at `at` that a backslash hides. */
function skipContinuations(written: string, at: number): number {
  let next = at
  while (written[next] === '\\' && /[\r\n]/.test(written[next + 1] ?? '')) {
    next = skipBlanks(written, next + 1)
  }
  return next
}

/** Blanks with a line break in them: one becomes a space, each further one a line break. */
function foldAt(
  written: string,
  at: number,
): { readonly makes: number; readonly end: number } | undefined {
  if (!/\s/.test(written[at] ?? '')) return undefined
  const end = skipBlanks(written, at)
  const breaks = written.slice(at, end).match(/\r\n?|\n/g)?.length ?? 0
  return breaks === 0 ? undefined : { makes: Math.max(1, breaks - 1), end }
}

/** How long the character at `at` is as written. */
function writtenLength(written: string, at: number, quote: '"' | "'", units: number): number {
  if (quote === "'") return written.startsWith("''", at) ? 2 : units
  if (written[at] !== '\\') return units
  return { x: 4, u: 6, U: 10 }[written[at + 1] ?? ''] ?? 2
}

/** Where a character of the value stands in what was written, at or after `at`; `at` where it is not as itself. */
function findWritten(character: string, written: string, at: number): number {
  if (character === ' ' || character === '\n') {
    return /\s/.test(written[at] ?? '') && written[at] !== character
      ? skipBlanks(written, at) - 1
      : at
  }
  const next = skipBlanks(written, at)
  return written.startsWith(character, next) ? next : at
}

function skipBlanks(text: string, from: number): number {
  let at = from
  while (at < text.length && /\s/.test(text[at]!)) at++
  return at
}
