import { expect, test } from '@jest/globals'
import { errors, macro, read } from './reading.js'
import { processorTime } from '../time.js'

const repeat = (text: string, count: number): string => text.repeat(count)

const series = (count: number, make: (index: number) => string, separator = ' '): string =>
  Array.from({ length: count }, (_, index) => make(index)).join(separator)

test.each([
  ['10,000 parentheses', `a=b ${repeat('(', 10_000)}`, 'grammar/too-deep@104'],
  [
    '10,000 closed parentheses',
    `${repeat('(', 10_000)}a${repeat(')', 10_000)}`,
    'grammar/too-deep@100',
  ],
  ['10,000 brackets', repeat('[', 10_000), 'splunk/unbalanced@0'],
  ['10,000 closed brackets', `${repeat('[', 10_000)}a${repeat(']', 10_000)}`, 'grammar/too-deep@0'],
  ['20,000 NOTs', `${repeat('NOT ', 20_000)}a`, 'grammar/too-deep@400'],
  ['500 NOTs', `${repeat('NOT ', 500)}a`, 'grammar/too-deep@400'],
  ['an open quote', `a="${repeat('x', 300_000)}`, 'splunk/unbalanced@2'],
  [
    'a line of 300,000 characters that is wrong',
    `a=${repeat('x', 300_000)} (`,
    'grammar/too-long@0',
  ],
  [
    'a long where that is wrong',
    `a=1 | where b IN (${repeat('"c",', 60_000)}"d"`,
    'grammar/too-long@200011',
  ],
  ['10,000 brackets in where', `a=1 | where ${repeat('(', 10_000)}b`, 'grammar/too-deep@112'],
  [
    'fields computed twice of fields computed twice, and so on',
    `a=1 ${Array.from({ length: 60 }, (_, index) => `| eval x${index + 1}=if(x${index}=1,x${index},x${index})`).join(' ')} | where x60=1`,
    'splunk/unsupported-command@1713',
  ],
  [
    'a case of 500 branches',
    `a=1 | eval b=case(${repeat('c=1,2,', 500)}d=3,4) | where b=2`,
    'splunk/unsupported-command@3033',
  ],
  [
    'a regex of 50,000 brackets',
    `a=1 | regex b="${repeat('(', 50_000)}"`,
    'splunk/unsupported-command@11',
  ],
  [
    'fields computed of fields, 4,000 times',
    `a=1 | eval f0=lower(b), ${series(4000, (index) => `f${index + 1}=lower(f${index})`, ', ')} | search f4000=5`,
    'splunk/unsupported-command@77815',
  ],
  [
    'fields extracted of fields, 900 times',
    `a=1 ${series(900, (index) => `| rex field=f${index} "(?<f${index + 1}>.+)"`)} | search f900=5`,
    'splunk/unsupported-command@27695',
  ],
  [
    'paths of paths, 900 times',
    `a=1 ${series(900, (index) => `| spath input=f${index} output=f${index + 1} path=x`)} | search f900=5`,
    'splunk/unsupported-command@33995',
  ],
  [
    'groups of groups, 900 times',
    `a=1 ${repeat('| stats values(a) as a by b ', 900)}| search a=5`,
    'splunk/unsupported-command@25213',
  ],
  [
    'a field that is extracted of itself, 40 times',
    `a=1 ${repeat('| rex field=a "(?<a>.)" ', 40)}| search a=5`,
    'splunk/unsupported-command@973',
  ],
  [
    'a field that is computed of itself, 20 times',
    `a=1 | eval ${series(20, () => 'a=if(a="x",a,a+"b")', ', ')} | search a=5`,
    'splunk/unsupported-command@439',
  ],
  [
    'a choice of 150 fields, one after the other',
    `a=1 ${series(150, (index) => `| eval b=coalesce(b, f${index})`)} | search b=5 b=6`,
    'splunk/unsupported-command@3953',
  ],
  [
    'a comparison of two choices of 300 fields',
    `a=1 ${series(2, (each) => `| eval x${each}=coalesce(${series(300, (index) => `f${each}_${index}`, ',')})`)} | where x0=x1`,
    'splunk/unsupported-command@4032',
  ],
  [
    '900 renames with stars',
    `a=1 ${series(900, (index) => `| rename f${index}* as g${index}*`)} | search g7z=5`,
    'splunk/unsupported-command@21393',
  ],
  ['20,000 stages', `a=1 ${repeat('| eval x=x.x ', 20_000)}`, 'splunk/too-many-stages@13006'],
  ['1,001 stages', `a=1 ${repeat('| dedup a ', 1001)}`, 'splunk/too-many-stages@10006'],
  ['100,000 backticks', repeat('` ', 100_001), 'splunk/unbalanced@200000'],
  ['100,000 pipes', repeat('|', 100_000), 'splunk/syntax@1'],
  ['100,000 equals signs', repeat('=', 100_000), 'splunk/syntax@0'],
  ['100,000 backslashes and a quote', `a=${repeat('\\', 100_000)}"`, 'splunk/unbalanced@100002'],
  ['a field named __proto__', '__proto__>x', 'splunk/order-of-text@0'],
  ['a macro named __proto__', '`__proto__`', 'splunk/unknown-macro@0'],
  ['line ends in a macro name', '`a\n::error::b`', 'splunk/unknown-macro@0'],
])('%s', (_name, search, expected) => {
  const started = processorTime()
  const { value, diagnostics } = read(search)
  expect(value).toBeUndefined()
  expect(errors(diagnostics)[0]).toBe(expected)
  for (const { message } of diagnostics) expect(message).not.toMatch(/\n/)
  // Far above what it takes, far below what anything quadratic would.
  expect(processorTime() - started).toBeLessThan(3000)
})

