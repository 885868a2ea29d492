/** Joins one correlation with the rules that it refers to. */
import { placedAt } from '../ast/build.js'
import type {
  Aggregation,
  Correlation,
  CorrelationType,
  Detection,
  Field,
  Joint,
  JointPart,
  Measure,
  Requirement,
  RuleExpression,
  Span,
} from '../ast/nodes.js'
import { diagnostic, type Diagnostic, type Result } from '../diagnostics/diagnostic.js'
import { isNamed, nameOf, type Placed } from './names.js'

type Rule = Detection | Correlation
type Joined = Detection | Joint

/** What a type measures of events; of the others, which rules have any is what counts. */
const measures: { readonly [T in CorrelationType]: Measure['kind'] | undefined } = {
  event_count: 'count',
  value_count: 'distinct',
  value_sum: 'sum',
  value_avg: 'avg',
  value_percentile: 'percentile',
  value_median: 'median',
  temporal: undefined,
  temporal_ordered: undefined,
}

/** A query over more is no query that anybody could read or run. */
const maxRules = 100

/**
 * What a correlation comes to: of one rule without a threshold of its own, that rule with one; else a joint. `rules` are
 * those that it refers to, `inner` what the correlations among them came to. Errors: sigma/correlation-unsupported,
 * sigma/correlated-rule, sigma/correlated-field and sigma/correlation-size.
 */
export function join(
  { value: correlation, source }: Placed<Correlation>,
  rules: readonly Placed<Rule>[],
  inner: ReadonlyMap<Correlation, Result<Joined | undefined>>,
): Result<Joined | undefined> {
  const { span, metadata, window } = correlation
  const labels = labelsOf(rules.map(({ value }) => value))
  const parts = rules.map((rule) => {
    const of = rule.value.kind === 'detection' ? rule.value : inner.get(rule.value)?.value
    const isMoved = of?.kind === 'detection' && rule.source !== source && span !== undefined
    return partOf(correlation, rule.value, isMoved ? movedTo(of, span) : of, labels)
  })
  const required = requirementOf(correlation, labels)
  const size = parts.reduce(
    (sum, { value }) => sum + (value === undefined ? 0 : sizeOf(value.of)),
    0,
  )
  const diagnostics = [
    ...parts.flatMap((part) => part.diagnostics),
    ...required.diagnostics,
    ...(size > maxRules
      ? [diagnostic('sigma/correlation-size', { size, limit: maxRules }, { span })]
      : []),
  ]
  const joinable = parts.map(({ value }) => value).filter((part) => part !== undefined)
  const requirement = required.value
  if (diagnostics.length > 0 || requirement === undefined) return { value: undefined, diagnostics }
  const place = span === undefined ? {} : { span }
  const [first, ...others] = joinable
  if (first === undefined) return { value: undefined, diagnostics }
  if (
    others.length === 0 &&
    requirement.kind === 'measure' &&
    first.of.kind === 'detection' &&
    first.of.aggregation === undefined
  ) {
    const aggregation = aggregationOf(correlation, requirement, first)
    return { value: { ...first.of, metadata, aggregation, ...place }, diagnostics }
  }
  const { groupBy } = correlation
  return {
    value: { kind: 'joint', metadata, parts: joinable, groupBy, window, requirement, ...place },
    diagnostics,
  }
}

/** How many detections a query of it searches. */
const sizeOf = (joined: Joined): number =>
  joined.kind === 'detection' ? 1 : joined.parts.reduce((sum, { of }) => sum + sizeOf(of), 0)

const unsupported = (what: string, { span }: Correlation): Result<undefined> => ({
  value: undefined,
  diagnostics: [diagnostic('sigma/correlation-unsupported', { what }, { span })],
})

/** What rules are called in a query, each otherwise than the others. */
type Labels = ReadonlyMap<Rule, string>

/** Two rules may have one name where they are referred to by their ids. */
function labelsOf(rules: readonly Rule[]): Labels {
  const labels = new Map<Rule, string>()
  const taken = new Set<string>()
  for (const rule of rules) {
    const name = nameOf(rule)
    let label = name
    for (let number = 2; taken.has(label.toLowerCase()); number++) label = `${name} (${number})`
    taken.add(label.toLowerCase())
    labels.set(rule, label)
  }
  return labels
}

/** A rule as a part, each field under the name that the rule has for it. */
function partOf(
  correlation: Correlation,
  rule: Rule,
  of: Joined | undefined,
  labels: Labels,
): Result<JointPart | undefined> {
  const { span } = correlation
  const label = labels.get(rule) ?? nameOf(rule)
  if (of === undefined) {
    const parameters = { rule: label, problem: 'cannot be converted.' }
    const place = correlation.rules.find((reference) => isNamed(reference, rule))?.span ?? span
    const problem = diagnostic('sigma/correlated-rule', parameters, { span: place })
    return { value: undefined, diagnostics: [problem] }
  }
  if (of.kind === 'detection' && of.vocabulary !== 'sigma') {
    return unsupported('of Splunk detections', correlation)
  }
  const read = new Map(
    [...correlation.groupBy, ...correlation.fields].map((field) => [field.name, field]),
  )
  const known = fieldsOfResults(rule, of)
  const diagnostics: Diagnostic[] = []
  const fields = [...read].map(([name, field]) => {
    const own = ownField(correlation, rule, field)
    const result = known?.get(own.name)
    if (known !== undefined && result === undefined) {
      const parameters = { field: own.name, rule: label, fields: [...known.keys()].join(', ') }
      diagnostics.push(diagnostic('sigma/correlated-field', parameters, { span: own.span ?? span }))
    }
    return { name, field: result === undefined ? own : { ...own, name: result } }
  })
  return { value: { rule: label, of, fields }, diagnostics }
}

