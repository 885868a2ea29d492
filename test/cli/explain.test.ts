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
    fidelity  approximate
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

test('a target without the log source says so, and shows the tests', async () => {
  const cwd = folder({ 'r.yml': rule.replace('process_creation', 'nothing_known') })
  const { out } = await run(['explain', 'r.yml', '-t', 'sentinel-kql'], { cwd })
  expect(out).toContain('error mapping/no-log-source')
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
