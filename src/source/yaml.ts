/** YAML with positions: every key and value knows its place, and no duplicate key is lost. The only user of js-yaml. */
import {
  EVENT_ID,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  YAMLException,
  type Event,
  type ScalarEvent,
} from 'js-yaml'
import type { Span } from '../ast/nodes.js'
import { diagnostic, type Diagnostic, type Result } from '../diagnostics/diagnostic.js'
import { mapPiece, mapScalar, type MappedText } from './mapped.js'
import type { SourceText } from './text.js'

export type YamlNode = YamlMap | YamlList | YamlScalar

/** A map with all of its entries, also those whose key stands twice. */
export interface YamlMap {
  readonly kind: 'map'
  readonly entries: readonly YamlEntry[]
  readonly span: Span
}

export interface YamlEntry {
  readonly key: YamlScalar
  readonly value: YamlNode
}

export interface YamlList {
  readonly kind: 'list'
  readonly items: readonly YamlNode[]
  readonly span: Span
}

/** A scalar: `text` as YAML reads it, and the type that YAML 1.2's core schema gives it. */
export interface YamlScalar {
  readonly kind: 'scalar'
  readonly type: 'string' | 'number' | 'boolean' | 'null'
  /** Of a number, its digits as written: none are lost. */
  readonly text: string
  /** With its quotes. */
  readonly span: Span
  readonly quote?: 'single' | 'double'
}

/** Values behind aliases count each time they are used. */
const maxExpandedNodes = 100_000
const maxDepth = 100

/** The documents of a file. After a syntax error there are none, as what follows cannot be trusted. */
export function parseYaml(source: SourceText): Result<readonly YamlNode[]> {
  const { text, events, added, problem } = parseIndented(source)
  if (events === undefined) return { value: [], diagnostics: [problem] }
  try {
    const reader = new Reader(text, events, added)
    return { value: reader.documents(), diagnostics: unindented(added) }
  } catch (error) {
    if (error instanceof TooManyAliases) {
      return {
        value: [],
        diagnostics: [diagnostic('yaml/aliases', { limit: maxExpandedNodes }, error)],
      }
    }
    if (error instanceof UnknownAlias) {
      const { span } = error
      const alias = source.text.slice(span.start, span.end)
      return { value: [], diagnostics: [diagnostic('yaml/unknown-alias', { alias }, { span })] }
    }
    if (error instanceof YAMLException)
      return { value: [], diagnostics: [syntaxError(error, text, added)] }
    throw error
  }
}

/** What js-yaml makes of a text; `added` are the offsets in it of blanks that are not in the file. */
type Parsed = { readonly text: string; readonly added: readonly number[] } & (
  | { readonly events: readonly Event[]; readonly problem?: never }
  | { readonly events?: never; readonly problem: Diagnostic }
)

/** Every attempt reads the text again up to its next line. */
const maxAdded = 100
const maxLengthToIndent = 100_000

/**
 * Parses a text. YAML wants the further lines of a quoted text in a map to be indented, and PyYAML, which tools of detection
 * engineers are written with, does not mind. So where js-yaml stops for that, a blank is put before the line, which does
 * not change the value.
 */
function parseIndented({ text: written, path }: SourceText): Parsed {
  const added: number[] = []
  for (let text = written; ;) {
    try {
      return { text, events: parseEvents(text, { filename: path, maxDepth }), added }
    } catch (error) {
      if (!(error instanceof YAMLException)) throw error
      const offset = missingIndent(error) ?? 0
      const start = text.lastIndexOf('\n', offset - 1) + 1
      const isHopeless = added.length >= maxAdded || written.length > maxLengthToIndent
      if (offset === 0 || isHopeless || added.at(-1) === start) {
        return { text, added, problem: syntaxError(error, text, added) }
      }
      added.push(start)
      text = `${text.slice(0, start)} ${text.slice(start)}`
    }
  }
}

const missingIndent = ({ reason, mark }: YAMLException): number | undefined =>
  reason === 'deficient indentation' ? mark?.position : undefined

/** Where an offset of a text with added blanks is in the file. */
function originOf(offset: number, added: readonly number[]): number {
  const before = added.findIndex((at) => at >= offset)
  return offset - (before < 0 ? added.length : before)
}

/** One warning for the first line that lacks its blank. */
const unindented = (added: readonly number[]): readonly Diagnostic[] =>
  added
    .slice(0, 1)
    .map((at) => diagnostic('yaml/indentation', {}, { span: { start: at, end: at + 1 } }))

class TooManyAliases extends Error {
  readonly span: Span
  constructor(span: Span) {
    super('too many aliases')
    this.span = span
  }
}

