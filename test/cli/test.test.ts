import { expect, test } from '@jest/globals'
import { folder, run } from './run.js'

const id = '11111111-2222-4333-8444-555555555555'

const rule = `title: R
id: ${id}
logsource: {category: process_creation, product: windows}
detection:
  s: {Image|endswith: '\\cmd.exe'}
  condition: s
`

const hit = 'event: {Image: C:\\cmd.exe}'
const near = 'event: {Image: C:\\xcmd.exe}'

const tests = (...lines: readonly string[]): string =>
  `tests:\n${lines.map((line) => `  - ${line}\n`).join('')}`

const flow = (text: string): string => `{${text}}`

test('tests beside rules pass or fail, at their places', async () => {
  const cwd = folder({
    'r.yml': rule,
    'r.test.yml': tests(
      flow(`name: hit, ${hit}`),
      flow(`name: near, expect: miss, ${near}`),
      flow(`name: wrong, ${near}`),
      flow(`name: none, expect: miss, ${hit}`),
      flow('name: two, expect: 2, events: [{Image: \\cmd.exe}, {Image: \\CMD.EXE}, {}]'),
      flow(`name: three, expect: 3, ${hit}`),
    ),
    'untested.yml': rule.replace(id, ''),
  })
  const { code, out, err } = await run(['test', '.'], { cwd })
  expect(code).toBe(1)
  expect(out.split('\n')).toEqual([
    'r.test.yml:4:6 error testing/failed The rule was to select every one, but it selects 0 of 1 events. [R: wrong]',
    'r.test.yml:5:6 error testing/failed The rule was to select none, but it selects 1 of 1 events. [R: none]',
    'r.test.yml:7:6 error testing/failed The rule was to select 3, but it selects 1 of 1 events. [R: three]',
    '',
  ])
  expect(err).toBe('3 tests passed, 3 failed. Files without tests: 1.\n')
})

test('files of tests are no rules', async () => {
  const cwd = folder({ 'r.yml': rule, 'r.test.yml': tests(flow(`name: hit, ${hit}`)) })
  const converted = await run(['convert', '.', '-t', 'splunk-search'], { cwd })
  expect([converted.code, converted.err]).toEqual([0, ''])
})

test('events by the names of another vocabulary, and the values of that', async () => {
  const registry = `title: K
logsource: {category: registry_set, product: windows}
detection:
  s: {TargetObject|startswith: 'HKLM\\Software\\Run', Details: calc}
  condition: s
`
  const event = `events:
      - registry.path: HKLM\\Software\\Run\\x
        registry.data.strings: calc
`
  const cwd = folder({ 'k.yml': registry, 'k.test.yml': `tests:\n  - fields: ecs\n    ${event}` })
  const { code, out } = await run(['test', 'k.yml'], { cwd })
  expect([code, out]).toEqual([0, ''])
})

test.each([
  ['splunkEvent', '{eventName: CreateAccessKey, userIdentity.type: root}'],
  ['sentinelTable', '{EventName: CreateAccessKey, UserIdentityType: Root}'],
  ['ecs', '{event.action: CreateAccessKey, aws.cloudtrail.user_identity.type: Root}'],
])('the names that %s has for fields of a cloud', async (fields, event) => {
  const cloud = `title: K
logsource: {product: aws, service: cloudtrail}
detection: {s: {eventName: CreateAccessKey, userIdentity.type: Root}, condition: s}
`
  const cwd = folder({
    'k.yml': cloud,
    'k.test.yml': tests(flow(`fields: ${fields}, event: ${event}`)),
  })
  const { code, out } = await run(['test', 'k.yml'], { cwd })
  expect([code, out]).toEqual([0, ''])
})

test('a rule of several is named', async () => {
  const other = rule.replace('title: R', 'title: Other').replace(id, '').replace('cmd.exe', 'x.exe')
  const cwd = folder({
    'r.yml': `${rule}---\n${other}`,
    'r.test.yml': tests(
      flow(`rule: ${id}, ${hit}`),
      flow(`rule: Other, expect: miss, ${hit}`),
      flow(`rule: nobody, ${hit}`),
      flow(hit),
    ),
  })
  const { out, err } = await run(['test', 'r.yml'], { cwd })
  expect(out.match(/testing\/unknown-rule/g)).toHaveLength(2)
  expect(err).toMatch(/^2 tests passed, 2 failed/)
})

const at = (second: number, user: string): string =>
  `{_time: ${second}, Image: \\cmd.exe, User: ${user}}`

