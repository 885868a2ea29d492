import { expect, test } from '@jest/globals'
import { hasErrors } from '../../src/diagnostics/diagnostic.js'
import { positionAt } from '../../src/source/text.js'
import { parseYaml } from '../../src/source/yaml.js'
import { macroSet } from '../../src/splunk/macros.js'
import { readSecurityContent } from '../../src/splunk/security-content.js'
import { readSpl } from '../../src/splunk/spl-file.js'
import { errors, remarks, show } from './reading.js'

function readYaml(text: string) {
  const source = { path: 'detections/x.yml', text }
  const [document] = parseYaml(source).value
  if (document?.kind !== 'map') throw new Error('not a map')
  return { source, ...readSecurityContent(document, source, macroSet()) }
}

const detection = `name: IIS Module
id: 55f22929-cfd3-4388-ba5c-4d01fac7ee7e
version: 3
date: '2024-09-30'
author: Somebody
status: production
type: TTP
description: About it.
data_source:
- Windows IIS 29
search: '\`iis_operational_logs\` EventCode=29 | stats count by dest | \`x_filter\`'
how_to_implement: Somehow.
known_false_positives: None known.
references:
- https://example.com/a
tags:
  analytic_story:
  - IIS Components
  mitre_attack_id:
  - t1505.004
  - T1505
  - nonsense
  risk_score: 48
tests: []
`

test('metadata go where they belong', () => {
  const { value, diagnostics } = readYaml(detection)
  expect(hasErrors(diagnostics)).toBe(false)
  expect(value?.metadata).toEqual({
    title: 'IIS Module',
    id: '55f22929-cfd3-4388-ba5c-4d01fac7ee7e',
    status: 'production',
    description: 'About it.',
    author: 'Somebody',
    date: '2024-09-30',
    references: ['https://example.com/a'],
    tags: [],
    falsePositives: ['None known.'],
    related: [],
    fields: [],
    scope: [],
    techniques: ['T1505.004', 'T1505'],
    tactics: [],
    cves: [],
    content: {
      version: '3',
      type: 'TTP',
      howToImplement: 'Somehow.',
      dataSources: ['Windows IIS 29'],
      analyticStories: ['IIS Components'],
      products: [],
      requiredFields: [],
      risk: { score: 48, objects: [], threats: [] },
      drilldowns: [],
      tests: [],
    },
    custom: {},
  })
  expect(value?.logSources).toMatchObject([{ product: 'windows', service: 'iis-configuration' }])
  expect(value?.span?.start).toBe(0)
})

const firstGeneration = `name: x
search: a=b
tags:
  analytic_story: [S]
  asset_type: Endpoint
  confidence: 80
  cve: [cve-2021-44228]
  message: $user$ did it
  mitre_attack_id: [T1190]
  product: [Splunk Cloud]
  required_fields: [user]
  risk_score: 56
  security_domain: endpoint
  observable:
  - {name: user, type: User, role: [Victim]}
  - {name: dest, type: Hostname, role: [Victim]}
  - {name: url, type: URL String, role: [Attacker]}
tests:
- name: True Positive Test
  attack_data:
  - {data: https://example.com/a.log, source: s, sourcetype: t}
drilldown_searches:
- {name: Look, search: '%original_detection_search%', earliest_offset: -1h, latest_offset: now}
`

const secondGeneration = `name: x
search: a=b
rba:
  message: $user$ did it
  risk_objects:
  - {field: user, type: user, score: 56}
  - {field: dest, type: system, score: 40}
  threat_objects:
  - {field: url, type: url}
tags:
  analytic_story: [S]
  asset_type: Endpoint
  cve: [CVE-2021-44228]
  mitre_attack_id: [T1190]
  product: [Splunk Cloud]
  security_domain: endpoint
`

const thirdGeneration = `name: x
search: a=b
creation_date: '2026-01-02'
modification_date: '2026-02-03'
finding:
  title: $user$ did it
  entity: {field: user, type: user, score: 56}
intermediate_findings:
  entities:
  - {field: dest, type: system, score: 40, message: It was $dest$}
threat_objects:
- {field: url, type: url}
analytic_story: [S]
asset_type: Endpoint
cve: [CVE-2021-44228]
mitre_attack_id: [T1190]
product: [Splunk Cloud]
security_domain: endpoint
`

const readContent = (text: string) => {
  const { value, diagnostics } = readYaml(text)
  expect(diagnostics).toEqual([])
  return value!
}

