import { expect, test } from '@jest/globals'
import { folder, run } from './run.js'

const rule = `title: R
logsource: {category: process_creation, product: windows}
detection:
  s:
    Image|endswith: '\\cmd.exe'
    CommandLine|re: 'a.c'
  f:
    User|cased: Bob
  condition: s and not f
`

const event = '{"Image": "C:\\\\cmd.exe", "CommandLine": "xyz", "User": ["bob", "eve"]}'

test('each test with its place, its field, its piece of the query and its fidelity', async () => {
  const cwd = folder({ 'r.yml': rule })
  const { code, out, err } = await run(['explain', 'r.yml', '-t', 'splunk-tstats'], { cwd })
  expect([code, err]).toEqual([0, ''])
  expect(out).toBe(`r.yml: R [splunk-tstats: Endpoint.Processes]
    fidelity  narrower

  5:5 Image ends with '\\cmd.exe'
    field     Image → Processes.process_name (process_creation: process.path)
    query     Processes.process_name="cmd.exe"
    fidelity  exact

  6:5 CommandLine matches /a.c/
    field     CommandLine → Processes.process (process_creation: process.command_line)
    then      match('Processes.process', "a.c")
    fidelity  exact

  8:5 not: User is 'Bob', minding case
    field     User → Processes.user (process_creation: user.account)
    then      NOT coalesce('Processes.user'="Bob", false())
    fidelity  narrower
              'User' becomes 'user' in Endpoint.Processes, which holds the account name without its domain.
              Exact in a target that has the field as the rule means it, or with a test of what 'user' holds.

`)
})

test('what an event is to each test', async () => {
  const cwd = folder({ 'r.yml': rule, 'e.json': event })
  const { out } = await run(['explain', 'r.yml', '--event', 'e.json'], { cwd })
  expect(out).toBe(`r.yml: R: does not select the event

  5:5 Image ends with '\\cmd.exe'
    event     passes: 'C:\\cmd.exe'

  6:5 CommandLine matches /a.c/
    event     fails: 'xyz'

  8:5 not: User is 'Bob', minding case
    event     fails: 'bob', 'eve'

`)
})

test('the same as JSON, a line for each rule and target', async () => {
  const cwd = folder({ 'r.yml': rule, 'e.json': event })
  const targets = ['-t', 'regex,elastic-kql']
  const { out } = await run(['explain', 'r.yml', ...targets, '-e', 'e.json', '--json'], { cwd })
  const [regex, elastic] = out
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
  expect(regex).toMatchObject({
    path: 'r.yml',
    title: 'R',
    target: 'regex',
    selected: false,
    tests: [{ line: 5, column: 5, event: { passed: true } }, {}, { negated: true }],
  })
  expect(elastic).toMatchObject({
    target: 'elastic-kql',
    tests: [
      {},
      { target: { fidelity: 'refused', notes: [{ code: 'fidelity/unsupported', line: 6 }] } },
      {},
    ],
  })
})

const correlation = `title: Fails
name: fails
logsource: {product: windows, service: security}
detection: {s: {EventID: 4625}, condition: s}
---
title: Guesses
name: guesses
correlation: {type: event_count, rules: [fails], group-by: [User], timespan: 5m, condition: {gte: 3}}
---
title: Logons
name: logons
logsource: {product: windows, service: security}
detection: {s: {EventID: 4624}, condition: s}
---
title: Guessed
correlation: {type: temporal_ordered, rules: [guesses, logons], group-by: [User], timespan: 1h}
`

test('a correlation says what it asks for, and then its rules, and theirs', async () => {
  const cwd = folder({ 'c.yml': correlation, 'e.json': '{"EventID": 4625}' })
  const { out } = await run(['explain', 'c.yml', '-t', 'sentinel-kql', '-e', 'e.json'], { cwd })
  expect(out).toBe(`c.yml: Guessed [sentinel-kql]
    asks for  events of guesses, then of logons, by User, within 1h
    fidelity  approximate
    note      fidelity/fixed-windows Sentinel counts in fixed windows of 5m: events on both sides of a boundary are not counted together.
              Exact where no such events lie on both sides of a boundary; a lower number finds those too, and others.
    note      fidelity/fixed-windows Sentinel counts in fixed windows of 1h: events on both sides of a boundary are not counted together.
              Exact where no such events lie on both sides of a boundary; a lower number finds those too, and others.
    note      fidelity/order-of-counts What 'guesses' counts has the time of its last event in Sentinel: the order of rules is that of those times.
              Exact with a rule that counts nothing in the place of 'guesses'.

  guesses: SecurityEvent: counts the event
    asks for  the number of events, by User, within 5m: >= 3
    as        the number of events, by EventFields.User, within 5m: >= 3

  4:17 EventID is '4625'
    field     EventID → EventID (windows_event: event.id)
    query     EventID == 4625
    fidelity  exact
    event     passes: '4625'

  logons: SecurityEvent: does not select the event

  13:17 EventID is '4624'
    field     EventID → EventID (windows_event: event.id)
    query     EventID == 4624
    fidelity  exact
    event     fails: '4625'

`)
  const json = await run(['explain', 'c.yml', '-t', 'sentinel-kql', '--json'], { cwd })
  expect(
    json.out
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line)),
  ).toMatchObject([
    { title: 'Guessed', fidelity: 'approximate', notes: [{}, {}, { effect: 'approximate' }] },
    { part: 'guesses', asksFor: 'the number of events, by User, within 5m: >= 3', notes: [] },
    { part: 'logons', of: 'Guessed', tests: [{ test: "EventID is '4624'" }] },
  ])
})

