/** The meaning of conditions, as code: which events a condition is true of. docs/semantics.md says it in words. */
import type {
  Cidr,
  Compare,
  Condition,
  DatePart,
  Detection,
  Field,
  Regex,
  SameAs,
  Test,
} from './nodes.js'
import { containing, foldCase, matcherOf, pattern, Subject } from './pattern.js'

/**
 * One event: fields by their name in the vocabulary of the condition. A list is a field with several values. An event that
 * was looked at once must not be changed.
 */
export type Event = Readonly<Record<string, unknown>>

/** What lies outside the tree: the regex engine to run rules' regexes on, and the lists that `inList` names. */
export interface Surroundings {
  /** Whether the regex finds something in the text. Rules are untrusted: pass an engine with linear time. */
  readonly regexFinds?: (regex: Regex, text: string) => boolean
  readonly lists?: Readonly<Record<string, readonly string[]>>
}

/**
 * Whether the condition is true of the event.
 * Throws an Error for a placeholder, and for a regex or list where `surroundings` has nothing to decide it with.
 */
export function evaluate(
  condition: Condition,
  event: Event,
  surroundings: Surroundings = {},
): boolean {
  return decisionOf(condition)(readingOf(event), surroundings)
}

/** Whether something is true of an event. */
type Decision = (reading: Reading, surroundings: Surroundings) => boolean

const knownDecisions = new WeakMap<Condition, Decision>()

/** A rule is run on many events: what can be decided of it without one is decided once. */
function decisionOf(condition: Condition): Decision {
  const known = knownDecisions.get(condition)
  if (known !== undefined) return known
  const made = decide(condition)
  knownDecisions.set(condition, made)
  return made
}

function decide(condition: Condition): Decision {
  switch (condition.kind) {
    case 'and': {
      const operands = condition.operands.map(decide)
      return (reading, surroundings) => operands.every((isTrue) => isTrue(reading, surroundings))
    }
    case 'or': {
      const operands = condition.operands.map(decide)
      return (reading, surroundings) => operands.some((isTrue) => isTrue(reading, surroundings))
    }
    case 'not': {
      const isTrue = decide(condition.operand)
      return (reading, surroundings) => !isTrue(reading, surroundings)
    }
    case 'always':
      return () => true
    case 'never':
      return () => false
    case 'predicate': {
      const { field } = condition
      const key = keyOf(field)
      const passes = passing(condition.test)
      return (reading, surroundings) => passes(reading.values(field, key), reading, surroundings)
    }
    case 'keyword': {
      const { test } = condition
      const inside = test.kind === 'matches' ? { ...test, pattern: containing(test.pattern) } : test
      const passes = passing(inside)
      return (reading, surroundings) =>
        reading.fields.some((field) => passes(reading.values(field), reading, surroundings))
    }
  }
}

/** Whether an event is of a detection. */
export type Selects = (detection: Detection, event: Event) => boolean

/** By its condition. What it returns throws as {@link evaluate} does. */
export const byCondition =
  (surroundings: Surroundings = {}): Selects =>
  ({ condition }, event) =>
    evaluate(condition, event, surroundings)

/** One value of a field. */
interface Value {
  readonly raw: unknown
  readonly subject: Subject
}

const keyOf = ({ name, part }: Field): string =>
  part === undefined ? name : `${part}\u0000${name}`

/** An event, and what was found of it: it is run through many rules, and does not change. */
class Reading {
  readonly #event: Event
  readonly #known = new Map<string, readonly Value[]>()
  #fields: readonly Field[] | undefined

  constructor(event: Event) {
    this.#event = event
  }

  /** All fields of the event. */
  get fields(): readonly Field[] {
    return (this.#fields ??= Object.keys(this.#event).map((name) => ({ kind: 'field', name })))
  }

  /** A field's values that are there: null is the same as missing. */
  values(field: Field, key = keyOf(field)): readonly Value[] {
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const made = valuesIn(this.#event, field)
    this.#known.set(key, made)
    return made
  }
}

const knownReadings = new WeakMap<Event, Reading>()

function readingOf(event: Event): Reading {
  const known = knownReadings.get(event)
  if (known !== undefined) return known
  const made = new Reading(event)
  knownReadings.set(event, made)
  return made
}

function valuesIn(event: Event, { name, part }: Field): readonly Value[] {
  const value = Object.hasOwn(event, name) ? event[name] : undefined
  return (Array.isArray(value) ? (value as readonly unknown[]) : [value])
    .filter((item) => item !== null && item !== undefined)
    .map((raw) => {
      const text = part === 'basename' ? basename(asText(raw)) : asText(raw)
      return { raw, subject: new Subject(text) }
    })
}

/** A field's values that are there, as text. */
export const textsOf = (field: Field, event: Event): readonly string[] =>
  readingOf(event)
    .values(field)
    .map(({ subject }) => subject.text)

/** Text as it is; everything else as JSON has it, so that 29 is the text `29`. */
const asText = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '')

/** What follows the last separator of either kind. */
export const basename = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)

/** Whether any of a field's values passes a test. */
type Passing = (values: readonly Value[], reading: Reading, surroundings: Surroundings) => boolean

