import { expect, test } from '@jest/globals'
import { channels } from '../../src/fields/channels.js'
import { families } from '../../src/fields/correspondences.js'
import { describeLogSource, findLogSourceRow } from '../../src/fields/find.js'
import { logSourceRows } from '../../src/fields/log-sources.js'
import {
  escuMacroOfSource,
  logSourceOfChannelEvent,
  logSourceOfSplunkInput,
  logSourceOfSplunkSource,
  logSourcesOfDataModel,
  splunkSourcesOfChannel,
} from '../../src/fields/splunk-sources.js'
import { builtinMacros } from '../../src/splunk/builtin-macros.js'

const sysmon = 'Microsoft-Windows-Sysmon/Operational'
const linuxSysmon = 'Linux-Sysmon/Operational'
const powershell = 'Microsoft-Windows-PowerShell/Operational'

test('no two rows are of the same log source', () => {
  const names = logSourceRows.map(describeLogSource)
  expect(names).toEqual([...new Set(names)])
})

test('every row finds itself', () => {
  for (const row of logSourceRows) expect(findLogSourceRow(row)).toBe(row)
})

test('every channel of a row is in the table of channels, every family in that of families', () => {
  const known = channels.map(({ channel }) => channel)
  for (const { events, family } of logSourceRows) {
    for (const { channel, otherChannels = [] } of events) {
      expect(known).toEqual(expect.arrayContaining([channel, ...otherChannels]))
    }
    expect(families[family].rows.length).toBeGreaterThan(0)
  }
})

test('every service of a channel has a row, and every form of a row a vocabulary that its family knows', () => {
  const services = channels.flatMap(({ product, service }) =>
    service === undefined ? [] : { product, service },
  )
  for (const service of services) expect(findLogSourceRow(service)).toBeDefined()
  for (const { family, events, sentinel } of logSourceRows) {
    const spoken = families[family].rows.flatMap(({ columns }) => Object.keys(columns))
    for (const { vocabulary } of [...events, ...sentinel]) expect(spoken).toContain(vocabulary)
  }
})

test('log sources are found without regard to case, the most special first', () => {
  const found = findLogSourceRow({ category: 'Process_Creation', product: 'WINDOWS' })
  expect(found?.sentinel.map(({ table }) => table)).toEqual([
    'SecurityEvent',
    'DeviceProcessEvents',
    'imProcessCreate',
    'Event',
  ])
  expect(findLogSourceRow({ product: 'windows', service: 'iis-configuration' })?.events).toEqual([
    {
      channel: 'Microsoft-IIS-Configuration/Operational',
      eventIds: [],
      vocabulary: 'windowsEvent',
    },
  ])
  expect(
    findLogSourceRow({ category: 'process_creation', product: 'windows', service: 'sysmon' }),
  ).toBe(found)
})

test('a row never stands for a log source that says more than it can tell', () => {
  expect(findLogSourceRow({ category: 'process_creation' })?.product).toBeUndefined()
  expect(findLogSourceRow({ category: 'process_creation', product: 'zos' })).toBeUndefined()
  expect(findLogSourceRow({ category: 'image_load', product: 'linux' })).toBeUndefined()
  expect(findLogSourceRow({})).toBeUndefined()
  // All of a system's logs are not any one of them.
  for (const product of ['windows', 'linux']) {
    expect(findLogSourceRow({ product })?.product).toBe(product)
    expect(findLogSourceRow({ product, service: '' })?.product).toBe(product)
    expect(findLogSourceRow({ product, service: 'something' })).toBeUndefined()
  }
})

test('describeLogSource', () => {
  expect(describeLogSource({ category: 'process_creation', product: 'windows' })).toBe(
    'windows/process_creation',
  )
  expect(describeLogSource({ product: 'windows', service: 'iis-configuration' })).toBe(
    'windows/iis-configuration',
  )
  expect(describeLogSource({ category: 'dns' })).toBe('dns')
  expect(describeLogSource({})).toBe('any log source')
})

test('data models', () => {
  expect(logSourcesOfDataModel('Endpoint', 'Processes', [])).toEqual([
    { category: 'process_creation' },
  ])
  expect(logSourcesOfDataModel('endpoint', 'filesystem', [])).toEqual(
    ['file_event', 'file_change', 'file_delete', 'file_access'].map((category) => ({ category })),
  )
  expect(logSourcesOfDataModel('Endpoint', 'Registry', [])).toEqual([
    { category: 'registry_event', product: 'windows' },
  ])
  expect(logSourcesOfDataModel('Web', 'Web', [])).toEqual([])
})