test('of a Splunk search, what stands in its stages and what only it needs', async () => {
  const search = `| tstats count from datamodel=Endpoint.Processes where Processes.process_name="a.exe" by Processes.dest Processes.process
| where match('Processes.process', "x")`
  const cwd = folder({ 's.spl': search })
  const own = await run(['explain', 's.spl', '-t', 'splunk-tstats'], { cwd })
  expect(own.out.match(/ {4}query .*/g)).toEqual([
    '    query     Processes.process_name="a.exe"',
    '    query     in a stage that is printed as it was written',
    '    query     in a stage that is printed as it was written',
  ])
  expect(own.out).toContain('(the same names)')
  const other = await run(['explain', 's.spl', '-t', 'sentinel-kql'], { cwd })
  expect(other.out).toContain(
    'dest is there\n    query     left out: only Splunk needs it, for its index or to group by\n',
  )
  expect(other.out).toContain('note      splunk/implied-fields')
})

test('of a Splunk search, what its first stage asks for the index alone', async () => {
  const search =
    'source="WinEventLog:Security" EventCode=4688 CommandLine="*foo*" | where match(CommandLine, "foo+bar")'
  const cwd = folder({ 's.spl': search })
  const { out } = await run(['explain', 's.spl', '-t', 'sentinel-kql'], { cwd })
  expect(out).toContain("CommandLine contains 'foo'\n    query     left out: only Splunk needs it")
  expect(out).toContain('query     CommandLine matches regex "foo+bar"')
})

test('fields that are compared, fields without a row, and words with the values that hold them', async () => {
  const cwd = folder({
    'r.yml': `title: R
logsource: {product: windows, service: security}
detection:
  s: {TargetUserName|fieldref: SubjectUserName, Odd: 1}
  words: [MIMI]
  condition: s or words
`,
    'e.json': '{"a": "b", "Message": "mimikatz"}',
  })
  const { out } = await run(['explain', 'r.yml', '-t', 'splunk-search', '-e', 'e.json'], { cwd })
  expect(out).toContain('TargetUserName → TargetUserName, SubjectUserName → SubjectUserName (')
  expect(out).toContain('Odd → Odd (windows_event: every other field)')
  expect(out).toContain("    event     passes: 'mimikatz'\n")
})

test('a regex that cannot be run leaves its test undecided, and no other', async () => {
  const cwd = folder({ 'r.yml': rule.replace('a.c', 'a(?=c)'), 'e.json': event })
  const { out } = await run(['explain', 'r.yml', '-e', 'e.json'], { cwd })
  expect(out).toBe(`r.yml: R: cannot be run on the event

  5:5 Image ends with '\\cmd.exe'
    event     passes: 'C:\\cmd.exe'

  6:5 CommandLine matches /a(?=c)/
    event     The regex cannot be run in a time that is bounded: a lookahead. Its values: 'xyz'

  8:5 not: User is 'Bob', minding case
    event     fails: 'bob', 'eve'

`)
})

test('a target without the log source says so, and shows the tests', async () => {
  const cwd = folder({ 'r.yml': rule.replace('process_creation', 'nothing_known') })
  const { out } = await run(['explain', 'r.yml', '-t', 'sentinel-kql'], { cwd })
  expect(out).toContain('error     mapping/no-log-source')
  expect(out).toContain("  5:5 Image ends with '\\cmd.exe'")
})

test('a call that makes no sense says so', async () => {
  const cwd = folder({ 'r.yml': rule, 'empty.json': '' })
  const missing = await run(['explain', 'r.yml', '-e', 'none.json'], { cwd })
  expect([missing.code, missing.err]).toEqual([
    2,
    'siemantic: error testing/unreadable The events of none.json cannot be read: it does not exist.\n',
  ])
  const empty = await run(['explain', 'r.yml', '-e', 'empty.json'], { cwd })
  expect(empty.err).toContain('it has no event')
  const target = await run(['explain', 'r.yml', '-t', 'sentinel'], { cwd })
  expect([target.code, target.err]).toEqual([2, expect.stringContaining('cli/unknown-target')])
})

test('an outlier in words', async () => {
  const search =
    '`wineventlog_security` EventCode=4625 | bin _time span=5m | stats count as n by _time IpAddress | eventstats avg(n) as a, stdev(n) as s by IpAddress | where n>10 AND n>=a+3*s'
  const cwd = folder({ 'o.spl': search })
  const { out } = await run(['explain', 'o.spl', '-t', 'sentinel-kql'], { cwd })
  expect(out).toContain(
    'the number of events, by IpAddress, in fixed windows of 5m: > 10 and >= what is usual by IpAddress + 3 standard deviations',
  )
})
