/**
 * The table of log sources: which events a Sigma category or service means, in every form in which we know them.
 *
 * Ids of Sysmon's events follow SigmaHQ's taxonomy; values of `ActionType` and `EventType` are those of Defender's
 * advanced hunting and of ASIM's schemas; ECS's values of `event.category` and `event.type` are its own. A form that
 * would miss or add events is left out: 4657 and 4663 of the Security log spell paths of the registry as the kernel
 * does, and have no events for what is not audited.
 */
import {
  channelsOfServices,
  iisConfigurationChannel,
  linuxSysmonChannel,
  powershellChannel,
  powershellClassicChannel,
  powershellCoreChannel,
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
  SplunkEvents,
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

/** Sysmon's events in Sentinel's table of Windows events: the same fields, in XML. */
const sysmonEvents = ({ eventIds, where: conditions = [] }: ChannelEvents): TableEvents => ({
  table: 'Event',
  vocabulary: 'sentinelEvent',
  where: [
    ...where({
      EventLog: sysmonChannel,
      ...(eventIds.length === 0 ? {} : { EventID: eventIds.map(String) }),
    }),
    ...conditions,
  ],
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
const registryPath = (...joins: JoinedColumn['joins']): JoinedColumn => ({
  name: 'RegistryPath',
  joins,
  separator: '\\',
})

/**
 * Defender has what was deleted as what was there before: Microsoft's parser of these events for ASIM takes it from there,
 * in its lab on parsers.
 */
const deletedIn = (column: string): readonly string[] => [column, `Previous${column}`]

const xdrRegistry = (eventTypes: readonly string[]): readonly JoinedColumn[] => {
  const names = ['RegistryKey', 'RegistryValueName']
  const parts = names.map(deletedIn)
  return eventTypes.some((type) => type.endsWith('Deleted'))
    ? [
        registryPath(...parts),
        ...parts.map((part, index) => ({ name: names[index] ?? '', joins: [part], separator: '' })),
      ]
    : [registryPath(...names.map((name) => [name]))]
}

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
    { ...xdr('DeviceRegistryEvents', eventTypes), joined: xdrRegistry(eventTypes) },
    {
      ...asim('imRegistry', eventTypes),
      joined: [registryPath(['RegistryKey'], ['RegistryValue'])],
    },
    sysmonEvents(events),
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
    ...(product === 'windows' ? events.map(sysmonEvents) : []),
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

/** Events of channels, which a category or a service names: some of their events, or all. */
const channel = (
  name: { readonly category: string } | { readonly service: string },
  family: Family,
  from: string,
  eventIds: readonly number[] = [],
  otherChannels: readonly string[] = [],
): LogSourceRow => {
  const ids = eventIds.map(String)
  const names = [from, ...otherChannels]
  return {
    ...name,
    product: 'windows',
    family,
    events: [
      {
        channel: from,
        ...(otherChannels.length === 0 ? {} : { otherChannels }),
        eventIds,
        vocabulary:
          from === sysmonChannel
            ? 'sysmon'
            : from === securityChannel
              ? 'security'
              : 'windowsEvent',
      },
    ],
    ecs: where({ 'winlog.channel': names, ...(ids.length === 0 ? {} : { 'event.code': ids }) }),
    sentinel: [
      from === securityChannel
        ? { table: 'SecurityEvent', vocabulary: 'securityEvent', where: [] }
        : {
            table: 'Event',
            vocabulary: 'sentinelEvent',
            where: where({ EventLog: names, ...(ids.length === 0 ? {} : { EventID: ids }) }),
          },
    ],
  }
}

/** A category that is some of Sysmon's events, as SigmaHQ's taxonomy says. */
const ofSysmon = (
  category: string,
  eventIds: readonly number[],
  family: Family = 'sysmon_event',
): LogSourceRow => channel({ category }, family, sysmonChannel, eventIds)

/** Connections of processes, of which Defender has two kinds: those that the device began, and those that it accepted. */
const connections = (
  product: Product | undefined,
  events: readonly ChannelEvents[],
  more: readonly TableEvents[],
): LogSourceRow => ({
  category: 'network_connection',
  ...(product === undefined ? {} : { product }),
  family: 'network_connection',
  events,
  ecs: ecs('network', { 'event.type': 'start' }, product),
  sentinel: [
    ...more,
    xdr('DeviceNetworkEvents', ['ConnectionSuccess', 'InboundConnectionAccepted']),
  ],
})

/** Images that processes load; the list of tables starts with Defender's, whose columns are those of its processes. */
const imageLoads = ofSysmon('image_load', [7], 'image_load')

// -------------------------------------------------------------------------- services, networks, other systems

/** Events that Splunk's add-ons extract the fields of, and what selects them. */
const inSplunk = (
  conditions: Readonly<Record<string, string | readonly string[]>>,
): SplunkEvents => ({ where: where(conditions), vocabulary: 'splunkEvent' })

/** The log of a service, in its forms; a data set of Elastic is what its integration is called. */
const log = (
  logSource: Pick<LogSourceRow, 'category' | 'product' | 'service'>,
  family: Family,
  forms: {
    /** The source types that Splunk's add-ons give it. */
    readonly sourceTypes?: readonly string[]
    /** What else selects it among the events of those. */
    readonly splunk?: Readonly<Record<string, string | readonly string[]>>
    readonly dataset?: string
    readonly table?: string
  },
): LogSourceRow => ({
  ...logSource,
  family,
  events: [],
  ...(forms.sourceTypes === undefined
    ? {}
    : { splunk: inSplunk({ sourcetype: forms.sourceTypes, ...forms.splunk }) }),
  ...(forms.dataset === undefined ? {} : { ecs: where({ 'event.dataset': forms.dataset }) }),
  sentinel:
    forms.table === undefined
      ? []
      : [{ table: forms.table, vocabulary: 'sentinelTable', where: [] }],
})

/** Splunk's Add-on for Microsoft Cloud Services: logs of Entra that come over an event hub have one source type. */
const entra = (category: string) => ({
  sourceTypes: ['azure:monitor:aad'],
  splunk: { category },
})

/** Zeek's JSON: the add-on's source types, and those of Splunk's security content. */
const zeek = (name: string) => ({ sourceTypes: [`bro:${name}:json`, `zeek:${name}:json`] })

/**
 * What the system's log has: `syslog` and `linux_messages_syslog` are Splunk's own source types, `nix:syslog` is that of
 * Splunk Connect for Syslog. All of them have the name of the program in the field `process`.
 */
const systemLogs: readonly string[] = ['syslog', 'linux_messages_syslog', 'nix:syslog']

/** Cisco's routers and switches, as Splunk Connect for Syslog has them. */
const ciscoDevices: readonly string[] = ['cisco:ios', 'cisco:xr']

/** A log that rules search for texts. */
const text = (
  logSource: Pick<LogSourceRow, 'category' | 'product' | 'service'>,
  sourceTypes: readonly string[],
  splunk: Readonly<Record<string, readonly string[]>> = {},
): LogSourceRow => log(logSource, 'text_log', { sourceTypes, splunk })

/**
 * Names of source types: the manuals of Splunk's add-ons and of Splunk Connect for Syslog, "Source types", Splunk's list of its
 * own source types, and the macros and data sources of its security content. From memory are `nginx:plus:error`, `nix:syslog`,
 * `linux_audit` and those of Duo.
 */
const services: readonly LogSourceRow[] = [
  log({ product: 'aws', service: 'cloudtrail' }, 'cloudtrail', {
    sourceTypes: ['aws:cloudtrail'],
    dataset: 'aws.cloudtrail',
    table: 'AWSCloudTrail',
  }),
  log({ product: 'azure', service: 'activitylogs' }, 'azure_activity', {
    sourceTypes: ['azure:monitor:activity'],
    dataset: 'azure.activitylogs',
    table: 'AzureActivity',
  }),
  log({ product: 'azure', service: 'auditlogs' }, 'azure_audit', {
    ...entra('AuditLogs'),
    dataset: 'azure.auditlogs',
    table: 'AuditLogs',
  }),
  log({ product: 'azure', service: 'signinlogs' }, 'azure_signin', {
    ...entra('SignInLogs'),
    dataset: 'azure.signinlogs',
    table: 'SigninLogs',
  }),
  log({ product: 'azure', service: 'riskdetection' }, 'azure_risk', {
    ...entra('UserRiskEvents'),
    dataset: 'azure.identity_protection',
    table: 'AADUserRiskEvents',
  }),
  // Messages of Google's Pub/Sub may be anything; its audit logs name their type.
  log({ product: 'gcp', service: 'gcp.audit' }, 'gcp_audit', {
    sourceTypes: ['google:gcp:pubsub:message'],
    splunk: { 'data.protoPayload.@type': 'type.googleapis.com/google.cloud.audit.AuditLog' },
    dataset: 'gcp.audit',
    table: 'GCPAuditLogs',
  }),
  log({ product: 'm365', service: 'audit' }, 'm365_audit', {
    sourceTypes: ['o365:management:activity'],
    dataset: 'o365.audit',
  }),
  ...['exchange', 'threat_detection', 'threat_management'].map((service) =>
    log({ product: 'm365', service }, 'm365_alert', {
      sourceTypes: ['o365:management:activity'],
      dataset: 'o365.audit',
    }),
  ),
  log({ product: 'okta', service: 'okta' }, 'okta', {
    sourceTypes: ['OktaIM2:log'],
    dataset: 'okta.system',
  }),
  log({ product: 'github', service: 'audit' }, 'github', {
    sourceTypes: ['github:cloud:audit', 'github:enterprise:audit'],
    dataset: 'github.audit',
  }),
  ...[{ service: 'audit' }, { category: 'application', service: 'audit' }].map((names) =>
    // Splunk's OpenTelemetry Collector for Kubernetes, and Splunk Connect for Kubernetes before it.
    log({ product: 'kubernetes', ...names }, 'kubernetes', {
      sourceTypes: ['kube:apiserver-audit'],
      dataset: 'kubernetes.audit_logs',
    }),
  ),
  log({ product: 'linux', service: 'auditd' }, 'auditd', { sourceTypes: ['linux:audit'] }),
  log({ product: 'fortigate', service: 'event' }, 'fortigate', {
    sourceTypes: ['fortigate_event', 'fgt_event'],
    dataset: 'fortinet_fortigate.log',
  }),
  log({ product: 'zeek', service: 'dce_rpc' }, 'zeek_dce_rpc', {
    ...zeek('dce_rpc'),
    dataset: 'zeek.dce_rpc',
  }),
  log({ product: 'zeek', service: 'smb_files' }, 'zeek_smb_files', {
    ...zeek('smb_files'),
    dataset: 'zeek.smb_files',
  }),
  ...['conn', 'dns', 'http', 'kerberos', 'rdp', 'x509'].map((service) =>
    log({ product: 'zeek', service }, 'zeek_log', zeek(service)),
  ),
  ...['admin', 'login'].map((application) =>
    log({ product: 'gcp', service: `google_workspace.${application}` }, 'google_workspace', {
      sourceTypes: [`gws:reports:${application}`],
    }),
  ),
  // The Windows add-on's source of a channel; where it keeps the XML, such events have no fields of their own.
  {
    product: 'rpc_firewall',
    category: 'application',
    family: 'rpc_firewall',
    events: [],
    splunk: inSplunk({ source: 'WinEventLog:RPCFW' }),
    sentinel: [],
  },
  // What devices log of their commands, and what the servers do that devices ask.
  text({ product: 'cisco', service: 'aaa' }, [...ciscoDevices, 'cisco:ise:syslog', 'cisco:acs']),
  ...['bgp', 'ldp'].map((service) => text({ product: 'cisco', service }, ciscoDevices)),
  log({ product: 'cisco', service: 'duo' }, 'duo', {
    sourceTypes: ['cisco:duo:activity', 'cisco:duo:administrator', 'cisco:duo:authentication'],
  }),
  text({ product: 'juniper', service: 'bgp' }, ['juniper:legacy']),
  text({ service: 'apache' }, [
    'apache:access',
    'apache:access:combined',
    'apache:access:json',
    'apache:access:kv',
    'apache:error',
    'apache_error',
  ]),
  text({ service: 'nginx' }, ['nginx:plus:access', 'nginx:plus:kv', 'nginx:plus:error']),
  text({ product: 'linux', service: 'syslog' }, systemLogs),
  text({ product: 'linux', service: 'sshd' }, ['linux_secure', ...systemLogs], {
    process: ['sshd', 'sshd-session'],
  }),
  text({ product: 'linux', service: 'cron' }, systemLogs, {
    process: ['cron', 'crond', 'crontab'],
  }),
]

/** Log sources that every site has of another product: data models and ASIM know them all, raw events have no names. */
const generic: readonly LogSourceRow[] = [
  {
    category: 'proxy',
    family: 'web',
    events: [],
    // Requests that web servers saw are in the same object, and proxies' below it.
    cim: { model: 'Web', object: 'Web', where: where({ nodename: 'Web.Proxy' }), isShared: true },
    sentinel: [asim('imWebSession', ['HTTPsession'])],
  },
  {
    category: 'webserver',
    family: 'web',
    events: [],
    splunk: {
      where: [
        { field: 'tag', values: ['web'] },
        { field: 'tag', values: ['proxy'], not: true },
      ],
      vocabulary: 'cim',
    },
    sentinel: [asim('imWebSession', ['WebServerSession'])],
  },
  {
    category: 'dns',
    family: 'dns',
    events: [],
    cim: { model: 'Network_Resolution', object: 'DNS', where: [] },
    ecs: where({ 'network.protocol': 'dns' }),
    sentinel: [asim('_Im_Dns')],
  },
  {
    category: 'antivirus',
    family: 'antivirus',
    events: [],
    cim: { model: 'Malware', object: 'Malware_Attacks', where: [] },
    sentinel: [],
  },
  {
    category: 'database',
    family: 'text_log',
    events: [],
    // CIM's manual, "Databases", from memory.
    splunk: {
      where: [...where({ tag: 'database' }), ...where({ tag: 'query' })],
      vocabulary: 'cim',
    },
    sentinel: [],
  },
]

/** All that a system logs, whatever the service. */
const systems: readonly LogSourceRow[] = [
  {
    product: 'windows',
    family: 'windows_event',
    events: [],
    splunk: {
      where: where({ sourcetype: ['WinEventLog', 'XmlWinEventLog'] }),
      vocabulary: 'windowsEvent',
    },
    sentinel: [],
  },
  text({ product: 'linux' }, [
    ...systemLogs,
    'linux_secure',
    'linux_audit',
    'linux:audit',
    'auditd',
    'bash_history',
    'sysmon:linux',
  ]),
]

// -------------------------------------------------------------------------------------------------- the rows

/** Every log source. Categories stand before services, and the general before the special of the same name. */
export const logSourceRows: readonly LogSourceRow[] = [
  processCreation('windows', windowsProcessEvents, [
    securityProcesses,
    deviceProcesses,
    asimProcesses,
    sysmonEvents(sysmon([1])),
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

  {
    ...imageLoads,
    sentinel: [xdr('DeviceImageLoadEvents', ['ImageLoaded']), ...imageLoads.sentinel],
  },
  ofSysmon('driver_load', [6], 'image_load'),
  connections('windows', [sysmon([3])], [sysmonEvents(sysmon([3]))]),
  connections('linux', [linuxSysmon(3)], []),
  connections('macos', [], []),
  connections(undefined, [sysmon([3]), linuxSysmon(3)], []),
  ofSysmon('process_access', [10], 'process_access'),
  ofSysmon('create_remote_thread', [8], 'process_access'),
  ofSysmon('sysmon_status', [4, 16]),
  ofSysmon('process_termination', [5]),
  ofSysmon('raw_access_thread', [9]),
  ofSysmon('create_stream_hash', [15]),
  ofSysmon('pipe_created', [17, 18]),
  ofSysmon('wmi_event', [19, 20, 21]),
  ofSysmon('dns_query', [22]),
  ofSysmon('clipboard_capture', [24]),
  ofSysmon('process_tampering', [25]),
  ofSysmon('file_delete_detected', [26]),
  ofSysmon('file_block_executable', [27]),
  ofSysmon('file_block_shredding', [28]),
  ofSysmon('file_executable_detected', [29]),
  ofSysmon('sysmon_error', [255]),

  channel(
    { category: 'ps_script' },
    'powershell',
    powershellChannel,
    [4104],
    [powershellCoreChannel],
  ),
  channel(
    { category: 'ps_module' },
    'powershell',
    powershellChannel,
    [4103],
    [powershellCoreChannel],
  ),
  channel({ category: 'ps_classic_script' }, 'powershell', powershellClassicChannel, [800]),
  channel({ category: 'ps_classic_start' }, 'powershell', powershellClassicChannel, [400]),
  channel({ category: 'ps_classic_provider_start' }, 'powershell', powershellClassicChannel, [600]),

  channel({ service: 'iis-configuration' }, 'windows_event', iisConfigurationChannel),
  channel({ service: 'application' }, 'windows_event', 'Application'),
  channel({ service: 'system' }, 'windows_event', 'System'),
  channel({ service: 'security' }, 'windows_event', securityChannel),
  channel({ service: 'sysmon' }, 'sysmon_event', sysmonChannel),
  // Elastic and Sentinel keep Sysmon for Linux where each installation puts it.
  {
    service: 'sysmon',
    product: 'linux',
    family: 'sysmon_event',
    events: [linuxSysmon()],
    sentinel: [],
  },
  channel({ service: 'powershell' }, 'powershell', powershellChannel),
  channel({ service: 'powershell-classic' }, 'powershell', powershellClassicChannel),
  ...Object.entries(channelsOfServices).map(([service, [first = '', ...others]]) =>
    channel({ service }, 'windows_event', first, [], others),
  ),
  ...services,
  ...generic,
  ...systems,
]
