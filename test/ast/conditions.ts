/** Random conditions and events for properties: three fields, few values, so that tests often pass. */
import * as fc from '../random.js'
import { always, and, field, matches, never, not, or, predicate } from '../../src/ast/build.js'
import type { Event } from '../../src/ast/evaluate.js'
import type { Condition, Test } from '../../src/ast/nodes.js'
import { anyRun, oneCharacter, pattern } from '../../src/ast/pattern.js'

const names = fc.constantFrom('F', 'G', 'H')

const tests: fc.Arbitrary<Test> = fc.oneof(
  fc.constantFrom('a', 'b', 'A', '1', '').map((text) => matches(text)),
  fc.constantFrom('a', 'A').map((text) => matches(text, { cased: true })),
  fc
    .constantFrom(pattern(anyRun), pattern('a', anyRun), pattern(oneCharacter))
    .map((value) => matches(value)),
  fc.constantFrom<Test>(
    { kind: 'exists' },
    { kind: 'isNull' },
    { kind: 'compare', operator: 'gt', value: '0' },
    { kind: 'sameAs', field: field('G'), relation: 'equals', cased: false },
  ),
)

/** Conditions of at most a few levels. */
export const conditions: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(
      {
        weight: 8,
        arbitrary: fc.tuple(names, tests).map(([name, test]) => predicate(field(name), test)),
      },
      { weight: 1, arbitrary: fc.constantFrom(always, never) },
    ),
    fc.array(tie('condition'), { maxLength: 3 }).map((operands) => and(operands)),
    fc.array(tie('condition'), { maxLength: 3 }).map((operands) => or(operands)),
    tie('condition').map((operand) => not(operand)),
  ),
})).condition

const values = fc.oneof(
  fc.constantFrom<unknown>('a', 'b', 'A', 'ab', '', 1, 0, true, null),
  fc.array(fc.constantFrom<unknown>('a', 'b', 1), { maxLength: 2 }),
)

/** Events with some of the fields. */
export const events: fc.Arbitrary<Event> = fc.dictionary(names, values, { maxKeys: 3 })
