/** Who did something to a file or to the registry: Sysmon's Image, User and Computer. */
import type { FieldFamily, FieldRow } from '../types.js'
import {
  also,
  basenameOf,
  eventCode,
  hostOfInput,
  keyword,
  number,
  ofTheEvent,
  row,
  shortName,
  text,
  withoutDomain,
} from './row.js'

/** The process, account and host of events that are not about processes. */
export const actor: readonly FieldRow[] = [
  row('event.id', {
    sigma: number('EventID', { aliases: ['EventCode'] }),
    sysmon: eventCode,
    ecs: keyword('event.code'),
    sentinelEvent: number('EventID'),
  }),
  row(
    'process.path',
    {
      sigma: 'Image',
      sysmon: also('Image', 'process_path'),
      cim: 'process_path',
      ecs: keyword('process.executable'),
      xdr: 'InitiatingProcessFolderPath',
      asim: 'ActingProcessName',
    },
    'process.name',
  ),
  row('process.name', {
    sigma: basenameOf('Image'),
    sysmon: basenameOf('Image', 'process_name', 'process_exec'),
    cim: also('process_name', 'process_exec'),
    ecs: keyword('process.name'),
    xdr: 'InitiatingProcessFileName',
    asim: basenameOf('ActingProcessName'),
  }),
  row('process.pid', {
    sigma: number('ProcessId'),
    sysmon: number('ProcessId', { aliases: ['process_id'] }),
    cim: number('process_id'),
    ecs: number('process.pid'),
    xdr: number('InitiatingProcessId'),
    asim: 'ActingProcessId',
  }),
  row('process.guid', {
    sigma: 'ProcessGuid',
    sysmon: also('ProcessGuid', 'process_guid'),
    cim: 'process_guid',
    ecs: keyword('process.entity_id'),
    asim: 'ActingProcessGuid',
  }),
  // Sysmon's User is `DOMAIN\name`.
  row('user.account', {
    sigma: 'User',
    sysmon: 'User',
    cim: text('user', withoutDomain),
    ecs: keyword('user.name', withoutDomain),
    xdr: text('InitiatingProcessAccountName', withoutDomain),
    asim: 'ActorUsername',
  }),
  row('host.name', {
    sigma: also('Computer', 'ComputerName'),
    sysmon: also('Computer', 'dest', 'dvc'),
    cim: 'dest',
    ecs: keyword('host.name'),
    xdr: 'DeviceName',
    asim: text('DvcHostname', shortName),
  }),
  hostOfInput(['sysmon', 'cim'], {
    sigma: 'Computer',
    ecs: 'host.name',
    xdr: 'DeviceName',
    asim: 'DvcHostname',
  }),
]

/** Every other field of a raw event, for Sysmon's. */
export const raw: FieldFamily['others'] = {
  sigma: ofTheEvent,
  sysmon: { template: '{name}', type: 'string' },
  ecs: { template: 'winlog.event_data.{name}', type: 'keyword' },
}
