import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import { dump } from 'js-yaml'
import { positionAt } from '../../src/source/text.js'
import {
  describe,
  duplicateKeyDiagnostics,
  duplicateKeys,
  entryOf,
  parseYaml,
  plainValue,
  type YamlMap,
} from '../../src/source/yaml.js'

const parse = (text: string) => parseYaml({ path: 'file', text })
const values = (text: string) => parse(text).value.map(plainValue)

test.each([
  ['', []],
  ['# only a comment', []],
  ['a: 1\n---\nb: 2\n', [{ a: 1 }, { b: 2 }]],
  ['a: 1\n---\n', [{ a: 1 }, null]],
  ['\uFEFFa: 1', [{ a: 1 }]],
  ['a: &x [1]\nb: *x', [{ a: [1], b: [1] }]],
  ['a: !!str 1', [{ a: '1' }]],
  ['a: 010\nb: 0x1F\nc: 0o17\nd: 1.5\ne: 1e3', [{ a: 10, b: 31, c: 15, d: 1.5, e: 1000 }]],
  ['a: yes\nb: TRUE\nc: null\nd: ~\ne:', [{ a: 'yes', b: true, c: null, d: null, e: null }]],
  ['a: 9007199254740993', [{ a: '9007199254740993' }]],
  ['a: 0xFFFFFFFFFFFFFFFF', [{ a: '0xFFFFFFFFFFFFFFFF' }]],
  ['a: 2021-01-01', [{ a: '2021-01-01' }]],
  ['a: |\n  x\n  y\n', [{ a: 'x\ny\n' }]],
  ['b: 1\na: 2\nb: 3', [{ b: 1, a: 2 }]],
  ['? [a]\n: 1', [{ '[object]': 1 }]],
])('%j', (text, expected) => {
  expect(values(text)).toEqual(expected)
  expect(parse(text).diagnostics).toEqual([])
})

test('plain values keep the order of the file', () => {
  expect(JSON.stringify(values('z: 1\na: {y: 1, b: 2}'))).toBe('[{"z":1,"a":{"y":1,"b":2}}]')
})

test('an own key __proto__ changes nothing else', () => {
  const [value] = values('__proto__: {polluted: 1}')
  expect(Object.keys(value as object)).toEqual(['__proto__'])
  expect(value).not.toHaveProperty('polluted')
})

test.each([
  ['\ta: 1', 'yaml/tab', '1:1'],
  ['a:\n\t- b', 'yaml/tab', '2:1'],
  ['a: "x', 'yaml/syntax', '1:6'],
  ['a: b: c', 'yaml/syntax', '1:5'],
  ['F: *\\cmd.exe', 'yaml/unknown-alias', '1:4'],
  ['a: &x [*x]', 'yaml/unknown-alias', '1:8'],
  [`${'- '.repeat(150)}a`, 'yaml/depth', '1:201'],
  ['a: \u0000', 'yaml/syntax', '1:4'],
])('%j is a mistake', (text, code, place) => {
  const { value, diagnostics } = parse(text)
  expect(value).toEqual([])
  expect(diagnostics).toMatchObject([{ code }])
  const { line, column } = positionAt({ path: 'file', text }, diagnostics[0]?.span?.start ?? -1)
  expect(`${line}:${column}`).toBe(place)
})

test('aliases of aliases do not fill the memory', () => {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const inner = level === 0 ? 'x' : `*a${level - 1}`
    return `a${level}: &a${level} [${Array.from({ length: 10 }, () => inner).join(', ')}]`
  })
  expect(parse(levels.join('\n')).diagnostics).toMatchObject([{ code: 'yaml/aliases' }])
})

const mapOf = (text: string): YamlMap => {
  const [document] = parse(text).value
  if (document?.kind !== 'map') throw new Error('no map')
  return document
}

test('keys that stand twice are all kept, and named with both places', () => {
  const map = mapOf('a: 1\nb: 2\na: 3\na: 4')
  expect(map.entries).toHaveLength(4)
  expect(
    duplicateKeys(map).map(({ first, again }) => [first.key.span.start, again.key.span.start]),
  ).toEqual([
    [0, 10],
    [0, 15],
  ])
  expect(duplicateKeyDiagnostics(map, 'yaml/duplicate-key')[0]).toMatchObject({
    message: "The key 'a' stands twice in this map.",
    span: { start: 10, end: 11 },
    related: [{ span: { start: 0, end: 1 } }],
  })
})

