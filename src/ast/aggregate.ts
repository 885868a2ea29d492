/** The meaning of thresholds and correlations, as code: which groups of events they find. docs/semantics.md says it in words. */
import { byCondition, textsOf, type Event, type Selects } from './evaluate.js'
import type {
  Aggregation,
  Detection,
  Field,
  Joint,
  JointPart,
  Measure,
  Requirement,
  RuleExpression,
  Threshold,
} from './nodes.js'

/** An event and when it happened, in seconds. */
export interface TimedEvent {
  readonly time: number
  readonly event: Event
}

/** A group of events that passed, within a window. */
export interface Found {
  /** The values of the fields that make the group, in their order. */
  readonly group: readonly string[]
  /** When the window begins, in seconds; 0 where there is none. */
  readonly start: number
  /** When the last event that counts happened. */
  readonly time: number
}

/**
 * Where windows begin: `fixed` ones at the multiples of their length, as queries have them; `sliding` ones at any event,
 * as rules mean them, but after one that was found the next begins behind its end. Of what more events can end all windows
 * are fixed: at the end of many events there is always a window with few.
 */
export type Windows = 'fixed' | 'sliding'

/** How events are looked at: whether one is of a detection, and where windows begin. */
interface View {
  readonly selects: Selects
  readonly windows: Windows
}

/** What a threshold or a correlation finds among events. */
export const findTogether = (
  rule: Counting,
  events: readonly TimedEvent[],
  selects: Selects = byCondition(),
  windows: Windows = 'fixed',
): readonly Found[] => find(rule, events, { selects, windows })

const find = (rule: Counting, events: readonly TimedEvent[], view: View): readonly Found[] =>
  rule.kind === 'joint' ? findJoint(rule, events, view) : findCounted(rule, events, view)

/** What a part of a joint found. */
interface Hit {
  readonly rule: string
  readonly time: number
  /** The values of the fields that the joint reads. */
  readonly values: Readonly<Record<string, readonly string[]>>
}

function findJoint(
  { parts, groupBy, window, requirement }: Joint,
  events: readonly TimedEvent[],
  view: View,
): readonly Found[] {
  const hits = parts.flatMap((part) => hitsOf(part, events, view))
  const rules = parts.map(({ rule }) => rule)
  const complete = (together: readonly Hit[]): number | undefined =>
    timeOf(requirement, together, rules)
  const isFixed = view.windows === 'fixed' || endsWithMore(requirement)
  return groupsOf(hits, groupBy).flatMap(({ group, hits: of }) =>
    (isFixed ? inFixed : inSliding)(of, window, complete).map((found) => ({
      group,
      ...found,
    })),
  )
}

/** When what was asked of hits was complete; undefined where it never was. */
type Complete = (hits: readonly Hit[]) => number | undefined

type FoundInWindow = Pick<Found, 'start' | 'time'>

/** Whether more events are what makes a requirement fail: that there are few of them, or that no value is high. */
const endsWithMore = (requirement: Requirement): boolean =>
  requirement.kind === 'measure' &&
  requirement.having.some(({ operator }) => growsWith(requirement.measure, operator) === false)

/** Whether a number that stands so to another does with more events too; undefined of one that may rise and fall with them. */
export function growsWith({ kind }: Measure, operator: Threshold['operator']): boolean | undefined {
  switch (kind) {
    case 'count':
    case 'distinct':
    case 'max':
      return operator === 'gt' || operator === 'gte'
    case 'min':
      return operator === 'lt' || operator === 'lte'
    case 'sum':
    case 'avg':
    case 'median':
    case 'percentile':
      return undefined
  }
}

function inFixed(
  hits: readonly Hit[],
  window: number,
  complete: Complete,
): readonly FoundInWindow[] {
  const byStart = new Map<number, Hit[]>()
  for (const hit of hits) {
    const start = startOf(hit.time, window)
    const known = byStart.get(start)
    if (known === undefined) byStart.set(start, [hit])
    else known.push(hit)
  }
  return [...byStart].flatMap(([start, together]) => {
    const time = complete(together)
    return time === undefined ? [] : [{ start, time }]
  })
}

const startOf = (time: number, window: number): number =>
  Number.isFinite(window) ? Math.floor(time / window) * window : 0

