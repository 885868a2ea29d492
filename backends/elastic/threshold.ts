/** Thresholds as the parameters of a rule of Kibana's detection engine. */
import type { Aggregation } from '../../src/ast/nodes.js'
import type { Format, Printed, Thresholds } from '../../src/print/backend.js'
import { durationText } from '../../src/print/threshold.js'
import { queryOf } from './query.js'

/**
 * A rule of the type threshold counts documents, or the different values of one field, and compares with at least a number.
 * Its cardinality is an estimate. Source: Elastic Security guide, "Create a threshold rule".
 */
const ruleThresholds: Thresholds = {
  measures: ['count', 'distinct'],
  estimates: ['distinct'],
  lacks: ({ having, groupBy, window }) => {
    if (leastOf(having) === undefined) return 'a threshold that is not a least number'
    if (groupBy.length > maxFields) return `groups by more than ${maxFields} fields`
    return window === undefined ? 'a threshold without a span of time' : undefined
  },
}

const maxFields = 5

/** The least whole number that passes; undefined where that is not all that is asked, or none that a rule can have. */
function leastOf(having: Aggregation['having']): number | undefined {
  const least = having.map(({ operator, value }) => {
    if (operator === 'gte') return Math.ceil(Number(value))
    return operator === 'gt' ? Math.floor(Number(value)) + 1 : Number.NaN
  })
  const number = Math.max(...least)
  return Number.isSafeInteger(number) && number >= 1 ? number : undefined
}

/** What can be said of a threshold at all; of the query alone, nothing. */
export const queryThresholds: Thresholds = {
  measures: [],
  hint: 'The format detection-rule can count events, and different values of a field.',
}

/** The rule is run once a window, over that window. */
function render(printed: Printed): string {
  const { aggregation } = printed.plan
  const query = { language: 'kuery', query: queryOf(printed) }
  return JSON.stringify(
    aggregation === undefined
      ? { type: 'query', ...query }
      : { type: 'threshold', ...query, ...thresholdOf(aggregation) },
    undefined,
    2,
  )
}

function thresholdOf({ measure, groupBy, having, window = 0 }: Aggregation): object {
  const least = leastOf(having) ?? 1
  const field = groupBy.map(({ name }) => name)
  const interval = durationText(window)
  return {
    threshold:
      measure.kind === 'count'
        ? { field, value: least, cardinality: [] }
        : {
            field,
            value: 1,
            cardinality: 'field' in measure ? [{ field: measure.field.name, value: least }] : [],
          },
    from: `now-${interval}`,
    to: 'now',
    interval,
  }
}

export const detectionRule: Format = {
  description:
    "the parameters of a rule of Kibana's detection engine that have to do with the query",
  extension: 'json',
  thresholds: ruleThresholds,
  render,
}
