/** Thresholds over several events, as stages of a pipeline. */
import type { Aggregation, Measure } from '../../src/ast/nodes.js'
import { durationText, measureName, printHaving } from '../../src/print/threshold.js'
import { searchField } from './strings.js'

/** Splunk's functions of `stats`. Source: Search Reference, "Statistical and charting functions". */
const functions: { readonly [K in Exclude<Measure['kind'], 'count'>]: string } = {
  distinct: 'dc',
  sum: 'sum',
  min: 'min',
  max: 'max',
  avg: 'avg',
}

/** `bin` cuts time into fixed windows; `stats by` leaves out events that lack one of its fields, as a group does. */
export function thresholdStages(aggregation: Aggregation): readonly string[] {
  const { measure, groupBy, window, having } = aggregation
  const name = measureName(measure.kind === 'count' ? 'count' : 'value', aggregation)
  const by = [
    ...groupBy.map((field) => searchField(field.name)),
    ...(window === undefined ? [] : ['_time']),
  ]
  const measured =
    measure.kind === 'count'
      ? name === 'count'
        ? 'count'
        : `count as ${name}`
      : `${functions[measure.kind]}(${searchField(measure.field.name)}) as ${name}`
  return [
    ...(window === undefined ? [] : [`bin _time span=${durationText(window)}`]),
    `stats ${measured}${by.length === 0 ? '' : ` by ${by.join(', ')}`}`,
    `where ${printHaving(name, having, { equals: '=', and: ' AND ' })}`,
  ]
}
