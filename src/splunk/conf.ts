/** Configuration files of Splunk (Admin Manual, "About configuration files"): stanzas of settings, with their places. */
import type { Span } from '../ast/nodes.js'
import { diagnostic, type Diagnostic, type Result } from '../diagnostics/diagnostic.js'
import type { MappedText } from '../source/mapped.js'
import { OriginsBuilder } from '../source/origins.js'
import type { SourceText } from '../source/text.js'

/** One setting, `key = value`. A value that goes on behind backslashes has its line ends. */
export interface Setting {
  readonly key: string
  readonly keySpan: Span
  readonly value: MappedText
}

/** Everything that a file says of one name. */
export interface Stanza {
  readonly name: string
  /** Where it stands first. */
  readonly span: Span
  /** Of a setting that stands several times, the last. */
  readonly settings: ReadonlyMap<string, Setting>
}

/** The stanza of settings that hold for all, and of those that stand above the first one. */
export const defaultStanza = 'default'

/** The stanzas of a file, in the order of their names. Diagnostics: splunk/conf-syntax, splunk/conf-duplicate. */
export function parseConf(source: SourceText): Result<readonly Stanza[]> {
  const diagnostics: Diagnostic[] = []
  const stanzas = new Map<string, Stanza & { readonly settings: Map<string, Setting> }>()
  const open = (name: string, span: Span): Map<string, Setting> => {
    const known = stanzas.get(name)
    if (known !== undefined) return known.settings
    const settings = new Map<string, Setting>()
    stanzas.set(name, { name, span, settings })
    return settings
  }
  let settings: Map<string, Setting> | undefined
  for (const line of logicalLines(source.text)) {
    const text = line.text.trim()
    if (text === '' || text.startsWith('#')) continue
    const start = line.start + line.text.search(/\S/)
    const span = { start, end: start + text.split('\n', 1).join('').trimEnd().length }
    if (text.startsWith('[')) {
      const end = text.lastIndexOf(']')
      if (end < 0) diagnostics.push(syntax('the name of a stanza ends with ]', span))
      settings = open(text.slice(1, end < 0 ? undefined : end), span)
      continue
    }
    const equals = line.text.indexOf('=')
    const key = line.text.slice(0, Math.max(0, equals)).trim()
    if (key === '' || key.includes('\n')) {
      diagnostics.push(syntax('a line is a stanza, a setting or a comment', span))
      continue
    }
    settings ??= open(defaultStanza, span)
    const keySpan = { start, end: start + key.length }
    const first = settings.get(key)
    if (first !== undefined) {
      const related = [{ message: 'It stands first at', span: first.keySpan }]
      diagnostics.push(diagnostic('splunk/conf-duplicate', { key }, { span: keySpan, related }))
    }
    settings.set(key, { key, keySpan, value: valueOf(line, equals + 1) })
  }
  return { value: [...stanzas.values()], diagnostics }
}

const syntax = (reason: string, span: Span): Diagnostic =>
  diagnostic('splunk/conf-syntax', { reason }, { span })

/** Lines of a file that backslashes join; the backslashes are left out, the line ends stay as `\n`. */
interface LogicalLine {
  readonly text: string
  readonly start: number
  /** Where each line of the text starts, in it and in the file. */
  readonly joints: readonly { readonly at: number; readonly origin: number }[]
}

function* logicalLines(text: string): Iterable<LogicalLine> {
  let pieces: string[] = []
  let joints: { at: number; origin: number }[] = []
  let length = 0
  const begin = text.startsWith('\uFEFF') ? 1 : 0
  for (const { line, start } of physicalLines(text, begin)) {
    joints.push({ at: length, origin: start })
    // A comment cannot go on in the next line.
    const goesOn = line.endsWith('\\') && (joints.length > 1 || !/^\s*#/.test(line))
    const piece = goesOn ? `${line.slice(0, -1)}\n` : line
    pieces.push(piece)
    length += piece.length
    if (goesOn) continue
    yield { text: pieces.join(''), start: joints[0]?.origin ?? start, joints }
    pieces = []
    joints = []
    length = 0
  }
  if (joints.length > 0) {
    yield { text: pieces.join(''), start: joints[0]?.origin ?? begin, joints }
  }
}

function* physicalLines(
  text: string,
  begin: number,
): Iterable<{ readonly line: string; readonly start: number }> {
  let start = begin
  for (const match of text.matchAll(/\r\n?|\n/g)) {
    yield { line: text.slice(start, match.index), start }
    start = match.index + match[0].length
  }
  yield { line: text.slice(start), start }
}

/** What stands behind the equals sign, without the blanks around it. */
function valueOf({ text, joints }: LogicalLine, from: number): MappedText {
  const end = text.trimEnd().length
  const start = Math.min(from + text.slice(from).search(/\S|$/), end)
  const origins = new OriginsBuilder()
  joints.forEach(({ at, origin }, index) => {
    origins.add((joints[index + 1]?.at ?? text.length + 1) - at, origin)
  })
  return { text: text.slice(start, end), origins: origins.build().slice(start, end + 1) }
}
