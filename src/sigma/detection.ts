/** The `detection` of a Sigma rule: selections and the condition that joins them. */
import { or } from '../ast/build.js'
import type { Aggregation, Condition, Selection, Span } from '../ast/nodes.js'
import { diagnostic } from '../diagnostics/diagnostic.js'
import { spanOf } from '../source/mapped.js'
import type { SourceText } from '../source/text.js'
import {
  describe,
  duplicateKeyDiagnostics,
  entryOf,
  mapped,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from '../source/yaml.js'
import { readAggregation, readTimespan } from './aggregation.js'
import {
  conditionLimits,
  parseCondition,
  type Expression,
  type ParsedAggregation,
} from './condition.js'
import { expandExpression, type Names } from './expand.js'
import type { Report } from './items.js'
import { readSelection } from './selections.js'

/** What a rule detects. */
export interface ReadDetection {
  readonly condition: Condition
  readonly selections: readonly Selection[]
  readonly aggregation?: Aggregation
}

/** Reads `detection`; undefined where it has an error, after reporting every one. */
export function readDetection(
  detection: YamlMap,
  source: SourceText,
  report: Report,
): ReadDetection | undefined {
  for (const problem of duplicateKeyDiagnostics(detection, 'yaml/duplicate-key')) report(problem)
  const entries = detection.entries.filter(
    ({ key }) => key.text !== 'condition' && key.text !== 'timeframe',
  )
  const selections = entries.flatMap((entry) => readSelection(entry, source, report) ?? [])
  const used = new Set<string>()
  const names: Names = {
    all: entries.map(({ key }) => key.text),
    selections: new Map(selections.map((selection) => [selection.name, selection])),
    use: (name) => used.add(name),
  }
  const written = entryOf(detection, 'condition')?.value
  if (written === undefined) return undefined
  const parts = conditionTexts(written, report).map((text) => readText(text, source, report))
  const aggregation = readThreshold(detection, parts, report)
  const conditions = parts.map((part) =>
    part === undefined ? undefined : expandExpression(part.expression, names, part.spanIn, report),
  )
  // Of a condition that cannot be read nobody knows what it uses.
  if (!parts.includes(undefined)) warnOfUnused(entries, used, report)
  if (parts.length === 0 || !conditions.every((condition) => condition !== undefined)) {
    return undefined
  }
  const condition = or(conditions, written.span)
  return { condition, selections, ...(aggregation === undefined ? {} : { aggregation }) }
}

/** What the events have to come to: a condition's aggregation with the window that `timeframe` gives. */
function readThreshold(
  detection: YamlMap,
  parts: readonly (ReadText | undefined)[],
  report: Report,
): Aggregation | undefined {
  const timeframe = entryOf(detection, 'timeframe')
  const [first] = parts.filter((part) => part?.aggregation !== undefined)
  if (first?.aggregation === undefined) {
    // Of a condition that cannot be read nobody knows whether it has one.
    if (timeframe !== undefined && !parts.includes(undefined)) {
      report(diagnostic('sigma/timeframe', {}, { span: timeframe.key.span }))
    }
    return undefined
  }
  const { aggregation, spanIn } = first
  if (parts.length > 1) {
    report(diagnostic('sigma/aggregation-of-list', {}, { span: spanIn(aggregation.span) }))
    return undefined
  }
  const window =
    timeframe === undefined ? undefined : readTimespan(timeframe.value, 'timeframe', report)
  return readAggregation(aggregation, window, spanIn, report)
}

function warnOfUnused(
  entries: YamlMap['entries'],
  used: ReadonlySet<string>,
  report: Report,
): void {
  for (const { key } of entries) {
    if (used.has(key.text)) continue
    report(diagnostic('sigma/unused-selection', { name: key.text }, { span: key.span }))
  }
}

/** The texts of a condition: several in a list are alternatives. */
function conditionTexts(node: YamlNode, report: Report): readonly YamlScalar[] {
  const items = node.kind === 'list' ? node.items : [node]
  if (items.length === 0) wrongType(node, report)
  for (const item of items) if (item.kind !== 'scalar') wrongType(item, report)
  return items.filter((item) => item.kind === 'scalar')
}

function wrongType(node: YamlNode, report: Report): void {
  const actual = node.kind === 'list' ? 'a list without any' : describe(node)
  const parameters = { what: "'condition'", expected: 'text', actual }
  report(diagnostic('sigma/wrong-type', parameters, { span: node.span }))
}

interface ReadText {
  readonly expression: Expression
  readonly aggregation: ParsedAggregation | undefined
  readonly spanIn: (span: Span) => Span
}

function readText(scalar: YamlScalar, source: SourceText, report: Report): ReadText | undefined {
  if (scalar.text.trim() === '') {
    report(diagnostic('sigma/condition-syntax', { reason: 'it is empty' }, { span: scalar.span }))
    return undefined
  }
  const text = mapped(scalar, source)
  const spanIn = ({ start, end }: Span): Span => spanOf(text, start, end)
  const parsed = parseCondition(scalar.text)
  if (parsed.ok) {
    const { expression, aggregation } = parsed.value
    return { expression, aggregation, spanIn }
  }
  const { length: limit, depth: maxDepth } = conditionLimits
  const { offset, expected } = parsed
  const span = spanIn({ start: offset, end: Math.min(offset + 1, scalar.text.length) })
  switch (parsed.problem) {
    case 'too-long':
      report(
        diagnostic(
          'grammar/too-long',
          { length: scalar.text.length, limit },
          { span: scalar.span },
        ),
      )
      return undefined
    case 'too-deep':
      report(diagnostic('grammar/too-deep', { limit: maxDepth }, { span }))
      return undefined
    case 'syntax':
      report(diagnostic('sigma/condition-syntax', { reason: `expected ${expected}` }, { span }))
      return undefined
  }
}
