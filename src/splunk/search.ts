/** Search text as a tree of what was written: offsets are of the text, nothing is decoded, groups are kept. */
import grammar from '#grammar/search'
import type { Span } from '../ast/nodes.js'
import { makeParser, placeOf, treeOf, type Node, type Parsed } from '../grammar/parse.js'
import { readSearch } from './search-reader.js'

/** A literal. `text` is what stands between the quotes or brackets, its escapes not undone. */
export interface SearchValue extends Span {
  readonly kind: 'quoted' | 'bare' | 'CASE' | 'TERM'
  readonly text: string
}

/** An operator of comparisons as written. */
export type Operator = '=' | '==' | '!=' | '<' | '<=' | '>' | '>='

/** The operator that says the same of the sides in the other order. */
export const turned: Readonly<Record<Operator, Operator>> = {
  '=': '=',
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

/** A comparison of a field with a literal. */
export interface Comparison extends Span {
  readonly kind: 'comparison'
  readonly field: SearchValue
  readonly operator: Operator
  readonly value: SearchValue
}

/** `field IN (…)`. */
export interface InValues extends Span {
  readonly kind: 'in'
  readonly field: SearchValue
  readonly values: readonly SearchValue[]
  /** Whether exactly one comma stands between two values and none elsewhere. */
  readonly tidy: boolean
}

/** Operands that AND, said or implied, or OR joins. */
export interface SearchGroup extends Span {
  readonly kind: 'and' | 'or'
  readonly operands: readonly SearchNode[]
}

/** A part of a search expression. */
export type SearchNode =
  | SearchGroup
  | (Span & { readonly kind: 'not' | 'group'; readonly operand: SearchNode })
  | Comparison
  | InValues
  | (Span & { readonly kind: 'term'; readonly value: SearchValue })
  | (Span & { readonly kind: 'subsearch' })

/** Where something is amiss in a longer expression, it is not read: ohm takes some 40 µs and 10 kB a value. */
export const maxLength = 200_000
/** In nested brackets and NOTs. */
export const maxDepth = 100

/** Parses search text; undefined is the empty search. */
export function parseSearch(text: string): Parsed<SearchNode | undefined> {
  const read = readSearch(text, maxDepth)
  return read === undefined ? parseByGrammar(text) : { ok: true, value: read.tree }
}

/** Parses search text by search.ohm, which is what search text is. */
export const parseByGrammar: (text: string) => Parsed<SearchNode | undefined> = makeParser(
  grammar,
  (semantics) => {
    semantics.addOperation<SearchValue>('value', {
      quoted(_open, characters, _close) {
        return { kind: 'quoted', text: characters.sourceString, ...placeOf(this) }
      },
      directive(name, _open, characters, _close) {
        const kind = name.sourceString === 'CASE' ? 'CASE' : 'TERM'
        const text = characters.sourceString.replace(/^"(.*)"$/s, '$1')
        return { kind, text, ...placeOf(this) }
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
        return { kind: 'not', operand: nodeOf(operand), ...placeOf(this) }
      },
      Primary_group(_open, inner, _close) {
        return { kind: 'group', operand: nodeOf(inner), ...placeOf(this) }
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
          ...placeOf(this),
        }
      },
      Primary_comparison(field, operator, value) {
        return {
          kind: 'comparison',
          field: valueOf(field),
          operator: operators[operator.sourceString] ?? '=',
          value: valueOf(value),
          ...placeOf(this),
        }
      },
      Primary_subsearch(_subsearch) {
        return { kind: 'subsearch', ...placeOf(this) }
      },
      Primary_term(term) {
        return { kind: 'term', value: valueOf(term), ...placeOf(this) }
      },
    })
    semantics.addOperation<SearchNode | undefined>('search', {
      Search: (all) => all.children.map(nodeOf)[0],
    })
    return (match): SearchNode | undefined => semantics(match)['search']()
  },
  { length: maxLength, depth: maxDepth },
)

const operators: Readonly<Record<string, Operator>> = {
  '=': '=',
  '==': '==',
  '!=': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
}

function bare(this: Node, _characters: Node): SearchValue {
  return { kind: 'bare', text: this.sourceString, ...placeOf(this) }
}

const nodeOf = (node: Node): SearchNode => treeOf(node)
// Literals are another type than nodes, and have an operation of their own.
const valueOf = (node: Node): SearchValue => node['value']()

/** The operands as a group of a kind, or the operand alone where there is one. */
function group(kind: 'and' | 'or', first: Node, rest: Node, whole: Node): SearchNode {
  const operands = [first, ...rest.children].map(nodeOf)
  return operands.length === 1 ? operands[0]! : { kind, operands, ...placeOf(whole) }
}

/** The fields that an expression compares, as written. */
export function fieldNames(node: SearchNode | undefined): readonly string[] {
  switch (node?.kind) {
    case undefined:
    case 'term':
    case 'subsearch':
      return []
    case 'and':
    case 'or':
      return node.operands.flatMap(fieldNames)
    case 'not':
    case 'group':
      return fieldNames(node.operand)
    case 'comparison':
    case 'in':
      return [node.field.text]
  }
}
