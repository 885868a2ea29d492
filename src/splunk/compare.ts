/** Comparisons of `where` between computed values. */
import { and, or, predicate, simplify } from '../ast/build.js'
import type { Condition, Predicate, SameAs, Test } from '../ast/nodes.js'
import { pattern } from '../ast/pattern.js'
import { casesIn, constantOf } from './cases.js'
import type { Computed } from './lineage.js'
import { turned, type Operator } from './search.js'
import { placed, testValue, type Place } from './test-value.js'
import { nothing, ofPresent, opposite, type Truth } from './truth.js'
import { decimal } from './values.js'

const orders = { '<': 'lt', '<=': 'lte', '>': 'gt', '>=': 'gte' } as const

/** A comparison of `where`: of numbers where both sides are some, else of texts, with regard to case. */
export function compare(operator: Operator, left: Computed, right: Computed, place: Place): Truth {
  if (operator === '!=') return opposite(compare('=', left, right, place))
  const text = constantOf(right)
  if (text !== undefined) return compareText(operator, left, text, place)
  if (constantOf(left) !== undefined) return compare(turned[operator], right, left, place)
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
      const swapped = side === left ? operator : turned[operator]
      const each = casesIn(side).map(({ when, value }) => ({
        when,
        truth: compare(swapped, value, other, place),
      }))
      return {
        yes: simplify(or(each.map(({ when, truth }) => and([when, truth.yes])))),
        no: simplify(or(each.map(({ when, truth }) => and([when, truth.no])))),
      }
    }
  }
  const blamed = [left, right].find(({ kind }) => kind !== 'event') ?? left
  if (blamed.kind === 'event') place.refuse('compared with another field by its order')
  else testValue(blamed, { kind: 'matches', pattern: [], cased: true }, place)
  place.refuse('compared with another field')
  return nothing
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

function compareText(operator: Operator, value: Computed, text: string, place: Place): Truth {
  const there = (): Condition => testValue(value, { kind: 'exists' }, place)
  if (operator === '=' || operator === '==') {
    const isNumber = decimal.test(text)
    const test: Test = {
      kind: 'matches',
      pattern: pattern(text),
      cased: !isNumber,
      ...(isNumber ? { written: 'number' } : {}),
      ...placed(place.span),
    }
    return ofPresent(testValue(value, test, place), there())
  }
  if (operator === '!=') return opposite(compareText('=', value, text, place))
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
