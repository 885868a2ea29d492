/** What a backend declares. A backend is a table; the printer and the legaliser walk it. */
import type {
  Aggregation,
  Condition,
  Detection,
  Field,
  Joint,
  MacroUse,
  Matches,
  Measure,
  Regex,
  Test,
  TestOf,
} from '../ast/nodes.js'
import type { Polarity } from '../ast/visit.js'
import type { Destination, MappingTarget, Options } from '../fields/types.js'
import type { Capabilities } from '../legalise/capabilities.js'

/**
 * Prints a test of a field. `name` is the field as the language writes it, `field` the node, `polarity` that of the
 * place: a language with null as a third truth value has to guard what stands under a negation.
 */
export type PrintTest<T extends Test> = (
  name: string,
  test: T,
  field: Field,
  polarity: Polarity,
) => string

/** How the language says each kind of test; null where it cannot. A new kind must be decided on to compile. */
export type PrintTests = { readonly [K in Test['kind']]: PrintTest<TestOf<K>> | null }

/** The tokens that join conditions. */
export interface Operators {
  readonly and: string
  readonly or: string
  readonly not: (operand: string) => string
  readonly group: (inner: string) => string
  /** `not` delimits its operand by itself, so that a group inside needs no brackets. */
  readonly notDelimits?: boolean
  /** An AND inside an OR needs no brackets, as nobody could read it otherwise. */
  readonly andInsideOr?: boolean
  /** As many operands of one AND or OR stand side by side; more of them stand in groups of so many. At least two. */
  readonly longestChain?: number
}

/** Alternatives on one field, joined into the language's list form. */
export interface ListForm {
  readonly accepts: (test: Matches, field: Field) => boolean
  /** What tests of one list share: those that mind case, say, have an operator of their own. */
  readonly kind?: (test: Matches) => string
  /** At least two tests, all accepted. */
  readonly print: (name: string, tests: readonly Matches[], field: Field) => string
}

/** A language that conditions are printed in: one stage of a query. */
export interface Language extends Capabilities {
  readonly operators: Operators
  readonly fieldName: (field: Field) => string
  readonly print: PrintTests
  readonly keyword: ((test: Matches | Regex) => string) | null
  readonly always: string | null
  readonly never: string | null
  readonly list?: ListForm
  /** Parts of a condition that there are words for already. */
  readonly words?: ReadonlyMap<Condition, Worded>
}

/** A text, and what binds it together. */
export interface Worded {
  readonly text: string
  readonly binds: 'atom' | 'and' | 'or' | 'not'
}

/** What is printed, stage by stage. */
export interface Plan {
  readonly detection: Detection
  readonly destination: Destination
  /** The first stage: what the target can say natively. */
  readonly filter: Condition
  /** What of it the source said with macros, where it is printed back in the source's own words. */
  readonly macros: readonly MacroUse[]
  /** What is left to a later stage. */
  readonly post: Condition
  /** What the events that pass both have to come to, in the destination's names. */
  readonly aggregation?: Aggregation
  /** Fields that a joint reads of what is found, in the destination's names. */
  readonly outputs: readonly Field[]
}

/** The parts of a plan as text. */
export interface Printed {
  readonly plan: Plan
  /** The destination's filter; empty where it selects everything. */
  readonly source: string
  /** The conjuncts of the first stage, each bracketed as a conjunct has to be; none where it selects everything. */
  readonly filter: readonly string[]
  /** The post-filter stage; empty where there is none. */
  readonly post: string
  readonly options: Options
}

/** A joint as it is printed. */
export interface JointPlan {
  readonly joint: Joint
  readonly parts: readonly PlannedPart[]
  /** What the query calls the fields that the joint reads, in the order of each part's `fields`. */
  readonly columns: readonly Column[]
}

/** A field of a joint. */
export interface Column {
  /** What the rule calls it. */
  readonly name: string
  /** What the query does. */
  readonly field: Field
}

/** What one part of a joint finds, and what its fields are called there. */
export interface PlannedPart {
  readonly rule: string
  readonly plan: Plan | JointPlan
  readonly fields: readonly Field[]
}

