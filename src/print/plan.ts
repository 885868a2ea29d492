/** Puts conditions into the order that a reader and an engine like best: the narrowest first. */
import type { And, Condition, Or, Test } from '../ast/nodes.js'
import { shapeOf, type Shape } from '../ast/pattern.js'
import { mapOperands } from '../ast/visit.js'

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

/** All of an event is searched. */
const keywordRank = 6

/** A field of this name is any field of an event, in languages that have a sign for it. */
export const anyField = '*'

/** How many events a condition is likely to let through, as a rank: the lower the fewer. */
function rank(condition: Condition): number {
  switch (condition.kind) {
    case 'and':
      return condition.operands.reduce((least, operand) => Math.min(least, rank(operand)), Infinity)
    case 'or':
      // A list is a little wider than one of its items; what stands above any single test comes after it.
      return (
        condition.operands.reduce((most, operand) => Math.max(most, rank(operand)), -Infinity) + 0.5
      )
    case 'not':
      return 10 + rank(condition.operand) / 100
    case 'predicate':
      if (condition.field.name === anyField) return keywordRank
      return condition.test.kind === 'matches'
        ? shapeRanks[shapeOf(condition.test.pattern).shape]
        : testRanks[condition.test.kind]
    case 'keyword':
      return keywordRank
    case 'always':
    case 'never':
      return 0
  }
}

/**
 * An equivalent condition with the operands of every AND sorted by rank, equals in the author's order; the same object
 * where they stand so already.
 */
export function arrange(condition: Condition): Condition {
  switch (condition.kind) {
    case 'and':
      return sortByRank(mapOperands(condition, arrange))
    case 'or':
      return mapOperands(condition, arrange)
    case 'not': {
      const operand = arrange(condition.operand)
      return operand === condition.operand ? condition : { ...condition, operand }
    }
    case 'predicate':
    case 'keyword':
    case 'always':
    case 'never':
      return condition
  }
}

function sortByRank(group: And | Or): Condition {
  const ranked = group.operands.map((operand) => ({ operand, rank: rank(operand) }))
  if (ranked.every((each, index) => index === 0 || ranked[index - 1]!.rank <= each.rank)) {
    return group
  }
  const sorted = ranked.toSorted((a, b) => a.rank - b.rank)
  return { ...group, operands: sorted.map(({ operand }) => operand) }
}

/** The conjuncts of a condition: none of one that is always true. */
export const conjunctsOf = (condition: Condition): readonly Condition[] =>
  condition.kind === 'and' ? condition.operands : condition.kind === 'always' ? [] : [condition]
