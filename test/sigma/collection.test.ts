import { expect, test } from '@jest/globals'
import { macroSet, readRules, type ReadRule } from 'siemantic'
import { positionAt } from '../../src/source/text.js'
import { show } from './read.js'

/** What became of each rule of a file: its title and level, its condition and its problems. */
async function summaryOf(text: string): Promise<readonly string[]> {
  const source = { path: 'rules.yml', text }
  const problems = ({ diagnostics }: ReadRule): readonly string[] =>
    diagnostics.map(({ code, span }) => {
      const { line, column } = positionAt(source, span?.start ?? 0)
      return `${line}:${column} ${code}`
    })
  const { rules } = await readRules(source, macroSet())
  return rules.map((rule) =>
    [
      rule.title,
      ...(rule.detection === undefined
        ? []
        : [rule.detection.metadata.level ?? '-', show(rule.detection.condition)]),
      ...problems(rule),
    ].join(' '),
  )
}

const global = `action: global
title: Global
level: low
tags: [attack.t1059]
logsource: {category: process_creation, product: windows}
detection:
  condition: selection
`

test('W36: a global document is merged into what follows, and the specific document wins', async () => {
  expect(
    await summaryOf(`${global}---
level: high
detection:
  selection: {Image: a}
---
title: Specific
detection:
  selection: {Image: b}
  not_this: {User: c}
  condition: selection and not not_this
`),
  ).toEqual(['Global high Image=a', 'Specific low (Image=b & !User=c)'])
})

test('maps are merged at every depth, lists are replaced', async () => {
  expect(
    await summaryOf(`title: A
action: global
logsource: {category: c}
detection:
  selection:
    Image: [a, b]
    User: [c, d]
  condition: selection
---
detection:
  selection:
    User: [e]
    Host: f
`),
  ).toEqual(['A - (User=e & Host=f & (Image=a | Image=b))'])
})

test('several global documents add up until a reset', async () => {
  expect(
    await summaryOf(`${global}---
action: global
level: medium
---
detection: {selection: {A: a}}
---
action: reset
---
title: Alone
logsource: {category: c}
detection: {selection: {A: b}, condition: selection}
`),
  ).toEqual(['Global medium A=a', 'Alone - A=b'])
})

test('a rule can be repeated with changes, again and again', async () => {
  expect(
    await summaryOf(`${global}---
detection: {selection: {A: a}}
---
action: repeat
title: Second
detection: {selection: {A: b}}
---
action: repeat
detection: {selection: {B: c}}
`),
  ).toEqual(['Global low A=a', 'Second low A=b', 'Second low (B=c & A=b)'])
})

test('problems stand where they are written, in whichever document that is', async () => {
  expect(
    await summaryOf(`action: global
title: A
level: lowest
logsource: {category: c}
---
detection:
  selection: {A|nonsense: a}
  condition: selection
---
level: high
detection:
  selection: {A: a}
  condition: other
`),
  ).toEqual([
    'A 3:8 sigma/unknown-value 7:17 sigma/unknown-modifier',
    'A 13:14 sigma/unknown-selection 12:3 sigma/unused-selection',
  ])
})

test.each([
  [global, ['Global 1:9 sigma/global-alone']],
  [
    `title: A\nlogsource: {category: c}\ndetection: {s: {A: a}, condition: s}\n---\n${global}`,
    ['A - A=a', 'Global 5:9 sigma/global-alone'],
  ],
  ['action: repeat\ntitle: A\n', ['A 1:9 sigma/nothing-to-repeat']],
  ['action: reset\ntitle: A\n', ['A 2:1 sigma/reset-keys']],
  ['action: globl\ntitle: A\n', ['A 1:9 sigma/unknown-action']],
  ['action:\ntitle: A\n', ['A 1:1 sigma/unknown-action']],
  ['action: [global]\ntitle: A\n', ['A 1:1 sigma/unknown-action']],
])('%j', async (text, expected) => {
  expect(await summaryOf(text)).toEqual(expected)
})

test('an unknown action gets a suggestion', async () => {
  const { rules } = await readRules({ path: 'a.yml', text: 'action: globl\n' }, macroSet())
  expect(rules[0]?.diagnostics.map(({ message }) => message)).toEqual([
    "An action is global, reset or repeat; this is 'globl'. Did you mean 'global'?",
  ])
})
