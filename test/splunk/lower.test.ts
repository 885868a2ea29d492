import { expect, test } from '@jest/globals'
import { conditionOf, errors, macro, read, remarks, show } from './reading.js'

const addNewModule =
  '| tstats `security_content_summariesonly` count min(_time) as firstTime max(_time) as lastTime from datamodel=Endpoint.Processes where NOT (Processes.parent_process_name  IN ("msiexec.exe", "iissetup.exe")) Processes.process_name=appcmd.exe Processes.process IN ("*install *", "*module *") AND Processes.process="*image*" by Processes.dest Processes.user Processes.parent_process_name Processes.process_name Processes.original_file_name Processes.process Processes.process_id Processes.parent_process_id | `drop_dm_object_name(Processes)` | `security_content_ctime(firstTime)` | `security_content_ctime(lastTime)` | `windows_iis_components_add_new_module_filter`'

test('Windows IIS Components Add New Module', () => {
  const { value, diagnostics } = read(addNewModule)
  expect(show(value!.condition)).toBe(
    '(!(parent_process_name=msiexec.exe | parent_process_name=iissetup.exe) & process_name=appcmd.exe & (process=⋆install ⋆ | process=⋆module ⋆) & process=⋆image⋆)',
  )
  expect(value?.vocabulary).toBe('cim')
  expect(value?.logSources).toMatchObject([{ category: 'process_creation' }])
  expect(value?.splunk).toMatchObject({
    command: 'tstats',
    dataset: 'Endpoint.Processes',
    options: '`security_content_summariesonly`',
    measures: 'count min(_time) as firstTime max(_time) as lastTime',
    by: 'Processes.dest Processes.user Processes.parent_process_name Processes.process_name Processes.original_file_name Processes.process Processes.process_id Processes.parent_process_id',
  })
  expect(value?.splunk.stages.map(({ text }) => text)).toEqual([
    '`drop_dm_object_name(Processes)`',
    '`security_content_ctime(firstTime)`',
    '`security_content_ctime(lastTime)`',
    '`windows_iis_components_add_new_module_filter`',
  ])
  expect(diagnostics).toEqual([])
})

const either = (name: string, file: string, original: string) =>
  macro(name, `(Processes.process_name=${file} OR Processes.original_file_name=${original})`)

test('w3wp spawning a shell: OR between two macros binds before AND', () => {
  const search =
    '| tstats `security_content_summariesonly` count values(Processes.process_name) as process_name from datamodel=Endpoint.Processes where Processes.parent_process_name=w3wp.exe AND `process_cmd` OR `process_powershell` by Processes.dest | `drop_dm_object_name(Processes)`'
  const macros = [
    either('process_cmd', 'cmd.exe', 'Cmd.Exe'),
    either('process_powershell', 'pwsh.exe', 'pwsh.dll'),
  ]
  expect(conditionOf(search, ...macros)).toBe(
    '(parent_process_name=w3wp.exe & ((process_name=cmd.exe | original_file_name=Cmd.Exe) | (process_name=pwsh.exe | original_file_name=pwsh.dll)))',
  )
  expect(read(search, ...macros).diagnostics).toMatchObject([
    {
      code: 'splunk/precedence',
      message:
        'Splunk binds OR before AND here: this reads as (`process_cmd` OR `process_powershell`) AND ….',
    },
  ])
})

