/** Detections as security_content writes them: YAML with a `search` and what is to be said about it. */
import type { Detection, LogSource, Metadata } from '../ast/nodes.js'
import { diagnostic, hasErrors, type Diagnostic, type Result } from '../diagnostics/diagnostic.js'
import type { SourceText } from '../source/text.js'
import {
  describe,
  duplicateKeyDiagnostics,
  entryOf,
  mapped,
  plainValue,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from '../source/yaml.js'
import { lowerSearch } from './lower.js'
import type { MacroSet } from './macros.js'

/**
 * The detection of a YAML document of any generation of security_content; undefined where an error was found.
 * Diagnostics: splunk/missing-key, splunk/wrong-type, splunk/metadata-type, yaml/duplicate-key, those of the search.
 */
export function readSecurityContent(
  map: YamlMap,
  source: SourceText,
  macros: MacroSet,
): Result<Detection | undefined> {
  const diagnostics: Diagnostic[] = [...duplicateKeyDiagnostics(map, 'yaml/duplicate-key')]
  const title = required(map, 'name', diagnostics)
  const search = required(map, 'search', diagnostics)
  const metadata = metadataOf(map, title?.text ?? '', diagnostics)
  const lowered = search === undefined ? undefined : lowerSearch(mapped(search, source), macros)
  diagnostics.push(...(lowered?.diagnostics ?? []))
  if (lowered?.value === undefined || hasErrors(diagnostics))
    return { value: undefined, diagnostics }
  const product = productOf(textsOf(map, 'data_source', diagnostics))
  const detection: Detection = {
    kind: 'detection',
    metadata,
    ...lowered.value,
    logSources: withProduct(lowered.value.logSources, product),
    selections: [],
    span: map.span,
  }
  return { value: detection, diagnostics }
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

/** Keys that have a place of their own in the metadata, or are the search itself. */
const placedKeys: ReadonlySet<string> = new Set([
  'name',
  'search',
  'id',
  'status',
  'description',
  'author',
  'date',
  'creation_date',
  'modification_date',
  'references',
  'known_false_positives',
])

function metadataOf(map: YamlMap, title: string, diagnostics: Diagnostic[]): Metadata {
  const text = (key: string): string | undefined => textOf(map, key, diagnostics)
  const date = text('date') ?? text('creation_date')
  const optional = {
    id: text('id'),
    status: text('status'),
    description: text('description'),
    author: text('author'),
    date,
    modified: text('modification_date'),
  }
  const tags = entryOf(map, 'tags')?.value
  if (tags?.kind === 'map') diagnostics.push(...duplicateKeyDiagnostics(tags, 'yaml/duplicate-key'))
  const attack = [map, ...(tags?.kind === 'map' ? [tags] : [])].flatMap((holder) =>
    textsOf(holder, 'mitre_attack_id', diagnostics),
  )
  const falsePositives = text('known_false_positives')
  return {
    title,
    ...present(optional),
    references: textsOf(map, 'references', diagnostics),
    tags: [],
    falsePositives: falsePositives === undefined ? [] : [falsePositives],
    related: [],
    fields: [],
    scope: [],
    techniques: [...new Set(attack.map((id) => id.trim().toUpperCase()))].filter((id) =>
      /^T\d{4}(?:\.\d{3})?$/.test(id),
    ),
    tactics: [],
    custom: Object.fromEntries(
      map.entries
        .filter(({ key }) => !placedKeys.has(key.text))
        .map(({ key, value }) => [key.text, plainValue(value)]),
    ),
  }
}

/** The entries that are there. */
const present = (values: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )

function textOf(map: YamlMap, key: string, diagnostics: Diagnostic[]): string | undefined {
  const value = entryOf(map, key)?.value
  if (value === undefined || isNull(value)) return undefined
  if (value.kind === 'scalar') return value.text
  misplaced(key, 'text', value, diagnostics)
  return undefined
}

/** The texts of a list; a single text is a list of one. */
function textsOf(map: YamlMap, key: string, diagnostics: Diagnostic[]): readonly string[] {
  const value = entryOf(map, key)?.value
  if (value === undefined || isNull(value)) return []
  if (value.kind === 'scalar') return [value.text]
  if (value.kind === 'map') {
    misplaced(key, 'a list of texts', value, diagnostics)
    return []
  }
  return value.items.flatMap((item) => {
    if (item.kind === 'scalar') return isNull(item) ? [] : [item.text]
    misplaced(`an entry of ${key}`, 'text', item, diagnostics)
    return []
  })
}

const isNull = (node: YamlNode): boolean => node.kind === 'scalar' && node.type === 'null'

function misplaced(
  what: string,
  expected: string,
  node: YamlNode,
  diagnostics: Diagnostic[],
): void {
  const details = { what, expected, actual: describe(node) }
  diagnostics.push(diagnostic('splunk/metadata-type', details, { span: node.span }))
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
    ...logSource,
    product: logSource.product ?? product,
  }))
}
