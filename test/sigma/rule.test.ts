import { expect, test } from '@jest/globals'
import { walk } from '../../src/ast/visit.js'
import { readDetectionOf, readText, ruleOf, show, treeOf } from './read.js'

const whole = `title: Some rule
id: 9465ddf4-f9e4-4ebd-8d98-702df3a93239
name: some_rule
related:
  - id: 0022869c-49f7-4ff2-ba03-85ac42ddac58
    type: derived
  - id: 056c7317-9a09-4bd4-9067-d051312752ea
    type: similar
status: test
description: |
  What it finds.
license: MIT
taxonomy: sigma
references:
  - https://example.org/a
author: A, B
date: 2012/12/11
modified: 2024-01-31
tags:
  - attack.defense_evasion
  - attack.privilege-escalation
  - attack.t1505.004
  - attack.T1100
  - attack.t1505.004
  - attack.g0016
  - attack.s0139
  - attack.ta0003
  - car.2013-05-009
  - cve.2021-44228
  - CVE.2021.44228
  - cve.2021
logsource:
  category: process_creation
  product: windows
  definition: Needs command lines
detection:
  selection:
    F: x
  condition: selection
fields:
  - CommandLine
falsepositives:
  - Unknown
level: high
scope:
  - server
x_number: 5
x_map: { a: [1, true, null, text] }
`

test('all metadata', () => {
  const { detection, problems } = readText(whole)
  expect(problems).toEqual([])
  expect(detection?.metadata).toEqual({
    title: 'Some rule',
    id: '9465ddf4-f9e4-4ebd-8d98-702df3a93239',
    name: 'some_rule',
    status: 'test',
    level: 'high',
    description: 'What it finds.\n',
    author: 'A, B',
    date: '2012/12/11',
    modified: '2024-01-31',
    license: 'MIT',
    taxonomy: 'sigma',
    references: ['https://example.org/a'],
    tags: [
      'attack.defense_evasion',
      'attack.privilege-escalation',
      'attack.t1505.004',
      'attack.T1100',
      'attack.t1505.004',
      'attack.g0016',
      'attack.s0139',
      'attack.ta0003',
      'car.2013-05-009',
      'cve.2021-44228',
      'CVE.2021.44228',
      'cve.2021',
    ],
    falsePositives: ['Unknown'],
    related: [
      { id: '0022869c-49f7-4ff2-ba03-85ac42ddac58', type: 'derived' },
      { id: '056c7317-9a09-4bd4-9067-d051312752ea', type: 'similar' },
    ],
    fields: ['CommandLine'],
    scope: ['server'],
    techniques: ['T1505.004', 'T1100'],
    tactics: ['defense-evasion', 'privilege-escalation'],
    cves: ['CVE-2021-44228'],
    custom: { x_number: 5, x_map: { a: [1, true, null, 'text'] } },
  })
  expect(detection?.vocabulary).toBe('sigma')
  expect(detection?.logSources).toMatchObject([
    { category: 'process_creation', product: 'windows' },
  ])
})

const rule = ruleOf('s:\n  F: x\ncondition: s')

test.each([
  ['title: 5', undefined],
  [
    'title: [a]',
    "1:8 sigma/metadata-type 'title' should be text of at most 256 characters; this is a list.",
  ],
  [
    `title: ${'x'.repeat(257)}`,
    "1:8 sigma/metadata-type 'title' should be text of at most 256 characters; this is text.",
  ],
])('%s', (title, problem) => {
  const read = readText(rule.replace('title: t', title))
  expect(read.problems).toEqual(problem === undefined ? [] : [problem])
  expect(read.detection).toBeDefined()
})

