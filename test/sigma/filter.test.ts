import { expect, test } from '@jest/globals'
import { linkFiles, macroSet, readRules, readSource, type ReadFile } from 'siemantic'
import { walk } from '../../src/ast/visit.js'
import { positionAt } from '../../src/source/text.js'
import { show } from './read.js'

const rule = (more = 'name: a', category = 'process_creation'): string => `title: A
${more}
logsource: {category: ${category}, product: windows}
detection:
  s: {Image: a}
  condition: s
`

const filter = (condition: string, rules = 'a', more = ''): string => `title: F
logsource: {product: windows}
filter:
  rules: ${rules}
  one: {User: x}
  two: {Host|neq: y}
  condition: ${condition}
${more}`

/** Conditions and problems of each file's rules, in their order. */
const summaryOf = ({ source, rules }: ReadFile): readonly string[] =>
  rules.map(({ detection, diagnostics }) =>
    [
      ...(detection === undefined ? [] : [show(detection.condition)]),
      ...diagnostics.map(({ code, span }) => {
        const { line, column } = positionAt(source, span?.start ?? 0)
        return `${line}:${column} ${code}`
      }),
    ].join(' '),
  )

const readAll = async (...texts: readonly string[]): Promise<readonly (readonly string[])[]> => {
  const files: ReadFile[] = []
  for (const [index, text] of texts.entries()) {
    files.push(await readSource({ path: `${index}.yml`, text }, macroSet()))
  }
  return linkFiles(files).map(summaryOf)
}

const left = async (condition: string): Promise<string> => {
  const [[first = ''] = []] = await readAll(rule(), filter(condition))
  return first.replace(/ \d+:.*/, '')
}

test.each([
  ['one', '(Image=a & !User=x)'],
  ['one or two', '(Image=a & !(User=x | !Host=y))'],
  ['one and not two', '(Image=a & !(User=x & !!Host=y))'],
  ['not one', '(Image=a & !User=x)'],
  ['not one and not two', '(Image=a & (!User=x & !!Host=y))'],
  ['not (one or two)', '(Image=a & !(User=x | !Host=y))'],
  ['not 1 of them', '(Image=a & !(User=x | !Host=y))'],
  ['[one, two]', '(Image=a & !(User=x | !Host=y))'],
])('W23: what a filter with the condition %s leaves', async (condition, expected) => {
  expect(await left(condition)).toBe(expected)
})

test('W23: whether a condition is a negation depends on its words, not on its selections', async () => {
  expect(await readAll(rule(), filter('two'))).toEqual([
    ['(Image=a & Host=y) 1:1 sigma/filter-applied'],
    ['5:3 sigma/unused-selection'],
  ])
  expect(await readAll(rule(), filter('not two and not one'))).toEqual([
    ['(Image=a & (!!Host=y & !User=x)) 1:1 sigma/filter-applied'],
    ['7:14 sigma/filter-negated'],
  ])
})

const all = filter('one or two')
const applied = '(Image=a & !(User=x | !Host=y)) 1:1 sigma/filter-applied'

test('W24: each filter is applied once to each of its rules, whatever the order of the files', async () => {
  expect(await readAll(all, rule(), rule('name: b'))).toEqual([[''], [applied], ['Image=a']])
  const { rules } = await readRules({ path: 'a.yml', text: `${all}---\n${rule()}` }, macroSet())
  expect(rules.map(({ detection }) => detection && show(detection.condition))).toEqual([
    undefined,
    '(Image=a & !(User=x | !Host=y))',
  ])
})

test('rules are named by name, by id in either case, or by any', async () => {
  const id = '6f3e2987-db24-4c78-a860-b4f4095a7095'
  const both = [rule(), rule(`id: ${id}`)] as const
  expect(await readAll(...both, filter('one or two', `[a, ${id.toUpperCase()}]`))).toEqual([
    [applied],
    [applied],
    [''],
  ])
  for (const any of ['any', '[any]', '[]']) {
    expect(await readAll(...both, filter('one or two', any))).toEqual([[applied], [applied], ['']])
  }
})

test('a filter that is for no rule says so', async () => {
  expect(await readAll(rule(), filter('one or two', '[a, b]'))).toEqual([
    [applied],
    ['4:14 sigma/unknown-rule'],
  ])
  expect(await readAll(rule(), filter('one or two').replace('windows', 'linux'))).toEqual([
    ['Image=a'],
    ['4:10 sigma/filter-log-source'],
  ])
  expect(await readAll(filter('one or two', 'any'))).toEqual([['1:1 sigma/filter-without-rules']])
})

test('of a rule that cannot be read nobody says that it is unknown', async () => {
  const broken = rule('id: a1b2').replace('condition: s', 'condition: t')
  expect((await readAll(broken, filter('one or two', 'a1b2')))[1]).toEqual([''])
})

test('a detection of Splunk is not filtered: its fields have other names', async () => {
  const search = 'name: S\nid: s\nsearch: source=x Image=a\n'
  const [, problems] = await readAll(search, filter('one or two', 's'))
  expect(problems).toEqual(['4:10 sigma/filter-log-source'])
})

test('places of a filter of another file are those of the rule', async () => {
  const long = `${'# a comment\n'.repeat(50)}${all}`
  const files = [
    await readSource({ path: 'a.yml', text: rule() }, macroSet()),
    await readSource({ path: 'b.yml', text: long }, macroSet()),
  ]
  const before = JSON.stringify(files)
  const [linked] = linkFiles(files)
  const detection = linked?.rules[0]?.detection
  const ends: number[] = []
  if (detection) walk(detection.condition, ({ span }) => ends.push(span?.end ?? Infinity))
  expect(Math.max(...ends)).toBeLessThanOrEqual(rule().length)
  expect(JSON.stringify(files)).toBe(before)
})

test.each([
  [filter('one or two').replace('  rules: a\n', ''), ['4:3 sigma/missing-key']],
  [filter('one or two').replace('rules: a', 'rules: {a: b}'), ['4:10 sigma/wrong-type']],
  [filter('one or two').replace('rules: a', 'rules: a\n  rules: b'), ['5:3 yaml/duplicate-key']],
  [
    filter('one or two', 'a', 'detection: {s: {A: a}, condition: s}\n'),
    ['8:1 sigma/filter-detects'],
  ],
  [filter('one or two').replace('  condition: one or two\n', ''), ['3:1 sigma/missing-key']],
  [filter('one or two | count() > 5'), ['7:25 sigma/filter-aggregates']],
  ['title: F\nlogsource: {product: windows}\nfilter: a\n', ['3:1 sigma/wrong-type']],
  [
    'filter: {rules: any, s: {A: a}, condition: s}\n',
    ['1:1 sigma/missing-key 1:1 sigma/missing-key'],
  ],
])('%j is a mistake', async (text, expected) => {
  expect(await readAll(text)).toEqual([expected])
})