/** An alias without an anchor before it: nearly always a text that starts with `*` and lacks its quotes. */
class UnknownAlias extends Error {
  readonly span: Span
  constructor(span: Span) {
    super('unknown alias')
    this.span = span
  }
}

function syntaxError(error: YAMLException, text: string, added: readonly number[]): Diagnostic {
  const offset = error.mark?.position ?? 0
  const from = originOf(offset, added)
  const span = { start: from, end: Math.min(from + 1, text.length - added.length) }
  if (/depth/i.test(error.reason)) return diagnostic('yaml/depth', { limit: maxDepth }, { span })
  const lineStart =
    Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1
  const tab = /^[ \t]*?\t/.exec(text.slice(lineStart))
  if (tab !== null) {
    const start = originOf(lineStart + tab[0].length - 1, added)
    return diagnostic('yaml/tab', {}, { span: { start, end: start + 1 } })
  }
  return diagnostic('yaml/syntax', { reason: error.reason }, { span })
}

const plainTypes: readonly (readonly [RegExp, YamlScalar['type']])[] = [
  // YAML 1.2.2, section 10.3.2: the core schema.
  [/^(?:null|Null|NULL|~|)$/, 'null'],
  [/^(?:true|True|TRUE|false|False|FALSE)$/, 'boolean'],
  [/^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$/, 'number'],
  [/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/, 'number'],
]

/** What all that is no text starts with. */
const maybeTyped = /^(?:[-+.~0-9nNtTfF]|$)/

const scalarType = (text: string): YamlScalar['type'] =>
  maybeTyped.test(text) ? (plainTypes.find(([form]) => form.test(text))?.[1] ?? 'string') : 'string'

/** Builds nodes from js-yaml's flat list of events. */
class Reader {
  readonly #text: string
  readonly #events: readonly Event[]
  readonly #added: readonly number[]
  #next = 0
  #expanded = 0
  /** Where the latest value that is written ends. */
  #end = 0
  readonly #anchors = new Map<string, { readonly node: YamlNode; readonly size: number }>()

  constructor(text: string, events: readonly Event[], added: readonly number[]) {
    this.#added = added
    this.#text = text
    this.#events = events
  }

  documents(): readonly YamlNode[] {
    const documents: YamlNode[] = []
    while (this.#next < this.#events.length) {
      this.#next++
      this.#anchors.clear()
      while (this.#next < this.#events.length && this.#events[this.#next]!.type !== EVENT_ID.POP) {
        documents.push(this.#node())
      }
      this.#next++
    }
    return documents
  }

  #node(): YamlNode {
    const event = this.#events[this.#next++]!
    if (event.type === EVENT_ID.ALIAS) return this.#alias(event.anchorStart, event.anchorEnd)
    const before = this.#expanded++
    const node = this.#build(event)
    if ('anchorStart' in event && event.anchorStart >= 0) {
      const name = this.#text.slice(event.anchorStart, event.anchorEnd)
      this.#anchors.set(name, { node, size: this.#expanded - before })
    }
    return node
  }

