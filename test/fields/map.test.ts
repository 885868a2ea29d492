import { expect, test } from '@jest/globals'
import { macroSet, readRules, transpile, type Options } from 'siemantic'
import { backends } from 'siemantic/backends'

/** A rule of one selection, converted to one target: its status, the query and the codes of what was said. */
async function convert(
  logSource: string,
  selection: string,
  target: string,
  options: Options = {},
  condition = 's',
): Promise<{ readonly status: string; readonly query: string; readonly said: readonly string[] }> {
  const text = `title: t\nlogsource: {${logSource}}\ndetection: {s: ${selection}, condition: ${condition}}\n`
  const { rules } = await readRules({ path: 'rule.yml', text }, macroSet())
  const [rule] = rules
  const backend = await backends[target]!()
  const { status, queries, diagnostics } = await transpile(rule!.detection!, backend, { options })
  return { status, query: queries.join('\n'), said: diagnostics.map(({ code }) => code) }
}

const windowsProcess = 'category: process_creation, product: windows'

test.each([
  // The end of a path is the name of the file where the target has a column for it …
  ["{Image|endswith: '\\x.exe'}", '| where Process =~ "x.exe"'],
  // … but not with a directory, without the separator, with a wildcard, or where there may be no directory.
  ["{Image|endswith: '\\d\\x.exe'}", '| where NewProcessName endswith @"\\d\\x.exe"'],
  ["{Image|endswith: 'x.exe'}", '| where NewProcessName endswith "x.exe"'],
  ["{Image|endswith: '\\x?.exe'}", '| where NewProcessName matches regex @"(?is)\\\\x.\\.exe$"'],
  ["{Image|endswith: '\\System'}", '| where NewProcessName endswith @"\\System"'],
  ["{Image|endswith: '/x.exe'}", '| where NewProcessName endswith "/x.exe"'],
  // Sentinel has no column for the parent's name: the path has to end so.
  ["{ParentImage|endswith: '\\x.exe'}", '| where ParentProcessName endswith @"\\x.exe"'],
  // A name of the same thing in another log.
  ["{NewProcessName: 'C:\\x.exe'}", '| where NewProcessName =~ @"C:\\x.exe"'],
])('%s', async (selection, where) => {
  const { query } = await convert(windowsProcess, selection, 'sentinel-kql')
  expect(query).toBe(`SecurityEvent\n| where EventID == 4688\n${where}`)
})

test('an event id that the log source fixes is left out where the target does not select by it', async () => {
  const sysmon = await convert(
    'category: file_event, product: windows',
    '{EventID: 11, Image: x}',
    'splunk-tstats',
  )
  expect(sysmon.said).toEqual(['mapping/implied'])
  expect(sysmon.query).not.toMatch(/EventI[dD]|EventCode/)
  const search = await convert(
    'category: file_event, product: windows',
    '{EventID: 11, Image: x}',
    'splunk-search',
  )
  expect(search.said).toEqual([])
  expect(search.query).toMatch(/ EventCode=11 Image="x"$/)
})

test('an event id that is one of several of the log source is left out with a note', async () => {
  const one = await convert(
    'category: registry_event, product: windows',
    '{EventID: 12, Image: x}',
    'splunk-tstats',
  )
  expect([one.status, ...one.said]).toEqual(['wider', 'mapping/one-of-events'])
  const all = await convert(
    'category: registry_event, product: windows',
    '{EventID: [12, 13, 14], Image: x}',
    'splunk-tstats',
  )
  expect([all.status, ...all.said]).toEqual(['exact'])
  expect(all.query).toBe(one.query)
})

test('an event id of another log source is an error', async () => {
  const { status, said } = await convert(windowsProcess, '{EventID: 11}', 'sentinel-kql')
  expect([status, ...said]).toEqual(['refused', 'mapping/other-event'])
})

test('the first table that has all fields is taken, and said where it is not the preferred one', async () => {
  const parent = await convert(windowsProcess, '{ParentCommandLine: x}', 'sentinel-kql')
  expect(parent.query).toMatch(/^DeviceProcessEvents\n/)
  expect(parent.said).toEqual(['mapping/table-chosen'])
  const forced = await convert(windowsProcess, '{ParentCommandLine: x}', 'sentinel-kql', {
    table: 'SecurityEvent',
  })
  expect([forced.status, ...forced.said]).toEqual(['refused', 'mapping/no-field'])
})

