/** Fields that a tstats over a data model names. */
import type { Span } from '../ast/nodes.js'
import { spanOf, type MappedText } from '../source/mapped.js'
import { nameOf, optionOf, partsOf, wordsOf } from '../splunk/written.js'
import { cimFields, withoutEnrichment } from '../fields/cim.js'
import type { Search } from './search.js'

/** A field as written, and the dataset that it should be of. */
export interface QualifiedField {
  readonly name: string
  readonly object: string
  readonly span: Span
}

/** The fields in the where-clauses, by-clauses and aggregates of all tstats over one data model. */
export function* qualifiedFields({ stages }: Search): Iterable<QualifiedField> {
  for (const { tstats, clause } of stages) {
    const { object: written, dataModel } = tstats ?? {}
    if (tstats === undefined || dataModel === undefined || written === undefined) continue
    const object = datasetOf(written, dataModel.model)
    for (const node of clause === undefined ? [] : partsOf(clause.tree)) {
      if ((node.kind !== 'comparison' && node.kind !== 'in') || clause === undefined) continue
      if (clause.isFromMacro(node.start)) continue
      yield { name: nameOf(node.field), object, span: clause.spanOf(node.field) }
    }
    yield* namesIn(tstats.parts.by, object)
    yield* measuresIn(tstats.parts.measures, object)
  }
}

/** A dataset may be one below another; one that is only said by fields may be in the wrong case. */
function datasetOf(written: string, model: string): string {
  const name = written.split('.').at(-1) ?? written
  return name.toLowerCase() === model.toLowerCase() ? model : name
}

function* namesIn(text: MappedText | undefined, object: string): Iterable<QualifiedField> {
  if (text === undefined) return
  for (const word of wordsOf(text.text)) {
    if (!/^[\w.]+$/.test(word.text) || optionOf(word) !== undefined) continue
    yield { name: word.text, object, span: spanOf(text, word.start, word.end) }
  }
}

function* measuresIn(text: MappedText, object: string): Iterable<QualifiedField> {
  for (const { text: word, start } of wordsOf(text.text)) {
    const match = /^\w+\s*\(\s*([\w.]+)\s*\)$/.exec(word)
    if (match === null) continue
    const at = start + word.lastIndexOf(match[1]!)
    yield { name: match[1]!, object, span: spanOf(text, at, at + match[1]!.length) }
  }
}

/** The fields of a dataset; undefined of one that is not known. */
export const fieldsOf = cimFields

/** What every event has, whatever its data model. */
const common: ReadonlySet<string> = new Set(
  'host source sourcetype index splunk_server linecount eventtype tag nodename'.split(' '),
)

/** Whether a dataset has a field, also one of those that assets and identities add. */
export function isFieldOf(object: string, field: string): boolean {
  const known = cimFields(object)
  if (known === undefined) return false
  if (known.includes(field) || /^is_(?:not_)?\w+$/.test(field)) return true
  if (common.has(field) || field.startsWith('_')) return true
  return known.includes(withoutEnrichment(field))
}
