/** One rule that counts events together, run on lists of events made from its own values, in one target. */
import { findTogether } from '../../src/ast/aggregate.js'
import { evaluate, textsOf, type Event, type Selects } from '../../src/ast/evaluate.js'
import type { Condition, Detection, Field, Joint } from '../../src/ast/nodes.js'
import { fidelityOf, type Diagnostic } from '../../src/diagnostics/diagnostic.js'
import type { Code } from '../../src/diagnostics/codes.js'
import { convertible, transpile, type Backend, type ReadRule } from '../../src/index.js'
import { planJoint, planQuery } from '../../src/plan.js'
import type { JointPlan, Plan } from '../../src/print/backend.js'
import { effectThrough, growsWithEvents } from '../../src/print/threshold.js'
import { randomOf, type Random } from '../fuzz/random.js'
import {
  asAsked,
  conditionIn,
  isPlain,
  nothing,
  ofSource,
  placeEvent,
  ruleFrom,
  surroundings,
  unrunBy,
  worldIn,
  type Fidelity,
  type Outcome,
  type Rule,
  type Settings,
} from './check.js'
import type { Values } from './choices.js'
import type { Happened, Placed, Result, Target } from './held.js'
import type { World } from './world.js'
import { isCounting, leavesOf, listsOf, windowOf, type Counting, type Occurrence } from './lists.js'

/** A rule that counts events, with the rules whose events it counts. */
export interface CountingRule {
  readonly rule: Counting
  readonly parts: ReadonlyMap<Detection, Rule>
  readonly found: readonly Diagnostic[]
}

/** A threshold or a correlation; undefined of all other rules. */
export function countingOf(read: ReadRule): CountingRule | undefined {
  const rule = convertible(read)
  if (rule === undefined) return undefined
  const counting: Counting | undefined =
    rule.kind === 'joint'
      ? rule
      : rule.aggregation === undefined
        ? undefined
        : { ...rule, aggregation: rule.aggregation }
  if (counting === undefined) return undefined
  const parts = new Map(leavesOf(counting).map((leaf) => [leaf, ruleFrom(leaf, read.diagnostics)]))
  return { rule: counting, parts, found: read.diagnostics }
}

/** Lists of events for a rule that counts them. */
export const listsFor = (
  { rule }: CountingRule,
  count: number,
  random: Random,
): readonly (readonly Occurrence[])[] => listsOf(rule, count, random, surroundings)

/**
 * What is not of the tree and a query, but of both and the world: windows are fixed in both here, an interpreter has no limits,
 * and the tree leaves out events without a field of the group as other targets do.
 */
const apart: ReadonlySet<Code> = new Set<Code>([
  'fidelity/fixed-windows',
  'fidelity/subsearch-limits',
  'fidelity/order-of-counts',
  'splunk/missing-groups',
])

/** Runs the query of a rule on lists of events; a pair is a list and a group in a window of it. */
export async function checkTogether(
  counting: CountingRule,
  backend: Backend,
  target: Target,
  lists: readonly (readonly Occurrence[])[],
  { seed, macros, options }: Settings,
): Promise<Outcome> {
  const { rule, parts } = counting
  const { queries, diagnostics } = await transpile(rule, backend, { options })
  const [query] = queries
  const plan =
    rule.kind === 'joint'
      ? planJoint(rule, backend, { options }).value
      : planQuery(rule, backend, { options }).value
  const { runTogether } = target
  if (query === undefined || plan === undefined || runTogether === undefined)
    return { ...nothing, unrun: 'refused' }
  const isOwn = rule.kind === 'detection' && backend.ownDestination?.(rule) !== undefined
  const fidelity = isOwn
    ? ofOwn(counting)
    : fidelityOf(diagnostics.filter(({ code }) => !apart.has(code)))
  if (fidelity === 'approximate') return { ...nothing, unrun: 'approximate' }
  const places = placesIn(rule, plan, { isOwn, query, macros })
  const setting = { rule: meantBy(rule, isOwn), parts, places, target, isOwn }
  const isFilled = isOwn && rule.splunk?.fillsMissing === true
  const [first] = places.values()
  let [pairs, hits, skipped] = [0, 0, 0]
  for (const [index, list] of lists.entries()) {
    const made = list.map((occurrence, at) =>
      entryOf(occurrence, setting, randomOf(seed + 1000 * index + at)),
    )
    const entries = made.filter((entry) => entry !== undefined)
    skipped += made.length - entries.length
    const judge = (of: readonly Entry[]): Judged =>
      judged(of, setting.rule, fidelity, (events) =>
        runTogether(query, events, first!).filter((result) => !isFilled || hasKey(result, of)),
      )
    try {
      const result = judge(entries)
      pairs += result.pairs
      hits += result.hits
      if (result.problem === undefined) continue
      const small = smallest(entries, (of) => judge(of).problem !== undefined)
      const problem = problemOf(small, judge(small), query, fidelity)
      return { pairs, hits, skipped, problem }
    } catch (error) {
      return { pairs, hits, skipped, ...unrunBy(error, query) }
    }
  }
  return { pairs, hits, skipped }
}

