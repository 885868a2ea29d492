import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import {
  anyRun,
  containing,
  isOne,
  isRun,
  literalText,
  mapText,
  matchesPattern,
  mindsCase,
  oneCharacter,
  pattern,
  shapeOf,
  someText,
  widenOne,
  type Pattern,
  type PatternPart,
} from '../../src/ast/pattern.js'

const run = anyRun
const one = oneCharacter

test.each<readonly [readonly PatternPart[], Pattern]>([
  [[], []],
  [[''], []],
  [['a', '', 'b'], ['ab']],
  [
    [run, run, 'a', run],
    [run, 'a', run],
  ],
  [[run, '', run], [run]],
  [
    [one, one],
    [one, one],
  ],
])('the parts %j make %j', (parts, expected) => {
  expect(pattern(...parts)).toEqual(expected)
})

test.each<readonly [Pattern, string]>([
  [[], 'equals'],
  [['a'], 'equals'],
  [[run], 'any'],
  [['a', run], 'startswith'],
  [[run, 'a'], 'endswith'],
  [[run, 'a', run], 'contains'],
  [['a', run, 'b'], 'other'],
  [[one], 'other'],
  [['a', one], 'other'],
])('the shape of %j is %s', (value, shape) => {
  expect(shapeOf(value).shape).toBe(shape)
  expect(shapeOf(JSON.parse(JSON.stringify(value)) as Pattern).shape).toBe(shape)
})

test.each<readonly [Pattern, string, boolean]>([
  [[], '', true],
  [[], 'a', false],
  [['AbC'], 'aBc', true],
  [[run], '', true],
  [[one], '', false],
  [[one], 'a', true],
  [['a', run, 'b', run, 'c'], 'aXbbYcZc', true],
  [['a', run, 'b'], 'abx', false],
  [[run, 'ab'], 'aab', true],
  [[run, one, 'a'], 'a', false],
  [['a', run], 'a\nb', true],
  [[one], '\n', true],
  [[one], '😀', true],
  [[one], 'İ', true],
  [['ΑΣ', run], 'ΑΣΑ', true],
  [['ας'.toUpperCase()], 'ΑΣ', true],
])('%j matches %j: %s', (value, text, expected) => {
  expect(matchesPattern(value, text, false)).toBe(expected)
})

test('case counts only where it is asked for', () => {
  expect(matchesPattern(['aB'], 'aB', true)).toBe(true)
  expect(matchesPattern(['aB'], 'ab', true)).toBe(false)
  expect([mindsCase(['1-']), mindsCase([run, 'é'])]).toEqual([false, true])
})

test('what is asked of patterns', () => {
  expect(literalText([])).toBe('')
  expect(literalText(['a'])).toBe('a')
  expect(literalText(['a', run])).toBeUndefined()
  expect(containing(['a'])).toEqual([run, 'a', run])
  expect(containing([run, 'a'])).toEqual([run, 'a', run])
  expect(widenOne([one, 'a', one, one])).toEqual([run, 'a', run])
  expect(mapText(['ab', run], (text) => [text, one])).toEqual(['ab', one, run])
  expect(someText(['ab', run, 'c'], (text) => text === 'c')).toBe(true)
  expect([isRun(run), isRun(one), isRun('*'), isOne(one), isOne(undefined)]).toEqual([
    true,
    false,
    false,
    true,
    false,
  ])
})

const parts = fc.array(fc.constantFrom<PatternPart>('a', 'b', 'ab', run, one), { maxLength: 8 })
const texts = fc
  .array(fc.constantFrom('a', 'b', 'A'), { maxLength: 10 })
  .map((some) => some.join(''))

test('a pattern matches what the regex of the same parts matches', () => {
  fc.assert(
    fc.property(parts, texts, fc.boolean(), (some, text, cased) => {
      const regex = some.map((part) =>
        typeof part === 'string' ? part : part === run ? '.*' : '.',
      )
      const expected = new RegExp(`^${regex.join('')}$`, cased ? 's' : 'is').test(text)
      expect(matchesPattern(pattern(...some), text, cased)).toBe(expected)
    }),
  )
})

test('a canonical pattern is its own canonical form', () => {
  fc.assert(
    fc.property(parts, (some) => {
      const value = pattern(...some)
      expect(pattern(...value)).toEqual(value)
    }),
  )
})

test('many runs take no exponential time', () => {
  const value = pattern(...Array.from({ length: 100 }, () => [run, 'a'] as const).flat(), 'b')
  expect(matchesPattern(value, 'a'.repeat(2000), false)).toBe(false)
})
