import { expect, test } from '@jest/globals'
import grammar from '#grammar/search'
import { makeParser } from '../../src/grammar/parse.js'

const parserOf = (calls: string[], limits = {}) =>
  makeParser(
    grammar,
    (semantics) => {
      calls.push('made')
      semantics.addOperation<string>('shout', {
        Search(all) {
          return all.sourceString.toUpperCase()
        },
      })
      return (match): string => {
        calls.push('read')
        return semantics(match)['shout']()
      }
    },
    limits,
  )

test('nothing is made before the first call, and a text is parsed once', () => {
  const calls: string[] = []
  const parse = parserOf(calls)
  expect(calls).toEqual([])
  expect(parse('a b')).toEqual({ ok: true, value: 'A B' })
  expect(parse('a b')).toBe(parse('a b'))
  expect(calls).toEqual(['made', 'read'])
})

test('a failure knows its place and what could have stood there', () => {
  expect(parserOf([])('a=')).toEqual({
    ok: false,
    problem: 'syntax',
    offset: 2,
    expected: 'a value',
  })
})

test.each([
  ['too long', 'a'.repeat(11), { length: 10 }, 'too-long', 10],
  ['too deep', '((((a))))', { depth: 3 }, 'too-deep', 3],
  ['brackets side by side', '(a)(b)(c)(d)', { depth: 1 }, undefined, 0],
  ['brackets in quotes', '"((("', { depth: 1 }, undefined, 0],
  ['deep without brackets', 'NOT '.repeat(20_000), {}, 'too-deep', 400],
])('%s', (_name, text, limits, problem, offset) => {
  expect(parserOf([], limits)(text)).toMatchObject(
    problem === undefined ? { ok: true } : { ok: false, problem, offset },
  )
})