function passing(test: Test): Passing {
  switch (test.kind) {
    case 'exists':
      return (values) => values.length > 0
    case 'isNull':
      return (values) => values.length === 0
    case 'matches': {
      const matches = matcherOf(test.pattern, test.cased)
      return (values) => values.some(({ subject }) => matches(subject))
    }
    case 'regex':
      return (values, _reading, { regexFinds: finds }) => {
        if (finds === undefined) throw new Error('no regex engine was passed to evaluate')
        return values.some(({ subject }) => finds(test, subject.text))
      }
    case 'compare':
      return (values) => values.some(({ subject }) => compares(test, subject.text))
    case 'cidr':
      return (values) => values.some(({ subject }) => isInNetwork(test, subject.text))
    case 'sameAs':
      return (values, reading) => {
        const others = reading.values(test.field)
        return values.some((value) =>
          others.some((other) => isRelated(test, value.subject.text, other.subject.text)),
        )
      }
    case 'datePart':
      return (values) => values.some(({ raw }) => hasDatePart(test, raw))
    case 'inList':
      return (values, _reading, { lists }) => {
        const list = lists?.[test.list]
        if (list === undefined) throw new Error(`no list named ${test.list} was passed to evaluate`)
        return values.some(({ subject }) =>
          list.some((item) => matcherOf(pattern(item), false)(subject)),
        )
      }
    case 'placeholder':
      return () => {
        throw new Error(`the placeholder ${test.name} has no value`)
      }
  }
}

const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/

function compares({ operator, value }: Compare, actual: string): boolean {
  const text = actual.trim()
  if (!decimal.test(text)) return false
  const order = compareNumbers(text, value)
  return holds(operator, order)
}

/** Negative, zero or positive; decimals of any length without loss, but for those with an exponent. */
function compareNumbers(left: string, right: string): number {
  const plain = /^[+-]?\d*\.?\d*$/
  if (plain.test(left) && plain.test(right)) {
    const places = Math.max(decimalPlaces(left), decimalPlaces(right))
    const difference = scaled(left, places) - scaled(right, places)
    return difference < 0n ? -1 : difference > 0n ? 1 : 0
  }
  const [low, high] = [Number(left), Number(right)]
  return low === high ? 0 : low - high
}

const decimalPlaces = (text: string): number => text.split('.')[1]?.length ?? 0

/** The number times ten to the power of `places`. */
function scaled(text: string, places: number): bigint {
  const [whole = '', fraction = ''] = text.replace(/^[+-]/, '').split('.')
  const digits = BigInt(whole + fraction.padEnd(places, '0'))
  return text.startsWith('-') ? -digits : digits
}

function holds(operator: DatePart['operator'], order: number): boolean {
  switch (operator) {
    case 'eq':
      return order === 0
    case 'lt':
      return order < 0
    case 'lte':
      return order <= 0
    case 'gt':
      return order > 0
    case 'gte':
      return order >= 0
  }
}

function isRelated({ relation, cased }: SameAs, value: string, other: string): boolean {
  const [left, right] = cased ? [value, other] : [foldCase(value), foldCase(other)]
  switch (relation) {
    case 'equals':
      return left === right
    case 'contains':
      return left.includes(right)
    case 'startswith':
      return left.startsWith(right)
    case 'endswith':
      return left.endsWith(right)
  }
}

function hasDatePart({ part, operator, value }: DatePart, actual: unknown): boolean {
  const time = new Date(typeof actual === 'number' ? actual : asText(actual))
  return !Number.isNaN(time.getTime()) && holds(operator, datePart(time, part) - value)
}

function datePart(time: Date, part: DatePart['part']): number {
  switch (part) {
    case 'minute':
      return time.getUTCMinutes()
    case 'hour':
      return time.getUTCHours()
    case 'day':
      return time.getUTCDate()
    case 'week':
      return isoWeek(time)
    case 'month':
      return time.getUTCMonth() + 1
    case 'year':
      return time.getUTCFullYear()
  }
}

/** The number of the week that ISO 8601 gives the day: weeks start on Monday, week 1 has the year's first Thursday. */
function isoWeek(time: Date): number {
  const day = 86_400_000
  const thursday = new Date(time.getTime() + (3 - ((time.getUTCDay() + 6) % 7)) * day)
  return 1 + Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / day / 7)
}

function isInNetwork({ version, address, prefix }: Cidr, text: string): boolean {
  const network = addressBits(address)
  const host = addressBits(text)
  return (
    host?.version === version &&
    network !== undefined &&
    host.bits >> BigInt(width(version) - prefix) === network.bits >> BigInt(width(version) - prefix)
  )
}

/** The number of bits of an address. */
export const width = (version: 4 | 6): number => (version === 4 ? 32 : 128)

/** An IP address as one number; undefined where the text is none. Dotted quads and RFC 4291 text forms. */
export function addressBits(
  text: string,
): { readonly version: 4 | 6; readonly bits: bigint } | undefined {
  if (!text.includes(':')) {
    const bits = quadBits(text)
    return bits === undefined ? undefined : { version: 4, bits }
  }
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const groups = halves.map((half, index) => groupsOf(half, index === halves.length - 1))
  const [head, tail = []] = groups
  if (head === undefined || groups.includes(undefined)) return undefined
  const missing = 8 - head.length - (tail?.length ?? 0)
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined
  const all = [...head, ...Array.from({ length: missing }, () => 0), ...(tail ?? [])]
  return { version: 6, bits: all.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n) }
}

function quadBits(text: string): bigint | undefined {
  const match = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/.exec(
    text,
  )
  const bytes = match?.slice(1).map(Number)
  return bytes?.every((byte) => byte < 256)
    ? bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
    : undefined
}

/** The 16-bit groups of one half of an IPv6 address; the last of all may be a dotted quad, which makes two. */
function groupsOf(half: string, isLast: boolean): number[] | undefined {
  if (half === '') return []
  const texts = half.split(':')
  const result: number[] = []
  for (const [index, group] of texts.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(group)) result.push(Number.parseInt(group, 16))
    else {
      const quad = isLast && index === texts.length - 1 ? quadBits(group) : undefined
      if (quad === undefined) return undefined
      result.push(Number(quad >> 16n), Number(quad & 0xffffn))
    }
  }
  return result
}
