/** Comparisons of `where` between computed values. */
import { and, or, predicate, simplify } from '../ast/build.js'
import type { Condition, Predicate, SameAs, Test } from '../ast/nodes.js'
import { pattern } from '../ast/pattern.js'
import { casesIn } from './cases.js'
import { equalsNumber } from './equal-number.js'
import type { Computed, TextValue } from './lineage.js'
import { turned, type Operator } from './search.js'
import { placed, testValue, type Place } from './test-value.js'
import { nothing, ofPresent, opposite, type Truth } from './truth.js'
import { decimal } from './values.js'

/** The place of a comparison, and of either side, for what is said of that. */
export interface Compared extends Place {
  readonly sides?: { readonly left: Place; readonly right: Place }
}

const blaming = (place: Compared, side: 'left' | 'right'): Place => ({
  ...place,
  refuse: place.sides?.[side].refuse ?? place.refuse,
})

const orders = { '<': 'lt', '<=': 'lte', '>': 'gt', '>=': 'gte' } as const

/** A comparison of `where`: of numbers where both sides are some, else of texts, with regard to case. */
export function compare(
  operator: Operator,
  left: Computed,
  right: Computed,
  place: Compared,
): Truth {
  if (operator === '!=') return opposite(compare('=', left, right, place))
  if (right.kind === 'text') return compareText(operator, left, right, blaming(place, 'left'))
  if (left.kind === 'text') {
    return compareText(turned[operator], right, left, blaming(place, 'right'))
  }
  if (left.kind === 'null' || right.kind === 'null') return nothing
  if (operator === '=' || operator === '==') {
    const same = sameValues(left, right, 'equals', place)
    if (same !== undefined) {
      // Values that both are numbers are compared as such.
      place.marks(same.leaf, 'number')
      return same
    }
    const ofPiece = samePiece(left, right, place) ?? samePiece(right, left, place)
    if (ofPiece !== undefined) return ofPiece
  }
  for (const [side, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (side.kind === 'cases' || side.kind === 'filled') {
      const isLeft = side === left
      const each = casesIn(side).map(({ when, value }) => ({
        when,
        truth: isLeft
          ? compare(operator, value, other, place)
          : compare(operator, other, value, place),
      }))
      return {
        yes: simplify(or(each.map(({ when, truth }) => and([when, truth.yes])))),
        no: simplify(or(each.map(({ when, truth }) => and([when, truth.no])))),
      }
    }
  }
  refuseFields(operator, left, right, place)
  return nothing
}

/** Whether no condition on an event tells what a value is. */
const isBeyond = ({ kind }: Computed): boolean =>
  ['opaque', 'measure', 'usual', 'time'].includes(kind)

/** Two fields are only compared as they are, or one with the first or last piece of another. */
function refuseFields(operator: Operator, left: Computed, right: Computed, place: Compared): void {
  const isLeft =
    isBeyond(left) || (!isBeyond(right) && left.kind !== 'event') || right.kind === 'event'
  const blamed = isLeft ? left : right
  const { refuse } = blaming(place, isLeft ? 'left' : 'right')
  if (isBeyond(blamed)) {
    testValue(blamed, { kind: 'matches', pattern: [], cased: true }, { ...place, refuse })
    return
  }
  const several = blamed.kind === 'any' ? 'of which a group may have several' : undefined
  const what = 'what' in blamed ? (blamed.what ?? several) : several
  const isEqual = operator === '=' || operator === '=='
  const why = `compared with another field${isEqual ? '' : ' by its order'}`
  refuse(what === undefined ? why : `${what}, ${why}`)
}

/** Whether the first or last piece of a field is what another holds: then it starts or ends with that. */
function samePiece(piece: Computed, other: Computed, place: Place): Truth | undefined {
  if (piece.kind !== 'part' || (piece.index !== 0 && piece.index !== -1)) return undefined
  const relation = piece.index === 0 ? 'startswith' : 'endswith'
  const same = sameValues(piece.of, other, relation, place)
  if (same !== undefined) {
    place.marks(same.leaf, 'piece')
    place.marks(same.leaf, 'number')
  }
  return same
}

/** Whether two fields of an event stand so to each other. */
export function sameValues(
  left: Computed,
  right: Computed,
  relation: SameAs['relation'],
  place: Place,
): (Truth & { readonly leaf: Predicate }) | undefined {
  if (left.kind !== 'event' || right.kind !== 'event' || left.fold !== right.fold) return undefined
  const test: Test = {
    kind: 'sameAs',
    field: right.field,
    relation,
    cased: left.fold === undefined,
    ...placed(place.span),
  }
  place.reads?.('computed')
  const there = [left, right].map((value) => testValue(value, { kind: 'exists' }, place))
  const leaf = predicate(left.field, test, place.span)
  return { ...ofPresent(leaf, and(there, place.span)), leaf }
}

function compareText(
  operator: Operator,
  value: Computed,
  constant: TextValue,
  place: Place,
): Truth {
  const { text, isNumber } = constant
  const there = (): Condition => testValue(value, { kind: 'exists' }, place)
  if (operator === '=' || operator === '==') {
    if (isNumber) return ofPresent(equalsNumber(value, text, place), there())
    const isDecimal = decimal.test(text)
    const test: Test = {
      kind: 'matches',
      pattern: pattern(text),
      cased: !isDecimal,
      ...(isDecimal ? { written: 'number' } : {}),
      ...placed(place.span),
    }
    return ofPresent(testValue(value, test, place), there())
  }
  if (operator === '!=') return opposite(compareText('=', value, constant, place))
  if (!decimal.test(text)) {
    place.refuse('compared by the order of texts')
    return nothing
  }
  const test: Test = {
    kind: 'compare',
    operator: orders[operator],
    value: text,
    ...placed(place.span),
  }
  return ofPresent(testValue(value, test, place), there())
}
