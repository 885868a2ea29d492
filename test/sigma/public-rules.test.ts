import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { evaluate } from '../../src/ast/evaluate.js'
import type { Regex } from '../../src/ast/nodes.js'
import { hasErrors } from '../../src/diagnostics/diagnostic.js'
import { readSigmaRule } from '../../src/sigma/rule.js'
import { parseYaml } from '../../src/source/yaml.js'
import { sharedFolder, testOrSkip } from '../project.js'
import { readText, show, treeOf } from './read.js'

const appcmd = `title: IIS Native-Code Module Command Line Installation
id: 9465ddf4-f9e4-4ebd-8d98-702df3a93239
description: Detects suspicious IIS native-code module installations via command line
status: experimental
references:
    - https://researchcenter.paloaltonetworks.com/2018/01/unit42-oilrig-uses-rgdoor-iis-backdoor-targets-middle-east/
author: Florian Roth
modified: 2012/12/11
tags:
    - attack.persistence
    - attack.t1100
logsource:
    category: process_creation
    product: windows
detection:
    selection:
        CommandLine:
            - '*\\APPCMD.EXE install module /name:*'
    condition: selection
falsepositives:
    - Unknown as it may vary from organisation to arganisation how admins use to install IIS modules
level: medium

`

test('the rule on IIS modules installed by appcmd', () => {
  const { detection, problems } = readText(appcmd)
  expect(problems).toEqual([])
  expect(detection?.metadata).toMatchObject({ techniques: ['T1100'], tactics: ['persistence'] })
  expect(detection?.condition).toEqual({
    kind: 'predicate',
    field: { kind: 'field', name: 'CommandLine', span: expect.anything() },
    test: {
      kind: 'matches',
      pattern: [{ wildcard: 'run' }, '\\APPCMD.EXE install module /name:', { wildcard: 'run' }],
      cased: false,
      span: expect.anything(),
    },
    span: expect.anything(),
  })
})

test('the rule with a key that stands twice: both entries hold', () => {
  const { detection, problems } = readText(`title: Webserver IIS module installed (command)
logsource:
  product: windows
  category: process_creation
detection: # C:\\Windows\\System32\\inetsrv\\appcmd.exe install module
  selection:
    NewProcessName|endswith: '\\appcmd.exe'
    CommandLine|contains:
      - install
      - add
    CommandLine|contains: module
  condition: selection
level: high
`)
  expect(problems).toEqual([
    "11:5 yaml/duplicate-detection-key The key 'CommandLine|contains' stands twice in this map; both entries are required (AND).",
  ])
  expect(detection && show(detection.condition)).toBe(
    '(NewProcessName=*\\\\\\\\appcmd.exe & (CommandLine=*install* | CommandLine=*add*) & CommandLine=*module*)',
  )
})

/** The detections of ten public rules on T1505.004, and what they mean. */
const detections: readonly (readonly [name: string, detection: string, tree: string])[] = [
  [
    'G1: a filter selected by a pattern',
    `selection:
    EventID: 29
    Configuration|endswith: '@logTargetW3C'
    OldValue|contains: 'ETW'
filter_main_etw_added:
    NewValue|contains: 'ETW'
condition: selection and not 1 of filter_main_*`,
    '((EventID=29:number & Configuration=*@logTargetW3C & OldValue=*ETW*) & !NewValue=*ETW*)',
  ],
  [
    'G2: a path in full, and true as text',
    `selection:
    EventID: 29
    Configuration: '/system.webServer/httpLogging/@dontLog'
    NewValue: 'true'
condition: selection`,
    '(EventID=29:number & Configuration=/system.webServer/httpLogging/@dontLog & NewValue=true)',
  ],
  [
    'G3: a list and an empty value under one negation',
    `selection:
    EventID: 29
    Configuration|contains: '/system.webServer/modules/add'
filter_main_builtin:
    NewValue:
        - 'AnonymousAuthenticationModule'
        - 'CustomErrorModule'
filter_main_remove:
    NewValue: ''
condition: selection and not 1 of filter_main_*`,
    '((EventID=29:number & Configuration=*/system.webServer/modules/add*) & !((NewValue=AnonymousAuthenticationModule | NewValue=CustomErrorModule) | NewValue=))',
  ],
  [
    'G4: a part of a path',
    `selection:
    EventID: 29
    Configuration|contains: '/system.webServer/modules/remove'
condition: selection`,
    '(EventID=29:number & Configuration=*/system.webServer/modules/remove*)',
  ],
  [
    'G5: blanks that count',
    `selection_parent:
    ParentImage|endswith: '\\w3wp.exe'
selection_cli_1:
    CommandLine|contains: 'appcmd.exe add module'
selection_cli_2:
    CommandLine|contains: ' system.enterpriseservices.internal.publish'
    Image|endswith: '\\powershell.exe'
selection_cli_3:
    CommandLine|contains|all:
        - 'gacutil'
        - ' /I'
condition: selection_parent and 1 of selection_cli_*`,
    '(ParentImage=*\\\\\\\\w3wp.exe & (CommandLine=*appcmd.exe add module* | (CommandLine=* system.enterpriseservices.internal.publish* & Image=*\\\\\\\\powershell.exe) | (CommandLine=*gacutil* & CommandLine=* /I*)))',
  ],
  [
    'G6: the end of a path',
    `selection:
  EventID: 11
  TargetFilename|endswith: '\\inetsrv\\config\\applicationHost.config'
condition: selection`,
    '(EventID=11:number & TargetFilename=*\\\\\\\\inetsrv\\\\\\\\config\\\\\\\\applicationHost.config)',
  ],
  [
    'G9 and G10: every value, in any of three selections',
    `selection_powershell_native:
  EventID: 800
  EventData|contains|all:
    - 'New-WebGlobalModule'
    - '-Image'

selection_powershell_modern:
  EventID: 4103
  Payload|contains|all:
    - 'New-WebGlobalModule'
    - '-Image'

condition: 1 of selection*`,
    '((EventID=800:number & (EventData=*New-WebGlobalModule* & EventData=*-Image*)) | (EventID=4103:number & (Payload=*New-WebGlobalModule* & Payload=*-Image*)))',
  ],
]

