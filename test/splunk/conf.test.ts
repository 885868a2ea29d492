import { expect, test } from '@jest/globals'
import { positionAt } from '../../src/source/text.js'
import { parseConf } from '../../src/splunk/conf.js'
import { remarks } from './reading.js'
import { processorTime } from '../time.js'

const read = (text: string) => parseConf({ path: 'savedsearches.conf', text })

/** Each stanza with its settings, as plain text. */
const plain = (text: string) =>
  read(text).value.map(({ name, settings }) => [
    name,
    Object.fromEntries([...settings].map(([key, { value }]) => [key, value.text])),
  ])

test.each([
  ['[a]\nb = c\n', [['a', { b: 'c' }]]],
  [
    '\uFEFF[a]\r\nb=c\r\n\r\n[d]\r\ne = f = g\r\n',
    [
      ['a', { b: 'c' }],
      ['d', { e: 'f = g' }],
    ],
  ],
  // Brackets in a name; what stands above the first stanza is for all.
  [
    'x = 1\n[ESCU - a [b] - Rule]\ny =\n',
    [
      ['default', { x: '1' }],
      ['ESCU - a [b] - Rule', { y: '' }],
    ],
  ],
  // Comments are lines of their own; in a value, # is text.
  ['# c = d\n  # e = f\n[a]\nb = c # d\n', [['a', { b: 'c # d' }]]],
  // A comment does not go on.
  ['[a]\n# x \\\nb = c\n', [['a', { b: 'c' }]]],
  ['[a]\nb = c \\\n  # d \\\n\n\ne = f\n', [['a', { b: 'c \n  # d', e: 'f' }]]],
  ['[a]\nb = \\\nc\\\nd\n', [['a', { b: 'c\nd' }]]],
  // At the end of the file nothing goes on.
  ['[a]\nb = c\\', [['a', { b: 'c' }]]],
  // A blank behind it makes a backslash ordinary.
  ['[a]\nb = c\\ \nd = e\n', [['a', { b: 'c\\', d: 'e' }]]],
  // One name in two places.
  [
    '[a]\nb = 1\n[c]\n[a]\nd = 2\n',
    [
      ['a', { b: '1', d: '2' }],
      ['c', {}],
    ],
  ],
  ['[]\na = b\n', [['', { a: 'b' }]]],
  ['', []],
])('%j', (text, expected) => {
  expect(plain(text)).toEqual(expected)
  expect(read(text).diagnostics).toEqual([])
})

test.each([
  ['[a]\nb = 1\nb = 2\n', [['a', { b: '2' }]], ['splunk/conf-duplicate'], '3:1'],
  ['[a]\nb c\nd = e\n', [['a', { d: 'e' }]], ['splunk/conf-syntax'], '2:1'],
  ['[a\nb = c\n', [['a', { b: 'c' }]], ['splunk/conf-syntax'], '1:1'],
  ['[a]\n  = c\n', [['a', {}]], ['splunk/conf-syntax'], '2:3'],
  ['[a]\nb \\\nd = c\n', [['a', {}]], ['splunk/conf-syntax'], '2:1'],
])('%j is told', (text, expected, codes, place) => {
  const { diagnostics } = read(text)
  expect(plain(text)).toEqual(expected)
  expect(remarks(diagnostics)).toEqual(codes)
  const { line, column } = positionAt({ path: '', text }, diagnostics[0]?.span?.start ?? -1)
  expect(`${line}:${column}`).toBe(place)
})

test('every character of a value knows its place', () => {
  const text = '# c\r\n[a]\r\nb =  one \\\r\n  two\\\r\n\\\r\nthree  \r\nc = d\r\n'
  const [stanza] = read(text).value
  const { value } = stanza!.settings.get('b')!
  expect(value.text).toBe('one \n  two\n\nthree')
  expect(value.origins).toHaveLength(value.text.length + 1)
  const written = [...value.origins].slice(0, -1).map((origin) => text[origin])
  // A line end stands where its backslash does.
  expect(written.join('').replaceAll('\\', '\n')).toBe(value.text)
})

test('hostile files take no long time', () => {
  const start = processorTime()
  read(`[a]\nb = ${'x\\\n'.repeat(300_000)}`)
  read('[a]\n'.repeat(300_000))
  read(`${'['.repeat(1_000_000)}\n${']'.repeat(1_000_000)}`)
  read(`[a]\n${'b = c\n'.repeat(200_000)}`)
  read(' '.repeat(2_000_000))
  read(`[a]\nb = ${' '.repeat(2_000_000)}c`)
  read(`[a]\nb = ${' \\\n'.repeat(300_000)}c`)
  read('\\\n'.repeat(500_000))
  expect(processorTime() - start).toBeLessThan(5_000)
})