test('every node knows its place', () => {
  const text = 'a: \'x\'\nb:\n  - "y"\n  - {c: z}\n'
  const map = mapOf(text)
  const written = (key: string): string => {
    const span = entryOf(map, key)?.value.span
    return text.slice(span?.start, span?.end)
  }
  expect(written('a')).toBe("'x'")
  expect(written('b')).toBe('- "y"\n  - {c: z')
})

test.each([
  ['a: {}', 'a map'],
  ['a: []', 'a list'],
  ['a: x', 'text'],
  ["a: ''", 'an empty text'],
  ['a: 1', 'a number'],
  ['a: true', 'the boolean true'],
  ['a:', 'nothing (null)'],
])('%s: %s', (text, words) => {
  const node = entryOf(mapOf(text), 'a')?.value
  expect(node && describe(node)).toBe(words)
})

test('a value that is left out stands behind its key', () => {
  const text = 'first: 1\nlast:\nlist:\n  - a\n  -\n'
  const [map] = parse(text).value as readonly YamlMap[]
  const [, last, list] = map!.entries
  expect(last!.value.span).toEqual({
    start: text.indexOf('last') + 4,
    end: text.indexOf('last') + 4,
  })
  expect(list!.value).toMatchObject({
    items: [{}, { span: { start: text.indexOf('- a') + 3, end: text.indexOf('- a') + 3 } }],
  })
})

test('what js-yaml writes is read as it was', () => {
  const safe = fc.stringMatching(/^[ -~\n\té]*$/)
  const value = fc.dictionary(
    safe,
    fc.oneof(safe, fc.integer(), fc.boolean(), fc.constant(null), fc.array(safe)),
  )
  fc.assert(
    fc.property(value, (document) => {
      const expected = Object.fromEntries(Object.entries(document))
      expect(values(dump(document))).toEqual([expected])
    }),
  )
})

test('no text makes the parser throw', () => {
  const symbols = fc.constantFrom(
    'a',
    ':',
    ' ',
    '\n',
    '-',
    '{',
    '}',
    '[',
    ']',
    '&',
    '*',
    '"',
    "'",
    '|',
    '>',
    '#',
    '!',
    '\t',
    '---\n',
  )
  fc.assert(
    fc.property(fc.array(symbols, { maxLength: 40 }), (parts) => {
      const { value, diagnostics } = parse(parts.join(''))
      expect(diagnostics.length === 0 || value.length === 0).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

const indented = `a: 'x
 y
 "
 z'
b: "1
 2"
c: [d]
`

test('further lines of a quoted text need no indentation, as PyYAML reads them', () => {
  const text = indented.replaceAll('\n ', '\n')
  expect(values(text)).toEqual(values(indented))
  const { value, diagnostics } = parse(text)
  expect(diagnostics.map(({ code, span }) => [code, span?.start])).toEqual([
    ['yaml/indentation', text.indexOf('y')],
  ])
  const [map] = value
  const { entries } = map as YamlMap
  const written = entries.map(({ value: { span } }) => text.slice(span.start, span.end))
  expect(written).toEqual(["'x\ny\n\"\nz'", '"1\n2"', '[d'])
})

const unindented = (count: number): string => `a: 'x${'\ny'.repeat(count)}'`

test('a hundred such lines are read, and more are a mistake, in no time', () => {
  expect(values(unindented(100))).toEqual([{ a: `x${' y'.repeat(100)}` }])
  expect(parse(unindented(101)).diagnostics.map(({ code }) => code)).toEqual(['yaml/syntax'])
  expect(parse(unindented(100_000)).diagnostics.map(({ code }) => code)).toEqual(['yaml/syntax'])
})

test('what else is wrong behind such lines has its own place', () => {
  const { diagnostics } = parse("a: 'x\ny\nz'\nb: c: d\n")
  expect(diagnostics.map(({ code, span }) => [code, span?.start])).toEqual([['yaml/syntax', 15]])
  const [open] = parse("a: 'x\ny").diagnostics
  expect(open?.span?.end).toBeLessThanOrEqual(8)
})
