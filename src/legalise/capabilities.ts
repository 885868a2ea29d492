/** What a language can say, as the legaliser sees it. */
import type { Condition, Keyword, Predicate, Span, Test } from '../ast/nodes.js'
import type { Effect } from '../diagnostics/diagnostic.js'

/** The codes of inexact replacements. Their messages may use {target}, {field} and {fields}. */
export type LimitCode =
  | 'fidelity/single-character'
  | 'fidelity/literal-asterisk'
  | 'fidelity/control-character'
  | 'fidelity/case-ignored'
  | 'fidelity/case-minded'
  | 'fidelity/white-space'
  | 'fidelity/outer-white-space'
  | 'fidelity/analysed-text'
  | 'fidelity/empty-is-missing'
  | 'fidelity/field-unbound'
  | 'fidelity/address-prefix'
  | 'fidelity/not-number'
  | 'fidelity/compares-text'
  | 'fidelity/xml-text'
  | 'fidelity/every-column'

/** Something that a language cannot say of a test that it can say otherwise, and what replaces it. */
export interface Limit {
  readonly code: LimitCode
  readonly applies: (leaf: Predicate | Keyword) => boolean
  /** May hold what meets a further limit; never the same again. */
  readonly replace: (leaf: Predicate | Keyword) => Condition
  /** What the replacement is in a positive place. */
  readonly effect: Effect
  /** One note for all places of a query, naming their fields. */
  readonly once?: boolean
}

/** A test that a language cannot say at all, and why. */
export interface Gap {
  readonly applies: (leaf: Predicate | Keyword) => boolean
  /** Completes "cannot say …": `a regex with lookaround`. */
  readonly what: string
  /** What exactly, and where in the file, if it is a part of the test. */
  readonly part?: (leaf: Predicate | Keyword) => UnsayablePart | undefined
}

/** A part of a test that a language cannot say. */
export interface UnsayablePart {
  readonly what: string
  readonly span?: Span | undefined
}

/** The tables that say what a language can say. */
export interface Capabilities {
  /** For each kind of test something, or null where the language cannot say it. */
  readonly print: { readonly [K in Test['kind']]: unknown }
  readonly keyword: unknown
  /** As `print`: a condition that is true of every event, and one that is true of none. */
  readonly always: unknown
  readonly never: unknown
  /** Tried in this order, before the gaps. */
  readonly limits: readonly Limit[]
  /** Exact forms of several tests together, which are better than one form for each: tried before the limits. */
  readonly merges?: readonly ((condition: Condition) => Condition)[]
  readonly gaps?: readonly Gap[]
}
