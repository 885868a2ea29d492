/** Whether one condition follows from another: never said where an event says otherwise. */
import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import { and, matches, not, or, predicate, field } from '../../src/ast/build.js'
import { evaluate } from '../../src/ast/evaluate.js'
import { implies } from '../../src/ast/implies.js'
import { anyRun, oneCharacter, pattern, type Pattern } from '../../src/ast/pattern.js'
import { conditions, events, surroundings, type Options } from './conditions.js'

/** Few letters, so that one pattern often follows from another. */
const options: Options = { fields: ['x'], characters: ['a', 'A', '1'], depth: 2 }

const pairs = fc
  .tuple(conditions(options), conditions(options))
  .chain(([strong, weak]) =>
    fc
      .array(events(or([strong, weak]), options), { minLength: 8, maxLength: 8 })
      .map((all) => ({ strong, weak, events: all })),
  )

test('what follows is true wherever that is which it follows from', () => {
  let said = 0
  fc.assert(
    fc.property(pairs, ({ strong, weak, events: all }) => {
      if (!implies(strong, weak)) return
      said++
      const lost = all.filter(
        (event) => evaluate(strong, event, surroundings) && !evaluate(weak, event, surroundings),
      )
      expect(lost).toEqual([])
    }),
    { numRuns: 4_000 },
  )
  expect(said).toBeGreaterThan(200)
})

test('a condition follows from itself, alone and beside others', () => {
  fc.assert(
    fc.property(conditions({ depth: 2 }), conditions({ depth: 1 }), (condition, other) => {
      expect(implies(condition, condition)).toBe(true)
      expect(implies(and([other, condition]), condition)).toBe(true)
      expect(implies(condition, or([other, condition]))).toBe(true)
    }),
  )
})

const asks = (parts: Pattern, cased = false) =>
  predicate(field('x'), matches(pattern(...parts), { cased }))

test.each([
  [asks(['a*b']), asks(['a', anyRun, 'b']), true],
  [asks(['a', anyRun, 'b']), asks(['a*b']), false],
  [asks(['a', oneCharacter]), asks(['a', anyRun]), true],
  [asks(['a', anyRun]), asks(['a', oneCharacter]), false],
  [asks(['A'], true), asks(['a']), true],
  [asks(['a']), asks(['a'], true), false],
  [asks(['1']), asks(['1'], true), true],
  [asks(['İ']), asks([oneCharacter, oneCharacter]), false],
  [asks(['a']), predicate(field('x'), { kind: 'exists' }), true],
  [predicate(field('x'), { kind: 'isNull' }), predicate(field('x'), { kind: 'exists' }), false],
  [asks(['a']), predicate(field('y'), matches('a')), false],
  [predicate(field('x'), { kind: 'isNull' }), not(asks(['a'])), true],
  [not(predicate(field('x'), { kind: 'exists' })), predicate(field('x'), { kind: 'isNull' }), true],
  [predicate(field('y'), { kind: 'isNull' }), not(asks(['a'])), false],
  [and([not(asks(['a'])), asks(['b'])]), not(or([asks(['a']), not(asks(['b']))])), true],
  [not(and([asks(['a']), asks(['b'])])), or([not(asks(['b'])), not(asks(['a']))]), true],
  [not(or([asks(['a']), asks(['b'])])), not(and([asks(['a']), asks(['c'])])), true],
  [not(and([asks(['a']), asks(['b'])])), not(asks(['a'])), false],
])('from %j follows %j: %s', (strong, weak, expected) => {
  expect(implies(strong, weak)).toBe(expected)
})

const many = (name: string) =>
  or(Array.from({ length: 2_000 }, (_, index) => predicate(field(name), matches(`a${index}`))))

test('what takes too long to tell is not told', () => {
  expect(implies(many('x'), many('y'))).toBe(false)
})
