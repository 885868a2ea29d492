/** The entries of a selection: a key, and the values any or all of which are asked for. */
import type { Condition, Keyword, Not, Predicate } from '../../src/ast/nodes.js'
import { list, quoted, type Yaml } from '../../src/print/yaml.js'
import { dashVariants } from '../../src/sigma/windash.js'
import { printSigmaString } from '../../src/sigma/values.js'
import { affixOf, formOf, formOfKeyword, type Form } from './forms.js'

/** One entry before its values are joined with those of others. The name is empty of keywords. */
export interface Item {
  readonly name: string
  readonly modifiers: readonly string[]
  /** At least one; alternatives, unless all are required. */
  readonly values: readonly Yaml[]
  readonly all?: true
  /** What it says. */
  readonly conditions: readonly Condition[]
}

export type Leaf = Predicate | Keyword

export const isLeaf = (condition: Condition): condition is Leaf =>
  condition.kind === 'predicate' || condition.kind === 'keyword'

/** The entry that says what the condition says; undefined where one entry cannot. */
export function itemOf(condition: Condition): Item | undefined {
  if (isLeaf(condition)) return itemOfForm(condition, formOfLeaf(condition))
  if (condition.kind === 'not') return absent(condition)
  return condition.kind === 'or' ? alternatives(alternativesOf(condition)) : undefined
}

const formOfLeaf = (leaf: Leaf): Form =>
  leaf.kind === 'keyword' ? formOfKeyword(leaf) : formOf(leaf)

const nameOf = (leaf: Leaf): string => (leaf.kind === 'keyword' ? '' : leaf.field.name)

const itemOfForm = (leaf: Leaf, { modifiers, value }: Form): Item => ({
  name: nameOf(leaf),
  modifiers,
  values: [value],
  conditions: [leaf],
})

/** That a field does not exist has a value of its own. */
function absent(condition: Not): Item | undefined {
  const { operand } = condition
  if (operand.kind !== 'predicate' || operand.test.kind !== 'exists') return undefined
  const { name } = operand.field
  return { name, modifiers: ['exists'], values: [false], conditions: [condition] }
}

/** Operands of operands of the same kind are its own. */
export const alternativesOf = (condition: Condition): readonly Condition[] =>
  condition.kind === 'or' ? condition.operands.flatMap(alternativesOf) : [condition]

/** Leaves of one field with the same modifiers are a list of values. */
function alternatives(operands: readonly Condition[]): Item | undefined {
  const leaves = operands.flatMap((operand) => (isLeaf(operand) ? [operand] : []))
  const [first] = leaves
  if (first === undefined || leaves.length < operands.length) return undefined
  const all = leaves.map(formOfLeaf)
  const name = nameOf(first)
  const modifiers = all[0]?.modifiers ?? []
  const isAlike = leaves.every(
    (leaf, index) =>
      leaf.kind === first.kind &&
      nameOf(leaf) === name &&
      all[index]?.modifiers.join('|') === modifiers.join('|'),
  )
  if (!isAlike) return undefined
  const bases = name === '' ? undefined : dashBases(all)
  return bases === undefined
    ? { name, modifiers, values: all.map(({ value }) => value), conditions: leaves }
    : { name, modifiers: [...modifiers, 'windash'], values: bases, conditions: leaves }
}

/** The values of which `windash` makes exactly these; undefined where it makes others, or no more of them. */
function dashBases(all: readonly Form[]): readonly Yaml[] | undefined {
  const written = all.map(({ pattern }) =>
    pattern === undefined ? undefined : printSigmaString(pattern),
  )
  const bases: Yaml[] = []
  for (let at = 0; at < all.length;) {
    const base = all[at]?.pattern
    const variants = base === undefined ? undefined : dashVariants(base)
    if (base === undefined || variants === undefined || typeof variants === 'number')
      return undefined
    if (!variants.every((variant, index) => printSigmaString(variant) === written[at + index])) {
      return undefined
    }
    bases.push(quoted(printSigmaString(affixOf(base).inner)))
    at += variants.length
  }
  return bases.length < all.length ? bases : undefined
}

/** The key of an entry. `all` stands before what makes variants of each value. */
export function keyOf({ name, modifiers, all }: Item): string {
  const at = modifiers.at(-1) === 'windash' ? modifiers.length - 1 : modifiers.length
  const before = modifiers.slice(0, at)
  return [name, ...before, ...(all === undefined ? [] : ['all']), ...modifiers.slice(at)].join('|')
}

/** One value as it is, several as a list. */
export const valuesOf = (values: readonly Yaml[]): Yaml =>
  values.length === 1 && values[0] !== undefined ? values[0] : list(values)
