/** Conditions as selections: maps, all of whose entries have to hold, and lists, any of whose parts has to. */
import type { Condition } from '../../src/ast/nodes.js'
import { list, map, type Yaml, type YamlMap } from '../../src/print/yaml.js'
import { alternativesOf, isLeaf, itemOf, keyOf, valuesOf, type Item } from './items.js'

/** The entries that conjuncts can be, and the conjuncts that cannot. */
export interface Sorted {
  readonly items: readonly Item[]
  readonly keywords: readonly Item[]
  readonly rest: readonly Condition[]
}

/**
 * The selection that says what the condition says; undefined where no single one can, as it has a negation inside or
 * asks for two lists of the same field.
 */
export function selectionOf(condition: Condition): Yaml | undefined {
  if (condition.kind === 'or') {
    const item = itemOf(condition)
    return item === undefined ? listOf(condition.operands) : alone([item])
  }
  const sorted = sortConjuncts(conjunctsOf(condition))
  const [only, ...others] = sorted.rest.length > 0 ? [] : mapsOf(sorted)
  return only === undefined || others.length > 0 ? undefined : alone(only)
}

/** Operands of operands of the same kind are its own. */
export const conjunctsOf = (condition: Condition): readonly Condition[] =>
  condition.kind === 'and' ? condition.operands.flatMap(conjunctsOf) : [condition]

/** Which conjuncts are entries of maps, and which are not. */
export function sortConjuncts(conjuncts: readonly Condition[]): Sorted {
  const items: Item[] = []
  const keywords: Item[] = []
  const rest: Condition[] = []
  for (const conjunct of conjuncts) {
    const item = itemOf(conjunct)
    if (item === undefined) rest.push(conjunct)
    else if (item.name === '') keywords.push(item)
    else items.push(item)
  }
  return { items, keywords, rest }
}

/** Maps of entries: in none of them does a key stand twice, nor a keyword beside anything. */
export const mapsOf = ({ items, keywords }: Sorted): readonly (readonly Item[])[] => [
  ...withoutClashes(items),
  ...withoutClashes(keywords).flatMap((together) => together.map((item) => [item])),
]

/**
 * Single values with the same key are one entry, `|all`. A list whose key is taken goes into a further map; single values
 * come first, so that the first map says as much as it can.
 */
function withoutClashes(items: readonly Item[]): readonly (readonly Item[])[] {
  const entries = joinSingles(items)
  const taken = new Set(entries.filter(({ values, all }) => values.length === 1 || all).map(keyOf))
  const counts = new Map<string, number>()
  const maps: Item[][] = []
  for (const entry of entries) {
    const key = keyOf(entry)
    const isList = entry.values.length > 1 && entry.all === undefined
    const at = isList ? (counts.get(key) ?? (taken.has(key) ? 1 : 0)) : 0
    if (isList) counts.set(key, at + 1)
    for (let index = maps.length; index <= at; index++) maps.push([])
    maps[at]?.push(entry)
  }
  return maps.filter(({ length }) => length > 0)
}

/** Each entry at its place, single values of the same key at that of the first. */
function joinSingles(items: readonly Item[]): readonly Item[] {
  const singles = new Map<string, Item[]>()
  const order = new Set<string | Item>()
  for (const item of items) {
    const key = keyOf(item)
    const known = singles.get(key)
    if (item.values.length > 1) order.add(item)
    else {
      order.add(key)
      if (known === undefined) singles.set(key, [item])
      else known.push(item)
    }
  }
  return [...order].flatMap((entry) =>
    typeof entry === 'string' ? joined(singles.get(entry) ?? []) : [entry],
  )
}

function joined(items: readonly Item[]): readonly Item[] {
  const [first, ...others] = items
  if (first === undefined || others.length === 0) return items
  const values = items.flatMap((item) => item.values)
  return [{ ...first, values, conditions: items.flatMap((item) => item.conditions), all: true }]
}

/** A selection of these entries alone. Keywords without modifiers need no key. */
export function alone(items: readonly Item[]): Yaml {
  const [first] = items
  const isBare = items.length === 1 && first?.name === '' && keyOf(first) === ''
  return isBare ? list(first.values) : joinedMap(items)
}

/** Entries that can stand in one map. */
const joinedMap = (items: readonly Item[]): YamlMap =>
  map(items.map((item) => [keyOf(item), valuesOf(item.values)]))

/** A list of maps and keywords; alternatives on one field and of one form share a map. */
function listOf(operands: readonly Condition[]): Yaml | undefined {
  const parts: Condition[][] = []
  const groups = new Map<string, Condition[]>()
  for (const operand of operands.flatMap(alternativesOf)) {
    const item = isLeaf(operand) ? itemOf(operand) : undefined
    const key = item === undefined ? undefined : keyOf(item)
    const group = key === undefined ? undefined : groups.get(key)
    if (group === undefined) {
      const started = [operand]
      parts.push(started)
      if (key !== undefined) groups.set(key, started)
    } else group.push(operand)
  }
  const written = parts.map(partOf)
  return written.every((part) => part !== undefined) ? list(written.flat()) : undefined
}

/** A part of a list, or several where they are keywords. */
function partOf(operands: readonly Condition[]): readonly Yaml[] | undefined {
  const [first] = operands
  const selection =
    operands.length === 1 && first !== undefined
      ? selectionOf(first)
      : selectionOf({ kind: 'or', operands })
  if (selection === undefined) return undefined
  return typeof selection === 'object' && selection?.kind === 'list' ? selection.items : [selection]
}
