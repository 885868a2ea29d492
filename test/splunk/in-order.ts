/** Conditions whatever the order of their operands, which printers may change. */
import { fingerprint } from '../../src/ast/build.js'
import type { Condition } from '../../src/ast/nodes.js'

/** The condition with the operands of every AND and OR in one order. */
export function inOrder(condition: Condition): Condition {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const keyed = condition.operands.map(inOrder).map((operand) => ({
        operand,
        key: fingerprint(operand),
      }))
      const operands = keyed.toSorted((left, right) => (left.key < right.key ? -1 : 1))
      return { ...condition, operands: operands.map(({ operand }) => operand) }
    }
    case 'not':
      return { ...condition, operand: inOrder(condition.operand) }
    case 'predicate':
    case 'keyword':
    case 'always':
    case 'never':
      return condition
  }
}
