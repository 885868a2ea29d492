/**
 * The table of log sources: which events a Sigma category or service means, in every form in which we know them.
 *
 * Ids of Sysmon's events follow SigmaHQ's taxonomy; values of `ActionType` and `EventType` are those of Defender's
 * advanced hunting and of ASIM's schemas; ECS's values of `event.category` and `event.type` are its own. A form that
 * would miss or add events is left out: 4657 and 4663 of the Security log spell paths of the registry as the kernel
 * does, and have no events for what is not audited.
 */
import {
  iisConfigurationChannel,
  linuxSysmonChannel,
  powershellChannel,
  powershellClassicChannel,
  securityChannel,
  sysmonChannel,
} from './channels.js'
import type {
  ChannelEvents,
  DataModelObject,
  Family,
  FieldValues,
  JoinedColumn,
  LogSourceRow,
  TableEvents,
} from './types.js'

type Product = 'windows' | 'linux' | 'macos'

/** `{ action: 'created' }` as the conditions of a row. */
const where = (
  conditions: Readonly<Record<string, string | readonly string[]>>,
): readonly FieldValues[] =>
  Object.entries(conditions).map(([field, values]) => ({
    field,
    values: typeof values === 'string' ? [values] : values,
  }))

const sysmon = (
  eventIds: readonly number[],
  conditions?: Readonly<Record<string, string | readonly string[]>>,
): ChannelEvents => ({
  channel: sysmonChannel,
  eventIds,
  ...(conditions === undefined ? {} : { where: where(conditions) }),
  vocabulary: 'sysmon',
})

const linuxSysmon = (...eventIds: readonly number[]): ChannelEvents => ({
  channel: linuxSysmonChannel,
  eventIds,
  vocabulary: 'sysmon',
})

const endpoint = (object: string, action?: string): DataModelObject => ({
  model: 'Endpoint',
  object,
  where: action === undefined ? [] : where({ action }),
})

/** Elastic's filter of a category; the operating system only where the rule names one. */
const ecs = (
  category: string,
  more: Readonly<Record<string, string>>,
  product: Product | undefined,
): readonly FieldValues[] =>
  where({
    'event.category': category,
    ...more,
    ...(product === undefined ? {} : { 'host.os.type': product }),
  })

const xdr = (table: string, actionTypes: readonly string[]): TableEvents => ({
  table,
  vocabulary: 'xdr',
  where: where({ ActionType: actionTypes }),
})

const asim = (table: string, eventTypes: readonly string[] = []): TableEvents => ({
  table,
  vocabulary: 'asim',
  where: eventTypes.length === 0 ? [] : where({ EventType: eventTypes }),
})

// ------------------------------------------------------------------------------------------------ processes

const securityProcesses: TableEvents = {
  table: 'SecurityEvent',
  vocabulary: 'securityEvent',
  where: where({ EventID: '4688' }),
}
const deviceProcesses = xdr('DeviceProcessEvents', ['ProcessCreated'])
const asimProcesses = asim('imProcessCreate')

const windowsProcessEvents: readonly ChannelEvents[] = [
  sysmon([1]),
  { channel: securityChannel, eventIds: [4688], vocabulary: 'security' },
]

const processCreation = (
  product: Product | undefined,
  events: readonly ChannelEvents[],
  sentinel: readonly TableEvents[],
): LogSourceRow => ({
  category: 'process_creation',
  ...(product === undefined ? {} : { product }),
  family: 'process_creation',
  events,
  cim: endpoint('Processes'),
  ecs: ecs('process', { 'event.type': 'start' }, product),
  sentinel,
})

// ------------------------------------------------------------------------------------------------- registry

/** The path of a value as Sysmon's TargetObject has it: both tables keep the key and the value's name apart. */
const registryPath = (valueName: string): readonly JoinedColumn[] => [
  { name: 'RegistryPath', joins: ['RegistryKey', valueName], separator: '\\' },
]

const registry = (
  category: string,
  events: ChannelEvents,
  eventTypes: readonly string[],
  forms: { readonly action?: string; readonly type?: string },
): LogSourceRow => ({
  category,
  product: 'windows',
  family: 'registry',
  events: [events],
  cim: endpoint('Registry', forms.action),
  ecs: ecs('registry', forms.type === undefined ? {} : { 'event.type': forms.type }, 'windows'),
  sentinel: [
    { ...xdr('DeviceRegistryEvents', eventTypes), joined: registryPath('RegistryValueName') },
    { ...asim('imRegistry', eventTypes), joined: registryPath('RegistryValue') },
  ],
})

const keyCreated = 'RegistryKeyCreated'
const keyDeleted = 'RegistryKeyDeleted'
const keyRenamed = 'RegistryKeyRenamed'
const valueSet = 'RegistryValueSet'
const valueDeleted = 'RegistryValueDeleted'

// ---------------------------------------------------------------------------------------------------- files

const file = (
  category: string,
  product: Product | undefined,
  events: readonly ChannelEvents[],
  forms: {
    /** CIM's action; it has none for a renamed file. */
    readonly action?: string
    readonly ecs: Readonly<Record<string, string>>
    /** ASIM's event type, and Defender's action type. */
    readonly eventType: string
    /** Defender does not record that a file was read. */
    readonly inXdr?: boolean
  },
): LogSourceRow => ({
  category,
  ...(product === undefined ? {} : { product }),
  family: 'file',
  events,
  ...(forms.action === undefined ? {} : { cim: endpoint('Filesystem', forms.action) }),
  ecs: ecs('file', forms.ecs, product),
  sentinel: [
    ...(forms.inXdr === false ? [] : [xdr('DeviceFileEvents', [forms.eventType])]),
    asim('imFileEvent', [forms.eventType]),
  ],
})

