/**
 * The syntax tree: what a detection says, in no language's own words.
 *
 * Every node is a plain, immutable, JSON-serialisable object with a `kind`; docs/semantics.md says what each means
 * and evaluate.ts is that meaning as code.
 */
import type { Pattern } from './pattern.js'

/** A range of a file's text: offsets in UTF-16 code units, `end` exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** What a person could have written has a place where it was written. */
interface Written {
  readonly span?: Span
}

// ---------------------------------------------------------------------------------------------- conditions

/** True or false of one event. */
export type Condition = And | Or | Not | Predicate | Keyword | Always | Never

/** True where every operand is; of none, true. */
export interface And extends Written {
  readonly kind: 'and'
  readonly operands: readonly Condition[]
}

/** True where any operand is; of none, false. */
export interface Or extends Written {
  readonly kind: 'or'
  readonly operands: readonly Condition[]
}

/** Plain negation: also true of an event that lacks the fields that the operand reads. */
export interface Not extends Written {
  readonly kind: 'not'
  readonly operand: Condition
}

/** A test of one field; of a field with several values, true where any value passes. */
export interface Predicate extends Written {
  readonly kind: 'predicate'
  readonly field: Field
  readonly test: Test
}

/** A test that any value of the event may pass, anywhere inside it. */
export interface Keyword extends Written {
  readonly kind: 'keyword'
  readonly test: Matches | Regex
}

/** True of every event. */
export interface Always extends Written {
  readonly kind: 'always'
}

/** True of no event. */
export interface Never extends Written {
  readonly kind: 'never'
}

// -------------------------------------------------------------------------------------------------- fields

/**
 * The types that a column of a target may have, as far as they decide what can be said of it. `filled` is text that is
 * never missing: an empty value stands for none. `eventXml` is the XML of an event, of which the pieces of data without a name
 * are the values.
 */
export type FieldType =
  | 'string'
  | 'filled'
  | 'keyword'
  | 'caseless'
  | 'wildcard'
  | 'text'
  | 'number'
  | 'boolean'
  | 'ip'
  | 'datetime'
  | 'eventXml'

/** A field of an event, in the vocabulary of its detection. */
export interface Field extends Written {
  readonly kind: 'field'
  readonly name: string
  /** `basename`: what follows the last `/` or `\` of the value. CIM's `process_name` is that of Sigma's `Image`. */
  readonly part?: 'basename'
  /** Of a field that holds absolute paths: what stands between their directories. */
  readonly separator?: '\\' | '/'
  /** Known once the field is one of a target's; the source's fields have none. */
  readonly type?: FieldType
}

// --------------------------------------------------------------------------------------------------- tests

/** What a predicate asks of a value. Every backend decides for each kind whether and how it can say it. */
export type Test =
  Matches | Regex | Compare | Cidr | Exists | IsNull | SameAs | DatePart | InList | Placeholder

/** The whole value is of this pattern; letters match in either case unless `cased`. */
export interface Matches extends Written {
  readonly kind: 'matches'
  readonly pattern: Pattern
  readonly cased: boolean
  /** How the source wrote the value. It does not change the meaning: 29 equals '29'. */
  readonly written?: 'number' | 'boolean'
}

/** A regular expression finds something anywhere in the value; it minds case unless `ignoreCase`. */
export interface Regex extends Written {
  readonly kind: 'regex'
  readonly source: string
  readonly ignoreCase: boolean
  /** `^` and `$` also match at line ends. */
  readonly multiline: boolean
  /** `.` also matches a line end. */
  readonly dotAll: boolean
  /** Where in the file `source` starts, if it stands there letter by letter. */
  readonly at?: number
}

/** The value is a number that stands so to another. `value` is the decimal text, so that no digit is lost. */
export interface Compare extends Written {
  readonly kind: 'compare'
  readonly operator: 'lt' | 'lte' | 'gt' | 'gte'
  readonly value: string
}

/** The value is an address of a network. */
export interface Cidr extends Written {
  readonly kind: 'cidr'
  readonly version: 4 | 6
  /** The network address, in its canonical text. */
  readonly address: string
  /** The number of leading bits that count. */
  readonly prefix: number
}

/** The field is there and is not null. */
export interface Exists extends Written {
  readonly kind: 'exists'
  /** Nobody asked for it: Splunk's grouping leaves out events without the field. Other targets do not say it. */
  readonly implied?: true
}

/** The field is missing or null. */
export interface IsNull extends Written {
  readonly kind: 'isNull'
}

