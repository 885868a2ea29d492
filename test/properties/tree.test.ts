import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import { simplify, meaningOf } from '../../src/ast/build.js'
import { evaluate } from '../../src/ast/evaluate.js'
import type { Condition } from '../../src/ast/nodes.js'
import { rewriteLeaves } from '../../src/ast/visit.js'
import { cases, conditions, surroundings } from './conditions.js'

/** Checks that a rewrite changes the condition for none of the events. */
function keepsMeaning(rewrite: (condition: Condition) => Condition): void {
  fc.assert(
    fc.property(cases(), ({ condition, events }) => {
      const rewritten = rewrite(condition)
      for (const event of events) {
        expect(evaluate(rewritten, event, surroundings)).toBe(
          evaluate(condition, event, surroundings),
        )
      }
    }),
    { numRuns: 500 },
  )
}

test('simplify keeps the meaning', () => {
  expect.hasAssertions()
  keepsMeaning(simplify)
})

test('simplify has nothing to do a second time', () => {
  fc.assert(
    fc.property(conditions(), (condition) => {
      expect(simplify(simplify(condition))).toEqual(simplify(condition))
    }),
  )
})

test('rewriting leaves into themselves changes nothing at all', () => {
  fc.assert(
    fc.property(conditions(), (condition) => {
      expect(rewriteLeaves(condition, (leaf) => leaf)).toBe(condition)
    }),
  )
})

test('rebuilding every leaf keeps the meaning', () => {
  expect.hasAssertions()
  keepsMeaning((condition) => rewriteLeaves(condition, (leaf) => ({ ...leaf })))
})

test('spans and how values were written do not matter', () => {
  expect.hasAssertions()
  keepsMeaning(meaningOf)
})

test('a tree that went through JSON means the same', () => {
  expect.hasAssertions()
  keepsMeaning((condition) => JSON.parse(JSON.stringify(condition)) as Condition)
})

test('widening by polarity widens', () => {
  fc.assert(
    fc.property(cases(), ({ condition, events }) => {
      const wider = rewriteLeaves(condition, (leaf, polarity) =>
        leaf.kind === 'predicate' && leaf.test.kind === 'matches'
          ? { kind: polarity === 'positive' ? 'always' : 'never' }
          : leaf,
      )
      const lost = events.filter(
        (event) =>
          evaluate(condition, event, surroundings) && !evaluate(wider, event, surroundings),
      )
      expect(lost).toEqual([])
    }),
    { numRuns: 300 },
  )
})

test('the events are worth it: single predicates are true of some and false of some', () => {
  const sampled = fc.sample(cases({ depth: 0, without: ['constants'] }), { numRuns: 400, seed: 1 })
  const outcomes = sampled.flatMap(({ condition, events }) =>
    events.map((event) => evaluate(condition, event, surroundings)),
  )
  const share = outcomes.filter(Boolean).length / outcomes.length
  expect(share).toBeGreaterThan(0.25)
  expect(share).toBeLessThan(0.75)
})

test('a feature that is switched off does not occur', () => {
  const without = ['regex', 'one', 'cased', 'keyword', 'constants', 'basename'] as const
  const sampled = JSON.stringify(fc.sample(conditions({ without, characters: ['a'] }), 300))
  expect(sampled).not.toMatch(/"(?:regex|one|keyword|always|never|basename)"|"cased":true/)
})