function inSliding(
  hits: readonly Hit[],
  window: number,
  complete: Complete,
): readonly FoundInWindow[] {
  const sorted = hits.toSorted((a, b) => a.time - b.time)
  const found: FoundInWindow[] = []
  let from = 0
  let end = 0
  while (from < sorted.length) {
    const start = sorted[from]!.time
    while (end < sorted.length && sorted[end]!.time < start + window) end++
    const together = sorted.slice(from, end)
    const time = complete(together)
    if (time !== undefined) found.push({ start, time })
    from = time === undefined ? from + 1 : end
  }
  return found
}

function findCounted(
  detection: Detection & { readonly aggregation: Aggregation },
  events: readonly TimedEvent[],
  view: View,
): readonly Found[] {
  const { aggregation, ...single } = detection
  const { measure, groupBy, having, outlier, window = Number.POSITIVE_INFINITY } = aggregation
  const read = measure.kind === 'count' ? groupBy : [...groupBy, measure.field]
  const fields = read.map((field) => ({ name: field.name, field }))
  const requirement = { kind: 'measure', measure, having } as const
  const { metadata } = detection
  const part = { rule: '', of: single, fields }
  if (outlier !== undefined) {
    const counted = countGroups(aggregation, hitsOf(part, events, view))
    return counted.filter(
      (one) => holdAll(having, one.number) && isOutlier(one, counted, aggregation),
    )
  }
  const joint = { kind: 'joint', metadata, parts: [part], groupBy, window, requirement } as const
  return findJoint(joint, events, view)
}

/** A group in a window, and the number that is measured of it. */
interface Counted extends Found {
  readonly number: number
}

/** The number of every group in every fixed window in which it has events; what is usual is not known of others. */
function countGroups(
  { measure, groupBy, window = Number.POSITIVE_INFINITY }: Aggregation,
  hits: readonly Hit[],
): readonly Counted[] {
  return groupsOf(hits, groupBy).flatMap(({ group, hits: of }) => {
    const numbers = new Map<number, number>()
    const found = inFixed(of, window, (together) => {
      const number = measured(measure, together)
      if (number === undefined) return undefined
      numbers.set(startOf(together[0]!.time, window), number)
      return Math.max(...together.map(({ time }) => time))
    })
    return found.map((one) => ({ group, ...one, number: numbers.get(one.start) ?? 0 }))
  })
}

function isOutlier(
  one: Counted,
  all: readonly Counted[],
  { groupBy, outlier }: Aggregation,
): boolean {
  if (outlier === undefined) return true
  const keyOf = ({ group, start }: Counted): string =>
    JSON.stringify([
      outlier.inWindow === true ? start : 0,
      ...outlier.by.map(({ name }) => group[groupBy.findIndex((field) => field.name === name)]),
    ])
  const key = keyOf(one)
  const numbers = all.filter((other) => keyOf(other) === key).map(({ number }) => number)
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length
  const squares = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0)
  const deviation = numbers.length > 1 ? Math.sqrt(squares / (numbers.length - 1)) : 0
  const limit = mean + Number(outlier.deviations) * deviation + Number(outlier.plus)
  return holdAll([{ operator: outlier.operator, value: String(limit) }], one.number)
}

function hitsOf(
  { rule, of, fields }: JointPart,
  events: readonly TimedEvent[],
  view: View,
): readonly Hit[] {
  if (!counts(of)) {
    return events
      .filter(({ event }) => view.selects(of, event))
      .map(({ time, event }) => ({
        rule,
        time,
        values: byName(fields, (field) => textsOf(field, event)),
      }))
  }
  const groupBy = of.kind === 'joint' ? of.groupBy : of.aggregation.groupBy
  return find(of, events, view).map(({ group, time }) => ({
    rule,
    time,
    values: byName(fields, ({ name }) => {
      const value = group[groupBy.findIndex((field) => field.name === name)]
      return value === undefined ? [] : [value]
    }),
  }))
}

/** A detection with an aggregation, or a joint. */
type Counting = Joint | (Detection & { readonly aggregation: Aggregation })

const counts = (rule: Detection | Joint): rule is Counting =>
  rule.kind === 'joint' || rule.aggregation !== undefined

const byName = (
  fields: JointPart['fields'],
  valuesOf: (field: Field) => readonly string[],
): Hit['values'] => Object.fromEntries(fields.map(({ name, field }) => [name, valuesOf(field)]))

interface Group {
  readonly group: readonly string[]
  readonly hits: Hit[]
}

