/** Lists of events around what a threshold or a correlation asks for. */
import { and } from '../../src/ast/build.js'
import { evaluate, type Surroundings } from '../../src/ast/evaluate.js'
import type {
  Aggregation,
  Condition,
  Detection,
  Joint,
  JointPart,
  Measure,
  Threshold,
} from '../../src/ast/nodes.js'
import type { Random } from '../fuzz/random.js'
import { eventsOf, type Values } from './choices.js'

/** A rule that asks what several events come to. */
export type Counting = Joint | (Detection & { readonly aggregation: Aggregation })

/** An event of one of the detections whose events are counted, and when it happens, in seconds. */
export interface Occurrence {
  readonly of: Detection
  readonly time: number
  readonly values: Values
  /** It is of another log source, which no query may count. */
  readonly isForeign: boolean
}

/** The detections whose events are counted. */
export const leavesOf = (rule: Detection | Joint): readonly Detection[] =>
  rule.kind === 'detection' ? [rule] : rule.parts.flatMap(({ of }) => leavesOf(of))

/** What an event of a detection has to pass. */
export const conditionOf = ({ source, condition }: Detection): Condition =>
  source === undefined ? condition : and([source, condition])

/** So many events for each list that was asked for are enough. */
const enough = 40
/** Events that hits and misses are taken from. */
const samples = 40

/** Lists of events: none, misses alone, and then some groups in some windows, with numbers of hits around the threshold. */
export function listsOf(
  rule: Counting,
  count: number,
  random: Random,
  surroundings: Surroundings,
): readonly (readonly Occurrence[])[] {
  const maker = new Maker(random, surroundings)
  const lists: (readonly Occurrence[])[] = [[], maker.misses(rule, 3, maker.cellsOf(rule)[0]!)]
  for (
    let total = 0;
    lists.length < count && total < enough * count;
    total += lists.at(-1)!.length
  ) {
    lists.push(maker.listOf(rule))
  }
  return lists
}

/** A group in a window: what its fields have to be, in the names of a rule, and when. */
interface Cell {
  readonly wanted: Values
  readonly start: number
  readonly length: number
}

interface Samples {
  readonly hits: readonly Values[]
  readonly misses: readonly Values[]
}

class Maker {
  readonly #random: Random
  readonly #surroundings: Surroundings
  readonly #samples = new Map<Detection, Samples>()

  constructor(random: Random, surroundings: Surroundings) {
    this.#random = random
    this.#surroundings = surroundings
  }

  listOf(rule: Counting): readonly Occurrence[] {
    return this.cellsOf(rule).flatMap((cell) => [
      ...this.#story(rule, cell),
      ...this.misses(rule, this.#random.below(4), cell),
      ...(this.#random.below(6) === 0 ? this.#foreign(rule, cell) : []),
    ])
  }

  /** Groups in windows: of what is measured against what is usual, many. */
  cellsOf(rule: Counting): readonly Cell[] {
    const random = this.#random
    const asked = largestOf(rule)
    const isOutlier = rule.kind === 'detection' && rule.aggregation.outlier !== undefined
    const few = asked > 60 ? 1 : 3
    const groups = isOutlier ? random.pick([2, 13]) : 1 + random.below(few)
    const length = windowOf(rule) ?? 3600
    const isOne = windowOf(rule) === undefined
    const windows = isOne ? 1 : isOutlier ? (groups > 2 ? 1 : 13) : 1 + random.below(few)
    const first = (1000 + random.below(500)) * length
    return Array.from({ length: groups }, (_, group) => group).flatMap((group) => {
      const wanted = this.#groupOf(rule, group)
      return Array.from({ length: windows }, (__, window) => ({
        wanted,
        start: first + window * length,
        length,
      }))
    })
  }

  #groupOf(rule: Counting, group: number): Values {
    const { groupBy } = rule.kind === 'joint' ? rule : rule.aggregation
    // Events without a field of the group are in none, however many there are.
    const lacks = this.#random.below(8) === 0 ? this.#random.below(groupBy.length + 1) : undefined
    return Object.fromEntries(
      groupBy.map(({ name }, index) => [
        name,
        index === lacks && !isAlways(name) ? undefined : this.#groupValue(name, group),
      ]),
    )
  }

  /** Groups differ in any of their fields, by the case of letters too. */
  #groupValue(name: string, group: number): unknown {
    const random = this.#random
    const kind = kindOf(name)
    const place = random.below(3) === 0 ? random.below(3) : group
    if (kind !== 'text') return valueOf(kind, place)
    return ['alpha.exe', 'ALPHA.exe', 'beta.exe'][place] ?? valueOf(kind, place)
  }

