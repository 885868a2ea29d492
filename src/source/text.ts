/** Texts of files and places in them. */

/** A file's text and the name to report it under. */
export interface SourceText {
  readonly path: string
  readonly text: string
}

/** A place for people: line and column counted from 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number
  readonly column: number
}

const lineStartsOf = new WeakMap<SourceText, readonly number[]>()

function lineStarts(source: SourceText): readonly number[] {
  const known = lineStartsOf.get(source)
  if (known !== undefined) return known
  const starts = [0]
  for (const match of source.text.matchAll(/\r\n?|\n/g)) starts.push(match.index + match[0].length)
  lineStartsOf.set(source, starts)
  return starts
}

/** The line and column of an offset. */
export function positionAt(source: SourceText, offset: number): Position {
  const starts = lineStarts(source)
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= offset) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: offset - starts[low]! + 1 }
}

/** The text of a line, counted from 1, without its end. */
export function lineAt(source: SourceText, line: number): string {
  const starts = lineStarts(source)
  return source.text
    .slice(starts[line - 1] ?? source.text.length, starts[line])
    .replace(/[\r\n]+$/, '')
}
