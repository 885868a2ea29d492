/** A condition taken apart into selections, and a phrase that joins them. */
import { and, fingerprint, or } from '../../src/ast/build.js'
import type { Condition, Selection } from '../../src/ast/nodes.js'
import type { Yaml } from '../../src/print/yaml.js'
import { alternativesOf, itemOf, type Item } from './items.js'
import { wantedName, type Role } from './names.js'
import {
  alone,
  conjunctsOf,
  mapsOf,
  selectionOf,
  sortConjuncts,
  type Sorted,
} from './selections.js'

/** A selection that is not named yet. */
export interface Slot {
  readonly kind: 'slot'
  /** The author's name, or the name that it should have. */
  readonly name: string
  /** Of one that its author named: where it stands among the others. */
  readonly at?: number
  readonly value: Yaml
}

/** Selections, joined. */
export type Phrase =
  | Slot
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Phrase[] }
  | { readonly kind: 'not'; readonly operand: Phrase }

/** The phrase of a condition, in selections of our own. */
export const phraseOf = (condition: Condition): Phrase => phrase(condition, 'selection')

function phrase(condition: Condition, role: Role): Phrase {
  const value = selectionOf(condition)
  if (value !== undefined) return slot(condition, value, role)
  switch (condition.kind) {
    case 'and':
      return conjunction(condition, role)
    case 'or':
      return disjunction(condition, role)
    case 'not':
      return { kind: 'not', operand: disjunction(condition.operand, 'filter_main') }
    case 'predicate':
    case 'keyword':
    case 'always':
    case 'never':
      throw new Error(`a selection cannot say '${condition.kind}'`)
  }
}

const slot = (condition: Condition, value: Yaml, role: Role): Slot => ({
  kind: 'slot',
  name: wantedName(condition, role),
  value,
})

const join = (kind: 'and' | 'or', operands: readonly Phrase[]): Phrase =>
  operands.length === 1 && operands[0] !== undefined ? operands[0] : { kind, operands }

/**
 * What can stand together in a map does, by what its fields are about where there are other selections besides; what is
 * left out comes last, as one.
 */
function conjunction(condition: Condition, role: Role): Phrase {
  const sorted = sortConjuncts(conjunctsOf(condition))
  const nested: Phrase[] = []
  const negated: Condition[] = []
  for (const conjunct of sorted.rest) {
    if (conjunct.kind === 'not') negated.push(...alternativesOf(conjunct.operand))
    else nested.push(phrase(conjunct, role))
  }
  const together = mapsOf(sorted)
  const maps = together.length + nested.length < 2 ? together : byConcept(sorted, role)
  const positive: readonly Phrase[] = [
    ...maps.map((items) => slot(conditionOf(items), alone(items), role)),
    ...nested,
  ]
  const left: Phrase[] =
    negated.length === 0 ? [] : [{ kind: 'not', operand: disjunction(or(negated), 'filter_main') }]
  return join('and', [...positive, ...left])
}

const conditionOf = (items: readonly Item[]): Condition =>
  and(items.flatMap(({ conditions }) => conditions))

function byConcept({ items, ...others }: Sorted, role: Role): readonly (readonly Item[])[] {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const name = wantedName(conditionOf([item]), role)
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [item])
    else group.push(item)
  }
  return [
    ...[...groups.values()].flatMap((group) => mapsOf({ items: group, keywords: [], rest: [] })),
    ...mapsOf({ ...others, items: [] }),
  ]
}

/** Of what is left out each alternative has a name; else those that can be are one list. */
function disjunction(condition: Condition, role: Role): Phrase {
  const operands = alternativesOf(condition)
  if (role === 'filter_main')
    return join(
      'or',
      alike(operands).map((part) => phrase(part, role)),
    )
  const [listed, others] = partition(operands, (operand) => selectionOf(operand) !== undefined)
  const list = listed.length === 0 ? [] : [phrase(or(listed), role)]
  return join('or', [...list, ...others.map((operand) => phrase(operand, role))])
}

/** Alternatives on one field and of one form stay together. */
function alike(operands: readonly Condition[]): readonly Condition[] {
  const whole = or(operands)
  return itemOf(whole) === undefined ? operands : [whole]
}

function partition<T>(items: readonly T[], isFirst: (item: T) => boolean): readonly [T[], T[]] {
  const first: T[] = []
  const second: T[] = []
  for (const item of items) (isFirst(item) ? first : second).push(item)
  return [first, second]
}

/**
 * The phrase of a condition in its author's selections, with others for what they do not hold; undefined where none of them
 * is inside.
 */
export function authorsPhrase(
  condition: Condition,
  selections: readonly Selection[],
): Phrase | undefined {
  const usable = selections.filter(({ name }) => isName(name))
  const same = new Map(usable.map((selection) => [selection.condition, selection]))
  const alikeBy = new Map(
    usable.toReversed().map((selection) => [fingerprint(selection.condition), selection]),
  )
  // One slot for each selection, however often the condition names it.
  const slots = new Map<Selection, Phrase>()

  const take = (selection: Selection): Phrase => {
    const known = slots.get(selection)
    if (known !== undefined) return known
    const { name } = selection
    const at = selections.indexOf(selection)
    const value = selectionOf(selection.condition)
    const taken: Phrase =
      value === undefined ? phraseOf(selection.condition) : { kind: 'slot', name, at, value }
    slots.set(selection, taken)
    return taken
  }

  /** Undefined where no selection is inside. */
  const find = (part: Condition): Phrase | undefined => {
    const selection = same.get(part) ?? alikeBy.get(fingerprint(part))
    if (selection !== undefined) return take(selection)
    if (part.kind === 'not') {
      const operand = find(part.operand)
      return operand && { kind: 'not', operand }
    }
    if (part.kind !== 'and' && part.kind !== 'or') return undefined
    const operands = part.operands.map((operand) => ({ operand, found: find(operand) }))
    if (operands.every(({ found }) => found === undefined)) return undefined
    return {
      kind: part.kind,
      operands: operands.map(({ operand, found }) => found ?? phraseOf(operand)),
    }
  }

  return find(condition)
}

/** Whether a condition can name it: the rule `name` of src/grammar/condition.ohm. */
const isName = (name: string): boolean =>
  /^[\p{L}0-9_.-]+$/u.test(name) && !/^(?:and|or|not|them|condition|timeframe)$/i.test(name)
