/** The shapes of the two tables of this folder: log sources, and correspondences of fields. */
import type { Condition, Detection, Field, FieldType, Vocabulary } from '../ast/nodes.js'
import type { Effect } from '../diagnostics/diagnostic.js'

/** A field that has to equal one of some values, without regard to case. */
export interface FieldValues {
  readonly field: string
  readonly values: readonly string[]
}

/** Events as a Windows event channel (or Sysmon for Linux) writes them. */
export interface ChannelEvents {
  /** The channel, one of channels.ts: `Microsoft-Windows-Sysmon/Operational`. */
  readonly channel: string
  /** Other channels that the log source stands for as well. */
  readonly otherChannels?: readonly string[]
  /** The ids of the events; all of the channel's where there are none. */
  readonly eventIds: readonly number[]
  /** What else selects this log source, where the ids do not suffice; in the names of the raw event. */
  readonly where?: readonly FieldValues[]
  /** How the fields of these events are called in the raw event. */
  readonly vocabulary: 'sysmon' | 'security' | 'windowsEvent'
}

/** A CIM data model's object. */
export interface DataModelObject {
  readonly model: string
  readonly object: string
  /** What selects this log source within the object: `action` is `created`. */
  readonly where: readonly FieldValues[]
  /** True where the object holds events of log sources without a row too, so that it does not name this one. */
  readonly isShared?: true
}

/**
 * A column that a query has to make, as its table lacks it or holds it in several places: the values of one or two parts,
 * joined; without what is empty. A part is the first of its columns that is not empty.
 */
export interface JoinedColumn {
  readonly name: string
  readonly joins: readonly (readonly string[])[]
  readonly separator: string
}

/** A table of Sentinel, and what selects this log source within it. */
export interface TableEvents {
  readonly table: string
  readonly vocabulary: 'securityEvent' | 'xdr' | 'asim' | 'sentinelEvent' | 'sentinelTable'
  readonly where: readonly FieldValues[]
  /** Columns that the correspondences name and the table lacks. */
  readonly joined?: readonly JoinedColumn[]
}

/** A test of a Splunk search for where its events come from. */
export interface SourceTest extends FieldValues {
  /** True where the field must not have these values. */
  readonly not?: true
}

/** What selects events in Splunk where no channel does. */
export interface SplunkEvents {
  /** All of these hold. */
  readonly where: readonly SourceTest[]
  /** Names as an add-on extracts them from the raw event, or CIM's where its tags are what selects the events. */
  readonly vocabulary: 'splunkEvent' | 'windowsEvent' | 'cim'
}

/** One log source in all of its forms; a form that it does not have is missing. */
export interface LogSourceRow {
  readonly category?: string
  readonly product?: string
  readonly service?: string
  /** Names the rows of the field table that apply. */
  readonly family: Family
  /** The preferred form first. */
  readonly events: readonly ChannelEvents[]
  /** What selects its events in Splunk where they are of no channel: mostly the source type that an add-on gives them. */
  readonly splunk?: SplunkEvents
  readonly cim?: DataModelObject
  readonly ecs?: readonly FieldValues[]
  /** The preferred table first. */
  readonly sentinel: readonly TableEvents[]
}

/** Sets of fields that belong together. */
export type Family =
  | 'process_creation'
  | 'registry'
  | 'file'
  | 'powershell'
  | 'windows_event'
  | 'sysmon_event'
  | 'image_load'
  | 'process_access'
  | 'network_connection'
  | 'cloudtrail'
  | 'azure_activity'
  | 'azure_audit'
  | 'azure_signin'
  | 'azure_risk'
  | 'gcp_audit'
  | 'm365_audit'
  | 'm365_alert'
  | 'okta'
  | 'github'
  | 'kubernetes'
  | 'auditd'
  | 'zeek_dce_rpc'
  | 'zeek_smb_files'
  | 'zeek_log'
  | 'google_workspace'
  | 'rpc_firewall'
  | 'text_log'
  | 'duo'
  | 'fortigate'
  | 'web'
  | 'dns'
  | 'antivirus'

/** Conversions of values between vocabularies, see convert.ts. */
export type Conversion =
  | 'registryHive'
  | 'registryDword'
  | 'registryDwordDecimal'
  | 'registryData'
  | 'registryEventType'
  | 'accountName'
  | 'addressQuery'
  | 'connectionAction'
  | 'networkDirection'
  | 'pathExtension'
  | 'registryAction'
  | 'dnsMessage'
  | 'auditResult'
  | 'googleService'

