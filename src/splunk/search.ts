/** Search text as a tree of what was written: offsets are of the text, nothing is decoded, groups are kept. */
import grammar from '#grammar/search'
import { makeParser, type Node, type Parsed } from '../grammar/parse.js'

interface Placed {
  readonly start: number
  readonly end: number
}

/** A literal. `text` is what stands between the quotes or brackets, its escapes not undone. */
export interface SearchValue extends Placed {
  readonly kind: 'quoted' | 'bare' | 'CASE' | 'TERM'
  readonly text: string
}

/** An operator of comparisons as written. */
export type Operator = '=' | '==' | '!=' | '<' | '<=' | '>' | '>='

/** A comparison of a field with a literal. */
export interface Comparison extends Placed {
  readonly kind: 'comparison'
  readonly field: SearchValue
  readonly operator: Operator
  readonly value: SearchValue
}

/** `field IN (…)`. */
export interface InValues extends Placed {
  readonly kind: 'in'
  readonly field: SearchValue
  readonly values: readonly SearchValue[]
  /** Whether exactly one comma stands between two values and none elsewhere. */
  readonly tidy: boolean
}

/** Operands that AND, said or implied, or OR joins. */
export interface SearchGroup extends Placed {
  readonly kind: 'and' | 'or'
  readonly operands: readonly SearchNode[]
}

export type SearchNode =
  | SearchGroup
  | (Placed & { readonly kind: 'not' | 'group'; readonly operand: SearchNode })
  | Comparison
  | InValues
  | (Placed & { readonly kind: 'term'; readonly value: SearchValue })
  | (Placed & { readonly kind: 'subsearch' })

/** Longer expressions are not read: ohm takes some 40 µs and 10 kB a value. */
export const maxLength = 200_000
export const maxDepth = 100

/** Parses search text; undefined is the empty search. */
export const parseSearch: (text: string) => Parsed<SearchNode | undefined> = makeParser(
  grammar,
  (semantics) => {
    semantics.addOperation<SearchValue>('value', {
      quoted(_open, characters, _close) {
        return { kind: 'quoted', text: characters.sourceString, ...placed(this) }
      },
      directive(name, _open, characters, _close) {
        const kind = name.sourceString === 'CASE' ? 'CASE' : 'TERM'
        const text = characters.sourceString.replace(/^"(.*)"$/s, '$1')
        return { kind, text, ...placed(this) }
      },
      field_bare: bare,
      value_bare: bare,
      term_bare: bare,
      field: valueOf,
      value: valueOf,
      term: valueOf,
    })
    semantics.addOperation<SearchNode>('tree', {
      All(first, _and, rest) {
        return group('and', first, rest, this)
      },
      Any(first, _or, rest) {
        return group('or', first, rest, this)
      },
      Not_not(_not, operand) {
        return { kind: 'not', operand: treeOf(operand), ...placed(this) }
      },
      Primary_group(_open, inner, _close) {
        return { kind: 'group', operand: treeOf(inner), ...placed(this) }
      },
      Primary_in(field, _in, _open, list, _close) {
        const [before, values, commas] = list.children
        const counts = commas?.children.map((after) => after.numChildren) ?? []
        return {
          kind: 'in',
          field: valueOf(field),
          values: values?.children.map(valueOf) ?? [],
          tidy:
            before?.numChildren === 0 &&
            counts.every((count, index) => count === (index === counts.length - 1 ? 0 : 1)),
          ...placed(this),
        }
      },
      Primary_comparison(field, operator, value) {
        return {
          kind: 'comparison',
          field: valueOf(field),
          operator: operators[operator.sourceString] ?? '=',
          value: valueOf(value),
          ...placed(this),
        }
      },
      Primary_subsearch(_subsearch) {
        return { kind: 'subsearch', ...placed(this) }
      },
      Primary_term(term) {
        return { kind: 'term', value: valueOf(term), ...placed(this) }
      },
    })
    semantics.addOperation<SearchNode | undefined>('search', {
      Search: (all) => all.children.map(treeOf)[0],
    })
    return (match): SearchNode | undefined => {
      const search: SearchNode | undefined = semantics(match)['search']()
      if (search !== undefined) checkDepth(search)
      return search
    }
  },
  { length: maxLength, depth: maxDepth },
)

/** Throws a RangeError, which is too deep for a parser, where NOTs nest deeper than brackets may. */
function checkDepth(root: SearchNode): void {
  let level: readonly SearchNode[] = [root]
  for (let depth = 0; level.length > 0; depth++) {
    // Each bracket makes up to three levels: the group, its AND and its OR.
    if (depth > 4 * maxDepth) throw new RangeError('too deep')
    level = level.flatMap((node) =>
      'operands' in node ? node.operands : 'operand' in node ? [node.operand] : [],
    )
  }
}

const operators: Readonly<Record<string, Operator>> = {
  '=': '=',
  '==': '==',
  '!=': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
}

const placed = (node: Node): Placed => ({ start: node.source.startIdx, end: node.source.endIdx })

function bare(this: Node, _characters: Node): SearchValue {
  return { kind: 'bare', text: this.sourceString, ...placed(this) }
}

// The two places where ohm's untyped results become ours: each calls the operation of its type.
const treeOf = (node: Node): SearchNode => node['tree']()
const valueOf = (node: Node): SearchValue => node['value']()

/** The operands as a group of a kind, or the operand alone where there is one. */
function group(kind: 'and' | 'or', first: Node, rest: Node, whole: Node): SearchNode {
  const operands = [first, ...rest.children].map(treeOf)
  return operands.length === 1 ? operands[0]! : { kind, operands, ...placed(whole) }
}