test.each([firstGeneration, secondGeneration, thirdGeneration])(
  'all generations say the same',
  (text) => {
    const { metadata } = readContent(text)
    expect(metadata).toMatchObject({
      techniques: ['T1190'],
      cves: ['CVE-2021-44228'],
      content: {
        analyticStories: ['S'],
        assetType: 'Endpoint',
        products: ['Splunk Cloud'],
        securityDomain: 'endpoint',
        risk: { score: 56 },
      },
    })
    const { objects, threats } = metadata.content!.risk!
    expect(objects).toMatchObject([
      { field: 'user', type: 'user', score: 56 },
      { field: 'dest', type: 'system' },
    ])
    expect(threats).toMatchObject([{ field: 'url' }])
  },
)

test('what only one generation has', () => {
  const first = readContent(firstGeneration).metadata
  expect(first.content).toMatchObject({
    requiredFields: ['user'],
    risk: { message: '$user$ did it', threats: [{ type: 'url_string' }] },
    drilldowns: [
      { name: 'Look', search: '%original_detection_search%', earliest: '-1h', latest: 'now' },
    ],
    tests: [
      {
        name: 'True Positive Test',
        data: [{ location: 'https://example.com/a.log', source: 's', sourcetype: 't' }],
      },
    ],
  })
  // What no table names stays where it was, and only that.
  expect(first.custom).toEqual({ tags: { confidence: 80 } })
  expect(readContent(thirdGeneration).metadata).toMatchObject({
    date: '2026-01-02',
    modified: '2026-02-03',
    content: { risk: { objects: [{ message: '$user$ did it' }, { message: 'It was $dest$' }] } },
    custom: {},
  })
})

test('metadata of the wrong shape are left out', () => {
  const { value, diagnostics } = readYaml(
    'name: x\nsearch: a=b\nrba: 5\ntests: [a]\ndrilldown_searches: {name: y}\nfinding: []\nthreat_objects: [{field: [a]}]\n',
  )
  expect(remarks(diagnostics)).toEqual(['splunk/metadata-type'])
  expect(value?.metadata.content).toMatchObject({ drilldowns: [], tests: [] })
  expect(value?.metadata.content?.risk).toBeUndefined()
})

test('a detection that names no schedule has that of its collection', () => {
  expect(readContent('name: x\nsearch: a=b\n').schedule).toEqual({
    cron: '0 * * * *',
    earliest: '-70m@m',
    latest: '-10m@m',
    window: 3600,
    from: 'default',
  })
  expect(readContent('name: x\ntype: Baseline\nsearch: a=b\n').schedule).toMatchObject({
    window: 86_400,
  })
})

test.each([
  'deployment: {scheduling: {cron_schedule: "5 * * * *", earliest_time: -2h, latest_time: now}}\n',
  'custom_schedule: {cron_schedule: "5 * * * *", earliest_time: -2h, latest_time: now}\n',
])('a schedule of its own: %s', (text) => {
  expect(readContent(`name: x\nsearch: a=b\n${text}`).schedule).toMatchObject({
    cron: '5 * * * *',
    earliest: '-2h',
    latest: 'now',
    window: 7200,
    from: 'detection',
  })
})

test("Anvilogic's documents have other keys, and no schedule", () => {
  const { metadata, schedule, condition } = readContent(
    'title: y\nid: 5\nlogic_format: Splunk\ndescription: d\ntechnique_id: [T1059.001]\nlogic: a=b\n',
  )
  expect(metadata).toMatchObject({
    title: 'y',
    id: '5',
    description: 'd',
    techniques: ['T1059.001'],
    custom: { logic_format: 'Splunk' },
  })
  expect(schedule).toBeUndefined()
  expect(show(condition)).toBe('a=b')
})

test('later generations have the same keys at the top', () => {
  const { value } = readYaml(
    'name: x\ncreation_date: 2026-01-02\nmodification_date: 2026-02-03\nsearch: |-\n  a=b\n\n  c=d\nmitre_attack_id: [T1505.004]\n',
  )
  expect(value?.metadata).toMatchObject({
    date: '2026-01-02',
    modified: '2026-02-03',
    techniques: ['T1505.004'],
  })
  expect(show(value!.condition)).toBe('(a=b & c=d)')
})

const processes = '"| tstats count from datamodel=Endpoint.Processes where Processes.a=b"'