  #build(event: Event): YamlNode {
    switch (event.type) {
      case EVENT_ID.SCALAR:
        return this.#scalar(event)
      case EVENT_ID.MAPPING: {
        const entries: YamlEntry[] = []
        while (!this.#atEnd()) entries.push({ key: asKey(this.#node()), value: this.#node() })
        return { kind: 'map', entries, span: this.#spanFrom(event.start, entries.at(-1)?.value) }
      }
      case EVENT_ID.SEQUENCE: {
        const items: YamlNode[] = []
        while (!this.#atEnd()) items.push(this.#node())
        return { kind: 'list', items, span: this.#spanFrom(event.start, items.at(-1)) }
      }
      case EVENT_ID.DOCUMENT:
      case EVENT_ID.ALIAS:
      case EVENT_ID.POP:
        throw new Error(`unexpected YAML event ${event.type}`)
    }
  }

  /** Whether the collection that is being read ends here; if so, steps over its end. */
  #atEnd(): boolean {
    if (this.#events[this.#next]!.type !== EVENT_ID.POP) return false
    this.#next++
    return true
  }

  #spanFrom(from: number, last: YamlNode | undefined): Span {
    const start = this.#origin(from)
    return { start, end: Math.max(start + 1, last?.span.end ?? 0) }
  }

  /** Where an offset of the text is in the file. */
  #origin(offset: number): number {
    return this.#added.length === 0 ? offset : originOf(offset, this.#added)
  }

  #alias(start: number, end: number): YamlNode {
    const anchor = this.#anchors.get(this.#text.slice(start, end))
    const span = { start: this.#origin(start - 1), end: this.#origin(end) }
    this.#end = span.end
    if (anchor === undefined) throw new UnknownAlias(span)
    this.#expanded += anchor.size
    if (this.#expanded > maxExpandedNodes) throw new TooManyAliases(span)
    // What is wrong with the value is wrong where it is used; its parts stay where they are written.
    return { ...anchor.node, span }
  }

  #scalar(event: ScalarEvent): YamlScalar {
    const text = getScalarValue(this.#text, event)
    const plain = event.style === SCALAR_STYLE.PLAIN && event.tagStart < 0
    const quote = quotes[event.style]
    const span = this.#placeOf(event, quote !== undefined)
    this.#end = span.end
    const type = plain ? scalarType(text) : 'string'
    return quote === undefined
      ? { kind: 'scalar', type, text, span }
      : { kind: 'scalar', type, text, span, quote }
  }

  /** The place of a scalar with its quotes. One that is left out stands behind what was written before it. */
  #placeOf({ valueStart, valueEnd }: ScalarEvent, isQuoted: boolean): Span {
    if (valueStart < 0) return { start: this.#end, end: this.#end }
    const start = this.#origin(valueStart)
    const end = this.#origin(valueEnd)
    return isQuoted ? { start: start - 1, end: end + 1 } : { start, end }
  }
}

const quotes: Readonly<Partial<Record<number, 'single' | 'double'>>> = {
  [SCALAR_STYLE.SINGLE_QUOTED]: 'single',
  [SCALAR_STYLE.DOUBLE_QUOTED]: 'double',
}

/** A key that is a collection (`? [a]`) reads as text that no known key equals. */
const asKey = (node: YamlNode): YamlScalar =>
  node.kind === 'scalar'
    ? node
    : { kind: 'scalar', type: 'string', text: '[object]', span: node.span }

/** The text of a scalar with the place in the file of each of its characters. */
export function mapped(node: YamlScalar, source: SourceText): MappedText {
  const written = source.text.slice(node.span.start, node.span.end)
  if (written === node.text) return mapPiece(node.text, node.span.start)
  return node.quote === undefined
    ? mapScalar(node.text, written, node.span.start)
    : mapScalar(node.text, written.slice(1, -1), node.span.start + 1, node.quote)
}

/** Entries whose key stood before in the same map, each with the first of them. */
export function duplicateKeys(
  map: YamlMap,
): readonly { readonly first: YamlEntry; readonly again: YamlEntry }[] {
  const seen = new Map<string, YamlEntry>()
  const found: { readonly first: YamlEntry; readonly again: YamlEntry }[] = []
  for (const entry of map.entries) {
    const first = seen.get(entry.key.text)
    if (first === undefined) seen.set(entry.key.text, entry)
    else found.push({ first, again: entry })
  }
  return found
}

/** The diagnostic that shows both places of a key that stands twice. */
export function duplicateKeyDiagnostics(
  map: YamlMap,
  code: 'yaml/duplicate-key' | 'yaml/duplicate-detection-key',
): readonly Diagnostic[] {
  return duplicateKeys(map).map(({ first, again }) =>
    diagnostic(
      code,
      { key: again.key.text },
      {
        span: again.key.span,
        related: [{ message: 'It stands first at', span: first.key.span }],
      },
    ),
  )
}

/** The first entry of a key. */
export const entryOf = (map: YamlMap, key: string): YamlEntry | undefined =>
  map.entries.find((entry) => entry.key.text === key)

/** A node as a plain JavaScript value; of a key that stands twice, the first. Numbers too long to hold stay text. */
export function plainValue(node: YamlNode): unknown {
  switch (node.kind) {
    case 'map':
      return plainEntries(node.entries)
    case 'list':
      return node.items.map(plainValue)
    case 'scalar':
      return plainScalar(node)
  }
}

/** Entries as a plain object, in their order; of a key that stands twice, the first. */
export function plainEntries(entries: readonly YamlEntry[]): Readonly<Record<string, unknown>> {
  const values = new Map<string, unknown>()
  for (const { key, value } of entries) {
    if (!values.has(key.text)) values.set(key.text, plainValue(value))
  }
  return Object.fromEntries(values)
}

function plainScalar({ type, text }: YamlScalar): unknown {
  switch (type) {
    case 'null':
      return null
    case 'boolean':
      return text.toLowerCase() === 'true'
    case 'number':
      return Number.isSafeInteger(Number(text)) || /^[^x]*[.eE]/.test(text) ? Number(text) : text
    case 'string':
      return text
  }
}

/** What a node is, for messages: `a list`, `text`. */
export function describe(node: YamlNode): string {
  if (node.kind !== 'scalar') return node.kind === 'map' ? 'a map' : 'a list'
  switch (node.type) {
    case 'string':
      return node.text === '' ? 'an empty text' : 'text'
    case 'number':
      return 'a number'
    case 'boolean':
      return `the boolean ${node.text}`
    case 'null':
      return 'nothing (null)'
  }
}
