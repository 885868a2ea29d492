import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { readRules } from '../../src/read.js'
import { positionAt } from '../../src/source/text.js'
import { readMacroFile } from '../../src/splunk/macro-file.js'
import { macroSet } from '../../src/splunk/macros.js'
import { projectRoot } from '../project.js'
import { show } from './reading.js'
import { processorTime } from '../time.js'

const read = (text: string, path = 'default/savedsearches.conf') =>
  readRules({ path, text }, macroSet())

const escu = String.raw`
[default]
disabled = 1
dispatch.earliest_time = -30d
### ESCU DETECTIONS ###
[ESCU - IIS Module - Rule]
action.escu = 0
action.escu.analytic_story = ["IIS Components"]
action.escu.creation_date = 2024-09-30
action.escu.modification_date = 2025-01-02
action.escu.how_to_implement = Send the events \
and wait.
action.escu.known_false_positives = None.
action.escu.product = ["Splunk Enterprise"]
action.correlationsearch.label = ESCU - IIS Module - Rule
action.correlationsearch.annotations = {"analytic_story": ["IIS Components"], "cve": ["CVE-2021-44228"], "data_source": ["Sysmon EventID 1"], "mitre_attack": ["T1505.004"], "type": "TTP"}
action.correlationsearch.metadata = {"detection_id": "38fe731c-1f13-43d4-b878-a5bbe44807e3", "detection_version": "4"}
action.risk = 1
action.risk.param._risk_message = $user$ did it
action.risk.param._risk = [{"risk_object_field": "user", "risk_object_type": "user", "risk_score": 64}, {"threat_object_field": "process_name", "threat_object_type": "process_name"}]
action.notable.param.severity = high
action.notable.param.drilldown_searches = [{"name": "Look", "search": "a", "earliest_offset": "1", "latest_offset": "2"}]
cron_schedule = 5 * * * *
dispatch.earliest_time = -70m@m
dispatch.latest_time = -10m@m
description = What it finds.
search = \
| tstats count from datamodel=Endpoint.Processes \
  where Processes.process_name=appcmd.exe by Processes.dest

[Another]
search = index=x a=b
[Only a setting]
disabled = 0
`

test('a stanza is a detection, with its metadata, and what is set for all', async () => {
  const { rules } = await read(escu)
  expect(rules.map(({ title }) => title)).toEqual(['IIS Module', 'Another'])
  expect(rules.flatMap(({ diagnostics }) => diagnostics)).toEqual([])
  const detection = rules[0]?.detection
  expect(show(detection!.condition)).toBe('(process_name=appcmd.exe & dest exists)')
  expect(detection?.metadata).toMatchObject({
    id: '38fe731c-1f13-43d4-b878-a5bbe44807e3',
    level: 'high',
    description: 'What it finds.',
    date: '2024-09-30',
    modified: '2025-01-02',
    falsePositives: ['None.'],
    techniques: ['T1505.004'],
    cves: ['CVE-2021-44228'],
    content: {
      version: '4',
      type: 'TTP',
      howToImplement: 'Send the events \nand wait.',
      dataSources: ['Sysmon EventID 1'],
      analyticStories: ['IIS Components'],
      products: ['Splunk Enterprise'],
      risk: {
        message: '$user$ did it',
        score: 64,
        objects: [{ field: 'user', type: 'user', score: 64 }],
        threats: [{ field: 'process_name', type: 'process_name' }],
      },
      drilldowns: [{ name: 'Look', search: 'a', earliest: '1', latest: '2' }],
    },
    custom: { disabled: '1', 'action.escu': '0', 'action.risk': '1' },
  })
  expect(detection?.schedule).toMatchObject({
    cron: '5 * * * *',
    earliest: '-70m@m',
    latest: '-10m@m',
    window: 3600,
    from: 'detection',
  })
  expect(rules[1]?.detection?.schedule).toMatchObject({ earliest: '-30d', window: 2_592_000 })
})

