/** Events of any Windows channel: what every event has, and the data that each names for itself. */
import type { Column, FieldFamily, FieldRow } from '../types.js'
import type { Vocabulary } from '../../ast/nodes.js'
import {
  also,
  analysed,
  basenameOf,
  eventCode,
  hostOfInput,
  keyword,
  number,
  ofTheEvent,
  row,
  text,
} from './row.js'

/** The same column in all raw events. */
const inRaw = (column: Column): Partial<Record<Vocabulary, Column>> => ({
  sysmon: column,
  security: column,
  windowsEvent: column,
})

/** All data of an event as one text. A search of it that is read is one of that text; values are asked for in terms of XML. */
const valuesIn = (name: string, ...aliases: readonly string[]): Column => ({
  name,
  aliases,
  type: 'eventXml',
  difference: {
    effect: 'approximate',
    text: 'holds all data of the event as XML, in which <, > and & are written as entities',
  },
})

/** What is in the rendered message, among other things. */
const inMessage = {
  difference: { effect: 'wider', text: 'holds the whole message of the event' },
} as const

/** The message that Windows renders from an event: ECS's only place for data that an integration takes apart. */
export const wholeMessage = analysed('message', inMessage)

/** What every event of Windows has around its data. */
export const system: readonly FieldRow[] = [
  row('event.id', {
    sigma: number('EventID', { aliases: ['EventCode'] }),
    ...inRaw(eventCode),
    ecs: keyword('event.code'),
    securityEvent: number('EventID'),
    sentinelEvent: number('EventID'),
  }),
  // Splunk has the provider as Name where it keeps the XML, and as SourceName where it keeps the text.
  row('event.provider', {
    sigma: also('Provider_Name', 'Source'),
    ...inRaw(also('Name', 'SourceName', 'Provider_Name')),
    ecs: keyword('winlog.provider_name'),
    securityEvent: 'EventSourceName',
    sentinelEvent: 'Source',
  }),
  row('event.channel', {
    sigma: 'Channel',
    ...inRaw(also('Channel', 'LogName')),
    ecs: keyword('winlog.channel'),
    securityEvent: 'Channel',
    sentinelEvent: 'EventLog',
  }),
  row('host.name', {
    sigma: also('Computer', 'ComputerName'),
    ...inRaw(also('Computer', 'ComputerName', 'dest', 'dvc')),
    ecs: keyword('winlog.computer_name'),
    securityEvent: 'Computer',
    sentinelEvent: 'Computer',
  }),
  hostOfInput(['sysmon', 'security', 'windowsEvent'], {
    sigma: 'Computer',
    ecs: 'winlog.computer_name',
    securityEvent: 'Computer',
    sentinelEvent: 'Computer',
  }),
  row('event.message', {
    sigma: 'Message',
    ...inRaw(text('Message')),
    ecs: analysed('message'),
    sentinelEvent: 'RenderedDescription',
  }),
  // Elastic has the level by its name, which Windows translates.
  row('event.level', {
    sigma: number('Level'),
    ...inRaw(number('Level')),
    securityEvent: 'Level',
    sentinelEvent: number('EventLevel'),
  }),
  row('event.keywords', {
    sigma: 'Keywords',
    ...inRaw(text('Keywords')),
    securityEvent: 'Keywords',
  }),
  row('event.user_id', {
    sigma: also('UserID', 'user_id'),
    ...inRaw(also('UserID', 'user_id')),
    ecs: keyword('winlog.user.identifier'),
  }),
  // Data without names of its own, as old providers write it. Splunk keeps all data of XML events in one field.
  row('event.data', {
    sigma: also('Data', 'EventData'),
    ...inRaw(valuesIn('EventData_Xml', 'Data', 'EventData')),
    ecs: wholeMessage,
    securityEvent: valuesIn('EventData'),
    sentinelEvent: valuesIn('EventData'),
  }),
]

/** The subject of an event of the Security log, where the text of the event names several accounts. */
const subject = {
  difference: {
    effect: 'approximate',
    text: 'names the subject alone, of all accounts of the event',
  },
} as const

/** A piece of data that Splunk's Windows add-on has under other names too, which other tables do not know. */
const alias = (
  name: string,
  aliases: readonly string[],
  { type = 'string', ...more }: Partial<Pick<Column, 'difference' | 'type'>> = {},
): FieldRow =>
  row(`addon.${name}`, {
    sigma: { name, type, writeOnly: true },
    security: { name, type, aliases, writeOnly: true, ...more },
    ecs: keyword(`winlog.event_data.${name}`),
    securityEvent: { name, type },
  })

/** Names of Splunk's add-on for data of the Security log: those of the text of an event, and CIM's. */
export const addOn: readonly FieldRow[] = [
  alias('LogonType', ['Logon_Type'], { type: 'number' }),
  alias('TargetUserName', ['Target_User_Name']),
  alias('SubjectUserName', ['Caller_User_Name', 'src_user']),
  alias('SubjectLogonId', ['Logon_ID'], subject),
  alias('ObjectName', ['object_file_path', 'file_path']),
  // IPv4 addresses may be written as IPv6 in events of Kerberos; the add-on makes IPv4 of them.
  alias('IpAddress', ['src_ip', 'src'], {
    difference: { effect: 'approximate', text: 'holds the address as the event writes it' },
  }),
  row('addon.process_path', {
    sigma: text('ProcessName', { writeOnly: true }),
    security: text('ProcessName', { aliases: ['process_path'], writeOnly: true }),
    ecs: keyword('winlog.event_data.ProcessName'),
    securityEvent: 'ProcessName',
  }),
  row('addon.process_name', {
    sigma: basenameOf('ProcessName'),
    security: basenameOf('ProcessName', 'process_name'),
    securityEvent: basenameOf('ProcessName'),
  }),
  row('addon.file_name', {
    sigma: basenameOf('ObjectName'),
    security: basenameOf('ObjectName', 'object_file_name', 'file_name'),
    securityEvent: basenameOf('ObjectName'),
  }),
  // The text of an event says "Audit Success"; the event itself has a bit mask.
  row('addon.action', {
    sigma: text('Keywords', { writeOnly: true }),
    security: text('action', { aliases: ['status'], conversion: 'auditResult' }),
    securityEvent: text('Keywords', { writeOnly: true }),
  }),
]

/** Every named piece of an event's data. */
export const eventData: FieldFamily['others'] = {
  sigma: ofTheEvent,
  sysmon: { template: '{name}', type: 'string' },
  security: { template: '{name}', type: 'string' },
  windowsEvent: { template: '{name}', type: 'string' },
  ecs: { template: 'winlog.event_data.{name}', type: 'keyword' },
  securityEvent: { template: '{name}', type: 'string' },
  sentinelEvent: { template: '{name}', type: 'string' },
}

/** Any channel; of the log of the IIS configuration: Configuration, EditOperationType, OldValue, NewValue. */
export const windowsEvent: FieldFamily = { rows: [...system, ...addOn], others: eventData }

/**
 * The RPC firewall's log (github.com/zeronetworks/rpcfirewall, Messages.mc). Its data have no names of their own. Where
 * Splunk keeps the text of an event, it makes fields of the lines of the message: InterfaceUuid, OpNum.
 */
export const rpcFirewall: FieldFamily = {
  rows: [
    row('event.id', { sigma: number('EventID'), splunkEvent: eventCode }),
    row('event.channel', { sigma: 'EventLog', splunkEvent: 'LogName' }),
    ...['InterfaceUuid', 'OpNum'].map((name) => row(name, { sigma: name, splunkEvent: name })),
  ],
  others: {},
}