test('a table that cannot say a test comes after one that holds a field otherwise', async () => {
  const text =
    '| tstats count from datamodel=Endpoint.Registry where Registry.registry_value_data="Binary Data" by Registry.registry_value_name | rename Registry.* as * | where match(registry_value_name, "^[0-9]+\\z")'
  const { rules } = await readRules({ path: 'search.spl', text }, macroSet())
  const sentinel = await backends['sentinel-kql']!()
  const { queries, diagnostics } = await transpile(rules[0]!.detection!, sentinel)
  // Sysmon's own event has the words of the data, but no column for the name of a value.
  expect(queries[0]).toMatch(/^DeviceRegistryEvents\n/)
  expect(diagnostics.map(({ code }) => code)).toContain('mapping/lossy-field')
})

test('a table that holds a field otherwise comes after one that holds it as it is meant', async () => {
  const user = await convert(windowsProcess, '{User: x}', 'sentinel-kql')
  expect(user.query).toMatch(/^imProcessCreate\n/)
  expect([user.status, ...user.said]).toEqual(['exact', 'mapping/table-chosen'])
  const forced = await convert(windowsProcess, '{User: x}', 'sentinel-kql', {
    table: 'SecurityEvent',
  })
  expect([forced.status, ...forced.said]).toEqual(['approximate', 'mapping/lossy-field'])
  // Where all of them do, the preferred one is taken.
  const connection = await convert(
    'category: network_connection, product: linux',
    '{DestinationIp: x}',
    'sentinel-kql',
  )
  expect(connection.query).toMatch(/^DeviceNetworkEvents\n/)
  expect([connection.status, ...connection.said]).toEqual(['approximate', 'mapping/lossy-field'])
})

const registrySet = 'category: registry_set, product: windows'

test('a number in the registry is told from a text by the column of its type', async () => {
  const number = await convert(registrySet, '{Details: DWORD (0x0000000A)}', 'sentinel-kql')
  expect([number.status, ...number.said]).toEqual(['exact'])
  expect(number.query).toMatch(
    /\| where RegistryValueType =~ "Dword"\n\| where RegistryValueData == "10"$/,
  )
  const data = await convert(registrySet, '{Details: [DWORD (0x0000000A), x]}', 'sentinel-kql', {
    table: 'imRegistry',
  })
  expect(data.query).toMatch(
    /\(RegistryValueType =~ "Reg_DWord" and RegistryValueData == "10"\) or RegistryValueData =~ "x"$/,
  )
})

test.each(['(Empty)', 'Binary Data', 'QWORD (0x00000000-0x00000001)'])(
  'what only Sysmon writes of a value is asked of its events: %s',
  async (text) => {
    const { status, query } = await convert(registrySet, `{Details: ${text}}`, 'sentinel-kql')
    expect(status).toBe('exact')
    expect(query).toMatch(/^Event\n/)
    const forced = await convert(registrySet, `{Details: ${text}}`, 'sentinel-kql', {
      table: 'DeviceRegistryEvents',
    })
    expect([forced.status, ...forced.said]).toEqual(['approximate', 'mapping/lossy-field'])
  },
)

test('a table that the log source does not have is no reason to refuse it', async () => {
  const { query } = await convert(
    'category: registry_set, product: windows',
    '{Image: x}',
    'sentinel-kql',
    {
      table: 'SecurityEvent',
    },
  )
  expect(query).toMatch(/^DeviceRegistryEvents\n/)
})

test('a name without a counterpart is kept by some targets and refused by others', async () => {
  const kept = await convert(windowsProcess, '{Nonsense: x}', 'splunk-search')
  expect(kept.query).toMatch(/ Nonsense="x"$/)
  const refused = await convert(windowsProcess, '{Nonsense: x}', 'splunk-tstats')
  expect([refused.status, ...refused.said]).toEqual(['refused', 'mapping/no-field'])
})

test.each([
  // The name of the provider in every event of Windows.
  ['product: windows, service: shell-core', 'Name', 'stands for another field too'],
  ['product: aws, service: cloudtrail', 'status', 'give to what they make of an event'],
])('of %s the field %s is not quite the same in Splunk', async (source, name, difference) => {
  const { rules } = await readRules(
    {
      path: 'rule.yml',
      text: `title: t\nlogsource: {${source}}\ndetection: {s: {${name}: x}, condition: s}\n`,
    },
    macroSet(),
  )
  const conversion = await transpile(rules[0]!.detection!, await backends['splunk-search']!())
  expect(conversion.status).toBe('approximate')
  expect(conversion.diagnostics.map(({ message }) => message)).toEqual([
    expect.stringContaining(difference),
  ])
})

