/** What a backend declares. A backend is a table; the printer and the legaliser walk it. */
import type {
  Condition,
  Detection,
  Field,
  Keyword,
  Matches,
  Predicate,
  Regex,
  Test,
  TestOf,
  Vocabulary,
} from '../ast/nodes.js'
import type { Code } from '../diagnostics/codes.js'
import type { Effect } from '../diagnostics/diagnostic.js'
import type { LogSourceRow } from '../fields/types.js'

/** Prints a test of a field. `name` is the field as the language writes it, `field` the node. */
export type PrintTest<T extends Test> = (name: string, test: T, field: Field) => string

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
}

/** Alternatives on one field, joined into the language's list form. */
export interface ListForm {
  readonly accepts: (test: Matches, field: Field) => boolean
  /** At least two tests, all accepted. */
  readonly print: (name: string, tests: readonly Matches[], field: Field) => string
}

/** Something that the language cannot say of a test that it can say otherwise. */
export interface Limit {
  readonly code: Code
  readonly applies: (leaf: Predicate | Keyword) => boolean
  /** What replaces it; undefined where nothing does. */
  readonly replace?: (leaf: Predicate | Keyword) => Condition
  /** What the replacement is in a positive place. */
  readonly effect: Effect
}

/** A language that conditions are printed in: one stage of a query. */
export interface Language {
  readonly operators: Operators
  readonly fieldName: (field: Field) => string
  readonly print: PrintTests
  readonly keyword: ((test: Matches | Regex) => string) | null
  readonly always: string | null
  readonly never: string | null
  readonly list?: ListForm
  /** Tried in this order. */
  readonly limits: readonly Limit[]
}

/** Where the events are in the target, and how its fields are called. */
export interface Destination {
  /** `Endpoint.Processes`, `SecurityEvent`. */
  readonly name: string
  readonly vocabulary: Vocabulary
  /** What selects the log source, in the target's names. */
  readonly filter: Condition
  /** Ids of the events that `filter` selects, where it selects by id. */
  readonly eventIds: readonly string[]
}

/** What is printed, stage by stage. */
export interface Plan {
  readonly detection: Detection
  readonly destination: Destination
  /** The first stage: what the target can say natively. */
  readonly filter: Condition
  /** What is left to a later stage. */
  readonly post: Condition
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

/** Values of options by name: the user's, or the defaults. */
export type Options = Readonly<Record<string, string>>

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
  /** Puts the parts together; the backend's `render` where there is none. */
  readonly render?: (printed: Printed) => string
  /** A template around the query: a file name in templates/. */
  readonly template?: string
}

/** A target. */
export interface Backend {
  readonly name: string
  /** For messages: `Splunk event search`. */
  readonly title: string
  readonly description: string
  /** The extension of query files, without the dot. */
  readonly extension: string
  readonly options: Readonly<Record<string, OptionDefinition>>
  readonly formats: Readonly<Record<string, Format>>
  /** Where the events of a log source may be, best first; none where the target has none. */
  readonly destinations: (row: LogSourceRow, options: Options) => readonly Destination[]
  /** The place for log sources without a row; undefined where they are refused. */
  readonly unknownLogSource?: Destination
  /** Whether a field without a correspondence keeps its name, with a note, or is refused. */
  readonly unmappedFields: 'keep' | 'refuse'
  /** Appended to refusals for want of a log source or field: what else would do. */
  readonly hint?: string
  /** The first stage. */
  readonly language: Language
  /** A later stage that can say more. */
  readonly post?: Language
  /** Puts the parts of a query together. */
  readonly render: (printed: Printed) => string
  /** Whether the parts that Splunk wrote are to be printed back: the condition is then in Splunk's own names. */
  readonly keepsEnvelope?: (detection: Detection) => boolean
}

/** Checks a backend's table as it is written, and hands it on. */
export const defineBackend = (backend: Backend): Backend => backend
