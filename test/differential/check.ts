/** One rule, run on events made from its own values, in one target. */
import {
  convertible,
  transpile,
  type Backend,
  type Detection,
  type MacroSet,
  type ReadRule,
} from '../../src/index.js'
import { equalityText } from '../../src/ast/build.js'
import { evaluate, type Event, type Surroundings } from '../../src/ast/evaluate.js'
import type { Condition, Regex } from '../../src/ast/nodes.js'
import { fidelityOf, type Diagnostic } from '../../src/diagnostics/diagnostic.js'
import { findLogSourceRow } from '../../src/fields/find.js'
import { withoutImplied } from '../../src/fields/own.js'
import type { Family, LogSourceRow, Options } from '../../src/fields/types.js'
import { planQuery } from '../../src/plan.js'
import { regexFinds } from '../../src/testing/regexes.js'
import { randomOf, type Random } from '../fuzz/random.js'
import { toJavaScript } from '../interpreters/regex/pcre.js'
import { eventsOf, testsOf, textOf, withSeveral, type Values } from './choices.js'
import { conditionOf } from './lists.js'
import { ofLogSource, type SourceTests } from './log-source.js'
import type { Placed, Target } from './held.js'
import { placedFamilies } from './targets.js'
import { conceptOf, viewOf, worldOf, type World } from './world.js'

const fallbacks = new WeakMap<Regex, RegExp>()

/** RE2, and JavaScript for what RE2 does not know. */
function finds(regex: Regex, text: string): boolean {
  const known = fallbacks.get(regex)
  if (known !== undefined) return known.test(text)
  try {
    return regexFinds(regex, text)
  } catch {
    const { source, ignoreCase, multiline, dotAll } = regex
    const flags = `${ignoreCase ? 'i' : ''}${multiline ? 'm' : ''}${dotAll ? 's' : ''}`
    const made = toJavaScript(flags === '' ? source : `(?${flags})${source}`)
    fallbacks.set(regex, made)
    return made.test(text)
  }
}

/** What the tests' own evaluation has around it. */
export const surroundings: Surroundings = { regexFinds: finds }

/** What came of one rule in one target. */
export interface Outcome {
  /** How many pairs of the query and an event were compared. */
  readonly pairs: number
  /** Of how many of these the rule is true. */
  readonly hits: number
  /** How many events the target cannot hold. */
  readonly skipped: number
  /** Why the query was not run at all. */
  readonly unrun?: string
  readonly problem?: string
}

export const nothing = { pairs: 0, hits: 0, skipped: 0 }

export type Fidelity = ReturnType<typeof fidelityOf>

const keeps = (fidelity: Fidelity, expected: boolean, actual: boolean): boolean =>
  fidelity === 'approximate' ||
  actual === expected ||
  (fidelity === 'wider' && actual) ||
  (fidelity === 'narrower' && !actual)

/** What a search that is printed back is to the tree: the tree is wider where the search is narrower. */
export function ofSource(found: readonly Diagnostic[]): Fidelity {
  const fidelity = fidelityOf(found)
  return fidelity === 'wider' ? 'narrower' : fidelity === 'narrower' ? 'wider' : fidelity
}

/** Worlds of a rule: from events made of its condition. */
export interface Rule {
  readonly detection: Detection
  readonly rows: readonly LogSourceRow[]
  /** Whether all of its log sources are known. */
  readonly isKnown: boolean
  /** What an event has to pass. */
  readonly condition: Condition
  readonly found: ReadRule['diagnostics']
}

/** A rule that has single events to find; undefined of all others. */
export function ruleOf(read: ReadRule): Rule | undefined {
  const detection = convertible(read)
  return detection?.kind === 'detection' && detection.aggregation === undefined
    ? ruleFrom(detection, read.diagnostics)
    : undefined
}

/** A detection, with what is known of its log sources. */
export function ruleFrom(detection: Detection, found: Rule['found']): Rule {
  const rows = detection.logSources.map(findLogSourceRow).filter((row) => row !== undefined)
  const isKnown = rows.length > 0 && rows.length === detection.logSources.length
  return { detection, rows, isKnown, condition: conditionOf(detection), found }
}

/** What an event has to pass where a rule is printed back, or said in other words. */
export const conditionIn = ({ detection, isKnown, condition }: Rule, isOwn: boolean): Condition =>
  isOwn || !isKnown ? condition : withoutImplied(detection.condition)

const separatorOf = (rows: readonly LogSourceRow[]): '\\' | '/' | undefined => {
  const products = new Set(rows.map(({ product }) => product))
  if (products.size !== 1) return undefined
  const [product] = products
  return product === undefined ? undefined : product === 'windows' ? '\\' : '/'
}

