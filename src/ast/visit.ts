/** The one table of children; every walk and rewrite of the tree derives from it. */
import type { And, Condition, Node, NodeOf, Or } from './nodes.js'

/** The properties of a node that hold nodes. */
type ChildKeys<N> = {
  [P in keyof N]-?: NonNullable<N[P]> extends Node | readonly Node[] ? P : never
}[keyof N]

/** For each kind, the properties that hold its children, in reading order. A new kind must be added to compile. */
export const childrenOf: { readonly [K in Node['kind']]: readonly ChildKeys<NodeOf<K>>[] } = {
  and: ['operands'],
  or: ['operands'],
  not: ['operand'],
  predicate: ['field', 'test'],
  keyword: ['test'],
  always: [],
  never: [],
  field: [],
  matches: [],
  regex: [],
  compare: [],
  cidr: [],
  exists: [],
  isNull: [],
  sameAs: ['field'],
  datePart: [],
  inList: [],
  placeholder: [],
}

type Slots = Readonly<Record<string, Node | readonly Node[] | undefined>>

// The one place that reads children by name; the table's type guarantees that the names hold nodes.
const slotsOf = (node: Node): Slots => node as unknown as Slots
const keysOf = (node: Node): readonly string[] => childrenOf[node.kind]

/** The children of a node, in reading order. */
export const children = (node: Node): readonly Node[] =>
  keysOf(node).flatMap((key) => slotsOf(node)[key] ?? [])

/** Calls `enter` for the node and everything below it, parents first. */
export function walk(node: Node, enter: (node: Node) => void): void {
  enter(node)
  for (const key of keysOf(node)) {
    const slot = slotsOf(node)[key]
    if (Array.isArray(slot)) for (const child of slot as readonly Node[]) walk(child, enter)
    else if (slot !== undefined) walk(slot as Node, enter)
  }
}

/** A copy with every child replaced by what `map` makes of it; the same object where nothing changed. */
export function mapChildren<N extends Node>(node: N, map: <C extends Node>(child: C) => C): N {
  let changed = false
  const replaced: Record<string, Node | readonly Node[]> = {}
  for (const key of keysOf(node)) {
    const slot = slotsOf(node)[key]
    if (slot === undefined) continue
    const mapped = Array.isArray(slot) ? (slot as readonly Node[]).map(map) : map(slot as Node)
    replaced[key] = mapped
    changed ||= Array.isArray(slot)
      ? (slot as readonly Node[]).some(
          (child, index) => child !== (mapped as readonly Node[])[index],
        )
      : slot !== mapped
  }
  return changed ? { ...node, ...replaced } : node
}

/** The group with each operand replaced by what `map` makes of it; the same object where nothing changed. */
export function mapOperands(group: And | Or, map: (operand: Condition) => Condition): And | Or {
  const operands = group.operands.map(map)
  if (isSameList(operands, group.operands)) return group
  const { kind, span } = group
  return span === undefined ? { kind, operands } : { kind, operands, span }
}

/** Whether two lists hold the same objects in the same order. */
export const isSameList = <T>(left: readonly T[], right: readonly T[]): boolean =>
  left.length === right.length && left.every((item, index) => item === right[index])

/** Whether a part of an expression stands under an even or an odd number of negations. */
export type Polarity = 'positive' | 'negative'

export const opposite = (polarity: Polarity): Polarity =>
  polarity === 'positive' ? 'negative' : 'positive'

/**
 * Rewrites a condition from the leaves up. `leaf` gets every condition that has no operands, with the polarity of its
 * place; conditions with operands are rebuilt around what it returns, and stay the same object where nothing changed.
 */
export function rewriteLeaves(
  condition: Condition,
  leaf: (leaf: Leaf, polarity: Polarity) => Condition,
  polarity: Polarity = 'positive',
): Condition {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return mapOperands(condition, (operand) => rewriteLeaves(operand, leaf, polarity))
    case 'not': {
      const operand = rewriteLeaves(condition.operand, leaf, opposite(polarity))
      return operand === condition.operand ? condition : { ...condition, operand }
    }
    case 'predicate':
    case 'keyword':
    case 'always':
    case 'never':
      return leaf(condition, polarity)
  }
}

/** A condition without operands. */
export type Leaf = Exclude<Condition, { readonly kind: 'and' | 'or' | 'not' }>
