/** Whether one condition follows from another, as far as the shapes of both tell. */
import type { Condition, Field, Keyword, Matches, Predicate, Test } from './nodes.js'
import { always, and, fingerprint, never, not, or } from './build.js'
import {
  containing,
  isAny,
  isOne,
  isRun,
  mindsCase,
  type Pattern,
  type PatternPart,
} from './pattern.js'

/** Every `and` has several ways to imply an `or`: how many pairs of conditions are compared before nobody knows. */
const maxPairs = 200_000

/** Whether every event that passes `strong` passes `weak`. False also means that it cannot be told. */
export const implies = (strong: Condition, weak: Condition): boolean => implying(strong)(weak)

/** What follows from a condition, as {@link implies} tells it, asked of several. */
export function implying(strong: Condition): (weak: Condition) => boolean {
  const known = ofTests(strong, false)
  return (weak) => followsFrom(known, ofTests(weak, false))
}

function followsFrom(strong: Condition, weak: Condition): boolean {
  let left = maxPairs

  const follows = (from: Condition, to: Condition): boolean => {
    if (--left < 0) return false
    if (to.kind === 'always' || from.kind === 'never') return true
    if (from.kind === 'or') return from.operands.every((operand) => follows(operand, to))
    if (to.kind === 'and') return to.operands.every((operand) => follows(from, operand))
    if (to.kind === 'or' && to.operands.some((operand) => follows(from, operand))) return true
    if (from.kind === 'and') return from.operands.some((operand) => follows(operand, to))
    if (from.kind === 'not' && to.kind === 'not') return follows(to.operand, from.operand)
    return isLeaf(from) && isLeaf(to) && leafImplies(from, to)
  }

  return follows(strong, weak)
}

/** The condition, or its negation, with negations of tests alone; what is missing is what does not exist. */
function ofTests(condition: Condition, isNegated: boolean): Condition {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const operands = condition.operands.map((operand) => ofTests(operand, isNegated))
      return (condition.kind === 'and') === isNegated ? or(operands) : and(operands)
    }
    case 'not':
      return ofTests(condition.operand, !isNegated)
    case 'predicate':
      return condition.test.kind === 'isNull'
        ? ofTests({ ...condition, test: { kind: 'exists' } }, !isNegated)
        : isNegated
          ? not(condition)
          : condition
    case 'keyword':
      return isNegated ? not(condition) : condition
    case 'always':
      return isNegated ? never : condition
    case 'never':
      return isNegated ? always : condition
  }
}

type Leaf = Predicate | Keyword

const isLeaf = (condition: Condition): condition is Leaf =>
  condition.kind === 'predicate' || condition.kind === 'keyword'

function leafImplies(from: Leaf, to: Leaf): boolean {
  if (from.kind === 'keyword') {
    return to.kind === 'keyword' && testImplies(anywhere(from.test), anywhere(to.test))
  }
  if (to.kind === 'keyword') {
    // The text of a part is somewhere in the whole value; where that starts and ends, a part does not tell.
    const isWhole = from.field.part === undefined || to.test.kind === 'matches'
    return isWhole && testImplies(from.test, anywhere(to.test))
  }
  if (!isSameField(from.field, to.field)) {
    // Two fields that are compared are both there.
    return (
      asksNothing(to.test) && from.test.kind === 'sameAs' && isSameField(from.test.field, to.field)
    )
  }
  return asksNothing(to.test) || testImplies(from.test, to.test)
}

/** Whether any value will do. */
const asksNothing = (test: Test): boolean =>
  test.kind === 'exists' || (test.kind === 'matches' && isAny(test.pattern))

/** What a keyword looks for, as a test of the value that holds it. */
const anywhere = (test: Test): Test =>
  test.kind === 'matches' ? { ...test, pattern: containing(test.pattern) } : test

const isSameField = (left: Field, right: Field): boolean =>
  left.name === right.name && left.part === right.part

const testImplies = (from: Test, to: Test): boolean =>
  from.kind === 'matches' && to.kind === 'matches'
    ? isWithin(from, to)
    : fingerprint(from) === fingerprint(to)

/** Whether every text of the first pattern is of the second. A value without letters is the same in every case. */
function isWithin(from: Matches, to: Matches): boolean {
  const minds = to.cased && mindsCase(to.pattern)
  if (minds && !from.cased) return false
  return covers(atomsOf(to.pattern, minds), atomsOf(from.pattern, minds))
}

const atomsOf = (value: Pattern, cased: boolean): readonly PatternPart[] =>
  value.flatMap((part): readonly PatternPart[] =>
    typeof part === 'string'
      ? Array.from(part, (character) => (cased ? character : character.toLowerCase()))
      : [part],
  )

/** As a text is matched with a pattern, but that the text has wildcards too: only a run takes a run. */
function covers(wide: readonly PatternPart[], narrow: readonly PatternPart[]): boolean {
  let at = 0
  let place = 0
  let retryAt = -1
  let retryPlace = 0
  while (place < narrow.length) {
    const asked = wide[at]
    const given = narrow[place]
    if (isRun(asked)) {
      retryAt = ++at
      retryPlace = place
    } else if (asked !== undefined && (isOne(asked) ? !isRun(given) : asked === given)) {
      at++
      place++
    } else if (retryAt >= 0) {
      at = retryAt
      place = ++retryPlace
    } else return false
  }
  while (isRun(wide[at])) at++
  return at === wide.length
}
