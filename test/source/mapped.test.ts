import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import { processorTime } from '../time.js'
import { mapPiece, mapScalar, sliceMapped, spanOf } from '../../src/source/mapped.js'
import { mapped, parseYaml, type YamlScalar } from '../../src/source/yaml.js'

/** The value of `key`, and the text of the file that each of its characters came from. */
function origins(text: string): { readonly value: string; readonly from: readonly string[] } {
  const source = { path: 'file', text }
  const { value: documents, diagnostics } = parseYaml(source)
  const [document] = documents
  if (document?.kind !== 'map') throw new Error(JSON.stringify(diagnostics))
  const scalar = document.entries[0]?.value
  if (scalar?.kind !== 'scalar') throw new Error('no scalar')
  const found = mapped(scalar, source)
  return {
    value: found.text,
    from: Array.from({ length: found.text.length }, (_, index) => {
      const { start } = spanOf(found, index, index + 1)
      return text[start] === '\\' ? text.slice(start, start + 2) : text.slice(start, start + 1)
    }),
  }
}

test.each([
  ['plain', 'key: a b', 'a b', ['a', ' ', 'b']],
  ['single quotes', "key: 'a''b'", "a'b", ['a', "'", 'b']],
  ['double quotes', String.raw`key: "a\\\\b"`, String.raw`a\\b`, ['a', '\\\\', '\\\\', 'b']],
  ['escapes', String.raw`key: "\x41\u0042\n\"c"`, 'AB\n"c', ['\\x', '\\u', '\\n', '\\"', 'c']],
  ['a pair', String.raw`key: "\U0001F600c"`, '😀c', ['\\U', '\\U', 'c']],
  ['folded', "key: 'a\n  b'", 'a b', ['a', '\n', 'b']],
  ['an empty line', "key: 'a\n\n  b'", 'a\nb', ['a', '\n', 'b']],
  ['an escaped line end', 'key: "a\\\n  b"', 'ab', ['a', 'b']],
  ['plain over two lines', 'key: a\n  b', 'a b', ['a', '\n', 'b']],
  ['a literal block', 'key: |\n  a\n  b\n', 'a\nb\n', ['a', '\n', 'b', '\n']],
  [
    'a literal block with quotes',
    'key: |\n  "a"\n  b\n',
    '"a"\nb\n',
    ['"', 'a', '"', '\n', 'b', '\n'],
  ],
  ['a folded block', 'key: >-\n  a\n  b', 'a b', ['a', '\n', 'b']],
  ['blanks before a line end', "key: 'a  \n  b'", 'a b', ['a', ' ', 'b']],
  ['blanks at the end of quotes', "key: 'a '", 'a ', ['a', ' ']],
  [
    'escapes that look like their value',
    String.raw`key: "\\\\a"`,
    String.raw`\\a`,
    ['\\\\', '\\\\', 'a'],
  ],
  ['quotes that look like their value', "key: '''''a'", "''a", ["'", "'", 'a']],
])('%s', (_name, text, value, from) => {
  expect(origins(text)).toEqual({ value, from })
})

test('a line that is indented deeper leads to its own blanks', () => {
  const { text, origins: all } = mapScalar('a\n  b\n', '  a\n    b\n', 10)
  expect(text.split('').map((character, at) => [character, all.at(at)])).toEqual([
    ['a', 12],
    ['\n', 13],
    [' ', 16],
    [' ', 17],
    ['b', 18],
    ['\n', 19],
  ])
})

test.each([
  ['none', '  '],
  ['single', ''],
  ['double', ''],
] as const)('long blanks in a line take no more than their length: %s', (quote, indent) => {
  const value = `${' '.repeat(500_000)}a`
  const before = processorTime()
  const { origins: all } = mapScalar(value, `${indent}${value}`, 0, quote)
  expect(processorTime() - before).toBeLessThan(1000)
  expect(all.at(value.length - 1)).toBe(value.length - 1 + indent.length)
})

test('in double quotes every character leads to itself or to its escape', () => {
  const characters = fc.array(fc.constantFrom('a', 'b', ' ', '\\', '"', '\n', '\t', 'é', '😀', "'"))
  fc.assert(
    fc.property(characters, (parts) => {
      const value = parts.join('')
      const { value: read, from } = origins(`key: ${JSON.stringify(value)}`)
      expect(read).toBe(value)
      const escaped = new Map([
        ['\\', '\\\\'],
        ['"', '\\"'],
        ['\n', '\\n'],
        ['\t', '\\t'],
      ])
      expect(from).toEqual(value.split('').map((unit) => escaped.get(unit) ?? unit))
    }),
  )
})

test('in single quotes every character leads to itself', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', "'", '\\', '"', ' x')), (parts) => {
      const value = parts.join('')
      const read = origins(`key: '${value.replaceAll("'", "''")}'`)
      expect(read.value).toBe(value)
      expect(read.from.map((text) => text[0])).toEqual(value.split(''))
    }),
  )
})

test('no scalar makes the mapping throw or leave its text', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.string(),
      fc.constantFrom('none', 'single', 'double'),
      (value, written, quote) => {
        const all = [...mapScalar(value, written, 10, quote).origins]
        expect(all).toHaveLength(value.length + 1)
        expect(all.every((origin) => origin >= 10 && origin <= 10 + written.length)).toBe(true)
      },
    ),
  )
})

test('slices keep the places of their characters', () => {
  const piece = mapPiece('hello', 100)
  const { text, origins: kept } = sliceMapped(piece, 1, 3)
  expect([text, ...kept]).toEqual(['el', 101, 102, 103])
  expect(spanOf(piece, 1, 3)).toEqual({ start: 101, end: 103 })
  expect(spanOf(piece, 5, 5)).toEqual({ start: 105, end: 105 })
  expect(spanOf(sliceMapped(piece, 2), 0, 3)).toEqual({ start: 102, end: 105 })
})

test('a scalar without quotes in the file', () => {
  const scalar: YamlScalar = {
    kind: 'scalar',
    type: 'string',
    text: 'abc',
    span: { start: 5, end: 8 },
  }
  expect(mapped(scalar, { path: 'file', text: 'key: abc' })).toEqual(mapPiece('abc', 5))
})
