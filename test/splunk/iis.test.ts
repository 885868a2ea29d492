/** The searches of the twelve detections of T1505.004 that a public catalogue counts as Splunk's, as far as they are public. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { positionAt } from '../../src/source/text.js'
import { parseYaml } from '../../src/source/yaml.js'
import { macroSet } from '../../src/splunk/macros.js'
import { readSecurityContent } from '../../src/splunk/security-content.js'
import { projectRoot } from '../project.js'
import { conditionOf, errors, read, show } from './reading.js'

const head =
  '| tstats `security_content_summariesonly` count min(_time) as firstTime max(_time) as lastTime from datamodel=Endpoint.Processes where'
const tail =
  'by Processes.dest Processes.user | `drop_dm_object_name(Processes)` | `security_content_ctime(firstTime)` | `security_content_ctime(lastTime)` | `x_filter`'
const stats =
  '| stats  count min(_time) as firstTime max(_time) as lastTime by EventCode host | rename host as dest | `security_content_ctime(firstTime)` | `x_filter`'

test.each([
  [
    'disable HTTP logging',
    `${head} NOT (Processes.parent_process_name  IN ("msiexec.exe", "iissetup.exe")) Processes.process_name=appcmd.exe Processes.process IN ("*set config*", "*httplogging*","*dontlog:true*") ${tail}`,
    '(!(parent_process_name=msiexec.exe | parent_process_name=iissetup.exe) & process_name=appcmd.exe & (process=⋆set config⋆ | process=⋆httplogging⋆ | process=⋆dontlog:true⋆))',
  ],
  [
    'get-webglobalmodule',
    `\`iis_get_webglobalmodule\` ${stats}`,
    'sourcetype=Pwsh:InstalledIISModules & EventCode exists',
  ],
  [
    'module failed to load',
    `\`wineventlog_application\` EventCode=2282 ${stats}`,
    'EventCode=#2282',
  ],
  ['new module added', `\`iis_operational_logs\` EventCode=29 ${stats}`, 'EventCode=#29'],
  [
    'global assembly cache',
    `\`powershell\` EventCode=4104 ScriptBlockText IN("*system.enterpriseservices.internal.publish*") ${stats}`,
    '(EventCode=#4104 & ScriptBlockText=⋆system.enterpriseservices.internal.publish⋆)',
  ],
  [
    'PowerShell disables HTTP logging',
    `\`powershell\` EventCode=4104 ScriptBlockText IN("*get-WebConfigurationProperty*","*Set-ItemProperty*") AND ScriptBlockText IN ("*httpLogging*","*Logfile.enabled*") AND ScriptBlockText IN ("*dontLog*", "*false*")   ${stats}`,
    '(EventCode=#4104 & (ScriptBlockText=⋆get-WebConfigurationProperty⋆ | ScriptBlockText=⋆Set-ItemProperty⋆) & (ScriptBlockText=⋆httpLogging⋆ | ScriptBlockText=⋆Logfile.enabled⋆) & (ScriptBlockText=⋆dontLog⋆ | ScriptBlockText=⋆false⋆))',
  ],
  [
    'WebGlobalModule usage',
    `\`powershell\` EventCode=4104 ScriptBlockText IN("*New-WebGlobalModule*","*Enable-WebGlobalModule*","*Set-WebGlobalModule*") ${stats}`,
    '(EventCode=#4104 & (ScriptBlockText=⋆New-WebGlobalModule⋆ | ScriptBlockText=⋆Enable-WebGlobalModule⋆ | ScriptBlockText=⋆Set-WebGlobalModule⋆))',
  ],
  [
    'gacutil',
    `${head} Processes.process_name=gacutil.exe Processes.process IN ("*-i *","*/i *") ${tail}`,
    '(process_name=gacutil.exe & (process=⋆-i ⋆ | process=⋆/i ⋆))',
  ],
  [
    'shell from the IIS folder, over several lines',
    String.raw`| tstats ${'`'}security_content_summariesonly${'`'}
  count min(_time) as firstTime
        max(_time) as lastTime

from datamodel=Endpoint.Processes where

Processes.process_current_directory="*:\\Windows\\System32\\inetsrv\\*"
Processes.parent_process_name IN (
    "cmd.exe",
    "powershell.exe",
    "pwsh.exe"
)

by Processes.process Processes.vendor_product
| ${'`'}drop_dm_object_name(Processes)${'`'} | ${'`'}x_filter${'`'}`,
    '(process_current_directory=⋆:\\Windows\\System32\\inetsrv\\⋆ & (parent_process_name=cmd.exe | parent_process_name=powershell.exe | parent_process_name=pwsh.exe))',
  ],
])('%s', (_name, search, expected) => {
  expect(errors(read(search).diagnostics)).toEqual([])
  expect(conditionOf(search)).toBe(expected)
})

test('undefined macros are told of, each at its place', () => {
  const text = `name: w3wp spawns a shell
search: |-
  \`get_data\` \`get_data_winevent\`
  (TERM(EventCode=4688) OR "<EventID>4688<") TERM(w3wp)
  | regex New_Process_Name="(?i)cmd\\.exe|powershell(\\_ISE)?\\.exe"
  | stats values(*) as * by host
`
  const { value, diagnostics, source } = readContent(text)
  expect(value).toBeUndefined()
  expect(
    diagnostics
      .filter(({ severity }) => severity === 'error')
      .map(({ code, span }) => {
        const { line, column } = positionAt(source, span!.start)
        return `${line}:${column} ${code} ${text.slice(span!.start, span!.end)}`
      }),
  ).toEqual([
    '3:3 splunk/unknown-macro `get_data`',
    '3:14 splunk/unknown-macro `get_data_winevent`',
  ])
})

test.each([
  [
    'iis_worker_w3wp_spawn_command_line_windows_event_log',
    '((EventCode=4688 | EventCode=4688) & "w3wp" & ("cmd" | "powershell") & Creator_Process_Name regex & New_Process_Name regex & process_name exists)',
  ],
  [
    'shell_spawned_by_web_server_windows_event_log',
    '((EventCode=4688 | EventCode=4688) & ("w3wp" | "httpd" | "nginx" | "php-cgi" | "tomcat" | "UMWorkerProcess") & ("cmd" | "powershell" | "pwsh" | "csc" | "sh" | "bash" | "bitsadmin") & Creator_Process_Name regex & New_Process_Name regex & process_name exists)',
  ],
])('%s keeps what is rare on a host', (stem, condition) => {
  const path = join(projectRoot, 'rules/iis', `${stem}.yml`)
  const { value, diagnostics } = readContent(readFileSync(path, 'utf8'))
  expect(value && show(value.condition)).toBe(condition)
  expect(value).toMatchObject({
    vocabulary: 'security',
    logSources: [{ category: 'process_creation', product: 'windows' }],
    aggregation: {
      measure: { kind: 'count' },
      groupBy: [{ name: 'host' }],
      window: 3600,
      having: [{ operator: 'lt', value: '25' }],
    },
  })
  expect(new Set(diagnostics.map(({ code }) => code))).toEqual(
    new Set([
      'splunk/site-macro',
      'splunk/term-of-field',
      'splunk/other-data',
      'splunk/whole-words',
      'splunk/counted-results',
      'splunk/scheduled-window',
    ]),
  )
})

function readContent(text: string) {
  const source = { path: 'x.yml', text }
  const [document] = parseYaml(source).value
  if (document?.kind !== 'map') throw new Error('not a map')
  return { ...readSecurityContent(document, source, macroSet()), source }
}
