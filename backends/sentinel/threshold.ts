/** Thresholds over several events, as stages of a query. */
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
import { kusto } from './language.js'

/** Kusto's percentile is an estimate, also of a median. Source: Kusto Query Language, "percentile()". */
export const summarizeThresholds: Thresholds = {
  measures: ['count', 'distinct', 'sum', 'min', 'max', 'avg', 'median', 'percentile'],
  estimates: ['median', 'percentile'],
  outliers: true,
  // What is grouped by an expression is a column of another name, on which nothing can be joined.
  lacks: ({ outlier }) =>
    outlier?.by.some(({ name }) => !/^\w+$/.test(name)) === true
      ? 'a comparison with what is usual by a part of a column'
      : undefined,
}

/** How groups are made. */
export interface Grouped {
  readonly groups: readonly Field[]
  /** In seconds. */
  readonly window: number | undefined
  /** The column of the time. */
  readonly time: string
  /** Whether a query around this one reads a time of the results: then that column has the time of the last event. */
  readonly keepsTime: boolean
}

/** An event that lacks a field of the groups is in none, where Kusto would make a group of such events. */
export const presentStages = (groups: readonly Field[]): readonly string[] =>
  groups.map((field) => `where isnotempty(${kusto.fieldName(field)})`)

/** `summarize` by groups in fixed windows. Where a column has the name of the time, the window gets another. */
export function summarize(
  columns: readonly string[],
  { groups, window, time, keepsTime }: Grouped,
): string {
  const name = keepsTime ? `${freeName('Window', groups)} = ` : ''
  const by = [
    ...groups.map(kusto.fieldName),
    ...(window === undefined ? [] : [`${name}bin(${time}, ${durationText(window)})`]),
  ]
  return `summarize ${columns.join(', ')}${by.length === 0 ? '' : ` by ${by.join(', ')}`}`
}

/** The column of the time of a group's last event, where that is kept. */
export const keptTime = ({ time, keepsTime }: Grouped): readonly string[] =>
  keepsTime ? [`${time} = max(${time})`] : []

export const havingStage = (
  name: string,
  having: Aggregation['having'],
  asked: readonly string[] = [],
): string =>
  `where ${[...asked, printHaving(name, having, { equals: '==', and: ' and ' })].join(' and ')}`

/** The stages of a threshold over the rows of groups. */
export function thresholdStages(aggregation: Aggregation, grouped: Grouped): readonly string[] {
  const { measure, having, outlier } = aggregation
  const wanted = measure.kind === 'count' ? 'Count' : 'Value'
  const fields = fieldsOfThreshold(aggregation)
  const name = freeName(wanted, fields)
  const count = freeName('Count', fields)
  const isSilent = passesSilence(aggregation)
  const counted = isSilent && measure.kind !== 'count' ? [`${count} = count()`] : []
  return [
    // Of no numbers there is nothing to compare, where Kusto's sum is 0 and its null is not equal to any number.
    ...(measure.kind === 'count' || measure.kind === 'distinct'
      ? []
      : [`where isnotnull(${numberOf(measure.field)})`]),
    summarize([`${name} = ${printMeasure(measure)}`, ...counted, ...keptTime(grouped)], grouped),
    ...(outlier === undefined
      ? [havingStage(name, having, isSilent ? [`${count} > 0`] : [])]
      : outlierStages(name, outlier, aggregation, grouped)),
  ]
}

/**
 * Without groups `summarize` has a row of no rows, too. A sum of them is 0 there, and the null that others come to is unlike
 * every number. Source: Kusto Query Language, "summarize operator" and "Null values".
 */
const passesSilence = (aggregation: Aggregation): boolean =>
  findsSilence(aggregation, ['count', 'distinct', 'sum']) ||
  (findsSilence({ ...aggregation, having: [] }, ['min', 'max', 'avg', 'median', 'percentile']) &&
    aggregation.having.every(({ operator }) => operator === 'neq'))

/**
 * The comparison with what is usual: the groups are joined with the mean and the deviation of those like them. Of one
 * number a sample has no deviation, and which value stdev() then has is not documented.
 */
function outlierStages(
  name: string,
  outlier: Outlier,
  aggregation: Aggregation,
  { groups, window, time, keepsTime }: Grouped,
): readonly string[] {
  const fields = fieldsOfThreshold(aggregation)
  const [table, mean, deviation, like] = ['Groups', 'Average', 'Deviation', 'Like'].map((wanted) =>
    freeName(wanted, fields),
  )
  const windows = window === undefined ? [] : [keepsTime ? freeName('Window', groups) : time]
  const by = [...outlier.by.map(kusto.fieldName), ...(outlier.inWindow === true ? windows : [])]
  const usual = [`${mean} = avg(${name})`, `${deviation} = stdev(${name})`, `${like} = count()`]
  const asked = [
    ...(aggregation.having.length === 0
      ? []
      : [printHaving(name, aggregation.having, { equals: '==', and: ' and ' })]),
    printOutlier(name, outlier, {
      mean: mean ?? '',
      deviation: `iff(${like} > 1, ${deviation}, 0.0)`,
    }),
  ]
  return [
    `as hint.materialized=true ${table}`,
    ...(by.length === 0
      ? [
          'extend All = 1',
          `join kind=inner (${table} | summarize ${usual.join(', ')} by All = 1) on All`,
        ]
      : [
          `join kind=inner (${table} | summarize ${usual.join(', ')} by ${by.join(', ')}) on ${by.join(', ')}`,
        ]),
    `where ${asked.join(' and ')}`,
  ]
}

/** dcount is an estimate, count_distinct is not. Source: Kusto Query Language, "Aggregation functions". */
function printMeasure(measure: Measure): string {
  if (measure.kind === 'count') return 'count()'
  const { field } = measure
  const name = kusto.fieldName(field)
  const number = numberOf(field)
  switch (measure.kind) {
    case 'distinct':
      return `count_distinctif(${name}, isnotempty(${name}))`
    case 'median':
      return `percentile(${number}, 50)`
    case 'percentile':
      return `percentile(${number}, ${measure.percentile})`
    case 'sum':
    case 'min':
    case 'max':
    case 'avg':
      return `${measure.kind}(${number})`
  }
}

function numberOf(field: Field): string {
  const name = kusto.fieldName(field)
  return field.type === 'number' ? name : `todouble(${name})`
}