test.each([
  ['id: 5', "'id' should be a UUID; this is a number."],
  ['id: abc', "'id' should be a UUID; this is 'abc'."],
  ['author: [A, B]', "'author' should be text; this is a list."],
  ['description: {a: b}', "'description' should be text; this is a map."],
  ['date: yesterday', "'date' should be a date such as 2024-12-31; this is 'yesterday'."],
  ['modified: 20241231', "'modified' should be a date such as 2024-12-31; this is a number."],
  ['references: https://a', "'references' should be a list of texts; this is 'https://a'."],
  ['tags: [a, {b: c}]', "An item of 'tags' should be text; this is a map."],
  ['related: [x]', "An item of 'related' should be a map with id and type; this is text."],
])('%s is warned of', (line, message) => {
  const read = readText(`${line}\n${rule}`)
  expect(read.problems).toEqual([expect.stringMatching(/^1:\d+ sigma\/metadata-type /)])
  expect(read.problems[0]).toContain(message)
  expect(read.detection).toBeDefined()
})

test.each([
  [
    'level: hihg',
    "1:8 sigma/unknown-value 'hihg' is not a level that Sigma knows. Did you mean 'high'?",
  ],
  [
    'level: High',
    "1:8 sigma/unknown-value 'High' is not a level that Sigma knows. Did you mean 'high'?",
  ],
  [
    'status: experimental|',
    "1:9 sigma/unknown-value 'experimental|' is not a status that Sigma knows. Did you mean 'experimental'?",
  ],
  [
    'related: [{id: a, type: obsoletes}]',
    "1:25 sigma/unknown-value 'obsoletes' is not a relation that Sigma knows. Did you mean 'obsolete'?",
  ],
])('%s', (line, problem) => {
  const read = readText(`${line}\n${rule}`)
  expect(read.problems).toEqual([problem])
  expect(read.detection).toBeDefined()
})

test('nothing is said of empty metadata', () => {
  const read = readText(`author:\nreferences:\ndate:\nrelated:\nlevel:\n${rule}`)
  expect(read.problems).toEqual([])
  expect(read.detection?.metadata).toMatchObject({ references: [], related: [] })
  expect(read.detection?.metadata).not.toHaveProperty('author')
})

test.each([
  ['category: c', [{ category: 'c' }]],
  [
    'product: windows, service: iis-configuration',
    [{ product: 'windows', service: 'iis-configuration' }],
  ],
  ['service: 5, product:', [{ service: '5' }]],
])('the log source %s', (logsource, expected) => {
  const read = readText(rule.replace('\n  category: c', ` {${logsource}}`))
  expect(read.problems).toEqual([])
  expect(read.detection?.logSources).toMatchObject(expected)
})

test('a list in a log source stands for several of them', () => {
  const read = readText(
    rule.replace('  category: c', '  product: windows\n  category:\n    - a\n    - b'),
  )
  expect(read.problems).toEqual([
    "5:5 sigma/logsource-list The log source's category is a list; events of any of these are taken.",
  ])
  expect(read.detection?.logSources).toMatchObject([
    { product: 'windows', category: 'a' },
    { product: 'windows', category: 'b' },
  ])
})

test.each([
  [
    'logsource: {}',
    "2:12 sigma/wrong-type 'logsource' has to be a map with category, product or service; this is a map without any of them.",
  ],
  ['logsource: windows', "2:12 sigma/wrong-type 'logsource' has to be a map; this is text."],
  [
    'logsource: {product: {a: b}, service: s}',
    "2:22 sigma/wrong-type 'product' has to be text; this is a map.",
  ],
  [
    'logsource: {service: s, service: t}',
    "2:25 yaml/duplicate-key The key 'service' stands twice in this map.",
  ],
  [
    'logsource: {catagory: c, product: p}',
    "2:13 sigma/unknown-value 'catagory' is not a key of 'logsource' that Sigma knows. Did you mean 'category'?",
  ],
])('%s', (logsource, problem) => {
  expect(readText(rule.replace('logsource:\n  category: c', logsource)).problems).toEqual([problem])
})