/** The field that an alias stands for in a rule; what is no alias is the field itself. */
function ownField({ aliases }: Correlation, rule: Rule, field: Field): Field {
  const alias = aliases.find(({ name }) => name === field.name)
  const own = alias?.fields.find((item) => isNamed(item, rule))?.field.name
  return own === undefined ? field : { ...field, name: own }
}

/**
 * What is left of events that were counted together: the fields of their groups, by the names that others know them by. Of
 * single events, all fields.
 */
function fieldsOfResults(rule: Rule, of: Joined): ReadonlyMap<string, string> | undefined {
  const groups = of.kind === 'joint' ? of.groupBy : of.aggregation?.groupBy
  if (groups === undefined) return undefined
  const names = rule.kind === 'correlation' ? rule.groupBy : groups
  return new Map(groups.map((field, index) => [names[index]?.name ?? field.name, field.name]))
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
  ...(rule.aggregation === undefined ? {} : { aggregation: { ...rule.aggregation, span } }),
  span,
})

function aggregationOf(
  { groupBy, window, span }: Correlation,
  { measure, having }: Extract<Requirement, { readonly kind: 'measure' }>,
  { fields }: JointPart,
): Aggregation {
  const own = (field: Field): Field =>
    fields.find(({ name }) => name === field.name)?.field ?? field
  return {
    kind: 'aggregation',
    measure: measure.kind === 'count' ? measure : { ...measure, field: own(measure.field) },
    groupBy: groupBy.map(own),
    window,
    having,
    ...(span === undefined ? {} : { span }),
  }
}

function requirementOf(correlation: Correlation, labels: Labels): Result<Requirement | undefined> {
  const { type, having, expression, span } = correlation
  const kind = measures[type]
  if (kind !== undefined) return measureOf(kind, correlation)
  const all = { operator: 'gte', value: String(labels.size), ...(span && { span }) } as const
  if (type === 'temporal_ordered') {
    const wantsAll =
      expression === undefined
        ? having.every(({ operator, value }) => operator === 'gte' && value === all.value)
        : isAllOf(expression, labels)
    return wantsAll
      ? { value: { kind: 'ordered' }, diagnostics: [] }
      : unsupported('of some of several rules in order', correlation)
  }
  return expression === undefined
    ? { value: { kind: 'parts', having: having.length === 0 ? [all] : having }, diagnostics: [] }
    : namedExpression(expression, labels)
}

function measureOf(
  kind: Measure['kind'],
  correlation: Correlation,
): Result<Requirement | undefined> {
  const { having, fields, percentile } = correlation
  const [field, ...more] = fields
  if (kind === 'count')
    return { value: { kind: 'measure', measure: { kind }, having }, diagnostics: [] }
  if (field === undefined) return unsupported('without a field', correlation)
  if (more.length > 0) return unsupported('of several fields', correlation)
  if (kind !== 'percentile') {
    return { value: { kind: 'measure', measure: { kind, field }, having }, diagnostics: [] }
  }
  return percentile === undefined
    ? unsupported(
        "of the type value_percentile without a 'percentile' in their condition",
        correlation,
      )
    : { value: { kind: 'measure', measure: { kind, field, percentile }, having }, diagnostics: [] }
}

/** Whether an expression wants every one of the rules, and nothing else. */
function isAllOf(expression: RuleExpression, labels: Labels): boolean {
  const named = (
    part: RuleExpression,
  ): readonly (RuleExpression & { kind: 'rule' })[] | undefined => {
    if (part.kind === 'rule') return [part]
    if (part.kind !== 'and') return undefined
    const all = part.operands.map(named)
    return all.every((names) => names !== undefined) ? all.flat() : undefined
  }
  const references = named(expression)
  return [...labels.keys()].every((rule) =>
    references?.some((reference) => isNamed(reference, rule)),
  )
}

/** An expression in the names of the parts. */
function namedExpression(
  expression: RuleExpression,
  labels: Labels,
): Result<Requirement | undefined> {
  const diagnostics: Diagnostic[] = []
  const labelled = (part: RuleExpression): RuleExpression => {
    switch (part.kind) {
      case 'rule': {
        const named = [...labels].find(([candidate]) => isNamed(part, candidate))
        if (named !== undefined) return { ...part, rule: named[1] }
        const parameters = { rule: part.rule, problem: "is not one of the correlation's rules." }
        diagnostics.push(diagnostic('sigma/correlated-rule', parameters, part))
        return part
      }
      case 'not':
        return { ...part, operand: labelled(part.operand) }
      case 'and':
      case 'or':
        return { ...part, operands: part.operands.map(labelled) }
    }
  }
  return { value: { kind: 'expression', expression: labelled(expression) }, diagnostics }
}