test('a threshold and a correlation find results', async () => {
  const correlation = `title: C
correlation: {type: event_count, rules: ${id}, group-by: [User], timespan: 1m, condition: {gte: 2}}
`
  const cwd = folder({
    'c.yml': `${correlation}---\n${rule}`,
    'c.test.yml': tests(
      flow(`name: over a boundary, events: [${at(59, 'a')}, ${at(61, 'a')}]`),
      flow(`name: too late, expect: miss, events: [${at(0, 'a')}, ${at(60, 'a')}]`),
      flow(`name: of others, expect: miss, events: [${at(0, 'a')}, ${at(1, 'b')}]`),
      flow(
        `name: twice, expect: 2, events: [${[0, 1, 90, 91].map((second) => at(second, 'a')).join(', ')}]`,
      ),
    ),
  })
  const { code, out } = await run(['test', 'c.yml'], { cwd })
  expect([code, out]).toEqual([0, ''])
})

test('files of tests that are wrong say where, all at once', async () => {
  const cwd = folder({
    'r.yml': rule,
    'r.test.yml':
      'tests:\n  - {evnt: {}}\n  - {event: 1, expect: maybe}\n  - text\n  - {fields: cmi, event: {}}\n',
  })
  const { code, out } = await run(['test', 'r.yml'], { cwd })
  expect(code).toBe(1)
  expect(out.match(/^\S+ error \S+/gm)).toEqual([
    'r.test.yml:2:6 error testing/unknown-key',
    'r.test.yml:3:13 error testing/wrong-type',
    'r.test.yml:3:24 error testing/wrong-type',
    'r.test.yml:4:5 error testing/wrong-type',
    'r.test.yml:5:14 error testing/wrong-type',
  ])
})

const withRegex = (regex: string): string =>
  rule.replace(/\{Image.*\}/, () => `{Image|re: '${regex}'}`)

test('a regex that could hang is refused, and one that RE2 runs does not hang', async () => {
  const cwd = folder({
    'a.yml': withRegex('(a+)+$'),
    'a.test.yml': tests(flow(`expect: miss, event: {Image: ${'a'.repeat(50_000)}b}`)),
    'b.yml': withRegex('(?=a)'),
    'b.test.yml': tests(flow('event: {Image: a}')),
  })
  const { out, err } = await run(['test', '.'], { cwd })
  expect(out).toMatch(/^b\.test\.yml:2:6 error testing\/regex .*\n$/)
  expect(err).toBe('1 tests passed, 1 failed.\n')
})

test('results as JSON and as JUnit XML, in which nothing breaks out', async () => {
  const cwd = folder({
    'r.yml': rule.replace('title: R', `title: '"><x> & R'`),
    'r.test.yml': tests(flow(`name: 'a"<b', ${near}`), flow(`name: ok, ${hit}`)),
  })
  const json = await run(['test', 'r.yml', '-f', 'json'], { cwd })
  expect(
    json.out
      .split('\n')
      .slice(0, 2)
      .map((line) => JSON.parse(line)),
  ).toMatchObject([
    { path: 'r.test.yml', name: 'a"<b', status: 'failed', problems: [{ line: 2, column: 6 }] },
    { name: 'ok', status: 'passed', problems: [] },
  ])
  const junit = await run(['test', 'r.yml', '-f', 'junit'], { cwd })
  expect(junit.out).toContain('<testsuites tests="2" failures="1" errors="0"')
  expect(junit.out).toContain(
    '<testcase name="a&quot;&lt;b" classname="&quot;&gt;&lt;x&gt; &amp; R"',
  )
  expect(junit.out).not.toContain('<x>')
})

test('all rules on files of events, whose bad lines are reported', async () => {
  const cwd = folder({
    'r.yml': rule,
    'log.ndjson':
      '{"Image": "C:\\\\cmd.exe"}\n{"Image": \n{"Image": "\\\\CMD.exe"}\n{"Image": "x"}\n',
  })
  const { code, out, err } = await run(['test', 'r.yml', '--events', 'log.ndjson'], { cwd })
  expect(code).toBe(1)
  expect(out).toBe('r.yml: R: 2\n  log.ndjson:1\n  log.ndjson:3\n')
  expect(err).toMatch(/error testing\/event Line 2 of log\.ndjson is no event/)
  expect(err).toMatch(/3 events, 1 of 1 rules found any\.\n$/)
})

test('regression data by the id of the rule, and by an info.yml', async () => {
  const event = '{"Event": {"System": {"EventID": 1}, "EventData": {"Image": "C:\\\\cmd.exe"}}}'
  const info = `rule_metadata: [{id: ${id}}]
regression_tests_info: [{type: evtx, match_count: 2, path: data/a/${id}.evtx}]
`
  const cwd = folder({
    'rules/r.yml': rule,
    [`byid/${id}.json`]: event,
    [`data/a/${id}.json`]: event,
    'data/a/info.yml': info,
  })
  const byId = await run(['test', 'rules', '--regression', 'byid'], { cwd })
  expect([byId.code, byId.err]).toEqual([0, '1 tests passed, 0 failed.\n'])
  const counted = await run(['test', 'rules', '--regression', 'data'], { cwd })
  expect(counted.out).toContain('was to select 2, but it selects 1 of 1 events')
})