const created = {
  action: 'created',
  ecs: { 'event.type': 'creation' },
  eventType: 'FileCreated',
} as const
const deleted = {
  action: 'deleted',
  ecs: { 'event.type': 'deletion' },
  eventType: 'FileDeleted',
} as const

const changed = {
  action: 'modified',
  ecs: { 'event.type': 'change' },
  eventType: 'FileModified',
} as const
const accessed = {
  action: 'read',
  ecs: { 'event.type': 'access' },
  eventType: 'FileAccessed',
  inXdr: false,
} as const

// ----------------------------------------------------------------------------------------- Windows channels

/** Events of one channel, which a category or a service names: some of its events, or all. */
const channel = (
  name: { readonly category: string } | { readonly service: string },
  family: Family,
  from: string,
  eventIds: readonly number[] = [],
): LogSourceRow => {
  const ids = eventIds.map(String)
  return {
    ...name,
    product: 'windows',
    family,
    events: [
      {
        channel: from,
        eventIds,
        vocabulary:
          from === sysmonChannel
            ? 'sysmon'
            : from === securityChannel
              ? 'security'
              : 'windowsEvent',
      },
    ],
    ecs: where({ 'winlog.channel': from, ...(ids.length === 0 ? {} : { 'event.code': ids }) }),
    sentinel: [
      from === securityChannel
        ? { table: 'SecurityEvent', vocabulary: 'securityEvent', where: [] }
        : {
            table: 'Event',
            vocabulary: 'sentinelEvent',
            where: where({ EventLog: from, ...(ids.length === 0 ? {} : { EventID: ids }) }),
          },
    ],
  }
}

// -------------------------------------------------------------------------------------------------- the rows

/** Every log source. Categories stand before services, and the general before the special of the same name. */
export const logSourceRows: readonly LogSourceRow[] = [
  processCreation('windows', windowsProcessEvents, [
    securityProcesses,
    deviceProcesses,
    asimProcesses,
  ]),
  processCreation('linux', [linuxSysmon(1)], [deviceProcesses, asimProcesses]),
  processCreation('macos', [], [deviceProcesses, asimProcesses]),
  // Of any system: what sees all of them comes first.
  processCreation(
    undefined,
    [...windowsProcessEvents, linuxSysmon(1)],
    [deviceProcesses, asimProcesses, securityProcesses],
  ),

  registry(
    'registry_event',
    sysmon([12, 13, 14]),
    [keyCreated, keyDeleted, keyRenamed, valueSet, valueDeleted],
    {},
  ),
  registry('registry_set', sysmon([13]), [valueSet], { action: 'modified', type: 'change' }),
  registry('registry_add', sysmon([12], { EventType: 'CreateKey' }), [keyCreated], {
    action: 'created',
    type: 'creation',
  }),
  registry(
    'registry_delete',
    sysmon([12], { EventType: ['DeleteKey', 'DeleteValue'] }),
    [keyDeleted, valueDeleted],
    { action: 'deleted', type: 'deletion' },
  ),

  file('file_event', 'windows', [sysmon([11])], created),
  file('file_event', 'linux', [linuxSysmon(11)], created),
  file('file_event', 'macos', [], created),
  file('file_event', undefined, [sysmon([11]), linuxSysmon(11)], created),
  // Sysmon's event 2 is a changed creation time; no event of it is a change of the content.
  file('file_change', 'windows', [sysmon([2])], changed),
  file('file_change', undefined, [sysmon([2])], changed),
  file('file_delete', 'windows', [sysmon([23, 26])], deleted),
  file('file_delete', 'linux', [linuxSysmon(23)], deleted),
  file('file_delete', undefined, [sysmon([23, 26]), linuxSysmon(23)], deleted),
  file('file_access', 'windows', [], accessed),
  file('file_access', undefined, [], accessed),
  file('file_rename', 'windows', [], {
    ecs: { 'event.type': 'change', 'event.action': 'rename' },
    eventType: 'FileRenamed',
  }),

  channel({ category: 'ps_script' }, 'powershell', powershellChannel, [4104]),
  channel({ category: 'ps_module' }, 'powershell', powershellChannel, [4103]),
  channel({ category: 'ps_classic_script' }, 'powershell', powershellClassicChannel, [800]),
  channel({ category: 'ps_classic_start' }, 'powershell', powershellClassicChannel, [400]),
  channel({ category: 'ps_classic_provider_start' }, 'powershell', powershellClassicChannel, [600]),

  channel({ service: 'iis-configuration' }, 'windows_event', iisConfigurationChannel),
  channel({ service: 'application' }, 'windows_event', 'Application'),
  channel({ service: 'system' }, 'windows_event', 'System'),
  channel({ service: 'security' }, 'windows_event', securityChannel),
  channel({ service: 'sysmon' }, 'windows_event', sysmonChannel),
  // Elastic and Sentinel keep Sysmon for Linux where each installation puts it.
  {
    service: 'sysmon',
    product: 'linux',
    family: 'windows_event',
    events: [linuxSysmon()],
    sentinel: [],
  },
  channel({ service: 'powershell' }, 'powershell', powershellChannel),
  channel({ service: 'powershell-classic' }, 'powershell', powershellClassicChannel),
]