/** What a search that is printed back is to the tree; of what does not grow with events nobody can say. */
function ofOwn({ rule, found }: CountingRule): Fidelity {
  return rule.kind === 'detection'
    ? ofSource(effectThrough(growsWithEvents(rule.aggregation), found))
    : 'exact'
}

/** A search without windows of its own looks at all events of a run, which its schedule chooses. */
function meantBy(rule: Counting, isOwn: boolean): Counting {
  if (!isOwn || rule.kind === 'joint' || rule.aggregation.fixed === true) return rule
  const { window: _, ...aggregation } = rule.aggregation
  return { ...rule, aggregation }
}

/** Where the query looks for the events of each detection. */
function placesIn(
  rule: Detection | Joint,
  plan: Plan | JointPlan,
  shared: Pick<Placed, 'isOwn' | 'query' | 'macros'>,
): ReadonlyMap<Detection, Placed> {
  if (rule.kind === 'detection') {
    if ('joint' in plan) throw new Error('the plan of a detection is that of a joint')
    const { destination } = plan
    return new Map([[rule, { detection: rule, destination, row: undefined, ...shared }]])
  }
  if (!('joint' in plan)) throw new Error('the plan of a joint is that of a detection')
  return new Map(
    rule.parts.flatMap(({ of }, index) => [...placesIn(of, plan.parts[index]!.plan, shared)]),
  )
}

/** An event of a list as the rule has it, and as the target does. */
interface Entry extends Happened {
  /** By all of its fields, as the rule calls them. */
  readonly whole: Values
  /** The conditions of the detections that it is of. */
  readonly selected: ReadonlySet<Condition>
  /** The groups and windows that it is in. */
  readonly keys: readonly string[]
}

interface Setting {
  readonly rule: Counting
  readonly parts: ReadonlyMap<Detection, Rule>
  readonly places: ReadonlyMap<Detection, Placed>
  readonly target: Target
  readonly isOwn: boolean
}

/** What happened, by the values of an event: the same in every target. */
const worlds = new WeakMap<Values, World>()

/** Undefined where the target cannot hold the event. */
function entryOf(
  { of, time, values, isForeign }: Occurrence,
  { rule, parts, places, target, isOwn }: Setting,
  random: Random,
): Entry | undefined {
  const part = parts.get(of)!
  const row = part.rows[random.below(Math.max(1, part.rows.length))]
  const isAlso = (detection: Detection): boolean =>
    detection === of || (row !== undefined && parts.get(detection)!.rows.includes(row))
  const world = worlds.get(values) ?? worldIn(part, values)
  worlds.set(values, world)
  if (isOwn && !isPlain(part.condition, world, of)) return undefined
  const held = new Map<string, Values>()
  let whole: Values | undefined
  // The same event may be in several of a product's tables.
  for (const place of [places.get(of)!, ...places.values()]) {
    if (!isAlso(place.detection) || held.has(place.destination.name)) continue
    const asked = conditionIn(parts.get(place.detection)!, isOwn)
    const event = placeEvent(world, {
      placed: { ...place, row },
      target,
      asked,
      random,
      foreign: isForeign,
    })
    if (event === undefined) return undefined
    whole ??= event.whole
    held.set(place.destination.name, event.held)
  }
  if (whole === undefined) return undefined
  const event = whole
  const selecting = [...parts].filter(([detection, one]) => {
    if (isForeign || !isAlso(detection)) return false
    const condition = conditionIn(one, isOwn)
    return evaluate(condition, asAsked(event, condition), surroundings)
  })
  const named = groupsIn(rule)
  const leaves = selecting.length === 0 ? [of] : selecting.map(([detection]) => detection)
  const groups = leaves.flatMap((leaf) =>
    combinations(named.get(leaf.condition)!.map((field) => textsOf(field, event))),
  )
  if (target.hasNoEmpty === true && groups.flat().includes('')) return undefined
  const start = startOf(time, windowOf(rule))
  return {
    time,
    held,
    whole: event,
    selected: new Set(selecting.map(([{ condition }]) => condition)),
    keys: groups.map((group) => JSON.stringify([group, start])),
  }
}