test('a name that means something else in the target is never kept', async () => {
  // ProcessId of 4688 is the id of the creator.
  const { status } = await convert(windowsProcess, '{ProcessId: 4}', 'splunk-search', {
    events: 'security',
  })
  expect(status).toBe('refused')
})

test('accounts lose their domain where the target keeps it apart, with a note', async () => {
  const { query, status, said } = await convert(
    windowsProcess,
    "{User: 'NT AUTHORITY\\SYSTEM'}",
    'splunk-tstats',
  )
  expect(query).toContain('Processes.user="SYSTEM"')
  expect([status, ...said]).toEqual(['wider', 'mapping/lossy-field'])
})

test('what widens a condition in one place and narrows it in another is said of both', async () => {
  const selections = "{User: 'A\\x'}, f: {User: 'A\\y'}"
  const only = await convert(windowsProcess, selections, 'splunk-tstats', {}, 'not f')
  expect([only.status, ...only.said]).toEqual(['narrower', 'mapping/lossy-field'])
  const both = await convert(windowsProcess, selections, 'splunk-tstats', {}, 's and not f')
  const note = 'mapping/lossy-field'
  expect([both.status, ...both.said]).toEqual(['approximate', note, note])
})

test('several log sources share a place, and what their filters have in common', async () => {
  const { query } = await convert(
    'category: [ps_script, ps_module], product: windows',
    '{ScriptBlockText|contains: x}',
    'splunk-search',
  )
  expect(query.match(/source IN/g)).toHaveLength(1)
  expect(query).toContain('EventCode IN (4104, 4103)')
})

test.each([
  // Splunk extracts the fields of an object, and none for the object itself.
  ['{requestParameters|contains: Suspended}', 'wider', '"*Suspended*"'],
  ['{requestParameters: a*b}', 'wider', '"*a*b*"'],
  ['{requestParameters|contains: "\\"a"}', 'approximate', String.raw`"*\"a*"`],
])('%s is looked for in the whole event', async (selection, status, query) => {
  const source = 'product: aws, service: cloudtrail'
  const converted = await convert(source, selection, 'splunk-search')
  expect(converted.status).toBe(status)
  expect(converted.query).toBe(`sourcetype="aws:cloudtrail" ${query}`)
  const exists = await convert(source, '{requestParameters|exists: true}', 'splunk-search')
  expect(exists.said).toEqual(['mapping/lossy-field', 'mapping/no-field'])
})

test.each([
  [
    'category: process_creation, product: macos',
    '{Image|endswith: /osascript, CommandLine|contains: x}',
    'tag="process" tag="report" process_name="osascript" process="*x*"',
  ],
  [
    'category: file_event, product: macos',
    '{TargetFilename: x}',
    'tag="endpoint" tag="filesystem" action="created" file_path="x"',
  ],
  [
    'category: proxy',
    '{c-uri-extension: exe, dst_ip|cidr: 10.0.0.0/8}',
    'tag="web" tag="proxy" uri_path="*.exe" dest_ip="10.0.0.0/8"',
  ],
  ['category: webserver', '{cs-method: GET}', 'tag="web" NOT tag="proxy" http_method="GET"'],
  ['category: dns', '{query: x}', 'tag="network" tag="resolution" tag="dns" query="x"'],
  ['category: antivirus', '{Signature: x}', 'tag="malware" tag="attack" signature="x"'],
  [
    'product: zeek, service: http',
    '{c-uri: x, resp_mime_types: y, id.resp_h: z}',
    'sourcetype IN ("bro:http:json", "zeek:http:json") uri="x" resp_mime_types{}="y" id.resp_h="z"',
  ],
  [
    'product: rpc_firewall, category: application',
    '{EventLog: RPCFW, EventID: 3, OpNum: 1}',
    'source="WinEventLog:RPCFW" LogName="RPCFW" EventCode=3 OpNum=1',
  ],
  [
    'product: gcp, service: google_workspace.admin',
    '{eventService: admin.googleapis.com, eventName: x}',
    'sourcetype="gws:reports:admin" id.applicationName="admin" event.name="x"',
  ],
  [
    'product: linux, service: syslog',
    '[x]',
    'sourcetype IN ("syslog", "linux_messages_syslog", "nix:syslog") "*x*"',
  ],
  [
    'product: windows',
    '{EventID: 1}',
    'sourcetype IN ("WinEventLog", "XmlWinEventLog") EventCode=1',
  ],
  [
    'product: cisco, service: aaa',
    '[x]',
    'sourcetype IN ("cisco:ios", "cisco:xr", "cisco:ise:syslog", "cisco:acs") "*x*"',
  ],
])('Splunk selects the events of %s', async (logSource, selection, query) => {
  const converted = await convert(logSource, selection, 'splunk-search')
  expect([converted.query, converted.status, converted.said]).toEqual([query, 'exact', []])
})