test.each([
  ['[Sysmon EventID 1, Windows Event Log Security 4688, CrowdStrike ProcessRollup2]', 'windows'],
  ['[Sysmon EventID 1 AND Sysmon EventID 11]', 'windows'],
  ['[Sysmon for Linux EventID 1]', 'linux'],
  ['[Sysmon EventID 1, Sysmon for Linux EventID 1]', undefined],
  ['[CrowdStrike ProcessRollup2]', undefined],
  ['[Suricata, Sysmon EventID 1]', undefined],
  ['[]', undefined],
])('the product of %s is %s', (dataSource, product) => {
  const { value } = readYaml(`name: x\ndata_source: ${dataSource}\nsearch: ${processes}\n`)
  expect(value?.logSources.map((logSource) => logSource.product)).toEqual([product])
})

test('of a search over several systems, the one that the detection is for', () => {
  const { value } = readYaml(
    'name: x\ndata_source: [Sysmon EventID 1]\nsearch: "`sysmon` EventCode=1"\n',
  )
  expect(value?.logSources).toMatchObject([{ category: 'process_creation', product: 'windows' }])
  expect(value?.logSources).toHaveLength(1)
})

test.each([
  ['name: x\n', ['splunk/missing-key@0']],
  ['search: a=b\n', ['splunk/missing-key@0']],
  ['title: x\n', ['splunk/missing-key@0', 'splunk/missing-key@0']],
  ['name: x\nsearch: [a]\n', ['splunk/wrong-type@16']],
  ['name: x\nsearch: ""\n', ['splunk/wrong-type@16']],
  ['name:\nsearch: a=\n', ['splunk/wrong-type@0', 'splunk/syntax@16']],
  ['name: x\nname: y\nsearch: a=b\n', ['yaml/duplicate-key@8']],
  ['name: x\nsearch: a=b\ntags:\n  cve: []\n  cve: []\n', ['yaml/duplicate-key@38']],
])('%j: %j', (text, expected) => {
  const { value, diagnostics } = readYaml(text)
  expect(value).toBeUndefined()
  expect(errors(diagnostics)).toEqual(expected)
})

test('metadata of the wrong type are left out with a warning', () => {
  const { value, diagnostics } = readYaml(
    'name: x\nsearch: a=b\nauthor: [y]\nreferences: {z: 1}\nmitre_attack_id: [[a]]\n',
  )
  expect(remarks(diagnostics)).toEqual(Array.from({ length: 3 }, () => 'splunk/metadata-type'))
  expect(value?.metadata.references).toEqual([])
})

test.each([
  ['plain', 'search: good=1 bad>x\n', '2:16'],
  ['single-quoted', "search: 'it=\"don''t\"  bad>x'\n", '2:23'],
  ['double-quoted', 'search: "it=\\"x\\" \\\n  bad>x"\n', '3:3'],
  [
    'double-quoted with backslashes',
    String.raw`search: "p=\"C:\\\\Windows\\\\*\" \t\x41=\u0042 bad>x"` + '\n',
    '2:49',
  ],
  ['folded', 'search: >-\n  good=1\n  more=2\n  bad>x\n', '5:3'],
  ['literal', 'search: |\n  good=1\n\n    bad>x\n', '5:5'],
  ['continued single-quoted', "search: 'good=1\n  more=2\n\n  bad>x'\n", '5:3'],
  ['continued plain', 'search: good=1\n  bad>x\n', '3:3'],
  ['behind a macro', 'search: "`powershell` bad>x"\n', '2:23'],
  ['CRLF', 'search: >-\r\n  good=1\r\n  bad>x\r\n', '4:3'],
])('places point at the right characters: %s', (_style, search, expected) => {
  const { source, diagnostics } = readYaml(`name: x\n${search}`)
  const [found] = diagnostics.filter(({ code }) => code === 'splunk/order-of-text')
  const { start, end } = found?.span ?? { start: 0, end: 0 }
  const { line, column } = positionAt(source, start)
  expect(`${line}:${column}`).toBe(expected)
  expect(source.text.slice(start, end)).toBe('bad>x')
})

test('a bare search is titled by its file', () => {
  const { value } = readSpl({ path: 'hunts/IIS modules.v2.spl', text: '\uFEFFa=b\n' }, macroSet())
  expect(value?.metadata.title).toBe('IIS modules.v2')
  expect(value?.condition).toMatchObject({ span: { start: 1, end: 4 } })
  expect(errors(readSpl({ path: 'x.spl', text: '\n' }, macroSet()).diagnostics)).toEqual([
    'splunk/no-condition@0',
  ])
})

test('detections are plain JSON', () => {
  const { value } = readYaml(detection)
  expect(JSON.parse(JSON.stringify(value))).toEqual(value)
})