  #story(rule: Detection | Joint, cell: Cell): readonly Occurrence[] {
    const random = this.#random
    if (rule.kind === 'detection') {
      const { aggregation } = rule
      const base = this.#hitOf(rule)
      const overlays = aggregation === undefined ? [{}] : this.#overlays(aggregation)
      return overlays.map((overlay) => this.#event(rule, base, cell, overlay))
    }
    const { requirement, parts } = rule
    if (requirement.kind === 'measure') {
      return this.#overlays(requirement).flatMap((overlay) => {
        const part = parts[random.below(parts.length)]!
        return this.#partStory(part, { ...cell, wanted: { ...cell.wanted, ...overlay } })
      })
    }
    return parts.flatMap((part) =>
      Array.from({ length: random.pick([0, 1, 1, 2]) }, () => this.#partStory(part, cell)).flat(),
    )
  }

  /** What is counted by itself has its own windows inside of this one. */
  #partStory({ of, fields }: JointPart, { wanted, start, length }: Cell): readonly Occurrence[] {
    const own = Object.fromEntries(
      fields.flatMap(({ name, field }) =>
        Object.hasOwn(wanted, name) ? [[field.name, wanted[name]]] : [],
      ),
    )
    const inner = isCounting(of) ? Math.min(windowOf(of) ?? length, length) : length
    const turn = this.#random.below(Math.floor(length / inner))
    return this.#story(of, { wanted: own, start: start + turn * inner, length: inner })
  }

  /** What events have to be for what is measured of them to be around a threshold: an event each. */
  #overlays({ measure, having, outlier }: Asked): readonly Values[] {
    const random = this.#random
    const limits = having.map(({ value }) => Number(value))
    const limit = limits[random.below(limits.length)] ?? 2
    // What is usual is little, and now and then there is much.
    const isUsual = random.below(10) > (outlier === undefined ? 7 : 0)
    const above = outlier === undefined ? 0 : random.below(20)
    const around = isUsual ? 1 : limit + random.below(3) - 1 + above
    const number = Math.max(0, Math.ceil(around))
    if (measure.kind === 'count') return Array.from({ length: number }, () => ({}))
    const name = measure.field.name === '_raw' ? 'Unique' : measure.field.name
    if (measure.kind === 'distinct') {
      const kind = kindOf(name)
      const values = Array.from({ length: number }, (_, index) => valueOf(kind, index))
      const again = values.filter(() => random.below(12) === 0)
      return [...values, ...again].map((value) => ({ [name]: value }))
    }
    const whole = Math.floor(limit)
    const half = Math.floor(whole / 2)
    const numbers =
      measure.kind === 'sum'
        ? [half, whole - half + random.below(4) - 1]
        : Array.from({ length: 1 + random.below(4) }, () =>
            random.pick([whole - 1, whole, whole + 1, whole + 2, half, 0]),
          )
    const isMissing = random.below(5) === 0
    return [
      ...numbers.map((value) => ({ [name]: String(value) })),
      ...(isMissing ? [{ [name]: undefined }] : []),
    ]
  }

  /** A hit in a cell. Where the condition does not leave a field of the group open, it is that of one hit of them all. */
  #event(of: Detection, base: Values, { wanted, ...cell }: Cell, overlay: Values): Occurrence {
    const grouped = this.#changed(of, base, wanted)
    const names = Object.keys(wanted)
    const group = Object.fromEntries(names.map((name) => [name, grouped[name]]))
    const changed = this.#changed(of, this.#hitOf(of), { ...group, ...overlay })
    const isOf = names.every(
      (name) => changed[name] === group[name] || Object.hasOwn(overlay, name),
    )
    const values = isOf ? changed : this.#changed(of, grouped, overlay)
    return {
      of,
      time: this.#timeIn(cell),
      values: this.#lacking(of, values, names),
      isForeign: false,
    }
  }

  /** Now and then an event lacks a field of the group, or has several values of it. */
  #lacking(of: Detection, values: Values, names: readonly string[]): Values {
    const random = this.#random
    const name = names[random.below(names.length)]
    if (name === undefined || isAlways(name) || random.below(25) > 0) return values
    if (values[name] === undefined) return values
    const other = random.below(3) === 0 ? [values[name], valueOf(kindOf(name), 1)] : undefined
    return this.#changed(of, values, { [name]: other })
  }

  misses(rule: Counting, count: number, cell: Cell): readonly Occurrence[] {
    const leaves = leavesOf(rule)
    return Array.from({ length: count }, () => {
      const of = leaves[this.#random.below(leaves.length)]!
      const { misses } = this.#samplesOf(of)
      const miss = misses[this.#random.below(misses.length)] ?? {}
      return {
        of,
        time: this.#timeIn(cell),
        values: this.#changed(of, miss, cell.wanted),
        isForeign: false,
      }
    })
  }

  #foreign(rule: Counting, cell: Cell): readonly Occurrence[] {
    return leavesOf(rule).map((of) => ({
      ...this.#event(of, this.#hitOf(of), cell, {}),
      isForeign: true,
    }))
  }

  /** The start and the last second of a window are in it. */
  #timeIn({ start, length }: Pick<Cell, 'start' | 'length'>): number {
    return start + this.#random.pick([0, length - 1, this.#random.below(length)])
  }

  #hitOf(of: Detection): Values {
    const { hits } = this.#samplesOf(of)
    return hits[this.#random.below(hits.length)] ?? {}
  }

  #samplesOf(of: Detection): Samples {
    const known = this.#samples.get(of)
    if (known !== undefined) return known
    const condition = conditionOf(of)
    const all = eventsOf(condition, samples, this.#random, this.#surroundings)
    const isHit = (values: Values): boolean => evaluate(condition, values, this.#surroundings)
    const made = { hits: all.filter(isHit), misses: all.filter((values) => !isHit(values)) }
    this.#samples.set(of, made)
    return made
  }

  /** An event with other values, as far as these do not change whether it is a hit. */
  #changed(of: Detection, values: Values, wanted: Values): Values {
    const condition = conditionOf(of)
    const isHit = evaluate(condition, values, this.#surroundings)
    return Object.keys(wanted).reduce((made, name) => {
      const { [name]: _, ...rest } = made
      const value = wanted[name]
      const other = value === undefined ? rest : { ...rest, [name]: value }
      return evaluate(condition, other, this.#surroundings) === isHit ? other : made
    }, values)
  }
}

/** Whether a rule asks what several events come to. */
export const isCounting = (rule: Detection | Joint): rule is Counting =>
  rule.kind === 'joint' || rule.aggregation !== undefined

/** In seconds; undefined where a rule has none. */
export const windowOf = (rule: Counting): number | undefined =>
  rule.kind === 'joint' ? rule.window : rule.aggregation.window

interface Asked {
  readonly measure: Measure
  readonly having: readonly Threshold[]
  readonly outlier?: Aggregation['outlier']
}

/** How many events of one group a rule asks for, at the most. */
function largestOf(rule: Counting): number {
  const asked: Asked | undefined =
    rule.kind === 'detection'
      ? rule.aggregation
      : rule.requirement.kind === 'measure'
        ? rule.requirement
        : undefined
  const isNumber = asked?.measure.kind === 'count' || asked?.measure.kind === 'distinct'
  return isNumber ? Math.max(...asked.having.map(({ value }) => Number(value)), 0) : 1
}

/** What every event has one of in Splunk. */
const isAlways = (name: string): boolean => /^(?:host|source|sourcetype|index)$/.test(name)

type Kind = 'number' | 'address' | 'text'

/** What fields of such a name hold, so that a column of any type holds it. */
const kindOf = (name: string): Kind =>
  /(?:id|code|port|type|count|bytes|size|number|status)$/i.test(name)
    ? 'number'
    : /ip|addr|^src$|^dest$/i.test(name)
      ? 'address'
      : 'text'

function valueOf(kind: Kind, index: number): string {
  switch (kind) {
    case 'number':
      return String(1000 + index)
    case 'address':
      return `10.1.${Math.floor(index / 200)}.${1 + (index % 200)}`
    case 'text':
      return `value${index}.exe`
  }
}
