/** What the fields of an event have to be for a condition to be true, or for one of its tests to be broken. */
import type { Condition, Keyword, Predicate } from '../../src/ast/nodes.js'
import { evaluate, type Surroundings } from '../../src/ast/evaluate.js'
import { walk } from '../../src/ast/visit.js'
import type { Random } from '../fuzz/random.js'
import { mutated, sampleOf, sampleOfAll } from './samples.js'

/** Values by the names that the condition has for its fields; what is not there is missing. */
export type Values = Readonly<Record<string, unknown>>

/** A value as text. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)

/** A test that asks something of an event. */
export type Asking = Predicate | Keyword

/** The tests of a condition, in their order. */
export function testsOf(condition: Condition): readonly Asking[] {
  const found: Asking[] = []
  walk(condition, (node) => {
    if (node.kind === 'predicate' || node.kind === 'keyword') found.push(node)
  })
  return found
}

interface Choice {
  readonly leaf: Asking
  readonly wanted: boolean
}

/** The conditions that are around a leaf, and the leaf itself. */
function pathTo(condition: Condition, leaf: Asking): ReadonlySet<Condition> | undefined {
  if (condition === leaf) return new Set([condition])
  const operands =
    condition.kind === 'not'
      ? [condition.operand]
      : condition.kind === 'and' || condition.kind === 'or'
        ? condition.operands
        : []
  for (const operand of operands) {
    const path = pathTo(operand, leaf)
    if (path !== undefined) return new Set([condition, ...path])
  }
  return undefined
}

/** What each test has to come to for the condition to come to this: of alternatives one, that with the leaf. */
function choose(
  condition: Condition,
  wanted: boolean,
  path: ReadonlySet<Condition>,
  random: Random,
): readonly Choice[] {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const { operands } = condition
      const all = (condition.kind === 'and') === wanted
      const one =
        operands.find((operand) => path.has(operand)) ?? operands[random.below(operands.length)]
      const chosen = all ? operands : one === undefined ? [] : [one]
      return chosen.flatMap((operand) => choose(operand, wanted, path, random))
    }
    case 'not':
      return choose(condition.operand, !wanted, path, random)
    case 'predicate':
    case 'keyword':
      return [{ leaf: condition, wanted }]
    case 'always':
    case 'never':
      return []
  }
}

/** Where a keyword is put: a field that nothing else is about. */
export const keywordField = 'Extra'

const nameOf = (leaf: Asking): string =>
  leaf.kind === 'predicate' ? leaf.field.name : keywordField

function valuesOf(choices: readonly Choice[], random: Random, surroundings: Surroundings): Values {
  const byName = new Map<string, Choice[]>()
  for (const choice of choices) {
    const name = nameOf(choice.leaf)
    byName.set(name, [...(byName.get(name) ?? []), choice])
  }
  const values: Record<string, unknown> = {}
  for (const [name, asked] of byName) {
    const value = valueOf(asked, name, random, surroundings)
    if (value !== undefined) values[name] = value
  }
  for (const { leaf, wanted } of choices) {
    if (leaf.kind !== 'predicate' || leaf.test.kind !== 'sameAs') continue
    const { field: other } = leaf.test
    values[other.name] ??= 'shared value'
    const shared = textOf(values[other.name])
    if (wanted) values[leaf.field.name] = random.below(2) === 0 ? shared : shared.toUpperCase()
  }
  return values
}

/** A value that all of the choices want, or nearly; tried a few times. */
function valueOf(
  asked: readonly Choice[],
  name: string,
  random: Random,
  surroundings: Surroundings,
): unknown {
  const wanted = asked.filter((choice) => choice.wanted).map(({ leaf }) => leaf.test)
  const isPath = asked.some(
    ({ leaf }) => leaf.kind === 'predicate' && leaf.field.part === 'basename',
  )
  let value: string | undefined
  for (let attempt = 0; attempt < 6; attempt++) {
    value =
      wanted.length > 0
        ? sampleOfAll(wanted, random)
        : random.pick([undefined, 'some value', unlike(asked, random), unlike(asked, random)])
    if (isPath && value !== undefined) value = `C:\\some\\${value}`
    const event = value === undefined ? {} : { [name]: value }
    const isRight = asked.every((choice) => holds(choice, event, surroundings))
    if (isRight) return value
  }
  return value
}

const holds = ({ leaf, wanted }: Choice, event: Values, surroundings: Surroundings): boolean => {
  if (leaf.kind === 'predicate' && leaf.test.kind === 'sameAs') return true
  return evaluate(leaf, event, surroundings) === wanted
}

/** Something that a test nearly takes. */
const unlike = ([first]: readonly Choice[], random: Random): string | undefined => {
  if (first === undefined) return undefined
  const value = mutated(sampleOf(first.leaf.test, random), random)
  return typeof value === 'string' ? value : undefined
}

/** Events of a condition: of some of its tests a hit each, and around it near misses, and one test broken at a time. */
export function eventsOf(
  condition: Condition,
  count: number,
  random: Random,
  surroundings: Surroundings,
): readonly Values[] {
  const leaves = testsOf(condition)
  const events: Values[] = [{}]
  if (leaves.length === 0) return events
  const start = random.below(leaves.length)
  for (let turn = 0; events.length < count; turn++) {
    const leaf = leaves[(start + turn) % leaves.length]!
    const path = pathTo(condition, leaf) ?? new Set()
    const choices = choose(condition, true, path, random)
    const hit = valuesOf(choices, random, surroundings)
    const name = nameOf(leaf)
    events.push(
      hit,
      without(hit, name, mutated(hit[name], random)),
      without(hit, name, mutated(hit[name], random)),
      valuesOf(
        choices.map((choice) => (choice.leaf === leaf ? { leaf, wanted: !choice.wanted } : choice)),
        random,
        surroundings,
      ),
    )
    const names = Object.keys(hit)
    const other = names[random.below(names.length)] ?? name
    events.push(without(hit, other, mutated(hit[other], random)))
  }
  return events.slice(0, count)
}

/** The event with several values in a field: the one that it has among others that are nearly it, or these alone. */
export function withSeveral(values: Values, name: string, random: Random): Values {
  const value = values[name]
  if (typeof value !== 'string' || value === '') return values
  const others = [mutated(value, random), mutated(value, random)].filter(
    (other) => typeof other === 'string' && other !== '' && other !== value,
  )
  const all =
    random.below(3) === 0 ? others : random.below(2) === 0 ? [value, ...others] : [...others, value]
  return all.length < 2 ? values : { ...values, [name]: all }
}

function without(values: Values, name: string, value: unknown): Values {
  const { [name]: _, ...rest } = values
  return value === undefined ? rest : { ...rest, [name]: value }
}