/** The value stands so to the value of another field of the same event, without regard to case unless `cased`. */
export interface SameAs extends Written {
  readonly kind: 'sameAs'
  readonly field: Field
  readonly relation: 'equals' | 'contains' | 'startswith' | 'endswith'
  readonly cased: boolean
}

/** A part of the value, read as a point in time, stands so to a number. */
export interface DatePart extends Written {
  readonly kind: 'datePart'
  readonly part: 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year'
  readonly operator: 'eq' | 'lt' | 'lte' | 'gt' | 'gte'
  readonly value: number
}

/** The value is in a list that lives outside the detection. */
export interface InList extends Written {
  readonly kind: 'inList'
  readonly list: string
}

/** A value that has to be supplied before the detection means anything. */
export interface Placeholder extends Written {
  readonly kind: 'placeholder'
  readonly name: string
}

// ---------------------------------------------------------------------------------------------- detections

/**
 * Names of fields as one community or product spells them. `sysmon`, `security` and `windowsEvent` are the raw events
 * of Windows as Splunk shows them, `sentinelEvent` those of Sentinel's table `Event`.
 */
export type Vocabulary =
  | 'sigma'
  | 'sysmon'
  | 'security'
  | 'cim'
  | 'ecs'
  | 'securityEvent'
  | 'xdr'
  | 'asim'
  | 'windowsEvent'
  | 'sentinelEvent'
  | 'splunkEvent'
  | 'sentinelTable'

/** Where the events come from, in Sigma's terms. */
export interface LogSource extends Written {
  readonly category?: string
  readonly product?: string
  readonly service?: string
  /** What the source has to be set up for, in words. */
  readonly definition?: string
}

/** A named part of a detection, kept for explaining it. */
export interface Selection extends Written {
  readonly name: string
  readonly condition: Condition
}

/** One `related` entry of a Sigma rule. */
export interface RelatedRule {
  readonly id: string
  readonly type: string
}

/** What is said about a detection; nothing here changes which events it selects. */
export interface Metadata {
  readonly title: string
  readonly id?: string
  readonly name?: string
  readonly status?: string
  readonly level?: string
  readonly description?: string
  readonly author?: string
  readonly date?: string
  readonly modified?: string
  readonly license?: string
  readonly taxonomy?: string
  readonly references: readonly string[]
  readonly tags: readonly string[]
  readonly falsePositives: readonly string[]
  readonly related: readonly RelatedRule[]
  readonly fields: readonly string[]
  readonly scope: readonly string[]
  /** ATT&CK ids read from the tags or from `mitre_attack_id`, upper case: `T1505.004`. */
  readonly techniques: readonly string[]
  /** ATT&CK tactics read from the tags, as written: `defense-evasion`. */
  readonly tactics: readonly string[]
  /** CVE numbers, upper case: `CVE-2021-44228`. */
  readonly cves: readonly string[]
  /** What only Splunk's content says of a detection. */
  readonly content?: SplunkContent
  /** Every other key of the document, as plain values. */
  readonly custom: Readonly<Record<string, unknown>>
}

/** Who or what is at risk by a detection's events, and how much. */
export interface RiskObject {
  readonly field: string
  /** `system`, `user` or `other`. */
  readonly type: string
  readonly score?: number
  readonly message?: string
}

/** What Splunk's risk-based alerting makes of a detection's events. */
export interface Risk {
  /** In which `$field$` stands for a value. */
  readonly message?: string
  /** The highest score of its objects. */
  readonly score?: number
  readonly objects: readonly RiskObject[]
  readonly threats: readonly { readonly field: string; readonly type: string }[]
}

/** A search that an analyst goes on with. */
export interface Drilldown {
  readonly name: string
  readonly search: string
  readonly earliest?: string
  readonly latest?: string
}

/** Events that a detection has to find. */
export interface ContentTest {
  readonly name: string
  readonly data: readonly {
    readonly location: string
    readonly source?: string
    readonly sourcetype?: string
  }[]
}

/** What Splunk's content says of a detection besides what every rule says, whichever generation of it. */
export interface SplunkContent {
  readonly version?: string
  /** `TTP`, `Anomaly`, `Hunting` or `Correlation`. */
  readonly type?: string
  readonly howToImplement?: string
  readonly explanation?: string
  readonly assetType?: string
  readonly securityDomain?: string
  readonly dataSources: readonly string[]
  readonly analyticStories: readonly string[]
  readonly products: readonly string[]
  readonly requiredFields: readonly string[]
  readonly risk?: Risk
  readonly drilldowns: readonly Drilldown[]
  readonly tests: readonly ContentTest[]
}

