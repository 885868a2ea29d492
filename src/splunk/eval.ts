/** Expressions of `where` and `eval` as a tree of what was written: offsets are of the text. */
import grammar from '#grammar/eval'
import type { Span } from '../ast/nodes.js'
import { makeParser, placeOf, treeOf, type Node, type Parsed } from '../grammar/parse.js'
import { operators, readEval, unescape } from './eval-reader.js'
import type { Operator } from './search.js'

/** A part of an expression. */
export type Expression =
  | (Span & { readonly kind: 'text'; readonly text: string })
  | (Span & { readonly kind: 'number'; readonly text: string })
  | (Span & { readonly kind: 'field'; readonly name: string })
  | (Span & { readonly kind: 'and' | 'or' | 'xor'; readonly operands: readonly Expression[] })
  | (Span & { readonly kind: 'not'; readonly operand: Expression })
  | (Span & {
      readonly kind: 'comparison'
      readonly operator: Operator
      readonly left: Expression
      readonly right: Expression
    })
  /** A function; also `x LIKE y` and `x IN (…)`, which are other forms of `like` and `in`. */
  | (Span & {
      readonly kind: 'call'
      /** In lower case. */
      readonly name: string
      readonly parameters: readonly Expression[]
    })
  /** Sums, products and joined texts. */
  | (Span & {
      readonly kind: 'arithmetic'
      readonly operators: readonly string[]
      readonly operands: readonly Expression[]
    })

/** Of longer expressions in which anything is amiss, it is not said what. */
export const maxLength = 200_000
/** In nested brackets and NOTs. */
export const maxDepth = 100

/** Parses an expression. */
export function parseEval(text: string): Parsed<Expression> {
  const read = readEval(text, maxDepth)
  return read === undefined ? parseByGrammar(text) : { ok: true, value: read }
}

/** Parses an expression by eval.ohm, which is what an expression is. */
export const parseByGrammar: (text: string) => Parsed<Expression> = makeParser(
  grammar,
  (semantics) => {
    semantics.addOperation<Expression>('tree', {
      Expression(first, _xor, rest) {
        return joined('xor', first, rest, this)
      },
      Or(first, _or, rest) {
        return joined('or', first, rest, this)
      },
      And(first, _and, rest) {
        return joined('and', first, rest, this)
      },
      Not_not(_not, operand) {
        return { kind: 'not', operand: expressionOf(operand), ...placeOf(this) }
      },
      Comparison_compare(left, operator, right) {
        return {
          kind: 'comparison',
          operator: operators[operator.sourceString] ?? '=',
          left: expressionOf(left),
          right: expressionOf(right),
          ...placeOf(this),
        }
      },
      Comparison_like(value, not, _like, like) {
        const parameters = [value, like].map(expressionOf)
        return negated(not, { kind: 'call', name: 'like', parameters, ...placeOf(this) })
      },
      Comparison_in(value, not, _in, _open, list, _close) {
        const parameters = [expressionOf(value), ...itemsOf(list)]
        return negated(not, { kind: 'call', name: 'in', parameters, ...placeOf(this) })
      },
      Sum: arithmetic,
      Product: arithmetic,
      Value_group(_open, inner, _close) {
        return expressionOf(inner)
      },
      Value_negative(_minus, value) {
        const operand = expressionOf(value)
        return operand.kind === 'number'
          ? { kind: 'number', text: `-${operand.text}`, ...placeOf(this) }
          : { kind: 'arithmetic', operators: ['-'], operands: [operand], ...placeOf(this) }
      },
      Value_call(name, _open, list, _close) {
        const parameters = list.children.flatMap(itemsOf)
        const lower = name.sourceString.toLowerCase()
        return { kind: 'call', name: lower, parameters, ...placeOf(this) }
      },
      string(_open, characters, _close) {
        return { kind: 'text', text: unescape(characters.sourceString), ...placeOf(this) }
      },
      number(_digits) {
        return { kind: 'number', text: this.sourceString, ...placeOf(this) }
      },
      field_quoted(_open, characters, _close) {
        return { kind: 'field', name: characters.sourceString, ...placeOf(this) }
      },
      field_bare(name) {
        return { kind: 'field', name: name.sourceString, ...placeOf(this) }
      },
    })
    return (match): Expression => semantics(match)['tree']()
  },
  { length: maxLength, depth: maxDepth },
)

const expressionOf = (node: Node): Expression => treeOf(node)

/** The expressions of a `List`. */
function itemsOf(list: Node): readonly Expression[] {
  const [first, , rest] = list.children
  return [...(first === undefined ? [] : [first]), ...(rest?.children ?? [])].map(expressionOf)
}

const negated = (not: Node, operand: Expression): Expression =>
  not.numChildren === 0 ? operand : { kind: 'not', operand, start: operand.start, end: operand.end }

function joined(kind: 'and' | 'or' | 'xor', first: Node, rest: Node, whole: Node): Expression {
  const operands = [first, ...rest.children].map(expressionOf)
  return operands.length === 1 ? operands[0]! : { kind, operands, ...placeOf(whole) }
}

function arithmetic(this: Node, first: Node, signs: Node, rest: Node): Expression {
  const operands = [first, ...rest.children].map(expressionOf)
  const written = signs.children.map((sign) => sign.sourceString)
  return operands.length === 1
    ? operands[0]!
    : { kind: 'arithmetic', operators: written, operands, ...placeOf(this) }
}
