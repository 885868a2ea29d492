/**
 * The events of the pack's tests as each product would hold them. Written by hand from the products' documentation, for
 * the fields that the pack uses: the correspondences of src/fields are what these tests test.
 */
import type { Detection } from 'siemantic'
import type { Event } from '../rules/events.js'

/** What kind of event it is in the products that have a place for each kind; `security` of a process in the Security log. */
export type Kind = 'process' | 'security' | 'file' | 'windows'

type Values = Readonly<Record<string, unknown>>

const kinds: Readonly<Record<string, Kind>> = {
  process_creation: 'process',
  file_event: 'file',
}

/** The kind of a detection's events. */
export const kindOf = ({ logSources, vocabulary }: Detection): Kind =>
  vocabulary === 'security' ? 'security' : (kinds[logSources[0]?.category ?? ''] ?? 'windows')

const basename = (path: unknown): unknown =>
  typeof path === 'string' ? path.slice(path.lastIndexOf('\\') + 1) : path

/** Without what is null: the products do not keep fields that have no value. */
const present = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null && value !== undefined),
  )

const channelOf = (event: Event): string => String(event['Channel'] ?? '')

/** An event 4688 as Splunk's add-on for Windows shows it, with its text. */
function securityEvent(event: Event): Values {
  const data = Object.entries({
    SubjectUserName: event['SubjectUserName'],
    NewProcessName: event['Image'],
    CommandLine: event['CommandLine'],
    ParentProcessName: event['ParentImage'],
  }).map(([name, value]) => `<Data Name='${name}'>${escapeXml(String(value ?? ''))}</Data>`)
  return present({
    _raw: `<Event><System><EventID>4688</EventID><Channel>Security</Channel><Computer>${event['Computer']}</Computer></System><EventData>${data.join('')}</EventData></Event>`,
    _time: 0,
    EventCode: '4688',
    source: 'XmlWinEventLog:Security',
    host: event['Computer'],
    New_Process_Name: event['Image'],
    process_name: basename(event['Image']),
    Creator_Process_Name: event['ParentImage'],
    Process_Command_Line: event['CommandLine'],
  })
}

/** As Splunk's add-ons show the raw event. Processes come from Sysmon, or from the Security log. */
export function splunkEvent(event: Event, kind: Kind): Values {
  if (kind === 'security') return securityEvent(event)
  const sysmon = 'XmlWinEventLog:Microsoft-Windows-Sysmon/Operational'
  return present({
    ...event,
    EventCode: kind === 'process' ? '1' : String(event['EventID'] ?? (kind === 'file' ? 11 : '')),
    source: kind === 'windows' ? (event['source'] ?? `XmlWinEventLog:${channelOf(event)}`) : sysmon,
    EventData_Xml: dataXml(event),
    // The add-on's alias; `stats … by dest` drops events without it.
    dest: event['Computer'],
  })
}

/** As the data model Endpoint has it. */
export function dataModelEvent(event: Event, kind: Kind): Values {
  return kind === 'file'
    ? present({
        'Filesystem.file_path': event['TargetFilename'],
        'Filesystem.file_name': basename(event['TargetFilename']),
        'Filesystem.action': isOther(event) ? 'deleted' : 'created',
      })
    : present({
        host: event['Computer'],
        'Processes.process': event['CommandLine'],
        'Processes.process_path': event['Image'],
        'Processes.process_name': basename(event['Image']),
        'Processes.parent_process_path': event['ParentImage'],
        'Processes.parent_process_name': basename(event['ParentImage']),
        'Processes.process_current_directory': event['CurrentDirectory'],
      })
}

/** An event of another id than the one that a file event has. */
const isOther = (event: Event): boolean => ![undefined, null, 11, '11'].includes(event['EventID'])

