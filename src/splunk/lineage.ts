/** Where the fields of a pipeline's results come from: what each is in terms of the events that the search found. */
import { field as fieldNamed } from '../ast/build.js'
import type { Condition, Field, Measure, Predicate } from '../ast/nodes.js'
import type { Expression } from './eval.js'
import type { Expansion } from './expansion.js'
import type { Cut } from './extract.js'
import type { Step } from './made/step.js'
import { PersistentMap } from './persistent-map.js'

/** The value of a field of a result. */
export type Value =
  | EventValue
  | FilledValue
  | PartValue
  | PiecesValue
  /** One of the values of a field that may have several, and nobody can tell which; `first` of one that is there if any is. */
  | ElementValue
  | ExtractValue
  | InsideValue
  | TextValue
  | { readonly kind: 'null' }
  /**
   * The value of the first case whose condition holds; null where none does. The conditions exclude each other. `named` is the
   * field of the event that has the name that results have it by, where another field may have been given it.
   */
  | { readonly kind: 'cases'; readonly cases: readonly Case[]; readonly named?: EventValue }
  | MadeValue
  /** The number that a value is, if it is one. */
  | ({ readonly kind: 'number'; readonly of: EventValue } & Told)
  | LengthValue
  | ShiftedValue
  /** Zero or more where the condition holds, else null: the place of a value in a list. */
  | ({ readonly kind: 'found'; readonly when: Condition } & Told)
  | MeasureValue
  | UsualValue
  /** All values of the events of a group; `count` is how many different ones there are. */
  | { readonly kind: 'any'; readonly of: Computed; readonly count?: MeasureValue }
  | TimeValue
  | Opaque
  /** What an expression computes, once somebody asks for it. */
  | LazyValue

/** What an expression computes; `whenIs` is the condition of which it is made, where it is that text exactly where that holds. */
export interface LazyValue {
  readonly kind: 'lazy'
  readonly compute: (asker: Asker) => Computed
  readonly whenIs?: (text: string) => Written | undefined
}

/** An expression and where it stands. */
export interface Written {
  readonly expression: Expression
  readonly results: Results
  /** Of the command that it is of. */
  readonly expansion: Expansion
  /** Where its text starts in that of the command. */
  readonly offset: number
}

/** Who asks what a field is, and hears what stands against a condition on it. */
export interface Asker {
  /** Why no condition on an event can tell; the reason ends a sentence about the field. */
  readonly refuse: (why: string) => void
  /** Hears of each test that asks more or less than the search does, and why. */
  readonly marks: (leaf: Predicate, as: Mark) => void
  /** Hears of what each field is that is read on the way. */
  readonly reads?: ((basis: Basis) => void) | undefined
}

/**
 * How the test of a leaf differs from what the search asks: `group` of one event where any of a group may pass, `list`
 * of any value of a field where one of them has to, `match` of any place where a regex finds something,
 * `inside` of any place in a text, `piece` of the start or end of
 * one; `end` where a regex may end before a last line feed, `line` where its dots stop at any; `number` where equal
 * numbers may be different texts.
 */
export type Mark = 'group' | 'list' | 'match' | 'inside' | 'piece' | 'end' | 'line' | 'number'

/**
 * What a field of the results rests on: it is as the event has it, or computed of one event, or measured of several; or
 * there is something in it that is neither, as what a lookup adds.
 */
export type Basis = 'event' | 'computed' | 'measured' | 'other'

/** Asks on the quiet: whether something was refused. */
export function ask(of: (asker: Asker) => Computed): Computed | undefined {
  let isRefused = false
  const value = of({
    refuse: () => {
      isRefused = true
    },
    marks: () => {},
  })
  return isRefused ? undefined : value
}

/** A value, asked for on the quiet; undefined where something was refused. */
export const askValue = (value: Value): Computed | undefined =>
  value.kind === 'lazy' ? ask(value.compute) : value

/** A value that is known. */
export type Computed = Exclude<Value, { readonly kind: 'lazy' }>

/** What makes a value, for messages. */
export interface Told {
  /** Ends a sentence about a field: `which the function 'len' of 'eval' makes (stage 2)`. */
  readonly what?: string
}

/** One text, the same in all results. */
export interface TextValue {
  readonly kind: 'text'
  readonly text: string
  /** It is written as a number. */
  readonly isNumber?: true
}

/** A text that a function makes of another. */
export interface MadeValue extends Told {
  readonly kind: 'made'
  readonly of: Computed
  readonly step: Step
}

/** The number of characters of a text. */
export interface LengthValue extends Told {
  readonly kind: 'length'
  readonly of: Computed
}

/** A count, and a whole number more. */
export interface ShiftedValue extends Told {
  readonly kind: 'shifted'
  readonly of: LengthValue | PiecesValue
  readonly by: number
}

/** What a field of the event holds; `fold` of text in which case was changed. */
export interface EventValue {
  readonly kind: 'event'
  readonly field: Field
  readonly fold?: 'lower' | 'upper'
}

/** What a field holds, and a text where it is missing. */
export interface FilledValue {
  readonly kind: 'filled'
  readonly of: EventValue
  readonly text: string
}

/** The pieces of a field between delimiters, as a list; or how many there are. */
export interface PiecesValue extends Told {
  readonly kind: 'pieces' | 'pieceCount'
  readonly of: EventValue
  readonly delimiter: string
}

/** One of the pieces of a field between delimiters, counted from 0, from the end where negative. */
export interface PartValue extends Told {
  readonly kind: 'part'
  readonly of: EventValue
  readonly delimiter: string
  readonly index: number
}