const startOf = (time: number, window: number | undefined): number =>
  window === undefined ? 0 : Math.floor(time / window) * window

const combinations = (lists: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  lists.reduce<readonly (readonly string[])[]>(
    (found, values) => found.flatMap((start) => values.map((value) => [...start, value])),
    [[]],
  )

/** What each detection calls the fields that make the groups, by its condition. */
function groupsIn(rule: Counting): ReadonlyMap<Condition, readonly Field[]> {
  if (rule.kind === 'detection') return new Map([[rule.condition, rule.aggregation.groupBy]])
  return new Map(
    rule.parts.flatMap(({ of, fields }) => {
      const named = rule.groupBy.map(
        ({ name }) => fields.find((field) => field.name === name)!.field,
      )
      if (!isCounting(of)) return [[of.condition, named] as const]
      const { groupBy } = of.kind === 'joint' ? of : of.aggregation
      return [...groupsIn(of)].map(([leaf, inner]) => {
        const own = named.map(
          ({ name }) => inner[groupBy.findIndex((field) => field.name === name)]!,
        )
        return [leaf, own] as const
      })
    }),
  )
}

/** A search that fills fields of groups also finds those of events without one, which are no group of the tree. */
const hasKey = (result: Result, entries: readonly Entry[]): boolean =>
  result.length === 0 || result.some((index) => entries[index]!.keys.length > 0)

interface Judged {
  readonly pairs: number
  readonly hits: number
  readonly problem?: string
}

function judged(
  entries: readonly Entry[],
  rule: Counting,
  fidelity: Fidelity,
  run: (events: readonly Happened[]) => readonly Result[],
): Judged {
  const byWhole = new Map<Event, Entry>(entries.map((entry) => [entry.whole, entry]))
  const selects: Selects = ({ condition }, event) => byWhole.get(event)!.selected.has(condition)
  const events = entries.map(({ time, whole }) => ({ time, event: whole }))
  const meant = new Set(
    findTogether(rule, events, selects).map(({ group, start }) => JSON.stringify([group, start])),
  )
  const found = run(entries).map(
    (result) => new Set(result.flatMap((index) => entries[index]!.keys)),
  )
  const extra = found.filter((keys) => ![...keys].some((key) => meant.has(key)))
  const missed = [...meant].filter((key) => !found.some((keys) => keys.has(key)))
  const problems = [
    ...(fidelity === 'narrower' ? [] : missed.map((key) => `not found: ${key}`)),
    ...(fidelity === 'wider'
      ? []
      : extra.map((keys) => `found: ${[...keys].join(' or ') || 'something of no event'}`)),
  ]
  return {
    pairs: new Set(entries.flatMap(({ keys }) => keys)).size,
    hits: meant.size,
    ...(problems.length === 0 ? {} : { problem: problems.join('\n') }),
  }
}

/** The list without events that a disagreement does not need. */
function smallest(
  entries: readonly Entry[],
  isWrong: (of: readonly Entry[]) => boolean,
): readonly Entry[] {
  let small = entries
  for (let size = Math.ceil(entries.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < small.length;) {
      const fewer = [...small.slice(0, at), ...small.slice(at + size)]
      if (isWrong(fewer)) small = fewer
      else at += size
    }
  }
  return small
}

const problemOf = (
  entries: readonly Entry[],
  { problem }: Judged,
  query: string,
  fidelity: Fidelity,
): string =>
  [
    `${fidelity}: ${problem}`,
    query,
    ...entries
      .slice(0, shown)
      .map(({ time, whole, held, selected }) =>
        [
          `${time} ${selected.size > 0 ? 'selected' : 'not selected'} ${JSON.stringify(whole)}`,
          `  target's: ${JSON.stringify([...held])}`,
        ].join('\n'),
      ),
    ...(entries.length > shown ? [`and ${entries.length - shown} more`] : []),
  ].join('\n')

/** So many events of a disagreement. */
const shown = 4
