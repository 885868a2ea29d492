/** What the target sigma writes around a detection: metadata, ids, log sources, correlations. */
import { createHash } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { macroSet, readRules, type Detection } from 'siemantic'
import { nameBasedId } from '../../../backends/sigma/uuid.js'
import { equals, field } from '../../../src/ast/build.js'
import { violations } from './schema.js'
import { detectionOf, metadata, readBack, rewrite, write } from './written.js'

const rule = `title: 'Every key: of a rule'
id: 0f06a3a5-6a09-413f-8743-e6cf35561297
related:
    - id: 12e4a0b1-0000-4000-8000-000000000000
      type: similar
name: every_key
taxonomy: sigma
status: test
description: |
    Several lines,

      one of them indented.
license: DRL-1.1
references:
    - https://example.com/a#b
author: A, 'B' and "C"
date: 2024-01-31
modified: 2024-02-01
tags:
    - attack.t1505.004
    - cve.2021-44228
scope:
    - server
logsource:
    category: process_creation
    product: windows
    definition: 'Requires: command lines'
detection:
    selection:
        Image|endswith: '\\cmd.exe'
    condition: selection
fields:
    - CommandLine
falsepositives:
    - Unknown
level: high
simulation:
    - type: atomic-red-team
      number: 3
      exact: true
      nothing: null
      '1e3': '0x10'
regression_tests_path: a/b.yml`

test('a Sigma rule in the usual order comes out as it came in', async () => {
  const { text, diagnostics } = await rewrite('rule.yml', rule)
  expect(text).toBe(rule)
  expect(diagnostics).toEqual([])
  expect(violations(text)).toEqual([])
})

const splunk = `name: 'A detection: of Splunk'
id: 38fe731c-1f13-43d4-b878-a5bbe44807e3
version: 4
date: '2024-09-30'
author: Somebody
status: production
type: TTP
description: What it finds.
data_source:
- Sysmon EventID 1
search: >-
  | tstats count from datamodel=Endpoint.Processes where Processes.process_name=cmd.exe
  by Processes.dest | \`drop_dm_object_name(Processes)\`
how_to_implement: Somehow.
known_false_positives: None.
references:
- https://example.com
tags:
  mitre_attack_id: [T1505.004]
  cve: [CVE-2021-44228]
`

test('a Splunk detection gets an id of its own and names the one that it is derived from', async () => {
  const { text } = await rewrite('splunk.yml', splunk)
  expect(text).toBe(`title: 'A detection: of Splunk'
id: ${nameBasedId('38fe731c-1f13-43d4-b878-a5bbe44807e3 sigma')}
related:
    - id: 38fe731c-1f13-43d4-b878-a5bbe44807e3
      type: derived
status: stable
description: What it finds.
references:
    - https://example.com
author: Somebody
date: 2024-09-30
tags:
    - attack.persistence
    - attack.t1505.004
    - cve.2021-44228
logsource:
    category: process_creation
    product: windows
detection:
    selection:
        Image|endswith: '\\cmd.exe'
    condition: selection
falsepositives:
    - None.`)
  expect(violations(text)).toEqual([])
})

test.each([
  ['validation', 'test'],
  ['Experimental', 'experimental'],
  ['removed', 'deprecated'],
  ['no such status', undefined],
])('the status %s of Splunk is %s', async (status, written) => {
  const { text } = await rewrite('a.yml', splunk.replace('production', status))
  expect(/^status: (.*)$/m.exec(text)?.[1]).toBe(written)
})

test.each([
  [0, 'informational'],
  [20, 'informational'],
  [21, 'low'],
  [60, 'medium'],
  [80, 'high'],
  [100, 'critical'],
])('the risk score %d is the level %s', async (score, level) => {
  const { text } = await rewrite('a.yml', `${splunk}  risk_score: ${score}\n`)
  expect(/^level: (.*)$/m.exec(text)?.[1]).toBe(level)
})

test.each([
  [
    '[T1003.001, T1003, T1059]',
    [
      'attack.credential-access',
      'attack.execution',
      'attack.t1003.001',
      'attack.t1003',
      'attack.t1059',
    ],
  ],
  // Persistence or privilege escalation: nobody said which.
  ['[T1547.001]', ['attack.t1547.001']],
  ['[T9999]', ['attack.t9999']],
])('the techniques %s are tagged with their tactics', async (techniques, tags) => {
  const { text } = await rewrite('a.yml', splunk.replace('[T1505.004]', techniques))
  expect(text.match(/attack\.\S+/g)).toEqual(tags)
})

test('false positives start with a capital, as those of SigmaHQ do', async () => {
  const { text } = await rewrite('a.yml', splunk.replace('None.', 'unknown'))
  expect(text).toContain('falsepositives:\n    - Unknown')
})