/** When a search is run, and over which time: what a threshold counts in that names no window of its own. */
export interface Schedule extends Written {
  /** As cron writes it: `0 * * * *`. */
  readonly cron?: string
  /** In Splunk's relative times: `-70m@m`. */
  readonly earliest?: string
  readonly latest?: string
  /** The seconds from earliest to latest, where every run has as many. */
  readonly window?: number
  /** `default` where the detection names none and takes that of the collection that it is of. */
  readonly from: 'detection' | 'default'
}

/** A stage of a Splunk pipeline, kept word for word: only Splunk can run it. */
export interface Verbatim extends Written {
  readonly kind: 'verbatim'
  /** The stage without its leading `|`, macros unexpanded. */
  readonly text: string
  /** Counted from 1, the search itself being stage 1. */
  readonly stage: number
  /** `display` stages change how results look and never which events are found; what `filter` stages ask is said. */
  readonly effect: 'display' | 'filter'
}

/** A part of a search's condition that was written with macros, and how: `` `process_cmd` ``. */
export interface MacroUse {
  /** As written, macros unexpanded. */
  readonly text: string
  readonly condition: Condition
  /** Brackets or nothing but one test: it can stand anywhere. Else it binds as its condition does, for macros are text. */
  readonly delimited?: true
}

/** The parts of a Splunk search that select nothing or name the source; only Splunk prints them back. */
export interface SplunkEnvelope {
  readonly command: 'tstats' | 'search'
  /** The data model as written, `Endpoint.Processes`; only of a tstats. */
  readonly dataset?: string
  /** Options of tstats, as written: `` `security_content_summariesonly` ``. */
  readonly options?: string
  /** Aggregates of tstats, as written: `count min(_time) as firstTime`. */
  readonly measures?: string
  /** The by-clause of tstats, as written, without `by`. */
  readonly by?: string
  /** What names the source of an event search, as written: `` `powershell` ``. */
  readonly source?: string
  /** What says over which time the search is run, as written: `earliest=-24h`. */
  readonly times?: string
  /**
   * The first stage as written, where a macro brings its command: `` `m` ``, with its pipe if it has one. The condition of that
   * stage is in `says`, and those of `stages` that are numbered 1 are the macro's.
   */
  readonly generating?: string
  readonly stages: readonly Verbatim[]
  /** Parts of the detection's condition that its by-clause and its stages say, so that they are not said twice. */
  readonly says?: readonly Condition[]
  /** Parts of the condition that macros stand for; the same text is there once. */
  readonly macros?: readonly MacroUse[]
  /** Events without a field of a group are a group of their own, as `fillnull_value` gives them a value. */
  readonly fillsMissing?: true
}

/** How a measured number has to stand to another. `value` is the decimal text. */
export interface Threshold extends Written {
  readonly operator: 'lt' | 'lte' | 'gt' | 'gte' | 'eq' | 'neq'
  readonly value: string
}

/**
 * How a measured number has to stand to what is usual: the mean of the numbers of all groups that have the same values in
 * the fields of `by`, this one among them, and so many of their standard deviations (of a sample; of one number, 0) and so
 * much more. Numbers are decimal texts.
 */
export interface Outlier extends Written {
  readonly operator: 'lt' | 'lte' | 'gt' | 'gte'
  /** Some of the fields that make groups. */
  readonly by: readonly Field[]
  /** Only of numbers of the same window. */
  readonly inWindow?: true
  readonly deviations: string
  readonly plus: string
}

/**
 * What is measured of the events of a group: how many there are, or something of the values of a field. The median
 * of an even number of values is between the two in the middle. A percentile is the value that so many of a hundred are not
 * above, by nearest rank; `percentile` is the decimal text.
 */
export type Measure =
  | { readonly kind: 'count' }
  | {
      readonly kind: 'distinct' | 'sum' | 'min' | 'max' | 'avg' | 'median'
      readonly field: Field
    }
  | { readonly kind: 'percentile'; readonly field: Field; readonly percentile: string }

/** What events have to come to together: those with the same values of some fields, within a window of time. */
export interface Aggregation extends Written {
  readonly kind: 'aggregation'
  readonly measure: Measure
  /** Events with the same values in all of these are a group; an event that lacks one is in none. */
  readonly groupBy: readonly Field[]
  /** In seconds; without one, all events that a query is run over. */
  readonly window?: number
  /** The windows are those that start at multiples of their length; else wherever the events are. */
  readonly fixed?: true
  /** All of these have to hold; at least one, or none beside an outlier. */
  readonly having: readonly Threshold[]
  /** This has to hold besides. All groups that a query is run over count for what is usual, whatever `having` says. */
  readonly outlier?: Outlier
}