test.each([
  ['source', 'WinEventLog:Security', 'security'],
  ['source', 'xmlwineventlog:security', 'security'],
  ['source', `XmlWinEventLog:${powershell}`, 'powershell'],
  ['sourcetype', `XmlWinEventLog:${sysmon}`, 'sysmon'],
  ['sourcetype', 'IIS:Configuration:Operational', 'iis-configuration'],
  ['source', 'WinEventLog:Microsoft-IIS-Configuration/Operational', 'iis-configuration'],
  ['eventtype', 'wineventlog_application', 'application'],
  ['eventtype', 'WINEVENTLOG_SYSTEM', 'system'],
  ['source', 'WinEventLog:Windows PowerShell', 'powershell-classic'],
] as const)('%s=%s is windows/%s', (field, value, service) => {
  expect(logSourceOfSplunkSource(field, value)?.logSource).toEqual({ product: 'windows', service })
})

test.each([
  ['Endpoint', 'Filesystem', 'action', 'Created', ['file_event']],
  ['Endpoint', 'Registry', 'action', 'deleted', ['registry_delete']],
  ['Endpoint', 'Processes', 'action', 'allowed', ['process_creation']],
  ['Web', 'Web', 'nodename', 'Web.Proxy', ['proxy']],
  ['Web', 'Web', 'action', 'allowed', []],
] as const)('%s.%s where %s is %s', (model, object, name, value, categories) => {
  const tests = [{ field: name, values: [value] }]
  const found = logSourcesOfDataModel(model, object, tests)
  expect(found.map(({ category }) => category)).toEqual(categories)
})

test('Sysmon for Linux has a source of its own', () => {
  expect(logSourceOfSplunkSource('source', 'Syslog:Linux-Sysmon/Operational')).toEqual({
    channel: linuxSysmon,
    logSource: { product: 'linux', service: 'sysmon' },
    channels: [linuxSysmon],
  })
  expect(splunkSourcesOfChannel(linuxSysmon)).toEqual(['Syslog:Linux-Sysmon/Operational'])
})

test('source types of add-ons, with what they need beside them', () => {
  const aad = { field: 'sourcetype', values: ['azure:monitor:aad'] }
  const category = { field: 'category', values: ['signinlogs'] }
  const other = { field: 'user', values: ['x'] }
  const found = logSourceOfSplunkInput([other, aad, category])
  expect(found).toEqual({
    logSources: [{ product: 'azure', service: 'signinlogs' }],
    vocabulary: 'splunkEvent',
    tests: [aad, category],
  })
  expect(logSourceOfSplunkInput([aad, other])).toBeUndefined()
  // Half of the audit logs is not the log source.
  const cloud = { field: 'sourcetype', values: ['github:cloud:audit'] }
  expect(logSourceOfSplunkInput([cloud])).toBeUndefined()
})

const tag = (name: string) => ({ field: 'tag', values: [name] })
const notTag = (name: string) => ({ ...tag(name), not: true as const })

test.each([
  [[tag('web'), tag('proxy')], ['proxy']],
  [[tag('web'), notTag('proxy')], ['webserver']],
  [[tag('dns'), tag('resolution'), tag('network')], ['dns']],
  [[tag('malware'), tag('attack')], ['antivirus']],
  // Tags tell no operating system.
  [[tag('process'), tag('report')], ['process_creation']],
  [
    [tag('endpoint'), tag('filesystem')],
    ['file_event', 'file_change', 'file_delete', 'file_access'],
  ],
  [[tag('endpoint'), tag('filesystem'), { field: 'action', values: ['created'] }], ['file_event']],
  [[tag('endpoint'), tag('registry')], ['windows/registry_event']],
])('tags %j select %j', (tests, names) => {
  const found = logSourceOfSplunkInput(tests)
  expect(found?.logSources.map(describeLogSource)).toEqual(names)
  expect(found?.vocabulary).toBe('cim')
  expect(found?.tests).toHaveLength(tests.length)
})

test('what selects a row in Splunk is read as that row, or as one with the same events', () => {
  for (const row of logSourceRows) {
    if (row.splunk === undefined) continue
    const found = logSourceOfSplunkInput(row.splunk.where)
    expect(found?.vocabulary).toBe(row.splunk.vocabulary)
    expect(found?.logSources.map((each) => findLogSourceRow(each)?.splunk)).toEqual([row.splunk])
  }
})

test.each([[[tag('web')]], [[notTag('web'), tag('proxy')]], [[tag('process'), notTag('report')]]])(
  'tags %j select no log source',
  (tests) => {
    expect(logSourceOfSplunkInput(tests)).toBeUndefined()
  },
)

test('what is in no table is nothing', () => {
  expect(logSourceOfSplunkSource('source', 'WinEventLog:Unknown')).toBeUndefined()
  expect(logSourceOfSplunkSource('eventtype', 'WinEventLog:Security')).toBeUndefined()
  expect(splunkSourcesOfChannel('Unknown')).toEqual([])
  expect(escuMacroOfSource('Unknown')).toBeUndefined()
})

