/** Selections: maps (all of their items), lists (any of their parts), keywords. */
import { and, or } from '../ast/build.js'
import type { Condition, Selection } from '../ast/nodes.js'
import { diagnostic } from '../diagnostics/diagnostic.js'
import type { SourceText } from '../source/text.js'
import { duplicateKeyDiagnostics, type YamlEntry, type YamlNode } from '../source/yaml.js'
import { readItem, readKeyword, type Report } from './items.js'

/** Reads one entry of `detection`; undefined where it has an error, after reporting every one. */
export function readSelection(
  { key, value }: YamlEntry,
  source: SourceText,
  report: Report,
): Selection | undefined {
  const condition = readPart(value)
  return condition === undefined
    ? undefined
    : { name: key.text, condition, span: { start: key.span.start, end: value.span.end } }

  function readPart(node: YamlNode): Condition | undefined {
    switch (node.kind) {
      case 'map': {
        for (const problem of duplicateKeyDiagnostics(node, 'yaml/duplicate-detection-key')) {
          report(problem)
        }
        if (node.entries.length === 0) return empty(node)
        const items = node.entries.map((entry) => readItem(entry, source, report))
        return areAllRead(items) ? and(items, node.span) : undefined
      }
      case 'list': {
        if (node.items.length === 0) return empty(node)
        const parts = node.items.map(readPart)
        return areAllRead(parts) ? or(parts, node.span) : undefined
      }
      case 'scalar':
        return node === value && node.type === 'null' ? empty(node) : readKeyword(node, report)
    }
  }

  function empty(node: YamlNode): undefined {
    // A null value has no place of its own.
    const span = node.kind === 'scalar' ? key.span : node.span
    report(diagnostic('sigma/empty-selection', { name: key.text }, { span }))
  }
}

const areAllRead = (
  conditions: readonly (Condition | undefined)[],
): conditions is readonly Condition[] => !conditions.includes(undefined)
