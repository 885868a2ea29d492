/** Correlations, joined with the rules that they refer to. */
import { placedAt } from '../ast/build.js'
import type {
  Aggregation,
  Correlation,
  CorrelationType,
  Detection,
  Field,
  Measure,
  Span,
} from '../ast/nodes.js'
import { diagnostic, type Diagnostic, type Result } from '../diagnostics/diagnostic.js'
import { indexRules, isNamed, type Placed, type RuleNames } from './names.js'

/** What correlations make of the rules of a run. */
export interface Correlated {
  /** For each correlation the detection that it is, or why there is none. */
  readonly ofCorrelations: readonly Result<Detection | undefined>[]
  /** For each rule, the correlation that it only serves, as its `generate` is not true. */
  readonly serves: ReadonlyMap<Detection | Correlation, Correlation>
}

type Correlatable = Placed<Detection | Correlation>

/** What can be measured of the events of one rule. */
const measures: { readonly [T in CorrelationType]?: Measure['kind'] } = {
  event_count: 'count',
  value_count: 'distinct',
  value_sum: 'sum',
  value_avg: 'avg',
}

/** Finds what correlations refer to, in whichever order the rules are. `unread` names rules that cannot be read. */
export function correlate(rules: readonly Correlatable[], unread: readonly string[]): Correlated {
  const names = indexRules(rules, unread)
  const correlations = rules.filter(
    (rule): rule is Placed<Correlation> => rule.value.kind === 'correlation',
  )
  const serves = new Map<Detection | Correlation, Correlation>()
  const kept = new Set<Detection | Correlation>()
  for (const { value } of correlations) {
    for (const rule of value.rules.flatMap(names.find)) {
      if (value.generate) kept.add(rule.value)
      else if (rule.value !== value && !serves.has(rule.value)) serves.set(rule.value, value)
    }
  }
  for (const rule of kept) serves.delete(rule)
  const circular = findCircular(correlations, names)
  return {
    ofCorrelations: correlations.map((correlation) => {
      const { value } = correlation
      const diagnostics = [
        ...checkReferences(value, names),
        ...(circular.has(value) ? [reportCircle(value, circular, names)] : []),
      ]
      return diagnostics.length > 0
        ? { value: undefined, diagnostics }
        : detectionOf(correlation, names)
    }),
    serves,
  }
}

type Names = RuleNames<Detection | Correlation>

const checkReferences = (correlation: Correlation, names: Names): readonly Diagnostic[] =>
  correlation.rules.flatMap((reference) => {
    const { length } = names.find(reference)
    if (length === 1) return []
    const problem =
      length > 1
        ? 'is the name of several rules.'
        : names.isUnread(reference)
          ? 'cannot be read.'
          : `is not in this run.${names.suggest(reference)}`
    return [diagnostic('sigma/correlated-rule', { rule: reference.rule, problem }, reference)]
  })

const isCorrelation = (rule: Detection | Correlation): rule is Correlation =>
  rule.kind === 'correlation'

/** The correlations that a correlation refers to. */
const correlationsOf = ({ rules }: Correlation, names: Names): readonly Correlation[] =>
  rules
    .flatMap(names.find)
    .map(({ value }) => value)
    .filter(isCorrelation)

/** The correlations that refer to each other in a circle, or to such: those that are left when all others are taken. */
function findCircular(
  correlations: readonly Placed<Correlation>[],
  names: Names,
): ReadonlySet<Correlation> {
  const left = new Map<Correlation, number>()
  const referring = new Map<Correlation, Correlation[]>()
  for (const { value } of correlations) {
    const inner = correlationsOf(value, names)
    left.set(value, inner.length)
    for (const other of inner) {
      const outer = referring.get(other)
      if (outer === undefined) referring.set(other, [value])
      else outer.push(value)
    }
  }
  const free = [...left].filter(([, count]) => count === 0).map(([correlation]) => correlation)
  for (let next = free.pop(); next !== undefined; next = free.pop()) {
    left.delete(next)
    for (const outer of referring.get(next) ?? []) {
      const count = (left.get(outer) ?? 0) - 1
      left.set(outer, count)
      if (count === 0) free.push(outer)
    }
  }
  return new Set(left.keys())
}

/** How many titles of a circle a message shows. */
const shownTitles = 6

function reportCircle(
  correlation: Correlation,
  circular: ReadonlySet<Correlation>,
  names: Names,
): Diagnostic {
  const way = [correlation]
  for (let at = correlation; way.length < shownTitles;) {
    at = correlationsOf(at, names).find((other) => circular.has(other)) ?? correlation
    const isAgain = way.includes(at)
    way.push(at)
    if (isAgain) break
  }
  const chain = way.map(({ metadata }) => metadata.title).join(' -> ')
  return diagnostic('sigma/correlation-cycle', { chain }, correlation)
}

/** A correlation that measures the events of one rule is that rule with a threshold. */
function detectionOf(
  { value: correlation, source }: Placed<Correlation>,
  names: Names,
): Result<Detection | undefined> {
  const { type, fields, aliases, having, window, span, metadata } = correlation
  const refuse = (what: string): Result<undefined> => ({
    value: undefined,
    diagnostics: [diagnostic('sigma/correlation-unsupported', { what }, { span })],
  })
  const kind = measures[type]
  if (kind === undefined) return refuse(`of the type ${type}`)
  const [base, ...others] = correlation.rules.flatMap(names.find)
  if (base === undefined || others.length > 0) return refuse('over several rules')
  const rule = base.value
  if (rule.kind === 'correlation') return refuse('of correlations')
  if (rule.vocabulary !== 'sigma') return refuse('of Splunk detections')
  if (rule.aggregation !== undefined) return refuse('of rules with a threshold of their own')
  const [measured, ...more] = fields
  if (more.length > 0) return refuse('of several fields')
  const fieldOf = (field: Field): Field => {
    const alias = aliases.find(({ name }) => name === field.name)
    const own = alias?.fields.find((item) => isNamed(item, rule))?.field.name
    return own === undefined ? field : { ...field, name: own }
  }
  const measure: Measure | undefined =
    kind === 'count' ? { kind } : measured && { kind, field: fieldOf(measured) }
  if (measure === undefined) return refuse('without a field')
  const groupBy = correlation.groupBy.map(fieldOf)
  const place = span === undefined ? {} : { span }
  const aggregation: Aggregation = {
    kind: 'aggregation',
    measure,
    groupBy,
    window,
    having,
    ...place,
  }
  const events = base.source === source || span === undefined ? rule : movedTo(rule, span)
  return { value: { ...events, metadata, aggregation, ...place }, diagnostics: [] }
}

/** A rule of another file has no places in this one but its correlation's. */
const movedTo = (rule: Detection, span: Span): Detection => ({
  ...rule,
  condition: placedAt(rule.condition, span),
  logSources: rule.logSources.map((logSource) => ({ ...logSource, span })),
  selections: rule.selections.map((selection) => ({
    ...selection,
    condition: placedAt(selection.condition, span),
    span,
  })),
})