test.each([
  ['title: t\n', '', "1:1 sigma/missing-key The rule has no 'title'."],
  [
    'title: t\n',
    'titel: t\n',
    "1:1 sigma/missing-key The rule has no 'title'. 'titel' looks like it.",
  ],
  ['title: t', "title: ''", "1:1 sigma/missing-key The rule has no 'title'."],
  ['title: t', 'title:', "1:1 sigma/missing-key The rule has no 'title'."],
  ['logsource:\n  category: c\n', '', "1:1 sigma/missing-key The rule has no 'logsource'."],
  [
    'logsource:\n  category: c\n',
    'logsource:\n',
    "2:1 sigma/missing-key The rule has no 'logsource'.",
  ],
  [
    'detection:\n  s:\n    F: x\n  condition: s\n',
    '',
    "1:1 sigma/missing-key The rule has no 'detection'.",
  ],
  ['  condition: s', '', "4:1 sigma/missing-key The rule has no 'condition'."],
  [
    '  condition: s',
    'condition: s',
    "7:1 sigma/missing-key The rule has no 'condition'. The one at the top level belongs into 'detection': indent it.",
  ],
  [
    '  condition: s',
    '  conditon: s',
    "4:1 sigma/missing-key The rule has no 'condition'. 'conditon' looks like it.",
  ],
])('without %j', (from, to, problem) => {
  const read = readText(rule.replace(from, to))
  expect(read.problems).toEqual([problem])
  expect(read.detection).toBeUndefined()
})

test.each([
  ['s: {A: 1, B: [x, y]}', '(A=1:number & (B=x | B=y))'],
  ['s: [{A: 1}, {B: 2, C: 3}]', '(A=1:number | (B=2:number & C=3:number))'],
  ['s: [{A: 1}]', 'A=1:number'],
  ['s: [foo, bar]', '(keyword=foo | keyword=bar)'],
  ['s: [foo]', 'keyword=foo'],
  ['s: foo', 'keyword=foo'],
  [
    's: [foo*, 5, {A: 1}, [x, y]]',
    '(keyword=foo* | keyword=5:number | A=1:number | (keyword=x | keyword=y))',
  ],
  ["s: {'|all': [a, b], A: 1}", '((keyword=a & keyword=b) & A=1:number)'],
  ["s: {'': [a, b]}", '(keyword=a | keyword=b)'],
])('%s', (selection, tree) => {
  expect(treeOf(`${selection}\ncondition: s`)).toBe(tree)
})

test.each([
  ['s:', "5:3 sigma/empty-selection The selection 's' is empty: it would match every event."],
  ['s: {}', "5:6 sigma/empty-selection The selection 's' is empty: it would match every event."],
  ['s: []', "5:6 sigma/empty-selection The selection 's' is empty: it would match every event."],
  [
    's: [{A: 1}, {}]',
    "5:15 sigma/empty-selection The selection 's' is empty: it would match every event.",
  ],
  [
    's: [null]',
    '5:7 sigma/wrong-type A keyword has to be text, a number or a regex; this is nothing (null).',
  ],
  [
    "s: {'|contains': [a, null]}",
    "5:24 sigma/modifier-value The modifier 'contains' needs text; this is nothing (null).",
  ],
])('%s is a mistake', (selection, problem) => {
  const read = readDetectionOf(`${selection}\ncondition: s`)
  expect(read.problems).toEqual([problem])
  expect(read.detection).toBeUndefined()
})

test('W8: both entries of a key that stands twice hold, with a warning', () => {
  const read = readDetectionOf('s:\n  F|contains: foo\n  F|contains: bar\ncondition: s')
  expect(read.problems).toEqual([
    "7:5 yaml/duplicate-detection-key The key 'F|contains' stands twice in this map; both entries are required (AND).",
  ])
  expect(read.detection && show(read.detection.condition)).toBe('(F=*foo* & F=*bar*)')
})

test('W8: a selection or a top-level key that stands twice is an error', () => {
  const selections = readDetectionOf('s: {F: x}\ns: {F: y}\ncondition: s')
  expect(selections.problems).toEqual([
    "6:3 yaml/duplicate-key The key 's' stands twice in this map.",
  ])
  expect(selections.detection).toBeUndefined()
  expect(readText(`status: test\n${rule}status: stable\n`).problems).toEqual([
    "9:1 yaml/duplicate-key The key 'status' stands twice in this map.",
  ])
  expect(readText(`${rule}custom: [{a: {b: 1, b: 2}}]\n`).problems).toEqual([
    "8:21 yaml/duplicate-key The key 'b' stands twice in this map.",
  ])
})