/** Hits with the same values, letter by letter. What has several values is in several groups. */
function groupsOf(hits: readonly Hit[], groupBy: readonly Field[]): readonly Group[] {
  const groups = new Map<string, Group>()
  for (const hit of hits) {
    for (const group of combinations(groupBy.map(({ name }) => hit.values[name] ?? []))) {
      const key = JSON.stringify(group)
      const known = groups.get(key)
      if (known === undefined) groups.set(key, { group, hits: [hit] })
      else known.hits.push(hit)
    }
  }
  return [...groups.values()]
}

const combinations = (lists: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  lists.reduce<readonly (readonly string[])[]>(
    (found, values) => found.flatMap((start) => values.map((value) => [...start, value])),
    [[]],
  )

/** When what was required was complete; undefined where it never was. */
function timeOf(
  requirement: Requirement,
  hits: readonly Hit[],
  rules: readonly string[],
): number | undefined {
  const last = Math.max(...hits.map(({ time }) => time))
  const found = new Set(hits.map(({ rule }) => rule))
  switch (requirement.kind) {
    case 'measure': {
      const number = measured(requirement.measure, hits)
      return number !== undefined && holdAll(requirement.having, number) ? last : undefined
    }
    case 'parts':
      return holdAll(requirement.having, found.size) ? last : undefined
    case 'expression':
      return isTrue(requirement.expression, found) ? last : undefined
    case 'ordered':
      return endOfOrder(hits, rules)
  }
}

/** Whether a number stands to others as it has to. */
export const holdAll = (having: readonly Threshold[], number: number): boolean =>
  having.every(({ operator, value }) => {
    const wanted = Number(value)
    switch (operator) {
      case 'lt':
        return number < wanted
      case 'lte':
        return number <= wanted
      case 'gt':
        return number > wanted
      case 'gte':
        return number >= wanted
      case 'eq':
        return number === wanted
      case 'neq':
        return number !== wanted
    }
  })

/** The number that is measured; undefined where there is none, as no value is a number. */
function measured(measure: Measure, hits: readonly Hit[]): number | undefined {
  if (measure.kind === 'count') return hits.length
  const texts = hits.flatMap(({ values }) => values[measure.field.name] ?? [])
  if (measure.kind === 'distinct') return new Set(texts.filter((text) => text !== '')).size
  const numbers = texts
    .filter((text) => text.trim() !== '')
    .map(Number)
    .filter((number) => !Number.isNaN(number))
    .toSorted((a, b) => a - b)
  if (numbers.length === 0) return undefined
  const sum = numbers.reduce((total, number) => total + number, 0)
  switch (measure.kind) {
    case 'sum':
      return sum
    case 'avg':
      return sum / numbers.length
    case 'min':
      return numbers[0]
    case 'max':
      return numbers.at(-1)
    case 'median': {
      const half = (numbers.length - 1) / 2
      return (numbers[Math.floor(half)]! + numbers[Math.ceil(half)]!) / 2
    }
    case 'percentile':
      return nearestRank(numbers, Number(measure.percentile))
  }
}

/** The number that so many of a hundred are not above. */
const nearestRank = (sorted: readonly number[], share: number): number | undefined =>
  sorted[Math.max(0, Math.ceil((share / 100) * sorted.length) - 1)]

function isTrue(expression: RuleExpression, found: ReadonlySet<string>): boolean {
  switch (expression.kind) {
    case 'rule':
      return found.has(expression.rule)
    case 'not':
      return !isTrue(expression.operand, found)
    case 'and':
      return expression.operands.every((operand) => isTrue(operand, found))
    case 'or':
      return expression.operands.some((operand) => isTrue(operand, found))
  }
}

/** The time of the last hit of the last rule, where hits of all rules stand in order before it. */
function endOfOrder(hits: readonly Hit[], rules: readonly string[]): number | undefined {
  const timesOf = (wanted: string): readonly number[] =>
    hits.filter(({ rule }) => rule === wanted).map(({ time }) => time)
  let reached = Number.NEGATIVE_INFINITY
  for (const rule of rules.slice(0, -1)) {
    const next = timesOf(rule).filter((time) => time >= reached)
    if (next.length === 0) return undefined
    reached = Math.min(...next)
  }
  const ends = timesOf(rules.at(-1) ?? '').filter((time) => time >= reached)
  return ends.length === 0 ? undefined : Math.max(...ends)
}
