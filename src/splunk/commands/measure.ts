/** What an aggregate of a command measures, in terms of the events. */
import type { Measure } from '../../ast/nodes.js'
import { lazily } from '../budget.js'
import { truthOf } from '../compute.js'
import { parseEval } from '../eval.js'
import {
  askValue,
  read,
  valueOf,
  type Computed,
  type Group,
  type MeasureValue,
  type Results,
  type Value,
} from '../lineage.js'
import { testValue } from '../test-value.js'
import { isYes, optionsOf, unquoted } from '../words.js'
import { scopeOf } from './compute.js'
import { argumentsOf, made, type Command } from './command.js'

/** One aggregate: `dc(user) as users`. */
export interface Aggregate {
  readonly function: string
  readonly argument: string
  /** Where the argument starts. */
  readonly at: number
  readonly name: string
}

/** Splunk's default fields, which every event has (Knowledge Manager Manual, "Use default fields"). */
const everywhere: ReadonlySet<string> = new Set([
  '_time',
  '_raw',
  '_indextime',
  'host',
  'source',
  'sourcetype',
  'index',
  'splunk_server',
  'linecount',
  'punct',
])

/** Whether all results have a field: it is one that every event has, and still that of the event. */
export function isEverywhere(name: string, results: Results): boolean {
  if (!everywhere.has(name)) return false
  const value = results.fields.get(name)
  if (value === undefined) return results.others !== 'absent'
  return value.kind === 'time' || (value.kind === 'event' && value.field.name === name)
}

const measures: Readonly<Record<string, Exclude<Measure['kind'], 'count' | 'percentile'>>> = {
  dc: 'distinct',
  distinct_count: 'distinct',
  sum: 'sum',
  min: 'min',
  max: 'max',
  avg: 'avg',
  mean: 'avg',
  median: 'median',
}

/** What an aggregate is in terms of the events of its group. */
export function aggregateValue(
  aggregate: Aggregate,
  command: Command,
  results: Results,
  group: Group,
): Value {
  const { function: name, argument } = aggregate
  const unknown = made(command, `makes of groups of events by ${name}()`)
  if (name === 'count' || name === 'c') return countValue(aggregate, command, results, group)
  if (/^eval\s*\(/i.test(argument) || argument === '*') return unknown
  const field = unquoted(argument)
  return lazily(command.budget, (asker) => {
    const value = read(results, field, asker)
    if (name === 'values' || name === 'list') {
      const of = value.kind === 'any' ? value.of : value
      const isDistinct = name === 'values' && results.rows.kind === 'events' && of.kind === 'event'
      const measure = isDistinct && of.fold === undefined && of.field.part === undefined
      return {
        kind: 'any',
        of,
        ...(measure
          ? {
              count: {
                kind: 'measure',
                measure: { kind: 'distinct', field: of.field },
                group,
                needs: of.field,
              },
            }
          : {}),
      }
    }
    const kind = Object.hasOwn(measures, name) ? measures[name]! : undefined
    if (kind === undefined) return unknown
    // Only of the groups that a count was made of is the sum of it one: of others some are counted several times.
    const { rows } = results
    const isOfRows =
      value.kind === 'measure' && rows.kind === 'groups' && value.group === rows.group
    if (kind === 'sum' && isOfRows && value.measure.kind === 'count') return { ...value, group }
    const of = value.kind === 'filled' ? value.of : value.kind === 'cases' ? value.named : value
    if (of?.kind !== 'event' || of.fold !== undefined || of.field.part !== undefined) return unknown
    // Of results that are groups, the different values are those of the events; nothing else is.
    if (results.rows.kind !== 'events' && kind !== 'distinct') return uncounted(results, command)
    if (results.rows.kind === 'changed') return uncounted(results, command)
    const measure: MeasureValue = { kind: 'measure', measure: { kind, field: of.field }, group }
    // "If and only if all of the values of that field are numerical", of each group.
    const isOfNumbers = isYes(optionsOf(argumentsOf(command)).get('allnum'))
    if (isOfNumbers && kind !== 'distinct') return unknown
    if (value.kind === 'cases') return { ...measure, renamed: field }
    if (value.kind !== 'filled') return measure
    return kind === 'distinct' ? { ...measure, fills: of.field.name } : unknown
  })
}

const uncounted = ({ rows }: Results, command: Command): Computed =>
  made(
    command,
    rows.kind === 'groups'
      ? `measures of the groups of '${rows.group.command}' (stage ${rows.group.stage})`
      : `measures of results ${rows.kind === 'changed' ? rows.what : ''}`,
  )

/** `count`, `count(field)`, `count(eval(…))`: how many events there are, or of them those that pass something. */
function countValue(
  { argument, at }: Aggregate,
  command: Command,
  results: Results,
  group: Group,
): Value {
  const counted = countOf(results, group)
  if (counted === undefined) return uncounted(results, command)
  if (argument === '' || argument === '*') return counted
  return lazily(command.budget, (asker) => {
    const inner = /^eval\s*\(([^]*)\)$/i.exec(argument)?.[1]
    if (inner === undefined) {
      const name = unquoted(argument)
      if (isSure(name, results, group)) return counted
      if (results.rows.kind !== 'events') return uncounted(results, command)
      return {
        ...counted,
        where: testValue(read(results, name, asker), { kind: 'exists' }, asker),
      }
    }
    if (results.rows.kind !== 'events') return uncounted(results, command)
    const parsed = parseEval(inner)
    if (!parsed.ok) return made(command, 'counts in a way that is not understood')
    const offset = at + argument.indexOf('(') + 1
    return {
      ...counted,
      where: truthOf(parsed.value, scopeOf(command, results, offset, asker)).yes,
    }
  })
}

/** Whether all results that are counted have a field: it is one of every event, or one that they or the groups are made by. */
function isSure(name: string, results: Results, group: Group): boolean {
  if (isEverywhere(name, results)) return true
  const { rows } = results
  if (rows.kind !== 'groups') return group.by.some((one) => one.name === name)
  const value = valueOf(results, name)
  return [...rows.group.by, ...group.by].some((one) => one.value === value)
}

/**
 * How many results there are, in terms of events; undefined where that cannot be told. There is one result of a grouping
 * for each value of its fields: in a group by all of these but one, as many as that one has values.
 */
function countOf({ rows }: Results, group: Group): MeasureValue | undefined {
  if (rows.kind === 'changed') return undefined
  const counted: MeasureValue = { kind: 'measure', measure: { kind: 'count' }, group }
  if (rows.kind === 'events') return counted
  const known = group.by.every(({ value }) => rows.group.by.some((one) => one.value === value))
  const others = rows.group.by.filter(({ value }) => group.by.every((one) => one.value !== value))
  const [other, ...more] = others
  if (!known || other === undefined) return undefined
  const value = askValue(other.value)
  const of = value?.kind === 'filled' ? value.of : value
  if (
    more.length > 0 ||
    of?.kind !== 'event' ||
    of.fold !== undefined ||
    of.field.part !== undefined
  )
    return { ...counted, ofRows: rows.group }
  const distinct: MeasureValue = { ...counted, measure: { kind: 'distinct', field: of.field } }
  return value?.kind === 'filled' ? { ...distinct, fills: of.field.name } : distinct
}