test('W35: a timeframe is no selection, and is ignored only with a warning', () => {
  const read = readDetectionOf('s: {A: 1}\ntimeframe: 5m\ncondition: all of them')
  expect(read.problems).toEqual([
    "6:3 sigma/timeframe 'timeframe' is ignored: it has no meaning without an aggregation.",
  ])
  expect(read.detection && show(read.detection.condition)).toBe('A=1:number')
  expect(readDetectionOf('s: {A: 1}\ntimeframe: 5m\ncondition: s | count() > 5').problems).toEqual(
    [],
  )
})

test('all problems of a file come at once, each at its place', () => {
  const text = [
    'id: 5',
    'logsource: x',
    'detection:',
    '  a:',
    '    F|containz: x',
    '    G|lt: y',
    '  b:',
    '  condition: a or c',
    '',
  ]
  expect(
    readText(text.join('\n')).problems.map((problem) => problem.split(' ', 2).join(' ')),
  ).toEqual([
    '1:1 sigma/missing-key',
    '1:5 sigma/metadata-type',
    '2:12 sigma/wrong-type',
    '5:7 sigma/unknown-modifier',
    '6:11 sigma/modifier-value',
    '7:3 sigma/empty-selection',
    '8:19 sigma/unknown-selection',
    '7:3 sigma/unused-selection',
  ])
})

test('every node knows where it was written', () => {
  const text = ruleOf(
    "s:\n  'Co-x|contains':\n    - 'a''b'\n    - c\n  D: e\nt: [k]\ncondition: s and not t",
  )
  const written: string[] = []
  const { detection } = readText(text)
  if (detection === undefined) throw new Error('not read')
  walk(detection.condition, ({ kind, span }) => {
    written.push(`${kind} ${span === undefined ? 'nowhere' : text.slice(span.start, span.end)}`)
  })
  const list = "'Co-x|contains':\n      - 'a''b'\n      - c"
  expect(written).toEqual([
    'and s and not t',
    `and ${list}\n    D: e`,
    `or ${list}`,
    "predicate 'a''b'",
    'field Co-x',
    "matches 'a''b'",
    'predicate c',
    'field Co-x',
    'matches c',
    'predicate D: e',
    'field D',
    'matches e',
    'not not t',
    'keyword k',
    'matches k',
  ])
  expect(detection.selections.map(({ name }) => name)).toEqual(['s', 't'])
})

test('aliases are values like any other', () => {
  expect(treeOf('s:\n  F: &some [a, b]\n  G|contains: *some\ncondition: s')).toBe(
    '((F=a | F=b) & (G=*a* | G=*b*))',
  )
})

test('a problem of an aliased value stands where the value is used', () => {
  expect(readDetectionOf('s:\n  F: &some a*\n  G|base64: *some\ncondition: s').problems).toEqual([
    "7:15 sigma/modifier-value The modifier 'base64' needs text without wildcards; this is text with a wildcard.",
  ])
  const { detection } = readDetectionOf('s:\n  F: &some a\n  G: *some\ncondition: s')
  const spans: (readonly [number, number])[] = []
  if (detection)
    walk(detection.condition, ({ span }) => spans.push([span?.start ?? 0, span?.end ?? -1]))
  expect(spans.every(([start, end]) => start < end)).toBe(true)
})

test('names that objects have by birth are names like any other', () => {
  expect(
    treeOf('__proto__: {constructor: x}\ntoString: {a: b}\ncondition: __proto__ or toString'),
  ).toBe('(constructor=x | a=b)')
  expect(readText(`__proto__: {a: b}\n${rule}`).detection?.metadata.custom).toEqual(
    Object.fromEntries([['__proto__', { a: 'b' }]]),
  )
})
