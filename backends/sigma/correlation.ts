/** Thresholds as correlations: a document that counts the events of other rules. */
import type { Aggregation, Measure } from '../../src/ast/nodes.js'
import type { Thresholds } from '../../src/print/backend.js'
import { durationText } from '../../src/print/threshold.js'
import { digits, list, map, type YamlMap } from '../../src/print/yaml.js'

/** Sigma Correlation Rules Specification 2.1, "Correlation types"; null where there is none. */
export const measureTypes: { readonly [K in Measure['kind']]: string | null } = {
  count: 'event_count',
  distinct: 'value_count',
  sum: 'value_sum',
  avg: 'value_avg',
  median: 'value_median',
  percentile: 'value_percentile',
  min: null,
  max: null,
}

/** What a correlation can say. It has to name a span of time, and no comparison twice. */
export const thresholds: Thresholds = {
  measures: (Object.keys(measureTypes) as readonly Measure['kind'][]).filter(
    (kind) => measureTypes[kind] !== null,
  ),
  windows: 'sliding',
  lacks: ({ window, having }) => {
    if (window === undefined) return 'a threshold without a span of time'
    const operators = new Set(having.map(({ operator }) => operator))
    return operators.size < having.length
      ? 'a threshold with two comparisons of the same kind'
      : undefined
  },
}

/** The main part of a correlation of the events of rules, by their names. */
export const correlationOf = (
  { measure, groupBy, window = 0, having }: Aggregation,
  rules: readonly string[],
): YamlMap =>
  map([
    ['type', measureTypes[measure.kind]],
    ['rules', list(rules)],
    ...(groupBy.length === 0 ? [] : [['group-by', list(groupBy.map(({ name }) => name))] as const]),
    ['timespan', durationText(window)],
    ['condition', comparisonOf({ measure, having })],
  ])

/** What is measured, and what it is compared with. */
export const comparisonOf = ({
  measure,
  having,
}: Pick<Aggregation, 'measure' | 'having'>): YamlMap =>
  map([
    ...(measure.kind === 'count' ? [] : [['field', measure.field.name] as const]),
    ...(measure.kind === 'percentile' ? [['percentile', digits(measure.percentile)] as const] : []),
    ...having.map(({ operator, value }) => [operator, digits(value)] as const),
  ])
