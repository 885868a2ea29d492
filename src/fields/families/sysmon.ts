/**
 * Sysmon's events but those of processes, files and the registry: what loads, opens, connects, asks.
 *
 * ECS's columns are what Elastic's Windows integration makes of them (`sysmon_operational`, its ingest pipeline): it renames
 * what is here, drops what has no column of ECS here, and leaves the rest below `winlog.event_data`. The taxonomy has
 * Sysmon's own names.
 */
import type { FieldFamily, FieldRow } from '../types.js'
import { actor } from './actor.js'
import {
  also,
  basenameOf,
  inEventTable,
  keyword,
  number,
  ofTheEvent,
  row,
  text,
  wildcard,
} from './row.js'
import { system } from './windows.js'

/** What the actor's rows say already. */
const stated = new Set(actor.map(({ concept }) => concept))

const common: readonly FieldRow[] = [
  ...actor,
  ...system.filter(({ concept }) => !stated.has(concept)),
]

const others: FieldFamily['others'] = {
  sigma: ofTheEvent,
  sysmon: { template: '{name}', type: 'string' },
  ecs: { template: 'winlog.event_data.{name}', type: 'keyword' },
  sentinelEvent: { template: '{name}', type: 'string' },
}

/** What the integration drops. */
const dropped = (name: string): FieldRow => row(`dropped.${name}`, { sigma: name, sysmon: name })

/** What a process loads, and the kernel: Sysmon 7 and 6. */
const loaded: readonly FieldRow[] = [
  row(
    'image.path',
    {
      sigma: 'ImageLoaded',
      sysmon: also('ImageLoaded', 'loaded_file_path'),
      ecs: keyword('file.path'),
      xdr: 'FolderPath',
    },
    'image.name',
  ),
  row('image.name', {
    sigma: basenameOf('ImageLoaded'),
    sysmon: basenameOf('ImageLoaded', 'loaded_file'),
    ecs: keyword('file.name'),
    xdr: 'FileName',
  }),
  row('image.signer', {
    sigma: 'Signature',
    sysmon: 'Signature',
    ecs: keyword('file.code_signature.subject_name'),
  }),
  row('image.signature_status', {
    sigma: 'SignatureStatus',
    sysmon: 'SignatureStatus',
    ecs: keyword('file.code_signature.status'),
  }),
  dropped('Hashes'),
]

/** What one process does to another: Sysmon 10 and 8, which spell the ids of processes each in its way. */
const access: readonly FieldRow[] = [
  row(
    'source.path',
    { sigma: 'SourceImage', sysmon: 'SourceImage', ecs: keyword('process.executable') },
    'source.name',
  ),
  row('source.name', {
    sigma: basenameOf('SourceImage'),
    sysmon: basenameOf('SourceImage'),
    ecs: keyword('process.name'),
  }),
  row('source.pid', {
    sigma: number('SourceProcessId'),
    sysmon: number('SourceProcessId'),
    ecs: number('process.pid'),
  }),
  row('source.guid', {
    sigma: 'SourceProcessGUID',
    sysmon: 'SourceProcessGUID',
    ecs: keyword('process.entity_id'),
  }),
  row('source.guid.thread', {
    sigma: 'SourceProcessGuid',
    sysmon: 'SourceProcessGuid',
    ecs: keyword('process.entity_id'),
  }),
  row('access.granted', {
    sigma: 'GrantedAccess',
    sysmon: also('GrantedAccess', 'granted_access'),
    ecs: keyword('winlog.event_data.GrantedAccess'),
  }),
]

/** Sysmon's source is who began a connection; Defender's local end may be either. */
const otherEnd = {
  difference: { effect: 'approximate', text: 'holds the other end, whoever began the connection' },
} as const
const thisEnd = {
  difference: { effect: 'approximate', text: 'holds this end, whoever began the connection' },
} as const