test('what Sigma has no form for is left out: ids that are none, dates that are none', async () => {
  const { text } = await rewrite(
    'a.yml',
    splunk.replace(/^id: .*$/m, 'id: my-own').replace("'2024-09-30'", "'30.09.2024'"),
  )
  expect(text).not.toMatch(/^(?:id|related|date):/m)
  expect(violations(text)).toEqual([])
})

test('ids are UUIDs of version 5', () => {
  const id = nameBasedId('a name')
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(nameBasedId('a name')).toBe(id)
  expect(nameBasedId('another name')).not.toBe(id)
  const hash = createHash('sha1')
    .update(Buffer.from('b3a1b0c56f0e5d439a533f1c7a6de0a4', 'hex'))
    .update('a name')
    .digest('hex')
  expect(id.replaceAll('-', '').slice(0, 12)).toBe(hash.slice(0, 12))
  expect(id.slice(-12)).toBe(hash.slice(20, 32))
})

test('a detection of several log sources becomes a rule of each', async () => {
  const { text } = await rewrite('a.spl', '`sysmon` EventCode=11 TargetFilename="*.exe"')
  const documents = text.split('\n---\n')
  expect(documents.flatMap(violations)).toEqual([])
  expect(documents.map((document) => /logsource:\n([^]*?)\ndetection/.exec(document)?.[1])).toEqual(
    [
      '    category: file_event\n    product: windows',
      '    category: file_event\n    product: linux',
    ],
  )
  expect(documents.map((document) => document.split('\n')[0])).toEqual([
    'title: a (windows/file_event)',
    'title: a (linux/file_event)',
  ])
})

test('what a log source implies is said where nothing else is', async () => {
  const source = 'source="XmlWinEventLog:Microsoft-Windows-Sysmon/Operational"'
  const { text } = await rewrite('a.spl', `${source} EventCode=27`)
  expect(text).toContain('category: file_block_executable')
  expect(/selection:\n([^]*?)\n {4}condition/.exec(text)?.[1]).toBe('        EventID: 27')
})

test.each([
  [
    'source="XmlWinEventLog:Microsoft-Windows-Sysmon/Operational" EventCode=12 EventType=CreateKey TargetObject=x',
    'registry_add',
  ],
  [
    '| tstats count from datamodel=Endpoint.Registry where Registry.action=created Registry.registry_path=x',
    'registry_add',
  ],
])('a category is known by more than the ids of events: %s', async (search, category) => {
  const { text } = await rewrite('a.spl', search)
  expect(/category: (\w+)/.exec(text)?.[1]).toBe(category)
  expect(/selection:\n([^]*?)\n {4}condition/.exec(text)?.[1]).toBe("        TargetObject: 'x'")
})

test.each([
  ['properties.message=x', 'properties.message'],
  ['additional=x', 'additional'],
  ['user=x', undefined],
  ['host=x', undefined],
])("a name that is the source's own is kept: %s", async (search, name) => {
  const { text } = await rewrite(
    'a.spl',
    `sourcetype="azure:monitor:aad" category=AuditLogs ${search}`,
  )
  expect(/selection:\n {8}([^:]*):/.exec(text)?.[1]).toBe(name)
})

test('what names no known source is refused', async () => {
  const { text, diagnostics } = await rewrite('a.spl', 'index=web sourcetype=stash uri="*x*"')
  expect(text).toBe('')
  expect(diagnostics.map(({ code }) => code)).toContain('mapping/no-log-source')
})

test.each([
  ['EventCode=23', "        EventID: 23\n        TargetFilename: 'x'"],
  ['EventCode IN (23, 26)', "        TargetFilename: 'x'"],
  ['(EventCode=26 OR EventCode=23)', "        TargetFilename: 'x'"],
])('%s of deleted files is said where it is not all of them', async (ids, entries) => {
  const source = 'source="XmlWinEventLog:Microsoft-Windows-Sysmon/Operational"'
  const { text } = await rewrite('a.spl', `${source} ${ids} TargetFilename=x`)
  expect(/category: (\w+)/.exec(text)?.[1]).toBe('file_delete')
  expect(/selection:\n([^]*?)\n {4}condition/.exec(text)?.[1]).toBe(entries)
})

test.each([
  ['user_id=x', 'user_id'],
  ['granted_access=x', 'granted_access'],
])('a field that only Splunk has is refused: %s', async (search, name) => {
  const source = 'source="XmlWinEventLog:Microsoft-Windows-Sysmon/Operational" EventCode=1'
  const { text, diagnostics } = await rewrite('a.spl', `${source} ${search}`)
  expect(text).toBe('')
  expect(diagnostics.map(({ message }) => message)).toContainEqual(
    expect.stringContaining(`The field '${name}' has no counterpart`),
  )
})