/** One detection: which events of which log sources it selects. */
export interface Detection extends Written {
  readonly kind: 'detection'
  readonly metadata: Metadata
  /** An event of any of these; empty where the source names none that is known. */
  readonly logSources: readonly LogSource[]
  readonly vocabulary: Vocabulary
  /** What names the source of a Splunk search where Sigma has no name for it; an event has to pass this too. */
  readonly source?: Condition
  readonly condition: Condition
  /** What the events that the condition selects have to come to. */
  readonly aggregation?: Aggregation
  readonly schedule?: Schedule
  readonly selections: readonly Selection[]
  readonly splunk?: SplunkEnvelope
}

/** Names a rule by its id or by its `name`. */
export interface RuleReference extends Written {
  readonly rule: string
}

/** Events that rules leave out: of a rule that a filter is for, what is left is `rule and not excludes`. */
export interface Filter extends Written {
  readonly kind: 'filter'
  readonly metadata: Metadata
  /** It is for rules all of whose log sources are of these. */
  readonly logSources: readonly LogSource[]
  readonly rules: 'any' | readonly RuleReference[]
  readonly excludes: Condition
  readonly selections: readonly Selection[]
}

/** What a correlation asks of the events of its rules. */
export type CorrelationType =
  | 'event_count'
  | 'value_count'
  | 'value_sum'
  | 'value_avg'
  | 'value_percentile'
  | 'value_median'
  | 'temporal'
  | 'temporal_ordered'

/** A name for fields that are called otherwise in each rule. */
export interface CorrelationAlias {
  readonly name: string
  readonly fields: readonly { readonly rule: string; readonly field: Field }[]
}

/** Which of its rules have to have events together. */
export type RuleExpression =
  | ({ readonly kind: 'and' | 'or'; readonly operands: readonly RuleExpression[] } & Written)
  | ({ readonly kind: 'not'; readonly operand: RuleExpression } & Written)
  | ({ readonly kind: 'rule' } & RuleReference)

/** What the events of other rules have to come to together. */
export interface Correlation extends Written {
  readonly kind: 'correlation'
  readonly metadata: Metadata
  readonly type: CorrelationType
  readonly rules: readonly RuleReference[]
  readonly groupBy: readonly Field[]
  /** In seconds. */
  readonly window: number
  /** Of the count or value; none where a temporal correlation wants events of all its rules, or of an expression. */
  readonly having: readonly Threshold[]
  /** What is measured; of types that count events, nothing. */
  readonly fields: readonly Field[]
  readonly percentile?: string
  readonly expression?: RuleExpression
  readonly aliases: readonly CorrelationAlias[]
  /** Whether its rules have queries of their own besides. */
  readonly generate: boolean
}

/** One of the things that a joint joins: the events of a detection, or what another joint comes to. */
export interface JointPart {
  /** What its rule is called; no two parts of a joint are called the same, in either case. */
  readonly rule: string
  readonly of: Detection | Joint
  /** For each field that the joint reads, what this part calls it. */
  readonly fields: readonly { readonly name: string; readonly field: Field }[]
}

/** What the parts of a joint have to come to together. */
export type Requirement =
  /** A number of all their events, or of the values of a field of those. */
  | {
      readonly kind: 'measure'
      readonly measure: Measure
      readonly having: readonly Threshold[]
    }
  /** How many of the parts have any. */
  | { readonly kind: 'parts'; readonly having: readonly Threshold[] }
  /** Which of the parts have any; it names them as they are called. */
  | { readonly kind: 'expression'; readonly expression: RuleExpression }
  /** All of the parts, one after the other; two at the same time are in any order. */
  | { readonly kind: 'ordered' }

/** A correlation with its rules: where what they find has to come together. */
export interface Joint extends Written {
  readonly kind: 'joint'
  readonly metadata: Metadata
  /** At least one. */
  readonly parts: readonly JointPart[]
  /** Events with the same values in all of these are together; an event that lacks one is with none. */
  readonly groupBy: readonly Field[]
  /** In seconds. */
  readonly window: number
  readonly requirement: Requirement
}

/** Everything that can stand in a file. */
export type Rule = Detection | Filter | Correlation

/** One file as read. */
export interface Document {
  readonly path: string
  readonly rules: readonly Rule[]
}

// --------------------------------------------------------------------------------------------------- unions

/** Every node that a walk can meet. */
export type Node = Condition | Field | Test

/** The node of a kind. */
export type NodeOf<K extends Node['kind']> = Extract<Node, { readonly kind: K }>

/** The test of a kind. */
export type TestOf<K extends Test['kind']> = Extract<Test, { readonly kind: K }>
