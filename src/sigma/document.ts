/** What the documents of Sigma have in common: keys that have to be there, and keys that stand twice. */
import { diagnostic } from '../diagnostics/diagnostic.js'
import { nearest } from '../diagnostics/suggest.js'
import {
  describe,
  duplicateKeyDiagnostics,
  entryOf,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
} from '../source/yaml.js'
import type { Report } from './items.js'

/** Reports keys that stand twice, everywhere but in `detection` and `filter`, which have rules of their own. */
export function reportDuplicateKeys(node: YamlNode, report: Report): void {
  if (node.kind === 'scalar') return
  if (node.kind === 'map') {
    for (const problem of duplicateKeyDiagnostics(node, 'yaml/duplicate-key')) report(problem)
    for (const { key, value } of node.entries) {
      if (key.text !== 'detection' && key.text !== 'filter') reportDuplicateKeys(value, report)
    }
  } else for (const item of node.items) reportDuplicateKeys(item, report)
}

/** The entry of a key that every document of a kind has, or a report that it is missing. */
export function requireKey(map: YamlMap, key: string, report: Report): YamlEntry | undefined {
  const entry = entryOf(map, key)
  const value = entry?.value
  const isEmpty = value?.kind === 'scalar' && (value.type === 'null' || value.text === '')
  if (entry !== undefined && !isEmpty) return entry
  // The first key stands for the map, which has no place of its own.
  const span = (entry ?? map.entries[0])?.key.span ?? map.span
  report(diagnostic('sigma/missing-key', { key, suggestion: lookalike(key, map) }, { span }))
  return undefined
}

/** The map of a key that every document of a kind has, or a report that it is missing or no map. */
export function requireMap(
  document: YamlMap,
  name: string,
  report: Report,
): { readonly key: YamlEntry['key']; readonly map: YamlMap } | undefined {
  const entry = requireKey(document, name, report)
  if (entry === undefined) return undefined
  const { key, value } = entry
  if (value.kind === 'map') return { key, map: value }
  const parameters = { what: `'${name}'`, expected: 'a map', actual: describe(value) }
  report(diagnostic('sigma/wrong-type', parameters, { span: key.span }))
  return undefined
}

/** Reports a `condition` that is missing in a document's main part. */
export function requireCondition(
  document: YamlMap,
  { key, map }: { readonly key: YamlEntry['key']; readonly map: YamlMap },
  report: Report,
): void {
  if (entryOf(map, 'condition') !== undefined) return
  const outside = entryOf(document, 'condition')
  const suggestion =
    outside === undefined
      ? lookalike('condition', map)
      : ` The one at the top level belongs into '${key.text}': indent it.`
  const span = (outside?.key ?? key).span
  report(diagnostic('sigma/missing-key', { key: 'condition', suggestion }, { span }))
}

/** ` 'detections' looks like it.`, or nothing. */
function lookalike(key: string, map: YamlMap): string {
  const names = map.entries.map((entry) => entry.key.text).filter((name) => name !== key)
  const guess = nearest(key, names)
  return guess === undefined ? '' : ` '${guess}' looks like it.`
}