/** Events of a rule as they happened, each with the log source that it is of. */
export function worldsOf(
  rule: Rule,
  count: number,
  random: Random,
): readonly (readonly [World, LogSourceRow | undefined])[] {
  const { rows, detection, condition } = rule
  const families = rows.map(({ family }) => family)
  const names = testsOf(condition).flatMap((leaf) =>
    leaf.kind === 'predicate' && !isSingle(leaf.field.name, detection, families)
      ? [leaf.field.name]
      : [],
  )
  return eventsOf(condition, count, random, surroundings).map((values, index) => {
    const row = rows[random.below(Math.max(1, rows.length))]
    const name = index % 6 === 4 ? names[random.below(names.length)] : undefined
    const event = name === undefined ? values : withSeveral(values, name, random)
    return [worldIn(rule, event), row] as const
  })
}

/** What kind of event it is, and what only one thing can be of. */
const isSingle = (name: string, { vocabulary }: Detection, families: readonly Family[]): boolean =>
  /^(?:event|registry|host)\./.test(conceptOf(name, vocabulary, families) ?? '')

/** What happened, where an event of a rule has these values. */
export function worldIn({ detection, rows }: Rule, values: Values): World {
  const families = [...new Set(rows.map(({ family }) => family))]
  placedFamilies.set(detection, { families })
  return worldOf(values, detection.vocabulary, { families, separator: separatorOf(rows) })
}

/** An event that was recorded, as one of the rule's log source; none where it is of another. */
export function recordedWorld(
  { detection, rows }: Rule,
  event: Event,
): readonly (readonly [World, LogSourceRow | undefined])[] {
  const id = Number(event['EventID'])
  const row = rows.find(({ events }) =>
    events.some(
      ({ channel, eventIds, where = [] }) =>
        channel === event['Channel'] &&
        (eventIds.length === 0 || eventIds.includes(id)) &&
        where.every(({ field, values }) => values.includes(textOf(event[field]))),
    ),
  )
  if (row === undefined) return []
  const families = [...new Set(rows.map(({ family }) => family))]
  placedFamilies.set(detection, { families })
  // Sysmon writes a hyphen, and tools of EVTX null, where there is nothing.
  const known = Object.entries(event).filter(([, value]) => value !== null)
  const world = worldOf(Object.fromEntries(known), 'sigma', {
    families,
    separator: separatorOf(rows),
  })
  return [[world, row]]
}

/** How a rule is run. */
export interface Settings {
  readonly seed: number
  readonly macros: MacroSet
  /** The backend's. */
  readonly options: Options
}

/** Runs the query of a rule on events. */
export async function check(
  rule: Rule,
  backend: Backend,
  target: Target,
  worlds: readonly (readonly [World, LogSourceRow | undefined])[],
  { seed, macros, options }: Settings,
): Promise<Outcome> {
  const { detection } = rule
  const conversion = await transpile(detection, backend, { options })
  const [query] = conversion.queries
  const plan = planQuery(detection, backend, { options }).value
  if (query === undefined || plan === undefined) return { ...nothing, unrun: 'refused' }
  const isOwn = backend.ownDestination?.(detection) !== undefined
  const fidelity = isOwn ? ofSource(rule.found) : fidelityOf(conversion.diagnostics)
  if (fidelity === 'approximate') return { ...nothing, unrun: 'approximate' }
  const expectedOf = conditionIn(rule, isOwn)
  let [pairs, hits, skipped] = [0, 0, 0]
  for (const [index, [world, row]] of worlds.entries()) {
    const placed: Placed = { detection, destination: plan.destination, isOwn, row, query, macros }
    if (isOwn && !isPlain(rule.condition, world, detection)) continue
    for (const foreign of index % 4 === 1 ? [false, true] : [false]) {
      const compare = (given: World): Compared | undefined =>
        compared(given, { placed, target, fidelity, expectedOf, seed: seed + index, foreign })
      try {
        const result = compare(world)
        if (result === undefined) {
          if (!foreign) skipped++
          continue
        }
        pairs++
        if (result.expected) hits++
        if (result.kept) continue
        return {
          pairs,
          hits,
          skipped,
          problem: problemOf(smallest(world, compare), compare, placed, fidelity),
        }
      } catch (error) {
        return { pairs, hits, skipped, ...unrunBy(error, query) }
      }
    }
  }
  return { pairs, hits, skipped }
}

