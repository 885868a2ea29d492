import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import {
  always,
  and,
  equalityText,
  equals,
  field,
  fingerprint,
  matches,
  meaningOf,
  never,
  not,
  or,
  placedAt,
  predicate,
  simplify,
} from '../../src/ast/build.js'
import { evaluate } from '../../src/ast/evaluate.js'
import type { Regex } from '../../src/ast/nodes.js'
import { anyRun, pattern } from '../../src/ast/pattern.js'
import { conditions, events } from './conditions.js'

const a = equals('F', 'a')
const b = equals('F', 'b')
const c = equals('F', 'c')
const there = predicate(field('F'), { kind: 'exists' })
const missing = predicate(field('F'), { kind: 'isNull' })

test('groups of none and of one', () => {
  expect(and([])).toEqual(always)
  expect(or([])).toEqual(never)
  expect(and([a])).toBe(a)
  expect(or([a], { start: 1, end: 2 })).toBe(a)
  expect(and([a, b], { start: 1, end: 2 })).toEqual({
    kind: 'and',
    operands: [a, b],
    span: { start: 1, end: 2 },
  })
})

test.each([
  [and([a, and([b, c])]), and([a, b, c])],
  [or([a, or([b, or([c])])]), or([a, b, c])],
  [and([a, or([b, c])]), and([a, or([b, c])])],
  [not(not(a)), a],
  [not(not(not(a))), not(a)],
  [and([a, always]), a],
  [and([a, never]), never],
  [or([a, never]), a],
  [or([a, always]), always],
  [not(always), never],
  [and([a, { ...a, span: { start: 1, end: 2 } }]), a],
  [or([and([a, b]), and([a, b])]), and([a, b])],
  [and([there, a]), a],
  [and([there, or([a, b])]), or([a, b])],
  [and([there, not(a)]), and([there, not(a)])],
  [and([there, missing]), and([there, missing])],
  [and([there, equals('G', 'a')]), and([there, equals('G', 'a')])],
  [or([there, a]), or([there, a])],
])('%j', (condition, expected) => {
  expect(simplify(condition)).toEqual(expected)
})

test('a simplified condition means the same, and cannot be simplified further', () => {
  fc.assert(
    fc.property(conditions, events, (condition, event) => {
      const simple = simplify(condition)
      expect(evaluate(simple, event)).toBe(evaluate(condition, event))
      expect(simplify(simple)).toEqual(simple)
    }),
    { numRuns: 1000 },
  )
})

test('equal meaning, equal fingerprint', () => {
  const elsewhere = { ...a, span: { start: 5, end: 9 }, test: matches('a', { written: 'number' }) }
  expect(fingerprint(elsewhere)).toBe(fingerprint(a))
  expect(meaningOf(elsewhere)).toEqual(a)
  expect(fingerprint(b)).not.toBe(fingerprint(a))
})

test('where a regex is written does not matter, and is in no other file', () => {
  const of: Regex = {
    kind: 'regex',
    source: 'x',
    ignoreCase: true,
    multiline: false,
    dotAll: false,
  }
  const bare = predicate(field('F'), of)
  const written = predicate(field('F'), { ...of, at: 7 })
  expect(fingerprint(written)).toBe(fingerprint(bare))
  expect(meaningOf(written)).toEqual(bare)
  const span = { start: 1, end: 2 }
  expect(placedAt(written, span)).toEqual(placedAt(bare, span))
})

test('the text of an equality', () => {
  expect(equalityText(matches('a'))).toBe('a')
  expect(equalityText(matches(''))).toBe('')
  expect(equalityText(matches(pattern('a', anyRun)))).toBeUndefined()
  expect(equalityText({ kind: 'exists' })).toBeUndefined()
})
