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

/** How a scalar is delimited; `none` of plain and of block scalars. */
export type Quote = 'none' | 'single' | 'double'

/**
 * Maps the value of a scalar to the text that it was written as, without its quotes, which may have escapes, doubled
 * quotes and folded line ends that the value has not.
 */
export function mapScalar(
  value: string,
  written: string,
  start: number,
  quote: Quote = 'none',
): MappedText {
  const origins: number[] = []
  let at = 0
  while (origins.length < value.length) {
    const piece = pieceAt(value, origins.length, written, at, quote)
    for (let unit = 0; unit < piece.units; unit++) {
      origins.push(start + Math.min(piece.at, written.length))
    }
    at = piece.next
  }
  origins.push(start + Math.min(at, written.length))
  return { text: value, origins }
}

/** Where the next characters of a value are written, and where what follows them is. */
interface Piece {
  readonly units: number
  readonly at: number
  readonly next: number
}

/** A line end in a quoted scalar, with the blanks around it: YAML reads one as a space, more as one less. */
const fold = /[ \t]*(?:\r\n?|\n)[ \t\r\n]*/y
/** An escaped line end reads as nothing. */
const joint = /\\(?:\r\n?|\n)[ \t\r\n]*/y

function pieceAt(value: string, index: number, written: string, at: number, quote: Quote): Piece {
  const character = value[index]!
  if (quote === 'none') return plainPiece(character, written, at)
  const folded = matchAt(fold, written, at)
  if (folded !== undefined && /\s/.test(character)) {
    const breaks = folded.match(/\r\n?|\n/g)?.length ?? 1
    return { units: Math.max(1, breaks - 1), at, next: at + folded.length }
  }
  if (quote === 'single') {
    return { units: 1, at, next: at + (character === "'" ? 2 : 1) }
  }
  const from = at + (matchAt(joint, written, at)?.length ?? 0)
  if (written[from] !== '\\') return { units: 1, at: from, next: from + 1 }
  const [length, units] = escapeAt(written, from)
  return { units, at: from, next: from + length }
}

/** The lengths of the escapes that are longer than two. YAML 1.2.2, section 5.7. */
const escapeLengths = new Map([
  ['x', 4],
  ['u', 6],
  ['U', 10],
])

/** The length of an escape, and how many characters it stands for. */
function escapeAt(written: string, at: number): readonly [length: number, units: number] {
  const length = escapeLengths.get(written[at + 1] ?? '') ?? 2
  const isLong = length === 10 && Number.parseInt(written.slice(at + 2, at + 10), 16) > 0xffff
  return [length, isLong ? 2 : 1]
}

/** Without quotes every character but blanks stands for itself; of blanks, some are indentation. */
function plainPiece(character: string, written: string, at: number): Piece {
  if (/\s/.test(character)) {
    return { units: 1, at, next: /\s/.test(written[at] ?? '') ? at + 1 : at }
  }
  const from = written.indexOf(character, at)
  return from < 0 ? { units: 1, at, next: at } : { units: 1, at: from, next: from + 1 }
}

function matchAt(form: RegExp, text: string, at: number): string | undefined {
  form.lastIndex = at
  return form.exec(text)?.[0]
}