test('an extension is the end of a path, and no more can be asked of it', async () => {
  const tstats = await convert('category: proxy', '{c-uri-extension: exe}', 'splunk-tstats')
  expect(tstats.query).toContain('Web.uri_path="*.exe"')
  for (const selection of ['{c-uri-extension|exists: true}', '{c-uri-extension|re: e}']) {
    const { status, said } = await convert('category: proxy', selection, 'splunk-search')
    expect([status, ...said]).toEqual(['refused', 'mapping/no-field'])
  }
})

/** A search of a data model as a search of events. */
async function asEvents(dataset: string, where: string) {
  const text = `| tstats count from datamodel=${dataset} where ${where} by _time`
  const { rules } = await readRules({ path: 'search.spl', text }, macroSet())
  const backend = await backends['splunk-search']!()
  const { status, queries, diagnostics } = await transpile(rules[0]!.detection!, backend)
  return { status, query: queries.join('\n'), said: diagnostics.map(({ code }) => code) }
}

test.each([
  [
    'Endpoint.Filesystem',
    'Filesystem.file_name=x',
    'tag="endpoint" tag="filesystem" file_name="x"',
  ],
  ['Web', 'Web.url=x Web.status=200', 'tag="web" url="x" status=200'],
  [
    'Network_Traffic.All_Traffic',
    'All_Traffic.dest_port=22',
    'tag="network" tag="communicate" dest_port=22',
  ],
])('what %s holds is selected by its tags', async (dataset, where, query) => {
  const { status, ...found } = await asEvents(dataset, where)
  expect([found.query, status]).toEqual([query, 'exact'])
  expect(found.said).not.toContain('mapping/log-source-kept')
})

test('what only a data model has is not looked for in events', async () => {
  const { status, said } = await asEvents('Web', 'Web.url_length>100')
  expect(status).toBe('refused')
  expect(said).toContain('mapping/no-field')
})

test('Endpoint as a whole has no tags', async () => {
  const { said } = await asEvents('Endpoint', 'host=x')
  expect(said).toContain('mapping/log-source-kept')
})

test('a data model whose events nothing selects is said', async () => {
  const { status, said } = await asEvents('Risk.All_Risk', 'All_Risk.risk_object=x')
  expect(status).toBe('wider')
  expect(said).toContain('mapping/log-source-kept')
})

/** A Splunk search as a query of Sentinel, without what selects its events. */
async function inSentinel(search: string) {
  const { rules } = await readRules({ path: 'search.spl', text: search }, macroSet())
  const backend = await backends['sentinel-kql']!()
  const { status, queries, diagnostics } = await transpile(rules[0]!.detection!, backend)
  return {
    status,
    stages: queries.join('\n').split('\n| ').slice(2),
    said: diagnostics.map(({ code }) => code),
  }
}

test.each([
  ['Logon_Type=3', 'where LogonType == 3', 'exact'],
  ['Target_User_Name=x', 'where TargetUserName =~ "x"', 'exact'],
  ['src_user=x', 'where SubjectUserName =~ "x"', 'exact'],
  ['Logon_ID=0x3e7', 'where SubjectLogonId =~ "0x3e7"', 'approximate'],
  ['src_ip=10.0.0.1', 'where IpAddress == "10.0.0.1"', 'approximate'],
  ['object_file_path=x', 'where ObjectName =~ "x"', 'exact'],
  ['process_path=x', 'where ProcessName =~ "x"', 'exact'],
  ['action=failure', 'where Keywords =~ "0x8010000000000000"', 'exact'],
])("the Windows add-on's %s in Sentinel", async (test_, stage, status) => {
  const found = await inSentinel(`source="XmlWinEventLog:Security" EventCode=4624 ${test_}`)
  expect([found.stages, found.status]).toEqual([[stage], status])
})

test("the event's own names keep their meaning beside those of the add-on", async () => {
  for (const name of ['TargetUserName', 'SubjectUserName', 'ObjectName', 'ProcessName']) {
    const found = await inSentinel(`source="XmlWinEventLog:Security" EventCode=4624 ${name}=x`)
    expect([found.stages, found.status]).toEqual([[`where ${name} =~ "x"`], 'exact'])
    const rule = await convert(
      'product: windows, service: security',
      `{${name}: x}`,
      'splunk-search',
    )
    expect([rule.query.endsWith(` ${name}="x"`), rule.said]).toEqual([true, []])
  }
})

