/** Aggregations of version 1 of the specification, `| count() by User > 5`, and spans of time. */
import type { Aggregation, Field, Measure, Span, Threshold } from '../ast/nodes.js'
import { diagnostic } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import { describe, type YamlNode } from '../source/yaml.js'
import type { NamedField, ParsedAggregation } from './condition.js'
import type { Report } from './items.js'

const operators: Readonly<Record<string, Threshold['operator']>> = {
  '<': 'lt',
  '<=': 'lte',
  '>': 'gt',
  '>=': 'gte',
  '=': 'eq',
  '==': 'eq',
  '!=': 'neq',
}

const functions = ['count', 'sum', 'min', 'max', 'avg'] as const

/** The aggregation that was parsed, its places those of the file; undefined, after a report, where it makes no sense. */
export function readAggregation(
  parsed: ParsedAggregation,
  window: number | undefined,
  spanIn: (span: Span) => Span,
  report: Report,
): Aggregation | undefined {
  const span = spanIn(parsed.span)
  if (parsed.kind === 'near') {
    report(diagnostic('sigma/near', {}, { span }))
    return undefined
  }
  const fieldOf = ({ name, span: place }: NamedField): Field => ({
    kind: 'field',
    name,
    span: spanIn(place),
  })
  const measure = readMeasure(parsed, fieldOf, report)
  if (measure === undefined) return undefined
  const operator = operators[parsed.operator]!
  return {
    kind: 'aggregation',
    measure,
    groupBy: parsed.groupBy.map(fieldOf),
    ...(window === undefined ? {} : { window }),
    having: [{ operator, value: parsed.value, span }],
    span,
  }
}

/** `count(field)` counts the different values of the field. */
function readMeasure(
  { name, field }: Extract<ParsedAggregation, { readonly kind: 'measure' }>,
  fieldOf: (named: NamedField) => Field,
  report: Report,
): Measure | undefined {
  const { span } = fieldOf(name)
  const kind = functions.find((known) => known === name.name.toLowerCase())
  if (kind === undefined) {
    const suggestion = didYouMean(name.name, functions)
    report(diagnostic('sigma/unknown-function', { name: name.name, suggestion }, { span }))
    return undefined
  }
  if (field !== undefined) {
    return { kind: kind === 'count' ? 'distinct' : kind, field: fieldOf(field) }
  }
  if (kind === 'count') return { kind }
  report(diagnostic('sigma/condition-syntax', { reason: `${kind} needs a field` }, { span }))
  return undefined
}

const unitSeconds: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
}

/** The seconds of `90m`; undefined, after a report, of what is no such span. Months and years have no fixed length. */
export function readTimespan(node: YamlNode, name: string, report: Report): number | undefined {
  const text = node.kind === 'scalar' ? node.text : ''
  const [, count = '', unit = ''] = /^(\d{1,9})([smhdw])$/.exec(text) ?? []
  const seconds = Number(count) * (unitSeconds[unit] ?? 0)
  if (seconds > 0) return seconds
  const actual = text === '' ? describe(node) : `'${text}'`
  report(diagnostic('sigma/timespan', { name, actual }, { span: node.span }))
  return undefined
}