/** What a group of a regex holds where that finds something in a field first. */
export interface ExtractValue extends Told {
  readonly kind: 'extract'
  readonly of: EventValue
  readonly cut: Cut
  readonly fold?: 'lower' | 'upper'
}

/** A text somewhere inside of the JSON text that a field has; `own` is the field of the event that has its name. */
export interface InsideValue {
  readonly kind: 'inside'
  readonly of: EventValue
  readonly own?: EventValue
}

export interface ElementValue extends Told {
  readonly kind: 'element'
  readonly of: EventValue
  readonly first: boolean
}

/** One alternative of a value. */
export interface Case {
  readonly when: Condition
  readonly value: Computed
}

/** A number measured of the events of a group. */
export interface MeasureValue {
  readonly kind: 'measure'
  readonly measure: Measure
  /** Only events that pass this are counted. */
  readonly where?: Condition
  /** The field of which missing values were filled, and count as one. */
  readonly fills?: string
  /** The field that another may have been given the name of. */
  readonly renamed?: string
  /** Where no event of the group has this field there is no number, and not 0. */
  readonly needs?: Field
  /** The search counts the results of another grouping, each of which may be of several events. */
  readonly ofRows?: Group
  readonly group: Group
}

/** What is usual of a measured number: so many times its mean over like groups, and so on, as `eventstats` measures it. */
export interface UsualValue {
  readonly kind: 'usual'
  readonly measure: MeasureValue
  /** The names of fields of the group whose values like groups share. */
  readonly by: readonly string[]
  readonly inWindow: boolean
  readonly means: number
  readonly deviations: number
  readonly plus: number
  /** Of the stage that measures it. */
  readonly stage: number
}

/** The time of an event; `window` of one that was cut to fixed windows, in seconds. */
export interface TimeValue {
  readonly kind: 'time'
  readonly window?: number
}

/** What no condition on an event can tell. `what` ends a sentence about a field: `which 'lookup' (stage 3) adds`. */
export interface Opaque {
  readonly kind: 'opaque'
  readonly what: string
  /** Whether it is known to be there. */
  readonly exists?: true
  /** Whether it is made of nothing but the event. */
  readonly ofEvent?: true
}

/** What the events of a group have in common. */
export interface Group {
  readonly by: readonly { readonly name: string; readonly value: Value }[]
  /** Of the stage that groups. */
  readonly stage: number
  readonly command: string
}

/** What one result stands for: a single event, a group of them, or something that can no longer be counted. */
export type Rows =
  | { readonly kind: 'events' }
  | { readonly kind: 'groups'; readonly group: Group }
  /** `what` ends a sentence: `which 'dedup' (stage 2) makes fewer`. */
  | { readonly kind: 'changed'; readonly what: string }

/** Fields whose value follows from their name. */
export interface Derived {
  readonly kind: 'derived'
  readonly valueOf: (name: string) => Value
}

/** The results at a place of a pipeline. */
export interface Results {
  readonly fields: PersistentMap<Value>
  /** What every other field is: that of the event, nothing, or unknown. */
  readonly others: 'event' | 'absent' | Opaque | Derived
  readonly rows: Rows
}

/** The events as a search finds them. */
export const eventResults: Results = {
  fields: PersistentMap.of<Value>(),
  others: 'event',
  rows: { kind: 'events' },
}

/** What is known of a field. */
export function valueOf(results: Results, name: string): Value {
  const known = results.fields.get(name)
  if (known !== undefined) return known
  if (results.others === 'absent') return { kind: 'null' }
  if (results.others !== 'event') {
    return results.others.kind === 'opaque' ? results.others : results.others.valueOf(name)
  }
  return name === '_time' ? { kind: 'time' } : eventValue(name)
}

/** What is known of a field, computed where it is an expression's. */
export function read(results: Results, name: string, asker: Asker): Computed {
  const value = valueOf(results, name)
  const known = value.kind === 'lazy' ? value.compute(asker) : value
  asker.reads?.(basisOf(known, value.kind === 'lazy'))
  return known
}

function basisOf(value: Computed, isComputed: boolean): Basis {
  switch (value.kind) {
    case 'measure':
    case 'usual':
      return 'measured'
    case 'opaque':
      return value.ofEvent === true ? 'computed' : 'other'
    case 'any':
    case 'part':
    case 'number':
    case 'pieces':
    case 'pieceCount':
    case 'element':
    case 'extract':
    case 'inside':
    case 'length':
    case 'shifted':
    case 'made':
    case 'found':
      return 'computed'
    case 'event':
    case 'filled':
    case 'text':
    case 'null':
    case 'cases':
    case 'time':
      return isComputed ? 'computed' : 'event'
  }
}

/** Whether the text of the events is still what it was. */
export function hasRawText(results: Results): boolean {
  const text = valueOf(results, '_raw')
  return text.kind === 'event' && text.field.name === '_raw'
}

/** The value of a field of the event. */
export const eventValue = (name: string): EventValue => ({
  kind: 'event',
  field: fieldNamed(name),
})

/** The results with fields changed. */
export const withFields = (
  results: Results,
  changes: Iterable<readonly [string, Value]>,
): Results => ({ ...results, fields: results.fields.with(changes) })

/** The results with every field but some being something that nobody can tell. */
export const withUnknown = (
  results: Results,
  unknown: Opaque,
  kept: readonly string[] = [],
): Results => ({
  ...results,
  fields: PersistentMap.of(kept.map((name) => [name, valueOf(results, name)])),
  others: unknown,
})

/** What a command adds that no condition on an event can tell. */
export const addedBy = (command: string, stage: number, verb = 'adds'): Opaque => ({
  kind: 'opaque',
  what: `which '${command}' (stage ${stage}) ${verb}`,
})
