/** Diagnostics at their places in a file, for people and for programs. */
import type { Code, Severity } from '../diagnostics/codes.js'
import { oneLine, type Diagnostic, type Effect } from '../diagnostics/diagnostic.js'
import { lineAt, positionAt, type SourceText } from './text.js'

/** A diagnostic with its file and its place, counted from 1. What is about a whole file stands at its start. */
export interface Located {
  readonly code: Code
  readonly severity: Severity
  readonly message: string
  readonly path: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
  readonly help?: string
  readonly effect?: Effect
}

/** Finds the place of a diagnostic. Other places that it is about stand at the end of its message, as line:column. */
export function locate(found: Diagnostic, source: SourceText): Located {
  const { span, related = [], code, severity, message, help, effect } = found
  const start = positionAt(source, span?.start ?? 0)
  const end = positionAt(source, Math.max(span?.start ?? 0, span?.end ?? 0))
  const others = related.map((other) => {
    const { line, column } = positionAt(source, other.span.start)
    return ` ${other.message} ${line}:${column}.`
  })
  return {
    code,
    severity,
    message: message + others.join(''),
    path: source.path,
    ...start,
    endLine: end.line,
    endColumn: end.column,
    ...(help === undefined ? {} : { help }),
    ...(effect === undefined ? {} : { effect }),
  }
}

/** `path:line:column severity code message`, on one line. */
export const summary = ({ path, line, column, severity, code, message }: Located): string =>
  `${oneLine(path)}:${line}:${column} ${severity} ${code} ${message}`

const frameWidth = 100

/** Text of a file as a terminal can show it, a tab as wide as any character. */
const visible = (part: string): string => oneLine(part.replaceAll('\t', ' '))

/** The line of the file with its number, and a mark below what is meant; long lines are cut around it. */
export function frame({ line, column, endLine, endColumn }: Located, source: SourceText): string {
  const text = lineAt(source, line)
  const cut = Math.max(0, Math.min(column - 1 - frameWidth / 2, text.length - frameWidth))
  const shown = text.slice(cut, cut + frameWidth)
  const from = column - 1 - cut
  const to = endLine === line ? endColumn - 1 - cut : shown.length
  const mark = '^'.repeat(Math.max(1, Math.min(to, shown.length) - from))
  const gutter = String(line)
  const blank = ' '.repeat(gutter.length)
  return `${gutter} | ${visible(shown)}\n${blank} | ${' '.repeat(visible(shown.slice(0, from)).length)}${mark}`
}
