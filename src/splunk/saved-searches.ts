/** Detections as savedsearches.conf has them: a stanza each. */
import type { Detection, Span } from '../ast/nodes.js'
import { diagnostic, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import { spanOf, type MappedText } from '../source/mapped.js'
import type { SourceText } from '../source/text.js'
import type { YamlMap, YamlNode } from '../source/yaml.js'
import { defaultStanza, parseConf, type Setting, type Stanza } from './conf.js'
import { lowerSearch } from './lower.js'
import type { MacroSet } from './macros.js'
import { metadataOf } from './metadata.js'
import { readSaid } from './said.js'
import { inTimeRange, scheduleOf } from './schedule.js'
import { withScheduledWindow } from './window.js'
import type { ReadSearch } from './security-content.js'

/**
 * The searches of a file; a stanza that only changes settings of a search of another file is none. Diagnostics:
 * splunk/conf-syntax, splunk/conf-duplicate, splunk/missing-key, splunk/wrong-type, splunk/metadata-type, and those of
 * searches.
 */
export function readSavedSearches(source: SourceText, macros: MacroSet): readonly ReadSearch[] {
  const { value: stanzas, diagnostics } = parseConf(source)
  const common = stanzas.find(({ name }) => name === defaultStanza)
  const own = stanzas.filter(
    ({ name, settings }) => name !== defaultStanza && settings.has('search'),
  )
  if (own.length === 0) {
    const span = stanzas.find((stanza) => stanza !== common)?.span ?? { start: 0, end: 1 }
    const missing = diagnostic('splunk/missing-key', { key: 'search' }, { span })
    return [{ value: undefined, diagnostics: [...diagnostics, missing] }]
  }
  // What is wrong with the file itself is told with the stanza before it.
  let next = 0
  return own.map((stanza, index) => {
    const end = own[index + 1]?.span.start ?? Number.POSITIVE_INFINITY
    const first = next
    while (next < diagnostics.length && (diagnostics[next]?.span?.start ?? 0) < end) next++
    return readStanza(stanza, common, diagnostics.slice(first, next), macros)
  })
}

function readStanza(
  stanza: Stanza,
  common: Stanza | undefined,
  found: readonly Diagnostic[],
  macros: MacroSet,
): ReadSearch {
  const diagnostics = [...found]
  const settings = new Map([...(common?.settings ?? []), ...stanza.settings])
  const map = mapOf(settings, stanza.span)
  const said = readSaid(map, ['conf'], diagnostics)
  const title = titleOf(said.text('name') ?? stanza.name)
  const setting = stanza.settings.get('search')
  if (setting === undefined || setting.value.text === '') {
    const details = { what: 'search', expected: 'text', actual: 'an empty text' }
    const span = setting?.keySpan ?? stanza.span
    const empty = diagnostic('splunk/wrong-type', details, { span })
    return { value: undefined, diagnostics: [...diagnostics, empty], title }
  }
  const search = setting.value
  const lowered = lowerSearch(search, macros)
  for (const one of lowered.diagnostics) diagnostics.push(one)
  if (lowered.value === undefined || hasErrors(diagnostics)) {
    return { value: undefined, diagnostics, search, title }
  }
  const schedule = inTimeRange(scheduleOf(said), lowered.value.schedule)
  const value: Detection = {
    kind: 'detection',
    metadata: metadataOf(said, title),
    ...lowered.value,
    ...(schedule === undefined ? {} : { schedule }),
    selections: [],
    span: stanza.span,
  }
  const windowed = withScheduledWindow(value)
  for (const one of windowed.diagnostics) diagnostics.push(one)
  return { value: windowed.value, diagnostics, search, title }
}

/** contentctl calls the stanza of a detection `ESCU - Name - Rule`. */
const titleOf = (name: string): string => /^.{1,20}? - (.+) - Rule$/s.exec(name)?.[1] ?? name

/** The settings as the map that a document of YAML would be. */
const mapOf = (settings: ReadonlyMap<string, Setting>, span: Span): YamlMap => ({
  kind: 'map',
  span,
  entries: [...settings.values()].map(({ key, keySpan, value }) => ({
    key: { kind: 'scalar', type: 'string', text: key, span: keySpan },
    value: nodeOf(key, value, keySpan),
  })),
})

/** Settings of actions hold JSON where they hold more than one thing. */
function nodeOf(key: string, value: MappedText, keySpan: Span): YamlNode {
  const span = value.text === '' ? keySpan : spanOf(value, 0, value.text.length)
  const text: YamlNode = { kind: 'scalar', type: 'string', text: value.text, span }
  if (!key.startsWith('action.') || !/^[[{]/.test(value.text)) return text
  try {
    return nodeOfJson(JSON.parse(value.text), span, deepest)
  } catch {
    return text
  }
}

/** Nothing that is written into these settings is nested deeper. */
const deepest = 20

/** A JSON value as a node that stands where all of it stands; what is nested too deep is nothing. */
function nodeOfJson(value: unknown, span: Span, depth: number): YamlNode {
  const inner = (of: unknown): YamlNode => nodeOfJson(of, span, depth - 1)
  if (depth > 0 && Array.isArray(value)) return { kind: 'list', items: value.map(inner), span }
  if (depth > 0 && typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, of]) => ({
      key: { kind: 'scalar', type: 'string', text: key, span } as const,
      value: inner(of),
    }))
    return { kind: 'map', entries, span }
  }
  if (typeof value === 'string') return { kind: 'scalar', type: 'string', text: value, span }
  if (typeof value === 'number') return { kind: 'scalar', type: 'number', text: `${value}`, span }
  if (typeof value === 'boolean') return { kind: 'scalar', type: 'boolean', text: `${value}`, span }
  return { kind: 'scalar', type: 'null', text: '', span }
}
