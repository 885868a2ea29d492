/** `missing or empty` as one test means the same, and is found wherever both are asked together. */
import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import { and, field, matches, not, or, predicate } from '../../src/ast/build.js'
import { evaluate } from '../../src/ast/evaluate.js'
import type { Condition } from '../../src/ast/nodes.js'
import { anyRun, pattern } from '../../src/ast/pattern.js'
import { rewriteLeaves } from '../../src/ast/visit.js'
import { missingOrEmpty } from '../../src/legalise/rewrites/unfilled.js'

const on = (name: string) => {
  const of = field(name, { type: 'string' })
  return {
    missing: predicate(of, { kind: 'isNull' }),
    exists: predicate(of, { kind: 'exists' }),
    any: predicate(of, matches(pattern(anyRun))),
    empty: predicate(of, matches('')),
    x: predicate(of, matches('x')),
  }
}

const leaves = ['F', 'G'].flatMap((name) => Object.values<Condition>(on(name)))

const condition = fc.letrec<{ condition: Condition }>((tie) => {
  const operands = fc.array(tie('condition'), { minLength: 2, maxLength: 4 })
  return {
    condition: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(...leaves),
      operands.map((all): Condition => and(all)),
      operands.map((all): Condition => or(all)),
      tie('condition').map((operand): Condition => not(operand)),
    ),
  }
}).condition

/** What the one test says, in the words of both. */
const spelledOut = (merged: Condition): Condition =>
  rewriteLeaves(merged, (leaf) =>
    leaf.kind === 'predicate' && leaf.field.type === 'filled'
      ? or([predicate(leaf.field, { kind: 'isNull' }), leaf])
      : leaf,
  )

const values = [undefined, '', 'x', 'y']
const events = values.flatMap((F) => values.map((G) => ({ F, G })))

test('a merged condition is true of the same events', () => {
  let changed = 0
  fc.assert(
    fc.property(condition, (written) => {
      const merged = missingOrEmpty(written)
      if (merged !== written) changed++
      for (const event of events) {
        expect(evaluate(spelledOut(merged), event, {})).toBe(evaluate(written, event, {}))
      }
    }),
    { numRuns: 3_000, seed: 20_261_121 },
  )
  expect(changed).toBeGreaterThan(100)
})

const { missing, exists, any, empty, x } = on('F')

test.each<readonly [string, Condition]>([
  ['alternatives', or([missing, x, empty])],
  ['groups in groups', or([or([x, missing]), empty])],
  ['filters of their own', and([on('G').x, not(missing), not(empty)])],
  ['filters in two groups', and([not(or([missing, x])), not(or([on('G').x, empty]))])],
  ['a field that has to be there', and([exists, not(empty)])],
  ['any value', and([any, not(or([empty, x]))])],
])('both are found: %s', (_, written) => {
  expect(kindsLeft(missingOrEmpty(written))).toEqual([])
})

test.each<readonly [string, Condition]>([
  ['one alone', or([missing, x])],
  ['two fields', or([missing, on('G').empty])],
  ['both required, which nothing is', and([missing, empty])],
  ['one of them behind another test', or([missing, and([empty, on('G').x])])],
  ['one denied', or([missing, not(empty)])],
])('nothing is merged: %s', (_, written) => {
  expect(missingOrEmpty(written)).toBe(written)
})

/** What is still asked of text that may be missing. */
function kindsLeft(of: Condition): readonly string[] {
  const kinds: string[] = []
  rewriteLeaves(of, (leaf) => {
    if (leaf.kind === 'predicate' && leaf.field.type === 'string' && leaf.test !== x.test)
      if (leaf.field.name === 'F') kinds.push(leaf.test.kind)
    return leaf
  })
  return kinds
}
