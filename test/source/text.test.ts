import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import { lineAt, positionAt } from '../../src/source/text.js'

const source = (text: string) => ({ path: 'file', text })

test.each([
  ['', 0, '1:1'],
  ['ab', 1, '1:2'],
  ['ab', 2, '1:3'],
  ['a\nb', 1, '1:2'],
  ['a\nb', 2, '2:1'],
  ['a\r\nb', 2, '1:3'],
  ['a\r\nb', 3, '2:1'],
  ['a\rb', 2, '2:1'],
  ['\n\n', 2, '3:1'],
  ['😀x', 2, '1:3'],
])('%j at %d is %s', (text, offset, place) => {
  const { line, column } = positionAt(source(text), offset)
  expect(`${line}:${column}`).toBe(place)
})

test('a line, without its end', () => {
  const text = source('one\r\ntwo\n\nfour')
  expect([1, 2, 3, 4, 5].map((line) => lineAt(text, line))).toEqual(['one', 'two', '', 'four', ''])
})

test('a position leads back to its offset', () => {
  const lines = fc.array(fc.constantFrom('', 'a', 'bc', '\t'), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(lines, fc.nat(), (parts, seed) => {
      const text = parts.join('\n')
      const offset = seed % (text.length + 1)
      const { line, column } = positionAt(source(text), offset)
      const before = text.split('\n').slice(0, line - 1)
      expect(before.reduce((sum, part) => sum + part.length + 1, column - 1)).toBe(offset)
    }),
  )
})