const ecsTypes = {
  'event.category': 'keyword',
  'event.type': 'keyword',
  'event.code': 'keyword',
  'host.os.type': 'keyword',
  'process.command_line': 'wildcard',
  'process.executable': 'keyword',
  'process.name': 'keyword',
  'process.parent.executable': 'keyword',
  'process.parent.name': 'keyword',
  'process.working_directory': 'keyword',
  'file.path': 'keyword',
  'winlog.channel': 'keyword',
  'winlog.event_data.Configuration': 'keyword',
  'winlog.event_data.OldValue': 'keyword',
  'winlog.event_data.NewValue': 'keyword',
  'powershell.file.script_block_text': 'text',
  message: 'text',
} as const

/** The types of the fields below, and of the twins that Elastic Defend has of them. */
export const elasticTypes: Readonly<Record<string, string>> = {
  ...ecsTypes,
  ...Object.fromEntries(Object.keys(ecsTypes).map((name) => [`${name}.caseless`, 'caseless'])),
}

/** As Elastic's integrations index it, with the twins of Elastic Defend. */
export function elasticDocument(event: Event, kind: Kind): Values {
  const fields = present({
    'host.os.type': 'windows',
    ...(kind === 'process' ? { 'event.category': 'process', 'event.type': 'start' } : {}),
    ...(kind === 'file'
      ? { 'event.category': 'file', 'event.type': isOther(event) ? 'deletion' : 'creation' }
      : {}),
    'event.code': event['EventID'] === undefined ? undefined : String(event['EventID']),
    'process.command_line': event['CommandLine'],
    'process.executable': event['Image'],
    'process.name': basename(event['Image']),
    'process.parent.executable': event['ParentImage'],
    'process.parent.name': basename(event['ParentImage']),
    'process.working_directory': event['CurrentDirectory'],
    'file.path': event['TargetFilename'],
    'winlog.channel': channelOf(event),
    'winlog.event_data.Configuration': event['Configuration'],
    'winlog.event_data.OldValue': event['OldValue'],
    'winlog.event_data.NewValue': event['NewValue'],
    'powershell.file.script_block_text': event['ScriptBlockText'],
    message: [event['Message'], event['Payload'], event['EventData']].filter(Boolean).join('\n'),
  })
  const twins = Object.entries(fields).map(([name, value]) => [`${name}.caseless`, value])
  return { ...fields, ...Object.fromEntries(twins) }
}

const escapeXml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

/** The data of a Windows event as XML: old providers have data without names. */
function dataXml(event: Event): string {
  const own = [
    'Configuration',
    'OldValue',
    'NewValue',
    'ScriptBlockText',
    'Payload',
    'ConfigPath',
    'OpCode',
  ]
  const named = own.flatMap((name) => {
    const value = event[name]
    return value === undefined || value === null
      ? []
      : [`<Data Name="${name}">${escapeXml(String(value))}</Data>`]
  })
  const bare =
    event['EventData'] === undefined
      ? []
      : [`<Data>${escapeXml(String(event['EventData']))}</Data>`]
  return [...named, ...bare].join('')
}

/** A string column is never null. */
const text = (value: unknown): unknown => value ?? ''

/** A row of the table that a query starts with; a string column is never null. */
export function sentinelRow(event: Event, table: string): Values {
  switch (table) {
    case 'SecurityEvent':
      return {
        EventID: 4688,
        Computer: text(event['Computer']),
        NewProcessName: text(event['Image']),
        Process: text(basename(event['Image'])),
        CommandLine: text(event['CommandLine']),
        ParentProcessName: text(event['ParentImage']),
      }
    case 'imProcessCreate':
      return {
        TargetProcessName: text(event['Image']),
        TargetProcessCommandLine: text(event['CommandLine']),
        TargetProcessCurrentDirectory: text(event['CurrentDirectory']),
        ActingProcessName: text(event['ParentImage']),
      }
    case 'DeviceFileEvents':
      return {
        ActionType: isOther(event) ? 'FileDeleted' : 'FileCreated',
        FolderPath: text(event['TargetFilename']),
        FileName: text(basename(event['TargetFilename'])),
      }
    default:
      return {
        EventLog: channelOf(event),
        EventID: event['EventID'] === undefined ? null : Number(event['EventID']),
        EventData: `<DataItem type="System.XmlData"><EventData>${dataXml(event)}</EventData></DataItem>`,
        RenderedDescription: text(event['Message']),
      }
  }
}