test('places are those of the file, behind continued lines too', async () => {
  const text = '[x]\r\nsearch = index=a \\\r\n  b=c \\\r\n| `no_such` \r\n'
  const { rules, source } = await read(text)
  const places = rules[0]!.diagnostics.map(({ code, span }) => {
    const { line, column } = positionAt(source, span!.start)
    return `${line}:${column} ${code} ${text.slice(span!.start, span!.end)}`
  })
  expect(places).toEqual(['4:3 splunk/unknown-macro `no_such`'])
  expect(rules[0]?.title).toBe('x')
})

test.each([
  ['[a]\ndisabled = 1\n', ['splunk/missing-key']],
  ['', ['input/empty']],
  ['disabled = 1\n', ['splunk/missing-key']],
  ['[a]\nsearch =\n', ['splunk/wrong-type']],
  ['[a]\nb c\nsearch = a=b\n', ['splunk/conf-syntax']],
  ['[a]\nsearch = "a\n', ['splunk/unbalanced']],
  ['[a]\nsearch = a=b\0\n', ['input/binary']],
  [
    '[a]\nsearch = a=b\n[b]\nsearch = a=b\nsearch = c=d\n[c]\nx\n',
    ['splunk/conf-duplicate', 'splunk/conf-syntax'],
  ],
])('%j: %j', async (text, expected) => {
  const { rules } = await read(text)
  expect(rules.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code))).toEqual(expected)
})

test('without its name, a file is known by how it looks', async () => {
  const { rules } = await read('# mine\n\n[A - b]\nsearch = index=x a=b\n', '<stdin>')
  expect(rules[0]?.title).toBe('A - b')
  // A list of YAML is none.
  const list = await read('[a]\n---\n[b]\n', '<stdin>')
  expect(list.rules[0]?.diagnostics[0]?.code).toBe('input/not-a-rule')
})

test('a name is text, whatever is in it', async () => {
  const { rules } = await read('[__proto__]\nsearch = a=b\n[../../x]\nsearch = a=b\n')
  expect(rules.map(({ title }) => title)).toEqual(['__proto__', '../../x'])
})

test('hostile settings take no long time', async () => {
  const start = processorTime()
  await read(`[a]\nsearch = a=b\naction.x = ${'['.repeat(200_000)}${']'.repeat(200_000)}\n`)
  await read(`[a]\nsearch = a=b\naction.x = ${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}\n`)
  await read(`[a]\nsearch = a="${'x'.repeat(1_000_000)}\n`)
  await read(`${'#\n'.repeat(200_000)}[a]\n${'\n'.repeat(200_000)}-`, '<stdin>')
  await read(Array.from({ length: 2_000 }, (_, index) => `[${index}]\nx\nsearch = a=b\n`).join(''))
  expect(processorTime() - start).toBeLessThan(5_000)
})

test('macros.conf', () => {
  const text =
    '[a(2)]\nargs = x, y\ndefinition = $x$ \\\nOR $y$\n[b]\ndefinition = c=d\n[e]\niseval = 1\ndefinition = "1"\n[f]\nargs =\n'
  const { value, diagnostics } = readMacroFile({ path: 'macros.conf', text })
  expect(diagnostics).toEqual([])
  expect(value).toEqual([
    { name: 'a', parameters: ['x', 'y'], definition: '$x$ \nOR $y$' },
    { name: 'b', parameters: [], definition: 'c=d' },
    { name: 'e', parameters: [], definition: '"1"', evaluated: true },
  ])
})

const golden = join(projectRoot, 'test', 'golden')
const stanzas = readdirSync(golden, { recursive: true, encoding: 'utf8' }).filter((name) =>
  /splunk-search\.savedsearches(?:\.\d+)?\.conf$/.test(name),
)

test('stanzas that we write read as the search that they hold', async () => {
  expect(stanzas.length).toBeGreaterThan(30)
  for (const name of stanzas) {
    const { rules } = await read(readFileSync(join(golden, name), 'utf8'))
    const search = name.replace('savedsearches.', '').replace(/\.conf$/, '.spl')
    expect(rules.map((rule) => unwrapped(rule.search?.text ?? ''))).toEqual([
      unwrapped(readFileSync(join(golden, search), 'utf8')),
    ])
  }
})

const unwrapped = (text: string): string => text.trim().replaceAll(/\s*\n\s*/g, '\n')
