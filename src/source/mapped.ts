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

/**
 * Maps the value of a scalar to the text that it was written as, which may have escapes, doubled quotes and folded line
 * ends that the value has not.
 */
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

/** Where a character of the value stands in what was written, at or after `at`; `at` where it is not as itself. */
function findWritten(character: string, written: string, at: number): number {
  if (character === ' ' || character === '\n') {
    return /\s/.test(written[at] ?? '') && written[at] !== character
      ? skipBlanks(written, at) - 1
      : at
  }
  let next = skipBlanks(written, at)
  if (written[next] === "'" && written[next + 1] === "'" && character === "'") return next + 1
  if (written[next] === '\\' && character !== '\\') next++
  return written.startsWith(character, next) ? next : at
}

function skipBlanks(text: string, from: number): number {
  let at = from
  while (at < text.length && /\s/.test(text[at]!)) at++
  return at
}