/** The parts of a joint's query as text. */
export interface PrintedJoint {
  readonly plan: JointPlan
  readonly parts: readonly (PlannedPart & { readonly printed: Printed | PrintedJoint })[]
  readonly options: Options
}

/** What can be said of several events, in windows of time. */
export interface Thresholds {
  readonly measures: readonly Measure['kind'][]
  /** Whether its windows begin anywhere; where it is missing, time is cut into fixed ones. */
  readonly windows?: 'sliding'
  /** Those of the measures that are only estimated. */
  readonly estimates?: readonly Measure['kind'][]
  /** Why this one cannot be said although its measure can, as what cannot; undefined where it can. */
  readonly lacks?: (aggregation: Aggregation) => string | undefined
  /** What else would do, for refusals. */
  readonly hint?: string
  /** Whether it can compare a number with what is usual of it. */
  readonly outliers?: true
  /** What is counted inside of a larger query is cut off at some number of results. */
  readonly limitsSubsearches?: true
  /** False where no later stage can filter what is counted. */
  readonly postFilter?: false
}

/** An option that `-O name=value` sets. */
export interface OptionDefinition {
  readonly description: string
  readonly default: string
  /** The values that it may have; any where there are none. */
  readonly values?: readonly string[]
}

/** One form in which a target's queries come out. */
export interface Format {
  readonly description: string
  /** The file extension, where it is not the backend's. */
  readonly extension?: string
  /** Prints conditions otherwise than the backend does by default. */
  readonly language?: Language
  /** What it can say of several events; what the backend can where it is missing. */
  readonly thresholds?: Thresholds
  /** Puts the parts together; the backend's `render` where there is none. */
  readonly render?: (printed: Printed) => string
  /** A template around the query: a file name in templates/. */
  readonly template?: string
}

/** A target: queries are text, which its tables print; documents have a structure of their own. */
export type Backend = QueryBackend | DocumentBackend

/** What every target declares. */
interface Target extends MappingTarget {
  readonly name: string
  readonly description: string
  /** The extension of query files, without the dot. */
  readonly extension: string
  readonly options: Readonly<Record<string, OptionDefinition>>
  /** What it can say of several events; nothing where it is missing. */
  readonly thresholds?: Thresholds
  /** Why this joint cannot be said although its parts can, as what cannot; undefined where it can. */
  readonly lacksJoint?: (plan: JointPlan) => string | undefined
  /** The line between two of its texts where they stand in one stream, besides a blank one. */
  readonly separator?: string
}

/** A target whose conditions are text. */
export interface QueryBackend extends Target {
  /** By name; every backend has `default`. */
  readonly formats: Readonly<Record<string, Format>> & { readonly default: Format }
  /** The first stage. */
  readonly language: Language
  /** The first stage of a search that is printed back in its own words; `language` where it is missing. */
  readonly ownLanguage?: Language
  /** A later stage that can say more. */
  readonly post?: Language
  /** Puts the parts of a query together. */
  readonly render: (printed: Printed) => string
  /** Puts the query of a joint together; where it is missing, joints are refused. */
  readonly renderJoint?: (printed: PrintedJoint) => string
  readonly write?: undefined
  readonly writeJoint?: undefined
}

/** A form of a document. */
export type DocumentFormat = Omit<Format, 'language' | 'render'> & {
  readonly language?: undefined
  readonly render?: undefined
}

/** A target whose conditions are no text but a structure, which it builds itself. */
export interface DocumentBackend extends Target {
  /** By name; every backend has `default`. */
  readonly formats: Readonly<Record<string, DocumentFormat>> & { readonly default: DocumentFormat }
  /** What its documents can say. */
  readonly language: Capabilities
  readonly post?: undefined
  readonly ownLanguage?: undefined
  readonly renderJoint?: undefined
  /** Makes the document. The conjuncts of the plan's filter are in the author's order. */
  readonly write: (plan: Plan, options: Options) => string
  /** Makes the document of a joint; where it is missing, joints are refused. */
  readonly writeJoint?: (plan: JointPlan, options: Options) => string
  /** A part of a condition in one line, for explaining it. */
  readonly show: (condition: Condition) => string
}

/** Checks a backend's table as it is written, and hands it on. */
export const defineBackend = <B extends Backend>(backend: B): B => backend
