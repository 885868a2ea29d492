/** Texts made from other texts, that remember where each of their characters came from. */
import type { Span } from '../ast/nodes.js'
import { OriginsBuilder, originsFrom, type Origins } from './origins.js'

/**
 * A text and, for each of its characters, the offset in the file that it came from; one more origin marks the end.
 * Characters that came from elsewhere (a macro's definition) have the offset of what called for them.
 */
export interface MappedText {
  readonly text: string
  readonly origins: Origins
}

/** A piece of a file as it stands there. */
export const mapPiece = (text: string, start: number): MappedText => ({
  text,
  origins: originsFrom(start, text.length + 1),
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
  const from = mapped.origins.at(start) ?? 0
  return {
    start: from,
    end: Math.max(from, (mapped.origins.at(last) ?? from) + (end > start ? 1 : 0)),
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
  const origins = new OriginsBuilder()
  let at = 0
  while (origins.length < value.length) {
    const index = origins.length
    const alike = alikeAt(value, index, written, at, quote)
    if (alike !== undefined) {
      origins.add(alike.units, start + alike.at)
      at = alike.next
      continue
    }
    const piece = pieceAt(value, index, written, at, quote)
    const origin = start + Math.min(piece.at, written.length)
    if (piece.units === 1) origins.add(1, origin)
    else origins.addFixed(piece.units, origin)
    at = piece.next
  }
  origins.add(1, start + Math.min(at, written.length))
  return { text: value, origins: origins.build() }
}

/** Where the next characters of a value are written, and where what follows them is. */
interface Piece {
  readonly units: number
  readonly at: number
  readonly next: number
}

/** What can stand for itself. */
const selfForms: { readonly [Q in Quote]: RegExp } = {
  none: /[^\r\n]*/y,
  single: /[^'\r\n]*/y,
  double: /[^\\\r\n]*/y,
}

/**
 * The rest of a line where it is written as it reads: without its indentation, and without the blanks at its end where they
 * are folded. Undefined where nothing is.
 */
function alikeAt(
  value: string,
  index: number,
  written: string,
  at: number,
  quote: Quote,
): Piece | undefined {
  const indent =
    quote === 'none' ? lengthAt(blanks, written, at) - lengthAt(blanks, value, index) : 0
  const from = at + Math.max(0, indent)
  const to = from + lengthAt(selfForms[quote], written, from)
  const line = written.slice(from, to)
  const isFolded = quote !== 'none' && /[\r\n]/.test(written[to] ?? '')
  const units = [isFolded ? line.trimEnd() : line, line.trimEnd()].find((each) =>
    value.startsWith(each, index),
  )?.length
  return units === undefined || units === 0 ? undefined : { units, at: from, next: from + units }
}

const blanks = /[ \t]*/y

function lengthAt(form: RegExp, text: string, at: number): number {
  return matchAt(form, text, at)?.length ?? 0
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
  const from = at + lengthAt(joint, written, at)
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
