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
])('%j', async (text, expected = text) => {
  expect(await fixed(rest + text)).toBe(rest + expected)
})

test('a value behind an alias is repaired where it stands, once', async () => {
  const text =
    'detection:\n  a:\n    Image: &v\n      - x\n      - X\n    ParentImage: *v\n  condition: a\n'
  expect(await fixed(rest + text)).toBe(rest + text.replace('      - X\n', ''))
})
