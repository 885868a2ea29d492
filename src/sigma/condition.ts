/** The condition of a Sigma rule as written: names and selectors, joined, not yet replaced by what they name. */
import type { Span } from '../ast/nodes.js'
import grammar from '#grammar/condition'
import {
  makeParser,
  placeOf,
  treeOf,
  type Limits,
  type Node,
  type Parsed,
} from '../grammar/parse.js'

/** Spans are offsets in the condition's own text, so that equal texts can share one tree. */
export type Expression =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Expression[]; readonly span: Span }
  | { readonly kind: 'not'; readonly operand: Expression; readonly span: Span }
  | { readonly kind: 'name'; readonly name: string; readonly span: Span }
  | Selector

/** `1 of filter_*`, `all of them`. */
export interface Selector {
  readonly kind: 'selector'
  readonly quantity: number | 'all'
  /** A name with wildcards, or `them`. */
  readonly target: string
  readonly span: Span
}

/** A field as an aggregation names it. */
export interface NamedField {
  readonly name: string
  readonly span: Span
}

/** What follows a pipe: `| count(field) by group > 5`. */
export type ParsedAggregation =
  | { readonly kind: 'near'; readonly span: Span }
  | {
      readonly kind: 'measure'
      readonly name: NamedField
      readonly field: NamedField | undefined
      readonly groupBy: readonly NamedField[]
      readonly operator: string
      readonly value: string
      readonly span: Span
    }

export interface ParsedCondition {
  readonly expression: Expression
  readonly aggregation?: ParsedAggregation
}

const expressionOf = (node: Node): Expression => treeOf<Expression>(node)

const namedField = (node: Node): NamedField => ({ name: node.sourceString, span: placeOf(node) })

const join = (kind: 'and' | 'or', first: Node, rest: Node, span: Span): Expression =>
  rest.numChildren === 0
    ? expressionOf(first)
    : { kind, operands: [first, ...rest.children].map(expressionOf), span }

/** The limits on the text of a condition. */
export const conditionLimits: Limits = { length: 20_000, depth: 100 }

/** Parses the text of a condition. */
export const parseCondition: (text: string) => Parsed<ParsedCondition> = makeParser(
  grammar,
  (semantics) => {
    semantics.addOperation<ParsedCondition | ParsedAggregation | Expression>('tree()', {
      Condition: (expression, aggregation) => {
        const [pipe] = aggregation.children
        return {
          expression: expressionOf(expression),
          ...(pipe === undefined ? {} : { aggregation: treeOf<ParsedAggregation>(pipe) }),
        }
      },
      Aggregation_near(_pipe, _near, _rest) {
        return { kind: 'near', span: placeOf(this) }
      },
      Aggregation_measure(_pipe, name, _open, field, _close, by, operator, value) {
        const groupBy = by.children[0]?.children[1]?.asIteration().children ?? []
        return {
          kind: 'measure',
          name: namedField(name),
          field: field.children.map(namedField)[0],
          groupBy: groupBy.map(namedField),
          operator: operator.sourceString,
          value: value.sourceString,
          span: placeOf(this),
        }
      },
      Or(first, _or, rest) {
        return join('or', first, rest, placeOf(this))
      },
      And(first, _and, rest) {
        return join('and', first, rest, placeOf(this))
      },
      Not(nots, operand) {
        const { end } = placeOf(this)
        return nots.children.reduceRight<Expression>(
          (negated, word) => ({
            kind: 'not',
            operand: negated,
            span: { start: placeOf(word).start, end },
          }),
          expressionOf(operand),
        )
      },
      Operand_group: (_open, inner, _close) => expressionOf(inner),
      Operand: (inner) => expressionOf(inner),
      selector(quantity, _before, _of, _after, target) {
        const word = quantity.sourceString.toLowerCase()
        return {
          kind: 'selector',
          quantity: word === 'all' ? 'all' : word === 'any' ? 1 : Number(word),
          target: target.sourceString,
          span: placeOf(this),
        }
      },
      name(_characters) {
        return { kind: 'name', name: this.sourceString, span: placeOf(this) }
      },
    })
    return (match): ParsedCondition => semantics(match)['tree']()
  },
  conditionLimits,
)