test.each([
  ['created', 'ActionType =~ "RegistryKeyCreated"', 'exact'],
  ['modified', 'ActionType =~ "RegistryValueSet"', 'exact'],
  // A key or a value.
  ['deleted', 'ActionType matches regex "(?is)^Registry.*Deleted$"', 'exact'],
  ['unknown', 'ActionType =~ "unknown"', 'approximate'],
])("CIM's action %s of the registry", async (action, condition, status) => {
  const found = await inSentinel(
    `| tstats count from datamodel=Endpoint.Registry where NOT Registry.action=${action} by _time`,
  )
  expect([found.stages.at(0), found.status]).toEqual([`where not(${condition})`, status])
})

test("CIM's action of the registry, where all events have it, is their category", async () => {
  const { rules } = await readRules(
    {
      path: 'search.spl',
      text: '| tstats count from datamodel=Endpoint.Registry where Registry.action=deleted by _time',
    },
    macroSet(),
  )
  const { queries } = await transpile(rules[0]!.detection!, await backends['sentinel-kql']!())
  expect(queries).toEqual([
    'DeviceRegistryEvents\n| where ActionType in ("RegistryKeyDeleted", "RegistryValueDeleted")',
  ])
})

test('messages of DNS', async () => {
  const found = await inSentinel(
    '| tstats count from datamodel=Network_Resolution where DNS.message_type=Query DNS.query=x by _time',
  )
  expect(found.stages[0]).toContain('DnsQuery =~ "x"')
  expect(found.status).toBe('exact')
})

test.each([
  ["{c-uri-stem: '/x.aspx'}", 'wider', '| where Url contains "/x.aspx"'],
  ["{c-uri-stem|startswith: '/x/'}", 'wider', '| where Url contains "/x/"'],
  ["{c-uri-stem|re: 'x.y'}", 'wider', '| where Url matches regex "x.y"'],
  ["{c-uri-stem|re: '^/x.y'}", 'approximate', '| where Url matches regex "^/x.y"'],
  ['{c-uri-stem: null}', 'approximate', '| where isempty(Url)'],
])('a column that holds more than the field does: %s', async (selection, status, where) => {
  const converted = await convert('category: webserver', selection, 'sentinel-kql')
  expect(converted.status).toBe(status)
  expect(converted.query.split('\n').at(-1)).toBe(where)
})

test('a column that holds more is wider where a field has to be so, and narrower where it must not', async () => {
  const both = await convert(
    'category: webserver',
    '{c-uri-stem|contains: x}, f: {c-uri-stem|contains: z}',
    'sentinel-kql',
    {},
    's and not f',
  )
  expect([both.status, ...both.said]).toEqual([
    'approximate',
    'mapping/lossy-field',
    'mapping/lossy-field',
  ])
})

test('a number of the registry is told from a text of the same digits, or a note says that it is not', async () => {
  const source = 'category: registry_set, product: windows'
  const sentinel = await convert(source, "{Details: 'DWORD (0x00000001)'}", 'sentinel-kql')
  expect(sentinel.status).toBe('exact')
  expect(sentinel.query).toMatch(
    /\| where RegistryValueType =~ "Dword"\n\| where RegistryValueData == "1"$/,
  )
  const plain = await convert(source, '{Details: abc}', 'sentinel-kql')
  expect(plain.query).not.toContain('RegistryValueType')
  const elastic = await convert(source, "{Details: 'DWORD (0x00000001)'}", 'elastic-kql')
  expect([elastic.status, ...elastic.said]).toEqual(['wider', 'mapping/lossy-field'])
})

test.each([
  ['splunk-tstats', 'exact'],
  ['splunk-search', 'refused'],
])(
  'a dataset of a data model that nodename chooses is no field of events: %s',
  async (target, is) => {
    const text =
      '| tstats count from datamodel=Authentication where nodename=Authentication.Failed_Authentication by Authentication.user'
    const { rules } = await readRules({ path: 'search.spl', text }, macroSet())
    const { status, diagnostics } = await transpile(rules[0]!.detection!, await backends[target]!())
    expect(status).toBe(is)
    const codes = diagnostics.map(({ code }) => code)
    expect(codes.includes('mapping/no-field')).toBe(is === 'refused')
  },
)