test.each([
  [sysmon, [1], 'windows/process_creation'],
  ['security', [4688], 'windows/process_creation'],
  [linuxSysmon, [1], 'linux/process_creation'],
  [sysmon, [11], 'windows/file_event'],
  [sysmon, [13], 'windows/registry_set'],
  // Event 12 is a created or a deleted key: its id alone does not tell.
  [sysmon, [12], 'windows/registry_event'],
  [sysmon, [12, 13], 'windows/registry_event'],
  [sysmon, [23, 26], 'windows/file_delete'],
  [sysmon, [26], 'windows/file_delete_detected'],
  [sysmon, [3], 'windows/network_connection'],
  [linuxSysmon, [3], 'linux/network_connection'],
  [sysmon, [7], 'windows/image_load'],
  [sysmon, [22], 'windows/dns_query'],
  [powershell, [4104], 'windows/ps_script'],
  [powershell, [4103], 'windows/ps_module'],
  ['PowerShellCore/Operational', [4104], 'windows/ps_script'],
  ['Windows PowerShell', [800], 'windows/ps_classic_script'],
] as const)('%s %j is %s', (channel, ids, expected) => {
  expect(describeLogSource(logSourceOfChannelEvent(channel, ids, [])!.logSource)).toBe(expected)
})

test('events of no category, or of several, have none', () => {
  expect(logSourceOfChannelEvent(sysmon, [1, 11], [])).toBeUndefined()
  expect(logSourceOfChannelEvent(powershell, [4103, 4104], [])).toBeUndefined()
  expect(logSourceOfChannelEvent('Application', [2282], [])).toBeUndefined()
  expect(logSourceOfChannelEvent(sysmon, [], [])).toBeUndefined()
})

test.each([
  [['createkey'], 'windows/registry_add', 1],
  [['DeleteValue', 'DeleteKey'], 'windows/registry_delete', 1],
  [['DeleteValue'], 'windows/registry_event', 0],
] as const)('Sysmon 12 with an EventType of %j is %s', (values, expected, used) => {
  const tests = [
    { field: 'Image', values: ['a'] },
    { field: 'EventType', values },
  ]
  const found = logSourceOfChannelEvent(sysmon, [12], tests)!
  expect(describeLogSource(found.logSource)).toBe(expected)
  expect(found.tests).toEqual(tests.slice(1, 1 + used))
})

test('sources and macros of channels', () => {
  expect(splunkSourcesOfChannel('security')).toEqual([
    'WinEventLog:Security',
    'XmlWinEventLog:Security',
  ])
  expect(
    ['Microsoft-Windows-Sysmon/Operational', 'Security', 'System', 'Windows PowerShell'].map(
      (channel) => escuMacroOfSource(`WinEventLog:${channel}`),
    ),
  ).toEqual(['sysmon', 'wineventlog_security', 'wineventlog_system', undefined])
  expect(escuMacroOfSource('Syslog:Linux-Sysmon/Operational')).toBe('sysmon')
})

test('every macro that a channel is printed as is one that our reader knows', () => {
  const printed = channels.flatMap(({ macro }) => macro ?? [])
  const known = new Set(builtinMacros.map(({ name }) => name))
  expect([...new Set(printed)].filter((name) => !known.has(name))).toEqual([])
})

test("PowerShell Core's channel belongs to categories, and to no service", () => {
  const core = 'PowerShellCore/Operational'
  expect(logSourceOfSplunkSource('source', `WinEventLog:${core}`)).toEqual({
    channel: core,
    channels: [core],
  })
  const script = findLogSourceRow({ product: 'windows', category: 'ps_script' })!
  expect(script.events[0]!.otherChannels).toEqual([core])
  const service = findLogSourceRow({ product: 'windows', service: 'powershell' })!
  expect(service.events[0]!.otherChannels).toBeUndefined()
})

test('a service of several channels asks for all of them', () => {
  const applocker = findLogSourceRow({ product: 'windows', service: 'applocker' })!
  const [events] = applocker.events
  const named = [events!.channel, ...events!.otherChannels!]
  expect(named).toHaveLength(4)
  expect(applocker.ecs).toEqual([{ field: 'winlog.channel', values: named }])
  expect(applocker.sentinel[0]!.where).toEqual([{ field: 'EventLog', values: named }])
  for (const channel of named) {
    const source = `WinEventLog:${channel}`
    expect(splunkSourcesOfChannel(channel)).toContain(source)
    expect(logSourceOfSplunkSource('source', source)?.channels).toEqual(named)
    expect(escuMacroOfSource(source)).toBe('applocker')
  }
})