const counting = `title: Many Failed Logons
id: 0f06a3a5-6a09-413f-8743-e6cf35561297
status: test
logsource:
    product: windows
    service: security
detection:
    selection:
        EventID: 4625
    timeframe: 90m
    condition: selection | count(TargetUserName) by IpAddress, Domain >= 20
level: high
`

test('a threshold becomes a correlation', async () => {
  const { text } = await rewrite('a.yml', counting)
  expect(text).toBe(`title: Many Failed Logons - Events
id: ${nameBasedId('0f06a3a5-6a09-413f-8743-e6cf35561297 events')}
name: many_failed_logons_events
status: test
logsource:
    product: windows
    service: security
detection:
    selection:
        EventID: 4625
    condition: selection
level: informational
---
title: Many Failed Logons
id: 0f06a3a5-6a09-413f-8743-e6cf35561297
status: test
correlation:
    type: value_count
    rules:
        - many_failed_logons_events
    group-by:
        - IpAddress
        - Domain
    timespan: 90m
    condition:
        field: TargetUserName
        gte: 20
level: high`)
  expect(text.split('\n---\n').flatMap(violations)).toEqual([])
  const { rules } = await readRules({ path: 'a.yml', text: counting }, macroSet())
  const back = await readBack(text)
  const { aggregation } = rules[0]!.detection!
  expect(back.problems).toEqual([])
  expect(withoutPlaces(back.detections[0]?.aggregation)).toEqual(withoutPlaces(aggregation))
  expect(back.detections[0]?.metadata).toEqual(rules[0]?.detection?.metadata)
})

const withoutPlaces = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === 'span' ? undefined : inner)))

const threshold = (more: Partial<Detection['aggregation'] & object>): Detection =>
  detectionOf(equals('Image', 'x'), {
    aggregation: {
      kind: 'aggregation',
      measure: { kind: 'count' },
      groupBy: [field('User')],
      window: 60,
      having: [{ operator: 'gt', value: '5' }],
      ...more,
    },
  })

test.each<readonly [Partial<Detection['aggregation'] & object>, string]>([
  [{}, '    type: event_count'],
  [{ measure: { kind: 'sum', field: field('Size') } }, '    type: value_sum'],
  [{ measure: { kind: 'avg', field: field('Size') } }, '    type: value_avg'],
  [{ measure: { kind: 'median', field: field('Size') } }, '    type: value_median'],
  [
    { measure: { kind: 'percentile', field: field('Size'), percentile: '95' } },
    '        percentile: 95',
  ],
  [
    {
      having: [
        { operator: 'gte', value: '5' },
        { operator: 'lt', value: '9' },
      ],
    },
    '        gte: 5\n        lt: 9',
  ],
  [{ window: 86_400 }, '    timespan: 1d'],
])('the threshold %j', async (more, line) => {
  const { queries, status } = await write(threshold(more))
  expect(status).toBe('exact')
  expect(`${queries[0]}\n`).toContain(`${line}\n`)
  const back = await readBack(queries[0] ?? '')
  expect(back.problems).toEqual([])
  expect(withoutPlaces(back.detections[0]?.aggregation)).toEqual(
    withoutPlaces(threshold(more).aggregation),
  )
})

test.each<readonly [Partial<Detection['aggregation'] & object>, string]>([
  [{ measure: { kind: 'max', field: field('Size') } }, 'a threshold over the greatest value'],
  [
    {
      having: [
        { operator: 'gt', value: '5' },
        { operator: 'gt', value: '9' },
      ],
    },
    'a threshold with two comparisons of the same kind',
  ],
])('the threshold %j is refused', async (more, what) => {
  const { status, diagnostics } = await write(threshold(more))
  expect(status).toBe('refused')
  expect(diagnostics.map(({ message }) => message)).toEqual([`A Sigma rule cannot say ${what}.`])
})

test('a threshold needs a span of time', async () => {
  const { window: _, ...rest } = threshold({}).aggregation!
  const timeless = { ...threshold({}), aggregation: rest }
  const refused = await write(timeless)
  expect(refused.diagnostics.map(({ message }) => message)).toEqual([
    'A Sigma rule cannot say a threshold without a span of time.',
  ])
})

test('fixed windows become sliding ones, with a note', async () => {
  const { status, diagnostics } = await write(threshold({ fixed: true }))
  expect(status).toBe('wider')
  expect(diagnostics.map(({ code }) => code)).toEqual(['fidelity/sliding-windows'])
})

test('a rule that says nothing of itself', async () => {
  const { queries } = await write(detectionOf(equals('Image', 'x'), { metadata }))
  expect(queries[0]?.split('\n')[0]).toBe('title: A Rule')
  expect(violations(queries[0] ?? '')).toEqual([])
})