/** Sysmon 3. */
const connection: readonly FieldRow[] = [
  row('destination.ip', {
    sigma: 'DestinationIp',
    sysmon: also('DestinationIp', 'dest_ip'),
    ecs: { name: 'destination.ip', type: 'ip' },
    xdr: text('RemoteIP', otherEnd),
  }),
  row('destination.domain', {
    sigma: 'DestinationHostname',
    sysmon: 'DestinationHostname',
    ecs: keyword('destination.domain'),
    xdr: text('RemoteUrl', {
      difference: { effect: 'approximate', text: 'holds the name or the whole address of a page' },
    }),
  }),
  row('destination.port', {
    sigma: number('DestinationPort'),
    sysmon: number('DestinationPort', { aliases: ['dest_port'] }),
    ecs: number('destination.port'),
    xdr: number('RemotePort', otherEnd),
  }),
  row('source.ip', {
    sigma: 'SourceIp',
    sysmon: also('SourceIp', 'src_ip'),
    ecs: { name: 'source.ip', type: 'ip' },
    xdr: text('LocalIP', thisEnd),
  }),
  row('source.domain', {
    sigma: 'SourceHostname',
    sysmon: also('SourceHostname', 'src_host'),
    ecs: keyword('source.domain'),
  }),
  row('source.port', {
    sigma: number('SourcePort'),
    sysmon: number('SourcePort', { aliases: ['src_port'] }),
    ecs: number('source.port'),
    xdr: number('LocalPort', thisEnd),
  }),
  row('network.transport', {
    sigma: 'Protocol',
    sysmon: also('Protocol', 'transport'),
    ecs: keyword('network.transport'),
    xdr: 'Protocol',
  }),
  row('network.initiated', {
    sigma: 'Initiated',
    sysmon: 'Initiated',
    ecs: keyword('network.direction', { conversion: 'networkDirection' }),
    xdr: text('ActionType', { conversion: 'connectionAction' }),
  }),
  ...['SourceIsIpv6', 'DestinationIsIpv6', 'SourcePortName', 'DestinationPortName'].map((name) =>
    dropped(name),
  ),
]

/** Category image_load and driver_load. The integration calls these so of an image only, and otherwise of a process. */
export const imageLoad: FieldFamily = {
  rows: inEventTable([
    ...loaded,
    row('image.original_file_name', {
      sigma: 'OriginalFileName',
      sysmon: 'OriginalFileName',
      ecs: keyword('file.pe.original_file_name'),
    }),
    ...common,
  ]),
  others,
}

/** Categories process_access and create_remote_thread. */
export const processAccess: FieldFamily = {
  rows: inEventTable([
    ...access,
    // Splunk's add-on gives them to the source in one version and to the target in another.
    row('addon.process', {
      sysmon: also(
        'process_path',
        'process_name',
        'process_exec',
        'process_id',
        'process_guid',
        'parent_process_path',
        'parent_process_name',
        'parent_process_exec',
        'parent_process_id',
        'parent_process_guid',
      ),
    }),
    ...system,
  ]),
  others,
}

/** Category network_connection. */
export const networkConnection: FieldFamily = {
  rows: inEventTable([...connection, ...common]),
  others,
}

/** Every other event, and Sysmon's log as a whole. */
export const sysmonEvent: FieldFamily = {
  rows: inEventTable([
    ...loaded,
    ...access,
    ...connection,
    row(
      'file.path',
      {
        sigma: 'TargetFilename',
        sysmon: also('TargetFilename', 'file_path'),
        ecs: keyword('file.path'),
      },
      'file.name',
    ),
    row('file.name', {
      sigma: basenameOf('TargetFilename'),
      sysmon: basenameOf('TargetFilename', 'file_name'),
      ecs: keyword('file.name'),
    }),
    row('device', { sigma: 'Device', sysmon: 'Device', ecs: keyword('file.path') }),
    row('pipe.name', {
      sigma: 'PipeName',
      sysmon: also('PipeName', 'pipe_name'),
      ecs: keyword('file.name'),
    }),
    row('dns.query', {
      sigma: 'QueryName',
      sysmon: also('QueryName', 'query'),
      ecs: keyword('dns.question.name'),
    }),
    row('wmi.destination', {
      sigma: 'Destination',
      sysmon: 'Destination',
      ecs: keyword('process.executable'),
    }),
    row('process.command_line', {
      sigma: 'CommandLine',
      sysmon: 'CommandLine',
      ecs: wildcard('process.command_line'),
    }),
    row('process.working_directory', {
      sigma: 'CurrentDirectory',
      sysmon: 'CurrentDirectory',
      ecs: keyword('process.working_directory'),
    }),
    row('parent.path', {
      sigma: 'ParentImage',
      sysmon: 'ParentImage',
      ecs: keyword('process.parent.executable'),
    }),
    row('parent.command_line', {
      sigma: 'ParentCommandLine',
      sysmon: 'ParentCommandLine',
      ecs: wildcard('process.parent.command_line'),
    }),
    row('registry.path', {
      sigma: 'TargetObject',
      sysmon: also('TargetObject', 'registry_path'),
      ecs: keyword('registry.path'),
    }),
    row('registry.data', {
      sigma: 'Details',
      sysmon: 'Details',
      ecs: wildcard('registry.data.strings', { conversion: 'registryDwordDecimal' }),
    }),
    row('rule.name', { sigma: 'RuleName', sysmon: 'RuleName', ecs: keyword('rule.name') }),
    ...[
      'Archived',
      'Hash',
      'IsExecutable',
      'OriginalFileName',
      'QueryResults',
      'QueryStatus',
      'Type',
    ].map((name) => dropped(name)),
    ...common,
  ]),
  others,
}
