/** What a target is to those who run queries in it, and how a log source is selected there. */
import type { Detection } from '../../src/ast/nodes.js'
import type { Destination, LogSourceRow, Options, SourceTest } from '../../src/fields/types.js'
import type { MacroSet } from '../../src/index.js'
import type { Random } from '../fuzz/random.js'
import { originsOf } from '../interpreters/origins.js'
import { textOf, type Values } from './choices.js'
import type { SourceTests } from './log-source.js'
import type { World } from './world.js'

/** A query's place, and whether the query is the source's own. */
export interface Placed {
  readonly detection: Detection
  readonly destination: Destination
  readonly isOwn: boolean
  readonly row: LogSourceRow | undefined
  readonly query: string
  readonly macros: MacroSet
}

/** An event as a target holds it; undefined where it cannot. */
export type Held = Values | undefined

/** A target that queries are run in. */
export interface Target {
  readonly name: string
  /** Options under which a rule is run; of many forms of its log source, those that have their turn. */
  readonly variants: (rows: readonly LogSourceRow[], turn: number) => readonly Options[]
  /** What selects the log source here. */
  readonly source: (placed: Placed) => SourceTests
  /** The event of a log source, or with `foreign` one of another; then undefined where the target does not tell. */
  readonly hold: (world: World, placed: Placed, random: Random, foreign: boolean) => Held
  readonly run: (query: string, held: Values, placed: Placed) => boolean
  /** An empty text is the same as a missing one: no field that groups are made by is empty. */
  readonly hasNoEmpty?: true
  /** Runs a query on several events: of each result, the events that it is made of. Missing where queries count nothing. */
  readonly runTogether?: (
    query: string,
    events: readonly Happened[],
    placed: Placed,
  ) => readonly Result[]
}

/** An event as a target holds it, and when it happened, in seconds. */
export interface Happened {
  readonly time: number
  /** In each of the tables that it is in; there is only one where the target has no tables. */
  readonly held: ReadonlyMap<string, Values>
}

/** The places of the events that a result is made of in the list of them. */
export type Result = readonly number[]

/** The results of rows that know their origins, where the events that were run are these. */
export function resultsOf(
  rows: readonly object[],
  stored: ReadonlyMap<object, number>,
): readonly Result[] {
  return rows.map((row) => [...originsOf(row)].flatMap((event) => stored.get(event) ?? []))
}

export const pickOf = (values: readonly string[], random: Random): string =>
  values[random.below(values.length)] ?? ''

/**
 * The fields that select a log source, added where the event does not have them; of another log source one of them is
 * something else. Undefined where the event says otherwise, or nothing is selected.
 */
export function selected(
  view: Values,
  all: readonly SourceTest[],
  random: Random,
  foreign: boolean,
): Held {
  const made: Record<string, unknown> = { ...view }
  const tests = all.filter((test) => test.not !== true)
  for (const { field, values } of tests) {
    const known = made[field]
    const isRepeated = tests.filter((test) => test.field === field).length > 1
    if (isRepeated) made[field] = [...(Array.isArray(known) ? known : []), pickOf(values, random)]
    else if (known === undefined) made[field] = pickOf(values, random)
    else if (!values.includes(textOf(known))) return undefined
  }
  if (!foreign) return made
  const test = tests[random.below(tests.length)]
  if (test === undefined) return undefined
  made[test.field] = /^\d+$/.test(test.values[0] ?? '') ? '99999' : 'something else'
  return made
}