test.each([
  [
    '| tstats count from datamodel=Web where Web.url="*x*" by Web.dest host _time span=1h',
    '(url=⋆x⋆ & dest exists)',
    'Web',
  ],
  [
    '| tstats fillnull_value=- count from datamodel=Web where Web.url="*x*" by Web.dest',
    'url=⋆x⋆',
    'Web',
  ],
  [
    '|tstats count FROM datamodel = "Endpoint"."Processes" WHERE Processes.a=b GROUPBY x',
    '(a=b & x exists)',
    'Endpoint.Processes',
  ],
  [
    'tstats count from datamodel=Endpoint.Processes where Processes.a=b',
    'a=b',
    'Endpoint.Processes',
  ],
  ['| tstats count from datamodel=Endpoint.Processes', 'always', 'Endpoint.Processes'],
  [
    '| tstats count from datamodel=Endpoint.Processes by Processes.dest',
    'dest exists',
    'Endpoint.Processes',
  ],
  [
    '| tstats count from datamodel=Endpoint.Processes where (Processes.a=b) by c',
    '(a=b & c exists)',
    'Endpoint.Processes',
  ],
  [
    '| tstats count from datamodel=Endpoint.Processes where(Processes.a="x by y") by c',
    '(a=x by y & c exists)',
    'Endpoint.Processes',
  ],
  [
    '| tstats count from datamodel=Endpoint.Processes where Other.a=b c=d processes.e=f',
    '(Other.a=b & c=d & processes.e=f)',
    'Endpoint.Processes',
  ],
  [
    '| tstats count from datamodel=Change.All_Changes where All_Changes.Account_Management.x=y',
    'All_Changes.Account_Management.x=y',
    'Change.All_Changes',
  ],
  [
    '| tstats count from datamodel=Network_Traffic where All_Traffic.a=b NOT All_Traffic.c IN (d, e)',
    '(a=b & !(c=d | c=e))',
    'Network_Traffic.All_Traffic',
  ],
  ['| tstats count where a=b', 'a=b', undefined],
])('%s', (search, condition, dataset) => {
  const { value, diagnostics } = read(search)
  expect(errors(diagnostics)).toEqual([])
  expect(show(value!.condition)).toBe(condition)
  expect(value?.splunk.dataset).toBe(dataset)
})

test.each([
  ['| tstats count from sid=1.2 where a=b', 'splunk/syntax@20'],
  ['| tstats count from datamodel=A.B prestats=t where a=b', 'splunk/syntax@20'],
  ['| tstats count', 'splunk/no-condition@2'],
  [
    '| tstats `nope` count from datamodel=A.B where `nor` by `neither`',
    'splunk/unknown-macro@9 splunk/unknown-macro@47 splunk/unknown-macro@56',
  ],
])('%s is refused', (search, expected) => {
  expect(conditionOf(search)).toBe(expected)
})

test('options end where aggregates begin', () => {
  const { value } = read(
    '| tstats summariesonly=`summariesonly_config` fillnull_value="n a" count sum(x) as y from datamodel=A.B by _time span=1h',
  )
  expect(value?.splunk).toMatchObject({
    options: 'summariesonly=`summariesonly_config` fillnull_value="n a"',
    measures: 'count sum(x) as y',
    by: '_time span=1h',
  })
})

const powershell = { product: 'windows', service: 'powershell' }
const application = { product: 'windows', service: 'application' }