/** One concept in one vocabulary. */
export interface Column {
  readonly name: string
  /** Other names of the same thing, understood when read and never printed. They name all of it, also where `part` is set. */
  readonly aliases?: readonly string[]
  readonly type: FieldType
  /** This vocabulary has the concept only as the basename of that column. */
  readonly part?: 'basename'
  /** What values of the Sigma taxonomy become here. */
  readonly conversion?: Conversion
  /** Written for this concept, and read as another one, which it is in the first place. */
  readonly writeOnly?: true
  /** The column that says of which type a value is, and how it calls numbers. */
  readonly typed?: { readonly column: string; readonly number: string }
  /** There is no such column, and `name` is what the whole event is called: what the concept holds is somewhere in its text. */
  readonly anywhere?: true
  /**
   * The column holds not quite the same; what a positive test of it then is. Where there is a conversion too, that says for
   * each pattern what becomes of it.
   */
  readonly difference?: { readonly effect: Effect; readonly text: string }
}

/** One concept in every vocabulary that has it. */
export interface FieldRow {
  readonly concept: string
  /** The concept that is the basename of this one, a file's name to its path. */
  readonly basename?: string
  readonly columns: Readonly<Partial<Record<Vocabulary, Column>>>
}

/** The fields of a family. */
export interface FieldFamily {
  readonly rows: readonly FieldRow[]
  /**
   * Where a vocabulary has a place for every other field of the raw event: `winlog.event_data.{name}`. Other is what
   * no row names: what a row names without a column here is not there. Where a schema knows a column, its type counts.
   */
  readonly others: Readonly<
    Partial<
      Record<
        Vocabulary,
        {
          readonly template: string
          readonly type: FieldType
          /** The names that it has a place for; all of them where it is missing. */
          readonly names?: RegExp
        }
      >
    >
  >
}

/** Values of a backend's options by name: the user's, or the defaults. */
export type Options = Readonly<Record<string, string>>

/** Where the events are in a target, and how its fields are called. */
export interface Destination {
  /** `Endpoint.Processes`, `SecurityEvent`. */
  readonly name: string
  readonly vocabulary: Vocabulary
  /** What selects the log source, in the target's own names. */
  readonly filter: Condition
  /** Ids of the events that `filter` selects, where it selects by id. */
  readonly eventIds: readonly string[]
  /** What the target knows of a field: its type, its full name; undefined where it has no such field. */
  readonly refine?: (field: Field) => Field | undefined
  /** False where a query cannot have a stage behind its first, as what that would read is no longer there. */
  readonly postFilter?: false
  /** Columns that the place lacks and a query has to make before it can test them. */
  readonly joined?: readonly JoinedColumn[]
}

/** What the mapping has to know of a backend. */
export interface MappingTarget {
  /** For messages: `Splunk event search`. */
  readonly title: string
  /** Where the events of a log source may be, best first; none where the target has none. */
  readonly destinations: (row: LogSourceRow, options: Options) => readonly Destination[]
  /** The place for log sources without a row; undefined where they are refused. */
  readonly unknownLogSource?: Destination
  /** False where the queries cannot select a log source and have to be run over its events; then a note says so. */
  readonly selectsLogSource?: false
  /** True where a rule has to ask for something: what its log source implies is said where nothing else is. */
  readonly needsCondition?: true
  /** Whether a field without a correspondence keeps its name, with a note, or is refused. */
  readonly unmappedFields: 'keep' | 'refuse'
  /** Appended to refusals for want of a log source or field: what else would do. */
  readonly hint?: string
  /** The place of what a data model of Splunk holds, for a detection from there whose log sources have none. */
  readonly dataModelDestination?: (dataset: string) => Destination | undefined
  /** The place of a detection whose own Splunk envelope is to be printed back; undefined where it is not. */
  readonly ownDestination?: (detection: Detection) => Destination | undefined
}

/** Where a condition is mapped to, and from. */
export interface Place {
  /** Undefined where the condition is in the destination's own names already. */
  readonly target: MappingTarget | undefined
  readonly destination: Destination
  readonly rows: readonly LogSourceRow[]
  /** The log source, for messages. */
  readonly logSource: string
  /** The vocabulary of the condition. */
  readonly source: Vocabulary
  /** Ids of events are asked for that the log source implies. */
  readonly saysImplied?: true
}
