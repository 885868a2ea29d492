/** Computed values, case by case. */
import { always, not, predicate, simplify } from '../ast/build.js'
import type { Condition } from '../ast/nodes.js'
import type { Case, Computed } from './lineage.js'

/** The text of a value that is the same for all events. */
export const constantOf = (value: Computed): string | undefined =>
  value.kind === 'text' ? value.text : undefined

/** The value where it is there, and when that is. */
export const onlyCase = (value: Computed): Case => {
  const [only, ...more] = value.kind === 'cases' ? value.cases : []
  return only === undefined || more.length > 0 ? { when: always, value } : only
}

/** What a function makes of a value, case by case; undefined where it cannot be told of one of them. */
export function ofEach(
  value: Computed,
  make: (value: Computed) => Computed | undefined,
): Computed | undefined {
  if (value.kind !== 'cases' && value.kind !== 'filled') return make(value)
  const cases = casesIn(value).map((each) => {
    const made = ofEach(each.value, make)
    return made === undefined ? undefined : { when: each.when, value: made }
  })
  return cases.every((each) => each !== undefined) ? { kind: 'cases', cases } : undefined
}

/** The cases of a value that has some. */
export function casesIn(
  value: Extract<Computed, { readonly kind: 'cases' | 'filled' }>,
): readonly Case[] {
  if (value.kind === 'cases') return value.cases
  const there = predicate(value.of.field, { kind: 'exists' })
  return [
    { when: there, value: value.of },
    { when: not(there), value: { kind: 'text', text: value.text } },
  ]
}

/** Cases that can be: those that never hold are left out. */
export function casesOf(
  cases: readonly { readonly when: Condition; readonly value: Computed }[],
): Computed {
  const possible = cases
    .map(({ when, value }) => ({ when: simplify(when), value }))
    .filter(({ when }) => when.kind !== 'never')
  const [first] = possible
  if (first === undefined) return { kind: 'null' }
  return first.when.kind === 'always' ? first.value : { kind: 'cases', cases: possible }
}
