/** Sigma correlation rules, read into the tree; what they refer to is found by correlate.ts. */
import type {
  Correlation,
  CorrelationAlias,
  CorrelationType,
  Field,
  RuleExpression,
  Span,
  Threshold,
} from '../ast/nodes.js'
import { diagnostic, hasErrors, type Diagnostic, type Result } from '../diagnostics/diagnostic.js'
import { certain, didYouMean } from '../diagnostics/suggest.js'
import { spanOf } from '../source/mapped.js'
import type { SourceText } from '../source/text.js'
import {
  describe,
  entryOf,
  mapped,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from '../source/yaml.js'
import { readTimespan } from './aggregation.js'
import { parseCondition, type Expression } from './condition.js'
import { reportDuplicateKeys, requireKey, requireMap } from './document.js'
import { readReferences } from './filter.js'
import type { Report } from './items.js'
import { readMetadata } from './metadata.js'
import { decimalText } from './values.js'

/** Sigma Correlation Rules Specification 2.1, "Correlation types"; value_median is of its tools only. */
const types: { readonly [T in CorrelationType]: 'events' | 'values' | 'rules' } = {
  event_count: 'events',
  value_count: 'values',
  value_sum: 'values',
  value_avg: 'values',
  value_percentile: 'values',
  value_median: 'values',
  temporal: 'rules',
  temporal_ordered: 'rules',
}

const operators: readonly Threshold['operator'][] = ['lt', 'lte', 'gt', 'gte', 'eq', 'neq']

const isOneOf = <T extends string>(text: string, known: readonly T[]): text is T =>
  (known as readonly string[]).includes(text)

/** Reads one document, a correlation rule. All of its problems come at once. */
export function readSigmaCorrelation(
  document: YamlMap,
  source: SourceText,
): Result<Correlation | undefined> {
  const diagnostics: Diagnostic[] = []
  const report: Report = (problem) => void diagnostics.push(problem)
  reportDuplicateKeys(document, report)
  for (const name of ['detection', 'filter']) {
    const other = entryOf(document, name)
    if (other !== undefined) report(diagnostic('sigma/correlation-detects', { name }, other.key))
  }
  requireKey(document, 'title', report)
  const metadata = readMetadata(document, report)
  const main = requireMap(document, 'correlation', report)
  const read = main === undefined ? undefined : readMain(main.map, source, report)
  // The specification has it beside `correlation`, tools inside of it.
  const generate = entryOf(document, 'generate') ?? (main && entryOf(main.map, 'generate'))
  const generates = generate === undefined ? false : readBoolean(generate, report)
  const value: Correlation | undefined =
    read === undefined || hasErrors(diagnostics)
      ? undefined
      : { kind: 'correlation', metadata, ...read, generate: generates, span: document.span }
  return { value, diagnostics }
}

function readMain(
  map: YamlMap,
  source: SourceText,
  report: Report,
): Omit<Correlation, 'kind' | 'metadata' | 'generate'> | undefined {
  reportUnknownKeys(map, report)
  const type = readType(requireKey(map, 'type', report)?.value, report)
  const condition = entryOf(map, 'condition')?.value
  const expression =
    condition?.kind === 'scalar' && condition.type === 'string'
      ? readExpression(condition, source, report)
      : undefined
  const named = expression === undefined ? requireKey(map, 'rules', report) : entryOf(map, 'rules')
  const listed = named === undefined ? [] : readReferences(named.value, report)
  const timespan = requireKey(map, 'timespan', report)
  const window = timespan && readTimespan(timespan.value, 'timespan', report)
  const groupBy = readFields(entryOf(map, 'group-by'), report)
  const aliases = readAliases(entryOf(map, 'aliases'), report)
  if (type === undefined) return undefined
  if (expression !== undefined && types[type] !== 'rules') {
    const parameters = { what: "'condition'", expected: 'a map', actual: 'text' }
    report(diagnostic('sigma/wrong-type', parameters, { span: condition?.span }))
  }
  const threshold =
    condition === undefined && types[type] !== 'rules'
      ? void requireKey(map, 'condition', report)
      : expression === undefined && condition !== undefined
        ? readThreshold(condition, type, report)
        : { having: [], fields: [] }
  if (threshold === undefined || window === undefined) return undefined
  const rules = listed.length > 0 || expression === undefined ? listed : rulesOf(expression)
  const extended = expression === undefined ? {} : { expression }
  return { type, rules, groupBy, window, ...threshold, aliases, ...extended }
}

const mainKeys = ['type', 'rules', 'aliases', 'group-by', 'timespan', 'condition', 'generate']

/** A key that is not known is ignored: with `group_by` all events would be one group. */
function reportUnknownKeys(map: YamlMap, report: Report): void {
  for (const { key } of map.entries) {
    if (mainKeys.includes(key.text)) continue
    const spelt = key.text.replaceAll(/[_ ]/g, '-')
    const guess = spelt === 'timeframe' ? 'timespan' : certain(spelt, mainKeys)
    const meant = guess !== undefined && entryOf(map, guess) === undefined ? guess : undefined
    const suggestion = didYouMean(guess ?? spelt, mainKeys)
    const parameters = { value: key.text, what: "key of 'correlation'", suggestion }
    report(diagnostic('sigma/unknown-value', parameters, { span: key.span, meant }))
  }
}

function readType(value: YamlNode | undefined, report: Report): CorrelationType | undefined {
  if (value === undefined) return undefined
  const text = value.kind === 'scalar' ? value.text : ''
  const known = Object.keys(types) as readonly CorrelationType[]
  if (isOneOf(text, known)) return text
  const actual = text === '' ? describe(value) : `'${text}'`
  const parameters = { actual, suggestion: didYouMean(text, known) }
  report(diagnostic('sigma/correlation-type', parameters, { span: value.span }))
  return undefined
}

/** A condition such as `gte: 10`, with the field that is measured. */
function readThreshold(
  condition: YamlNode,
  type: CorrelationType,
  report: Report,
): Pick<Correlation, 'having' | 'fields' | 'percentile'> | undefined {
  if (condition.kind !== 'map') {
    const parameters = { what: "'condition'", expected: 'a map', actual: describe(condition) }
    report(diagnostic('sigma/wrong-type', parameters, { span: condition.span }))
    return undefined
  }
  const having: Threshold[] = []
  let percentile: string | undefined
  for (const { key, value } of condition.entries) {
    if (key.text === 'field') continue
    if (key.text !== 'percentile' && !isOneOf(key.text, operators)) {
      const suggestion = didYouMean(key.text, [...operators, 'field', 'percentile'])
      report(diagnostic('sigma/correlation-key', { key: key.text, suggestion }, { span: key.span }))
    } else if (value.kind !== 'scalar' || value.type !== 'number') {
      const parameters = { what: `'${key.text}'`, expected: 'a number', actual: describe(value) }
      report(diagnostic('sigma/wrong-type', parameters, { span: value.span }))
    } else if (key.text === 'percentile') percentile = decimalText(value.text)
    else having.push({ operator: key.text, value: decimalText(value.text), span: value.span })
  }
  if (having.length === 0) {
    report(diagnostic('sigma/correlation-threshold', {}, { span: condition.span }))
  }
  if (types[type] === 'values') requireKey(condition, 'field', report)
  const fields = readFields(entryOf(condition, 'field'), report)
  return { having, fields, ...(percentile === undefined ? {} : { percentile }) }
}

/** Names of fields, one or several. */
function readFields(entry: YamlEntry | undefined, report: Report): readonly Field[] {
  if (entry === undefined) return []
  const items = entry.value.kind === 'list' ? entry.value.items : [entry.value]
  return items.flatMap((item): readonly Field[] => {
    const { span } = item
    if (item.kind === 'scalar' && item.text !== '')
      return [{ kind: 'field', name: item.text, span }]
    const what = `An item of '${entry.key.text}'`
    const parameters = { what, expected: 'the name of a field', actual: describe(item) }
    report(diagnostic('sigma/wrong-type', parameters, { span }))
    return []
  })
}

/** `aliases`: for each name, the field that it stands for in each rule. */
function readAliases(entry: YamlEntry | undefined, report: Report): readonly CorrelationAlias[] {
  if (entry === undefined) return []
  const maps = entry.value.kind === 'map' ? entry.value.entries : []
  const aliases = maps.flatMap(({ key, value }): readonly CorrelationAlias[] => {
    if (value.kind !== 'map') return []
    const fields = value.entries.flatMap((item) =>
      readFields({ key, value: item.value }, report).map((field) => ({
        rule: item.key.text,
        field,
      })),
    )
    return [{ name: key.text, fields }]
  })
  if (entry.value.kind !== 'map' || aliases.length < maps.length) {
    const expected = 'a map from names to maps from rules to fields'
    const parameters = { what: "'aliases'", expected, actual: describe(entry.value) }
    report(diagnostic('sigma/wrong-type', parameters, { span: entry.key.span }))
  }
  return aliases
}

function readBoolean({ key, value }: YamlEntry, report: Report): boolean {
  if (value.kind === 'scalar' && value.type === 'boolean') return /^t/i.test(value.text)
  const parameters = { what: `'${key.text}'`, expected: 'true or false', actual: describe(value) }
  report(diagnostic('sigma/wrong-type', parameters, { span: value.span }))
  return false
}

/** A condition over rules, `a and not b`; undefined, after a report, of what is none. */
function readExpression(
  scalar: YamlScalar,
  source: SourceText,
  report: Report,
): RuleExpression | undefined {
  const text = mapped(scalar, source)
  const spanIn = ({ start, end }: Span): Span => spanOf(text, start, end)
  const wrong = (reason: string, span: Span): undefined => {
    report(diagnostic('sigma/condition-syntax', { reason }, { span }))
  }
  const parsed = parseCondition(scalar.text)
  if (!parsed.ok) {
    const { offset, expected } = parsed
    const reason = expected === '' ? 'it is too long or too deep' : `expected ${expected}`
    return wrong(reason, spanIn({ start: offset, end: Math.min(offset + 1, scalar.text.length) }))
  }
  const { expression, aggregation } = parsed.value
  if (aggregation !== undefined) {
    return wrong('a correlation has no aggregation', spanIn(aggregation.span))
  }
  return convert(expression)

  function convert(part: Expression): RuleExpression | undefined {
    const span = spanIn(part.span)
    switch (part.kind) {
      case 'name':
        return { kind: 'rule', rule: part.name, span }
      case 'selector':
        return wrong('it has to name every rule', span)
      case 'not': {
        const operand = convert(part.operand)
        return operand && { kind: 'not', operand, span }
      }
      case 'and':
      case 'or': {
        const operands = part.operands.map(convert)
        return operands.every((operand) => operand !== undefined)
          ? { kind: part.kind, operands, span }
          : undefined
      }
    }
  }
}

/** The rules that an expression names, each once. */
function rulesOf(expression: RuleExpression): Correlation['rules'] {
  switch (expression.kind) {
    case 'rule': {
      const { rule, span } = expression
      return [{ rule, ...(span === undefined ? {} : { span }) }]
    }
    case 'not':
      return rulesOf(expression.operand)
    case 'and':
    case 'or': {
      const all = expression.operands.flatMap(rulesOf)
      return all.filter(({ rule }, at) => all.findIndex((other) => other.rule === rule) === at)
    }
  }
}
