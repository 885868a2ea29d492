/** Trees as lines, for tests of the readers. */
import type { Condition } from '../../src/ast/nodes.js'
import type { Leaf } from '../../src/ast/visit.js'

type Asked = Exclude<Leaf, { readonly kind: 'always' | 'never' }>

/** Every group in brackets, and each leaf as `showLeaf` has it: `(a=1 & !(b=2 | c=x))`. */
export function showTree(condition: Condition, showLeaf: (leaf: Asked) => string): string {
  const show = (node: Condition): string => showTree(node, showLeaf)
  switch (condition.kind) {
    case 'and':
      return `(${condition.operands.map(show).join(' & ')})`
    case 'or':
      return `(${condition.operands.map(show).join(' | ')})`
    case 'not':
      return `!${show(condition.operand)}`
    case 'predicate':
    case 'keyword':
      return showLeaf(condition)
    case 'always':
    case 'never':
      return condition.kind
  }
}
