/** Mechanical repairs of the text of a file, which keep its comments and its layout. */
import type { Span } from '../ast/nodes.js'
import { lineAt, positionAt, type SourceText } from '../source/text.js'
import type { YamlScalar } from '../source/yaml.js'

/** What stands at a place of the file is replaced by a text. */
export interface Edit {
  readonly span: Span
  readonly text: string
}

interface InSource {
  readonly source: SourceText
}

/**
 * Writes another text into a scalar, in the quotes that it has. The text must need neither quotes nor escapes. Undefined
 * where the scalar is not written as it reads: behind an alias, or with escapes.
 */
export function rewriteScalar(
  { source }: InSource,
  { span, quote, text: before }: YamlScalar,
  text: string,
): Edit | undefined {
  const inset = quote === undefined ? 0 : 1
  const inner = { start: span.start + inset, end: span.end - inset }
  return source.text.slice(inner.start, inner.end) === before ? { span: inner, text } : undefined
}

/** Writes the word that was meant in place of the one at a place, in the quotes that it has. Undefined of what is no word. */
export function rewriteWord(source: SourceText, span: Span, word: string): Edit | undefined {
  const written = source.text.slice(span.start, span.end)
  const inset = /^(["']).*\1$/s.test(written) ? 1 : 0
  const inner = { start: span.start + inset, end: span.end - inset }
  return /^[\w-]+$/.test(source.text.slice(inner.start, inner.end))
    ? { span: inner, text: word }
    : undefined
}

/**
 * Removes an item of a list with its line. Undefined where the line has more than the item: another item, a comment, or
 * the start of something.
 */
export function removeItem({ source }: InSource, item: YamlScalar): Edit | undefined {
  const { line, column } = positionAt(source, item.span.start)
  const whole = lineAt(source, line)
  const written = source.text.slice(item.span.start, item.span.end)
  const before = whole.slice(0, column - 1)
  if (!/^[ \t]*-[ \t]+$/.test(before) || whole.slice(column - 1).trimEnd() !== written)
    return undefined
  const start = item.span.start - before.length
  const end = start + whole.length
  const [lineEnd = ''] = /^(?:\r\n?|\n)/.exec(source.text.slice(end, end + 2)) ?? []
  return { span: { start, end: end + lineEnd.length }, text: '' }
}

/** The text after its edits; one that overlaps another waits for the next run. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = ''
  let at = 0
  for (const { span, text: replacement } of edits.toSorted((a, b) => a.span.start - b.span.start)) {
    if (span.start < at) continue
    result += text.slice(at, span.start) + replacement
    at = span.end
  }
  return result + text.slice(at)
}
