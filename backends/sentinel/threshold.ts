/** Thresholds over several events, as stages of a query. */
import type { Aggregation, Measure } from '../../src/ast/nodes.js'
import { durationText, measureName, printHaving } from '../../src/print/threshold.js'
import { kusto } from './language.js'
import { tables } from './schema.js'

/** An event that lacks a field of the groups is in none, where Kusto would make a group of such events. */
export function thresholdStages(aggregation: Aggregation, table: string): readonly string[] {
  const { measure, groupBy, window, having } = aggregation
  const name = measureName(measure.kind === 'count' ? 'Count' : 'Value', aggregation)
  const by = [
    ...groupBy.map(kusto.fieldName),
    ...(window === undefined ? [] : [`bin(${timeColumn(table)}, ${durationText(window)})`]),
  ]
  return [
    ...groupBy.map((field) => `where isnotempty(${kusto.fieldName(field)})`),
    `summarize ${name} = ${printMeasure(measure)}${by.length === 0 ? '' : ` by ${by.join(', ')}`}`,
    `where ${printHaving(name, having, { equals: '==', and: ' and ' })}`,
  ]
}

/** When an event happened: the tables of Defender XDR call it otherwise. */
const timeColumn = (table: string): string =>
  tables[table]?.['TimeGenerated'] === undefined ? 'Timestamp' : 'TimeGenerated'

/** dcount is an estimate, count_distinct is not. Source: Kusto Query Language, "Aggregation functions". */
function printMeasure(measure: Measure): string {
  if (measure.kind === 'count') return 'count()'
  const { field } = measure
  const name = kusto.fieldName(field)
  if (measure.kind === 'distinct') return `count_distinctif(${name}, isnotempty(${name}))`
  return `${measure.kind}(${field.type === 'number' ? name : `todouble(${name})`})`
}
