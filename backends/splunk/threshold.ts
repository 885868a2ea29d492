/** Thresholds over several events, as stages of a pipeline. */
import type { Aggregation, Field, Measure, Outlier } from '../../src/ast/nodes.js'
import type { Thresholds } from '../../src/print/backend.js'
import {
  durationText,
  fieldsOfThreshold,
  findsSilence,
  freeName,
  printHaving,
  printOutlier,
} from '../../src/print/threshold.js'
import { searchField } from './strings.js'

/** What `stats` and tstats can measure; `min` to `percentile` of numbers. */
export const statsThresholds: Thresholds = {
  measures: ['count', 'distinct', 'sum', 'min', 'max', 'avg', 'median', 'percentile'],
  limitsSubsearches: true,
  outliers: true,
}

/** Splunk's functions of `stats`. Source: Search Reference, "Statistical and charting functions". */
function functionOf(measure: Exclude<Measure, { readonly kind: 'count' }>): string {
  switch (measure.kind) {
    case 'distinct':
      return 'dc'
    case 'percentile':
      // perc is an estimate where there are more than 1,000 different values.
      return `exactperc${measure.percentile}`
    case 'sum':
    case 'min':
    case 'max':
    case 'avg':
    case 'median':
      return measure.kind
  }
}

/** How groups are cut into windows of time. */
export interface Windows {
  /** The stages that come first. */
  readonly stages: readonly string[]
  /** What groups are made by, besides the fields. */
  readonly by: readonly string[]
  /** What keeps the time of a group's last event, for a search around this one that groups its results again. */
  readonly kept: string
}

/** `bin` cuts time into fixed windows; where the time itself is still needed, beside it. */
export function windowsOf(
  window: number | undefined,
  keepsTime: boolean,
  fields: readonly Field[],
): Windows {
  const kept = keepsTime ? ' max(_time) as _time' : ''
  if (window === undefined) return { stages: [], by: [], kept }
  const span = `span=${durationText(window)}`
  if (!keepsTime) return { stages: [`bin _time ${span}`], by: ['_time'], kept }
  const name = freeName('window', fields)
  return { stages: [`bin ${span} _time as ${name}`], by: [name], kept }
}

/** A by-clause of fields and others; nothing where there are none. */
export const byClause = (fields: readonly Field[], others: readonly string[]): string => {
  const by = [...fields.map(({ name }) => searchField(name)), ...others]
  return by.length === 0 ? '' : ` by ${by.join(', ')}`
}

/** The number that is measured: its function, with a name, that name, and what is asked besides. */
export interface Measured {
  readonly name: string
  readonly text: string
  /** That there are events at all, where a result of none would pass. */
  readonly asked: readonly string[]
}

export function measured(aggregation: Aggregation): Measured {
  const { measure } = aggregation
  const fields = fieldsOfThreshold(aggregation)
  const isSilent = findsSilence(aggregation, ['count', 'distinct'])
  const count = freeName('count', fields)
  const counted = count === 'count' ? 'count' : `count as ${count}`
  const asked = isSilent ? [`${count} > 0`] : []
  if (measure.kind === 'count') return { name: count, text: counted, asked }
  const name = freeName('value', fields)
  const text = `${functionOf(measure)}(${searchField(measure.field.name)}) as ${name}`
  return { name, text: isSilent ? `${text} ${counted}` : text, asked }
}

export const havingStage = (
  name: string,
  { having }: Pick<Aggregation, 'having'>,
  asked: readonly string[] = [],
): string =>
  `where ${[...asked, printHaving(name, having, { equals: '=', and: ' AND ' })].join(' AND ')}`

/** The comparison with what is usual, which `eventstats` measures beside each group: `windows` is what it is cut into. */
function outlierStages(
  name: string,
  outlier: Outlier,
  aggregation: Aggregation,
  windows: readonly string[],
): readonly string[] {
  const fields = fieldsOfThreshold(aggregation)
  const mean = freeName('average', fields)
  const deviation = freeName('deviation', fields)
  const by = byClause(outlier.by, outlier.inWindow === true ? windows : [])
  const { having } = aggregation
  const compared = [
    ...(having.length === 0 ? [] : [printHaving(name, having, { equals: '=', and: ' AND ' })]),
    printOutlier(name, outlier, { mean, deviation }),
  ]
  return [
    `eventstats avg(${name}) as ${mean}, stdev(${name}) as ${deviation}${by}`,
    `where ${compared.join(' AND ')}`,
  ]
}

/** What is asked of a measured number. */
export const askedStages = (
  { name, asked }: Measured,
  aggregation: Aggregation,
  windows: readonly string[],
): readonly string[] =>
  aggregation.outlier === undefined
    ? [havingStage(name, aggregation, asked)]
    : outlierStages(name, aggregation.outlier, aggregation, windows)

/** `stats by` leaves out events that lack one of its fields, as a group does. */
export function thresholdStages(aggregation: Aggregation, keepsTime = false): readonly string[] {
  const { groupBy, window } = aggregation
  const { stages, by, kept } = windowsOf(window, keepsTime, fieldsOfThreshold(aggregation))
  const number = measured(aggregation)
  return [
    ...stages,
    `stats ${number.text}${kept}${byClause(groupBy, by)}`,
    ...askedStages(number, aggregation, by),
  ]
}