/** Why a query could not be run: an interpreter says what it does not know, and all else is a problem. */
export function unrunBy(error: unknown, query: string): Pick<Outcome, 'unrun' | 'problem'> {
  const reason = error instanceof Error ? error.message : String(error)
  return /is not interpreted|are not interpreted/.test(reason)
    ? { unrun: reason.slice(0, 60) }
    : { problem: `throws ${reason}\n${query}` }
}

const decimal = /^-?\d*\.?\d*$/

/**
 * Splunk compares what is no number letter by letter, and two numbers that are written in two ways as one: a search that is
 * printed back is not guarded against either.
 */
export function isPlain(condition: Condition, world: World, { vocabulary }: Detection): boolean {
  const view = viewOf(world, vocabulary, true) ?? {}
  const isNumber = (name: string): boolean => decimal.test(textOf(view[name]))
  return testsOf(condition).every((leaf) => {
    if (leaf.kind === 'keyword') return true
    const { field, test } = leaf
    if (test.kind === 'compare') return isNumber(field.name)
    return test.kind !== 'sameAs' || !isNumber(field.name) || !isNumber(test.field.name)
  })
}

interface Compared {
  readonly expected: boolean
  readonly actual: boolean
  readonly kept: boolean
  readonly given: Values
  readonly held: Values
}

function compared(
  given: World,
  {
    placed,
    target,
    fidelity,
    expectedOf,
    seed,
    foreign,
  }: {
    readonly placed: Placed
    readonly target: Target
    readonly fidelity: Fidelity
    readonly expectedOf: Condition
    readonly seed: number
    readonly foreign: boolean
  },
): Compared | undefined {
  const event = placeEvent(given, {
    placed,
    target,
    asked: expectedOf,
    random: randomOf(seed),
    foreign,
  })
  if (event === undefined) return undefined
  const { whole, held } = event
  const seen = asAsked(whole, expectedOf)
  const expected = !foreign && evaluate(expectedOf, seen, surroundings)
  const actual = target.run(placed.query, held, placed)
  return { expected, actual, kept: keeps(fidelity, expected, actual), given: seen, held }
}

/** An event as the rule has it, and as the target does; undefined where one of them cannot hold it. */
export function placeEvent(
  given: World,
  {
    placed,
    target,
    asked,
    random,
    foreign,
  }: {
    readonly placed: Placed
    readonly target: Target
    /** What the query asks. */
    readonly asked: Condition
    readonly random: Random
    readonly foreign: boolean
  },
): { readonly whole: Values; readonly held: Values } | undefined {
  const world =
    placed.row === undefined
      ? given
      : ofLogSource(
          given,
          placed.row,
          target.source(placed),
          { asked: textsAskedFor(asked), own: ownTests(placed) },
          random,
        )
  const whole = viewOf(world, placed.detection.vocabulary, true)
  const held = target.hold(world, placed, random, foreign)
  return whole === undefined || held === undefined ? undefined : { whole, held }
}

/** The whole text of an event is a field of it only for who asks for it; to a keyword it would be one more value. */
export function asAsked(whole: Values, condition: Condition): Values {
  const { _raw, ...event } = whole
  const isAsked = testsOf(condition).some(
    (leaf) => leaf.kind === 'predicate' && leaf.field.name === '_raw',
  )
  return isAsked ? whole : event
}

/** What a search of a data model says of its log source: the source of other targets' events, so that they do not ask again. */
const ownTests = ({ detection: { vocabulary }, row, isOwn }: Placed): SourceTests => ({
  vocabulary,
  tests: vocabulary === 'cim' && !isOwn ? (row?.cim?.where ?? []) : [],
})

/** The texts that a rule compares with, ids of events among them. */
const textsAskedFor = (condition: Condition): ReadonlySet<string> =>
  new Set(testsOf(condition).flatMap(({ test }) => equalityText(test) ?? []))

/** The event without every value that the disagreement does not need. */
function smallest(world: World, compare: (world: World) => Compared | undefined): World {
  let small = world
  for (const part of ['concepts', 'others'] as const) {
    for (const name of Object.keys(small[part])) {
      const { [name]: _, ...rest } = small[part]
      const fewer = { ...small, [part]: rest }
      if (compare(fewer)?.kept === false) small = fewer
    }
  }
  return small
}

function problemOf(
  world: World,
  compare: (world: World) => Compared | undefined,
  { query }: Placed,
  fidelity: Fidelity,
): string {
  const result = compare(world)
  return [
    `${fidelity}: expected ${result?.expected}, got ${result?.actual}`,
    query,
    `rule's event: ${JSON.stringify(result?.given)}`,
    `target's: ${JSON.stringify(result?.held)}`,
  ].join('\n')
}