test.each([
  ['`powershell` a=b', 'a=b', [powershell], 'windowsEvent', '`powershell`'],
  [
    '`powershell` EventCode=4104 a=b',
    '(EventCode=#4104 & a=b)',
    [{ category: 'ps_script' }],
    'windowsEvent',
    '`powershell`',
  ],
  [
    '`powershell` EventCode IN (4104, 1) a=b',
    '((EventCode=#4104 | EventCode=#1) & a=b)',
    [powershell],
    'windowsEvent',
    '`powershell`',
  ],
  [
    '`powershell` EventCode!=4104',
    '(EventCode exists & !EventCode=#4104)',
    [powershell],
    'windowsEvent',
    '`powershell`',
  ],
  [
    '`wineventlog_application` EventCode=2282',
    'EventCode=#2282',
    [application],
    'windowsEvent',
    '`wineventlog_application`',
  ],
  [
    '`wineventlog_security` EventCode=4688',
    'EventCode=#4688',
    [{ product: 'windows' }],
    'security',
    '`wineventlog_security`',
  ],
  [
    '`sysmon` EventCode=1 x=y',
    '(EventCode=#1 & x=y)',
    [
      { category: 'process_creation', product: 'windows' },
      { category: 'process_creation', product: 'linux' },
    ],
    'sysmon',
    '`sysmon`',
  ],
  [
    '(`powershell` OR source=WinEventLog:PowerShellCore/Operational) EventCode=4104 a=b',
    '(EventCode=#4104 & a=b)',
    [{ category: 'ps_script' }],
    'windowsEvent',
    '(`powershell` OR source=WinEventLog:PowerShellCore/Operational)',
  ],
  [
    'source=WinEventLog:PowerShellCore/Operational a=b',
    'source=WinEventLog:PowerShellCore/Operational & a=b',
    [],
    'windowsEvent',
    'source=WinEventLog:PowerShellCore/Operational',
  ],
  [
    'source=WinEventLog:System EventCode=104 Channel IN (Security, "PowerShellCore/Operational")',
    '(EventCode=#104 & (Channel=Security | Channel=PowerShellCore/Operational))',
    [{ service: 'system' }],
    'windowsEvent',
    'source=WinEventLog:System',
  ],
  [
    'a=b `wineventlog_system`',
    'a=b',
    [{ service: 'system' }],
    'windowsEvent',
    '`wineventlog_system`',
  ],
  [
    'source="WinEventLog:Security" sourcetype=XmlWinEventLog a=b',
    'a=b',
    [{ service: 'security' }],
    'security',
    'source="WinEventLog:Security" sourcetype=XmlWinEventLog',
  ],
  [
    '(source=XmlWinEventLog:Application)',
    'always',
    [application],
    'windowsEvent',
    'source=XmlWinEventLog:Application',
  ],
  [
    '`iis_get_webglobalmodule`',
    'sourcetype=Pwsh:InstalledIISModules & always',
    [],
    'windowsEvent',
    '`iis_get_webglobalmodule`',
  ],
  [
    'source=XmlWinEventLog:Application source=XmlWinEventLog:Security',
    '(source=XmlWinEventLog:Application & source=XmlWinEventLog:Security) & always',
    [],
    'windowsEvent',
    'source=XmlWinEventLog:Application source=XmlWinEventLog:Security',
  ],
  [
    'NOT `powershell`',
    '!(source=WinEventLog:Microsoft-Windows-PowerShell/Operational | source=XmlWinEventLog:Microsoft-Windows-PowerShell/Operational)',
    [],
    'windowsEvent',
    undefined,
  ],
  [
    'source=XmlWinEventLog:* a=b',
    'source=XmlWinEventLog:⋆ & a=b',
    [],
    'windowsEvent',
    'source=XmlWinEventLog:*',
  ],
  [
    'source=XmlWinEventLog:Application OR a=b',
    '(source=XmlWinEventLog:Application | a=b)',
    [],
    'windowsEvent',
    undefined,
  ],
] as const)('%s', (search, condition, logSources, vocabulary, source) => {
  const { value, diagnostics } = read(search)
  expect(errors(diagnostics)).toEqual([])
  expect(conditionOf(search)).toBe(condition)
  expect(value?.logSources).toMatchObject(logSources)
  expect(value?.vocabulary).toBe(vocabulary)
  expect(value?.splunk.source).toBe(source)
})

test('the source type of an add-on is a log source, with its own names of fields', () => {
  const { value } = read(
    'sourcetype=azure:monitor:aad category=AuditLogs properties.result=success operationName="Add user"',
  )
  expect(value?.logSources).toMatchObject([{ product: 'azure', service: 'auditlogs' }])
  expect(value?.vocabulary).toBe('splunkEvent')
  expect(value?.splunk?.source).toBe('sourcetype=azure:monitor:aad category=AuditLogs')
  expect(show(value!.condition)).toBe('(properties.result=success & operationName=Add user)')
})

const grouped = (place: number) => read(`a=1 | eval b=mvindex(list, ${place}) | stats count by b`)

test('a group by the second element of a list needs more than the list', () => {
  expect(remarks(grouped(0).diagnostics)).toEqual([])
  expect(remarks(grouped(1).diagnostics)).toEqual(['splunk/unchecked-fields'])
})

test('a group by one of the fields that every event has asks for nothing, by whatever name', () => {
  expect(conditionOf('a=1 | rename host as dest | stats count by dest')).toBe('a=#1')
})

test.each([
  // Of a category with events of Sysmon too, other targets would look for those beside the System log.
  [
    '(source="XmlWinEventLog:Security" OR source="XmlWinEventLog:System") EventCode=4688',
    [
      { product: 'windows', service: 'security' },
      { product: 'windows', service: 'system' },
    ],
  ],
  [
    '(source="XmlWinEventLog:Security" OR source="XmlWinEventLog:Security") EventCode=4688',
    [{ category: 'process_creation', product: 'windows' }],
  ],
  [
    '`sysmon` EventCode=10',
    [
      { category: 'process_access', product: 'windows' },
      { product: 'linux', service: 'sysmon' },
    ],
  ],
  [
    '`sysmon` EventCode=1',
    [
      { category: 'process_creation', product: 'windows' },
      { category: 'process_creation', product: 'linux' },
    ],
  ],
])('the log sources of several channels: %s', (search, expected) => {
  const { value } = read(`${search} x=1`)
  expect(value?.logSources).toEqual(
    expected.map((logSource) => ({ ...logSource, span: expect.anything() as unknown })),
  )
})
