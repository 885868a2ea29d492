import { expect, test } from '@jest/globals'
import type { Condition } from '../../src/ast/nodes.js'
import { Budget, lazily, sizeOf, tooMuch } from '../../src/splunk/budget.js'
import { eventValue, type Computed } from '../../src/splunk/lineage.js'

const isOne: Condition = {
  kind: 'predicate',
  field: { kind: 'field', name: 'a' },
  test: { kind: 'isNull' },
}
const condition: Condition = { kind: 'and', operands: [isOne, isOne] }
const choice = (when: Condition, value: Computed): Computed => ({
  kind: 'cases',
  cases: [{ when, value }],
})

test('a value is as large as its cases, each as often as it stands there', () => {
  const one = eventValue('a')
  expect(sizeOf(one)).toBe(1)
  // The cases, the AND and its two operands, and the value.
  const inner = choice(condition, one)
  expect(sizeOf(inner)).toBe(1 + 3 + 1)
  const outer: Computed = {
    kind: 'cases',
    cases: [
      { when: condition, value: inner },
      { when: { kind: 'not', operand: condition }, value: inner },
    ],
  }
  expect(sizeOf(outer)).toBe(1 + (3 + 5) + (4 + 5))
})

test('a condition that stands in itself many times is measured in no time', () => {
  let nested = condition
  for (let level = 0; level < 60; level++) {
    nested = { kind: 'and', operands: [{ kind: 'not', operand: nested }, nested] }
  }
  expect(sizeOf(choice(nested, eventValue('a')))).toBeGreaterThan(2 ** 60)
})

test('what is computed is paid for, and then there is nothing left', () => {
  const budget = new Budget(3)
  const value = eventValue('a')
  expect(budget.compute(() => value)).toBe(value)
  expect(budget.compute(() => choice(condition, value))).toBe(tooMuch)
  expect(budget.spend(1)).toBe(false)
  expect(budget.compute(() => value)).toBe(tooMuch)
})

test('values that ask for themselves end', () => {
  const budget = new Budget()
  const asksItself = lazily(budget, (asker) => asksItself.compute(asker))
  expect(asksItself.compute({ refuse: () => {}, marks: () => {} })).toBe(tooMuch)
  expect(budget.deeper(() => 'open again')).toBe('open again')
})