test.each(detections)('%s', (_name, detection, tree) => {
  expect(treeOf(detection)).toBe(tree)
})

test('G8: top-level keys that stand twice are errors', () => {
  const { detection, problems } = readText(`title: Webserver IIS module installed (command)
tags:
- attack.persistence
author: mdecrevoisier
status: experimental
tags:
- attack.t1505.004
author: mdecrevoisier
status: experimental|
logsource:
  product: windows
  category: process_creation
detection:
  selection:
    NewProcessName|endswith: '\\gacutil.exe'
    CommandLine|contains:
      - '-i'
      - '/i'
    CommandLine|contains: '.dll'
  condition: selection
`)
  expect(detection).toBeUndefined()
  expect(problems.map((problem) => problem.split(' ', 2).join(' '))).toEqual([
    '6:1 yaml/duplicate-key',
    '8:1 yaml/duplicate-key',
    '9:1 yaml/duplicate-key',
    '19:5 yaml/duplicate-detection-key',
  ])
})

testOrSkip('every rule of SigmaHQ', sharedFolder('corpora', 'sigmahq'), (corpus) => {
  const files = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.yml'),
  )
  const refused: string[] = []
  for (const path of files) {
    const source = { path, text: readFileSync(join(corpus, path), 'utf8') }
    const { value: documents, diagnostics } = parseYaml(source)
    const read = documents.map((document) =>
      document.kind === 'map' ? readSigmaRule(document, source) : undefined,
    )
    const all = [...diagnostics, ...read.flatMap((result) => result?.diagnostics ?? [])]
    const isRead = read.length > 0 && read.every((result) => result?.value !== undefined)
    if (hasErrors(all) || !isRead) refused.push(`${path}: ${all[0]?.message}`)
  }
  expect(files.length).toBeGreaterThan(2_000)
  expect(refused).toEqual([])
})

/** The fields of a Windows event as JSON, flattened: `Provider` and its attribute `Name` give `Provider_Name`. */
function flatten(node: unknown, name = ''): readonly (readonly [string, unknown])[] {
  if (typeof node !== 'object' || node === null) return [[name, node]]
  return Object.entries(node).flatMap(([key, value]): readonly (readonly [string, unknown])[] => {
    if (key === '#text') return [[name, value]]
    if (key !== '#attributes') return flatten(value, key)
    return Object.entries(value as object).map(([attribute, text]) => [
      `${name}_${attribute}`,
      text,
    ])
  })
}

const regexFinds = ({ source, ignoreCase, multiline, dotAll }: Regex, text: string): boolean =>
  new RegExp(source, `${ignoreCase ? 'i' : ''}${multiline ? 'm' : ''}${dotAll ? 's' : ''}`).test(
    text,
  )

testOrSkip(
  'rules of SigmaHQ select the events they come with',
  sharedFolder('corpora'),
  (corpora) => {
    const rules = new Map(
      readdirSync(join(corpora, 'sigmahq'), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.yml'))
        .flatMap((path) => {
          const { detection } = readText(readFileSync(join(corpora, 'sigmahq', path), 'utf8'))
          return detection === undefined ? [] : [[detection.metadata.id, detection] as const]
        }),
    )
    const missed: string[] = []
    const files = readdirSync(join(corpora, 'sigmahq-events')).filter((file) =>
      file.endsWith('.json'),
    )
    for (const file of files) {
      const rule = rules.get(file.replace('.json', ''))
      if (rule === undefined) continue
      // A file holds one event after another.
      const text = readFileSync(join(corpora, 'sigmahq-events', file), 'utf8').trim()
      const events = JSON.parse(`[${text.replaceAll(/\}\s*\n\{/g, '},{')}]`) as readonly unknown[]
      const isFound = events.some((event) =>
        evaluate(rule.condition, Object.fromEntries(flatten(event)), { regexFinds }),
      )
      if (!isFound) missed.push(`${file}: ${rule.metadata.title}`)
    }
    expect(files.length).toBeGreaterThan(100)
    expect(missed).toEqual([])
  },
)
