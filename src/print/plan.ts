/** Puts conditions into the order that a reader and an engine like best: the narrowest first. */
import type { Condition, Test } from '../ast/nodes.js'
import { shapeOf, type Shape } from '../ast/pattern.js'

const shapeRanks: { readonly [S in Shape['shape']]: number } = {
  equals: 0,
  startswith: 2,
  endswith: 2,
  contains: 3,
  other: 4,
  any: 7,
}

const testRanks: { readonly [K in Exclude<Test['kind'], 'matches'>]: number } = {
  cidr: 2,
  inList: 2,
  sameAs: 5,
  regex: 5,
  compare: 5,
  datePart: 6,
  exists: 7,
  isNull: 7,
  placeholder: 7,
}

/** How many events a condition is likely to let through, as a rank: the lower the fewer. */
function rank(condition: Condition): number {
  switch (condition.kind) {
    case 'and':
      return Math.min(...condition.operands.map(rank))
    case 'or':
      // A list is a little wider than one of its items; what stands above any single test comes after it.
      return Math.max(...condition.operands.map(rank)) + 0.5
    case 'not':
      return 10 + rank(condition.operand) / 100
    case 'predicate':
      return condition.test.kind === 'matches'
        ? shapeRanks[shapeOf(condition.test.pattern).shape]
        : testRanks[condition.test.kind]
    case 'keyword':
      return 6
    case 'always':
    case 'never':
      return 0
  }
}

/** An equivalent condition with the operands of every AND sorted by rank, equals in the author's order. */
export function arrange(condition: Condition): Condition {
  switch (condition.kind) {
    case 'and': {
      const ranked = condition.operands.map((operand) => ({
        operand: arrange(operand),
        rank: rank(operand),
      }))
      return {
        ...condition,
        operands: ranked.toSorted((a, b) => a.rank - b.rank).map(({ operand }) => operand),
      }
    }
    case 'or':
      return { ...condition, operands: condition.operands.map(arrange) }
    case 'not':
      return { ...condition, operand: arrange(condition.operand) }
    case 'predicate':
    case 'keyword':
    case 'always':
    case 'never':
      return condition
  }
}

/** The conjuncts of a condition: none of one that is always true. */
export const conjunctsOf = (condition: Condition): readonly Condition[] =>
  condition.kind === 'and' ? condition.operands : condition.kind === 'always' ? [] : [condition]
