/** Detections as security_content writes them: YAML with a `search` and what is to be said about it. */
import type { Detection, LogSource } from '../ast/nodes.js'
import { diagnostic, hasErrors, type Diagnostic, type Result } from '../diagnostics/diagnostic.js'
import type { MappedText } from '../source/mapped.js'
import type { SourceText } from '../source/text.js'
import {
  describe,
  duplicateKeyDiagnostics,
  entryOf,
  mapped,
  type YamlMap,
  type YamlScalar,
} from '../source/yaml.js'
import { lowerSearch } from './lower.js'
import type { MacroSet } from './macros.js'
import { metadataOf } from './metadata.js'
import type { Schema } from './places.js'
import { readSaid } from './said.js'
import { defaultSchedule, inTimeRange, scheduleOf } from './schedule.js'
import { withScheduledWindow } from './window.js'

/** A detection as read, and the text of its search where it has one. */
export interface ReadSearch extends Result<Detection | undefined> {
  readonly search?: MappedText
  /** Of what has no key for it. */
  readonly title?: string
}

/** A family of YAML documents that hold a search. */
interface Form {
  readonly schemas: readonly Schema[]
  /** The keys without which there is no detection. */
  readonly name: string
  readonly search: string
}

const securityContent: Form = { schemas: ['v1', 'v2', 'v3'], name: 'name', search: 'search' }
const anvilogic: Form = { schemas: ['anvilogic'], name: 'title', search: 'logic' }

/**
 * The detection of a YAML document of any generation of security_content, or of Anvilogic's library; undefined where an
 * error was found. Diagnostics: splunk/missing-key, splunk/wrong-type, splunk/metadata-type, yaml/duplicate-key, those
 * of the search.
 */
export function readSecurityContent(
  map: YamlMap,
  source: SourceText,
  macros: MacroSet,
): ReadSearch {
  const form = entryOf(map, 'logic') === undefined ? securityContent : anvilogic
  const diagnostics: Diagnostic[] = duplicatesOf(map)
  const title = required(map, form.name, diagnostics)
  const search = required(map, form.search, diagnostics)
  const said = readSaid(map, form.schemas, diagnostics)
  const metadata = metadataOf(said, title?.text ?? '')
  if (search === undefined) return { value: undefined, diagnostics }
  const text = mapped(search, source)
  const lowered = lowerSearch(text, macros)
  for (const one of lowered.diagnostics) diagnostics.push(one)
  if (lowered.value === undefined || hasErrors(diagnostics))
    return { value: undefined, diagnostics, search: text }
  const product = productOf(metadata.content?.dataSources ?? [])
  const assumed = form === securityContent ? defaultSchedule(metadata.content?.type) : undefined
  const schedule = inTimeRange(scheduleOf(said) ?? assumed, lowered.value.schedule)
  const detection: Detection = {
    kind: 'detection',
    metadata,
    ...lowered.value,
    logSources: withProduct(lowered.value.logSources, product),
    ...(schedule === undefined ? {} : { schedule }),
    selections: [],
    span: map.span,
  }
  const windowed = withScheduledWindow(detection)
  for (const one of windowed.diagnostics) diagnostics.push(one)
  return { value: windowed.value, diagnostics, search: text }
}

/** Keys that stand twice in the document or in a map of it. */
const duplicatesOf = (map: YamlMap): Diagnostic[] => {
  const inner = map.entries.map(({ value }) => value).filter((value) => value.kind === 'map')
  return [map, ...inner].flatMap((each) => duplicateKeyDiagnostics(each, 'yaml/duplicate-key'))
}

/** A key without which there is no detection. */
function required(map: YamlMap, key: string, diagnostics: Diagnostic[]): YamlScalar | undefined {
  const entry = entryOf(map, key)
  const value = entry?.value
  if (entry === undefined || value === undefined) {
    const span = { start: map.span.start, end: map.span.start + 1 }
    diagnostics.push(diagnostic('splunk/missing-key', { key }, { span }))
    return undefined
  }
  if (value.kind === 'scalar' && value.type !== 'null' && value.text.trim() !== '') return value
  const details = { what: key, expected: 'text', actual: describe(value) }
  // Nothing at all has no place of its own.
  const { span } = value.span.end > value.span.start ? value : entry.key
  diagnostics.push(diagnostic('splunk/wrong-type', details, { span }))
  return undefined
}

/** The operating system that all of the data sources are of; those of any, as CrowdStrike is, do not count. */
function productOf(dataSources: readonly string[]): string | undefined {
  const products = dataSources
    .filter((name) => !/crowdstrike/i.test(name))
    .map((name) =>
      /linux/i.test(name)
        ? 'linux'
        : /windows|sysmon|powershell/i.test(name)
          ? 'windows'
          : undefined,
    )
  return new Set(products).size === 1 ? products[0] : undefined
}

/** The log sources of that product: of a search over several systems, what the detection says that it is for. */
function withProduct(
  logSources: readonly LogSource[],
  product: string | undefined,
): readonly LogSource[] {
  if (product === undefined) return logSources
  const matching = logSources.filter((logSource) => (logSource.product ?? product) === product)
  return (matching.length === 0 ? logSources : matching).map((logSource) => ({
    product,
    ...logSource,
  }))
}