test('a list of 50,000 values', () => {
  const list = Array.from({ length: 50_000 }, (_, index) => `"value${index}*"`).join(', ')
  const started = processorTime()
  const { value } = read(`search a IN (${list})`)
  expect(value?.condition).toMatchObject({ kind: 'or', operands: { length: 50_000 } })
  expect(processorTime() - started).toBeLessThan(3000)
})

test.each([
  ['a megabyte of words', repeat('word ', 200_000)],
  ['100,000 alternatives', `a=b${repeat(' OR a=b', 100_000)}`],
  [
    '20,000 fields in one eval',
    `a=1 | eval ${series(20_000, (index) => `f${index}=lower(a)`, ', ')}`,
  ],
  ['20,000 renames', `a=1 | rename ${series(20_000, (index) => `f${index} as g${index}`, ', ')}`],
  ['20,000 groups of one regex', `a=1 | rex "${series(20_000, (index) => `(?<g${index}>.)`, '')}"`],
  ['20,000 fields of lookups', `a=1 | lookup t a ${series(20_000, (index) => `OUTPUT g${index}`)}`],
  ['900 stages that make fields', `a=1 ${series(900, (index) => `| eval f${index}=lower(a)`)}`],
  ['900 stages that drop fields', `a=1 ${repeat('| fields a*, b* ', 900)}| search az=5`],
  [
    'names with many stars',
    `a=1 | stats count by ${repeat('a', 5000)} | rename "${repeat('*a', 20)}b" as "${repeat('*x', 20)}" | where x=1`,
  ],
  [
    '20,000 aggregates',
    `a=1 | stats ${Array.from({ length: 20_000 }, (_, index) => `dc(x) as y${index}`).join(' ')} by z | where y7 > 4`,
  ],
  ['20,000 aggregates of one name', `a=1 | stats ${repeat('dc(x) as y ', 20_000)} by z`],
])('%s are read in time in proportion', (_name, search) => {
  const started = processorTime()
  expect(read(search).value).toBeDefined()
  expect(processorTime() - started).toBeLessThan(10_000)
})

test('the stages of macros count', () => {
  const stages = macro('m', repeat('| dedup a ', 400).slice(2))
  const { diagnostics } = read('a=1 | `m` | `m` | `m`', stages)
  expect(errors(diagnostics)).toEqual(['splunk/too-many-stages@18'])
})

test('1,000 stages are read', () => {
  expect(read(`a=1 ${repeat('| sort a ', 1000)}`).value).toBeDefined()
})

test('arguments cannot make a definition explode', () => {
  const dollars = repeat('$a$', 1000)
  const search = `\`m("${repeat('x', 100_000)}")\``
  expect(errors(read(search, macro('m', dollars, 'a')).diagnostics)).toEqual([
    'splunk/macro-size@0',
  ])
})

test('a quoted value of 190,000 characters is read', () => {
  const text = repeat('(x ', 63_000)
  expect(read(`a="${text}"`).value?.condition).toMatchObject({ test: { pattern: [text] } })
})

test('5,000 conditions are read in time', () => {
  const search = Array.from({ length: 5000 }, (_, index) => `field${index}="v*"`).join(' ')
  expect(read(search).value?.condition).toMatchObject({ kind: 'and' })
})

test('more than a function can be called with', () => {
  const many = 130_000
  for (const search of [
    `x="${'*a'.repeat(many)}"`,
    `x=1 | where like(x, "${'%a'.repeat(90_000)}")`,
    `x=1 | search ${'w '.repeat(many)}`,
  ]) {
    expect(read(search).value).toBeDefined()
  }
})

test('a list of 50,000 values in where', () => {
  const list = Array.from({ length: 50_000 }, (_, index) => `"value${index}"`).join(', ')
  const started = processorTime()
  const { value } = read(`a=1 | where b IN (${list})`)
  expect(value?.condition).toMatchObject({ operands: [{}, { operands: { length: 50_000 } }] })
  expect(processorTime() - started).toBeLessThan(3000)
})

test('a long list in where in which something is wrong says how much is read', () => {
  const { diagnostics } = read(`x=1 | where x IN (${'"abc", '.repeat(40_000)}"d"`)
  expect(diagnostics.map(({ message }) => message)).toEqual([
    expect.stringContaining('at most 200000 are read'),
  ])
})
