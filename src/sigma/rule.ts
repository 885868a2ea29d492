/** Sigma rules, read into the tree. */
import type { Detection } from '../ast/nodes.js'
import { diagnostic, hasErrors, type Diagnostic, type Result } from '../diagnostics/diagnostic.js'
import { nearest } from '../diagnostics/suggest.js'
import type { SourceText } from '../source/text.js'
import {
  describe,
  duplicateKeyDiagnostics,
  entryOf,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
} from '../source/yaml.js'
import { readDetection } from './detection.js'
import type { Report } from './items.js'
import { readLogSources } from './logsource.js'
import { readMetadata } from './metadata.js'

/** Keys of documents that are no detection rules. */
const otherDocuments = ['correlation', 'filter']

/**
 * Reads one document, a Sigma rule (Sigma Specification 2.1). All of its problems come at once; the detection only where
 * none of them is an error.
 */
export function readSigmaRule(rule: YamlMap, source: SourceText): Result<Detection | undefined> {
  const diagnostics: Diagnostic[] = []
  const report: Report = (problem) => void diagnostics.push(problem)
  const other = rule.entries.find(({ key }) => otherDocuments.includes(key.text))
  if (other !== undefined) {
    const { text: key, span } = other.key
    report(diagnostic('input/unsupported-document', { key }, { span }))
    return { value: undefined, diagnostics }
  }
  reportDuplicateKeys(rule, report)
  requireKey(rule, 'title', report)
  const metadata = readMetadata(rule, report)
  const logsource = requireKey(rule, 'logsource', report)
  const logSources = logsource === undefined ? [] : readLogSources(logsource.value, report)
  const read = readWhole(rule, source, report)
  const value: Detection | undefined =
    read === undefined || hasErrors(diagnostics)
      ? undefined
      : { kind: 'detection', metadata, logSources, vocabulary: 'sigma', ...read, span: rule.span }
  return { value, diagnostics }
}

function readWhole(
  rule: YamlMap,
  source: SourceText,
  report: Report,
): ReturnType<typeof readDetection> {
  const detection = requireKey(rule, 'detection', report)
  if (detection === undefined) return undefined
  const { key, value } = detection
  if (value.kind !== 'map') {
    const parameters = { what: "'detection'", expected: 'a map', actual: describe(value) }
    report(diagnostic('sigma/wrong-type', parameters, { span: key.span }))
    return undefined
  }
  if (entryOf(value, 'condition') === undefined) {
    const outside = entryOf(rule, 'condition')
    const suggestion =
      outside === undefined
        ? lookalike('condition', value)
        : " The one at the top level belongs into 'detection': indent it."
    const span = (outside?.key ?? key).span
    report(diagnostic('sigma/missing-key', { key: 'condition', suggestion }, { span }))
  }
  return readDetection(value, source, report)
}

/** Reports keys that stand twice, everywhere but in `detection`, which has rules of its own. */
function reportDuplicateKeys(node: YamlNode, report: Report): void {
  if (node.kind === 'scalar') return
  if (node.kind === 'map') {
    for (const problem of duplicateKeyDiagnostics(node, 'yaml/duplicate-key')) report(problem)
    for (const { key, value } of node.entries) {
      if (key.text !== 'detection') reportDuplicateKeys(value, report)
    }
  } else for (const item of node.items) reportDuplicateKeys(item, report)
}

/** The entry of a key that every rule has, or a report that it is missing. */
function requireKey(rule: YamlMap, key: string, report: Report): YamlEntry | undefined {
  const entry = entryOf(rule, key)
  const value = entry?.value
  const isEmpty = value?.kind === 'scalar' && (value.type === 'null' || value.text === '')
  if (entry !== undefined && !isEmpty) return entry
  // The first key stands for the document, which has no place of its own.
  const span = (entry ?? rule.entries[0])?.key.span ?? rule.span
  report(diagnostic('sigma/missing-key', { key, suggestion: lookalike(key, rule) }, { span }))
  return undefined
}

/** ` 'detections' looks like it.`, or nothing. */
function lookalike(key: string, map: YamlMap): string {
  const names = map.entries.map((entry) => entry.key.text).filter((name) => name !== key)
  const guess = nearest(key, names)
  return guess === undefined ? '' : ` '${guess}' looks like it.`
}
