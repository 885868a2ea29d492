import { expect, test } from '@jest/globals'
import { checksOf } from '../../src/lint/index.js'
import { applyEdits } from '../../src/lint/fix.js'
import { lint } from '../../src/lint/lint.js'
import { readRules } from '../../src/read.js'
import { macroSet } from '../../src/splunk/macros.js'

const head = 'title: A\nid: 5bd3c2a1-7f0e-4c55-9f0a-2f6f2f0f3c11\n'

const fixed = async (text: string): Promise<string> => {
  const file = await readRules({ path: 'a.yml', text: head + text }, macroSet())
  const [found] = lint([file], checksOf('default'))
  return applyEdits(head + text, [...found!.fixes.values()]).slice(head.length)
}

const rest = 'logsource:\n  category: process_creation\n'

test.each([
  ['date: 2024/5/17 # first\n', 'date: 2024-05-17 # first\n'],
  [
    'date: \'2024/05/17\'\r\nmodified: "2025/01/08"\r\n',
    'date: \'2024-05-17\'\r\nmodified: "2025-01-08"\r\n',
  ],
  ['tags:\n  - "attack.privilege_escalation"\n', 'tags:\n  - "attack.privilege-escalation"\n'],
  ['tags:\n- cve.2021-44228\n# kept\n- cve.2021-44228\n', 'tags:\n- cve.2021-44228\n# kept\n'],
  // What stands beside a comment or another item needs a person.
  ['tags:\n- cve.2021-44228\n- cve.2021-44228 # why\n', undefined],
  ['tags: [cve.2021-44228, cve.2021-44228]\n', undefined],
  // An alias stays, and so does what is written with escapes.
  ["name: &d '2024/05/17'\ndate: *d\n", undefined],
  ['date: "2024\\x2F05/17"\n', undefined],
  ['tags:\n- &t cve.2021-44228\n- *t\n', 'tags:\n- &t cve.2021-44228\n'],
  // Two repairs of one place: the second waits.
  ['tags:\n- attack.initial_access\n- attack.initial_access\n', 'tags:\n- attack.initial-access\n'],
  [
    "detection:\n  a:\n    Image:\n      - 'x'\r\n      - 'X'\r\n      - 'y'\n  condition: a\n",
    "detection:\n  a:\n    Image:\n      - 'x'\r\n      - 'y'\n  condition: a\n",
  ],
  // Words that can only mean one thing.
  ['falsepositive: # one\n  - x\n', 'falsepositives: # one\n  - x\n'],
  ['"False-Positives":\n  - x\n', '"falsepositives":\n  - x\n'],
  // Beside the right one, or of another kind of value, it needs a person.
  ['falsepositive:\n  - x\nfalsepositives:\n  - y\n', undefined],
  ['falsePositives:\n  - x\n', 'falsepositives:\n  - x\n'],
  ['severity: high\n', undefined],
  ["level: 'hgih' # up\n", "level: 'high' # up\n"],
  ['level: High\nstatus: testing\n', 'level: high\nstatus: test\n'],
  ['level: urgent\nstatus: abc\n', undefined],
  [
    'tags:\n- attack.t1059.1\n- attack.persistance\n',
    'tags:\n- attack.t1059.001\n- attack.persistence\n',
  ],
  ['tags:\n- attack.1059_001\n- atack.impact\n', 'tags:\n- attack.t1059.001\n- attack.impact\n'],
  [
    'detection:\n  a:\n    Image|contain|all: [x, yy]\n    "User|startwith": y\n    Image|ends: z\n  condition: a\n',
    'detection:\n  a:\n    Image|contains|all: [x, yy]\n    "User|startswith": y\n    Image|ends: z\n  condition: a\n',
  ],
  [
    'related:\n- id: 929a690e-bef0-4204-a928-ef5e620d6fcc\n  type: derivd\n',
    'related:\n- id: 929a690e-bef0-4204-a928-ef5e620d6fcc\n  type: derived\n',
  ],
])('%j', async (text, expected = text) => {
  expect(await fixed(rest + text)).toBe(rest + expected)
})

test('a value behind an alias is repaired where it stands, once', async () => {
  const text =
    'detection:\n  a:\n    Image: &v\n      - x\n      - X\n    ParentImage: *v\n  condition: a\n'
  expect(await fixed(rest + text)).toBe(rest + text.replace('      - X\n', ''))
})

test.each([
  ['logsorce:\n  category: process_creation\n', 'logsource:\n  category: process_creation\n'],
  ['logsource:\n  catagory: process_creation\n', 'logsource:\n  category: process_creation\n'],
  [
    'logsource:\n  product: [windows, linux]\n  category: proces_creation # here\n',
    'logsource:\n  product: [windows, linux]\n  category: process_creation # here\n',
  ],
  [
    'correlation:\n  type: event_count\n  rules: a\n  group_by: [User]\n  timeframe: 5m\n  condition: {gte: 5}\n',
    'correlation:\n  type: event_count\n  rules: a\n  group-by: [User]\n  timespan: 5m\n  condition: {gte: 5}\n',
  ],
])('%j', async (text, expected) => {
  const detection = text.startsWith('correlation')
    ? ''
    : 'detection: {s: {Image: x}, condition: s}\n'
  expect(await fixed(text + detection)).toBe(expected + detection)
})
