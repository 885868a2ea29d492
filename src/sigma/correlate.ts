/** Correlations, joined with the rules that they refer to. */
import { placedAt } from '../ast/build.js'
import type {
  Aggregation,
  Correlation,
  CorrelationType,
  Detection,
  Field,
  Measure,
  RuleReference,
  Span,
} from '../ast/nodes.js'
import { diagnostic, type Diagnostic, type Result } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import { isNamed, namesOf, sameName, type Placed } from './apply-filters.js'

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
  const correlations = rules.filter(
    (rule): rule is Placed<Correlation> => rule.value.kind === 'correlation',
  )
  const serves = new Map<Detection | Correlation, Correlation>()
  const kept = new Set<Detection | Correlation>()
  for (const { value } of correlations) {
    for (const reference of value.rules) {
      for (const rule of namedBy(reference, rules)) {
        if (value.generate) kept.add(rule.value)
        else if (rule.value !== value) serves.set(rule.value, value)
      }
    }
  }
  for (const rule of kept) serves.delete(rule)
  return {
    ofCorrelations: correlations.map((correlation) => {
      const diagnostics = checkReferences(correlation.value, rules, unread)
      return diagnostics.length > 0
        ? { value: undefined, diagnostics }
        : detectionOf(correlation, rules)
    }),
    serves,
  }
}

const namedBy = (
  reference: RuleReference,
  rules: readonly Correlatable[],
): readonly Correlatable[] => rules.filter(({ value }) => isNamed(reference, value))

function checkReferences(
  correlation: Correlation,
  rules: readonly Correlatable[],
  unread: readonly string[],
): readonly Diagnostic[] {
  const names = rules.flatMap(({ value }) => namesOf(value))
  const found = correlation.rules.flatMap((reference) => {
    const { rule } = reference
    const { length } = namedBy(reference, rules)
    if (length === 1) return []
    const problem =
      length > 1
        ? 'is the name of several rules.'
        : unread.some((name) => sameName(name, rule))
          ? 'cannot be read.'
          : `is not in this run.${didYouMean(rule, names)}`
    return [diagnostic('sigma/correlated-rule', { rule, problem }, reference)]
  })
  const cycle = cycleFrom(correlation, rules)
  return cycle === undefined
    ? found
    : [...found, diagnostic('sigma/correlation-cycle', { chain: cycle.join(' -> ') }, correlation)]
}

/** The titles on a way from a correlation back to itself. */
function cycleFrom(
  correlation: Correlation,
  rules: readonly Correlatable[],
): readonly string[] | undefined {
  const seen = new Set<Correlation>()
  const search = (at: Correlation, way: readonly string[]): readonly string[] | undefined => {
    for (const { value } of at.rules.flatMap((reference) => namedBy(reference, rules))) {
      if (value === correlation) return [...way, correlation.metadata.title]
      if (value.kind !== 'correlation' || seen.has(value)) continue
      seen.add(value)
      const rest = search(value, [...way, value.metadata.title])
      if (rest !== undefined) return rest
    }
    return undefined
  }
  return search(correlation, [correlation.metadata.title])
}

/** A correlation that measures the events of one rule is that rule with a threshold. */
function detectionOf(
  { value: correlation, source }: Placed<Correlation>,
  rules: readonly Correlatable[],
): Result<Detection | undefined> {
  const { type, fields, aliases, having, window, span, metadata } = correlation
  const refuse = (what: string): Result<undefined> => ({
    value: undefined,
    diagnostics: [diagnostic('sigma/correlation-unsupported', { what }, { span })],
  })
  const kind = measures[type]
  if (kind === undefined) return refuse(`of the type ${type}`)
  const [base, ...others] = correlation.rules.flatMap((reference) => namedBy(reference, rules))
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
