/** Two fields, one inside of the other, in the words that `where` has for it: it has no function of its own. */
import type { SameAs } from '../ast/nodes.js'
import type { Expression } from './eval.js'

/** What stands so to what. */
export interface Related {
  readonly relation: SameAs['relation']
  readonly left: Expression
  readonly right: Expression
}

/**
 * Comparisons of texts: `"x".a="x".b` compares two whatever numbers they look like, `substr(a, 1, len(b))` is what `a` starts
 * with, `substr(a, len(a)-len(b)+1)` what it ends with.
 */
export function relatedTexts({
  operator,
  left,
  right,
}: Extract<Expression, { readonly kind: 'comparison' }>): Related | undefined {
  const [first, second] = [behindText(left), behindText(right)]
  if (operator !== '=' || first === undefined || first.text !== second?.text) return undefined
  const other = second.rest
  const [of, ...place] = callOf('substr', first.rest) ?? []
  if (of !== undefined) {
    const [start, length] = place
    if (length !== undefined && isNumber(start, '1') && isLengthOf(length, other)) {
      return { relation: 'startswith', left: of, right: other }
    }
    if (start !== undefined && length === undefined && isFromEnd(start, of, other)) {
      return { relation: 'endswith', left: of, right: other }
    }
  }
  return { relation: 'equals', left: first.rest, right: other }
}

/** `isnotnull(a) AND (len(b)=0 OR mvcount(split(a, b))>1)`: an empty text is in every text, and splits none. */
export function relatedByParts(
  operands: readonly Expression[],
): (Related & { readonly there: Expression }) | undefined {
  const [there, ways, ...more] = operands
  if (there === undefined || ways?.kind !== 'or' || more.length > 0) return undefined
  const [empty, parts, ...others] = ways.operands
  if (empty?.kind !== 'comparison' || parts?.kind !== 'comparison' || others.length > 0)
    return undefined
  const [split] = callOf('mvcount', parts.left) ?? []
  const [left, right] = (split && callOf('split', split)) ?? []
  const isMore = parts.operator === '>' && isNumber(parts.right, '1')
  const isEmpty = empty.operator === '=' && isNumber(empty.right, '0')
  if (left === undefined || right === undefined || !isMore || !isEmpty) return undefined
  const [of] = callOf('isnotnull', there) ?? []
  const [whole = left] = callOf('lower', left) ?? []
  return isLengthOf(empty.left, right) && of !== undefined && isSame(of, whole)
    ? { relation: 'contains', left, right, there }
    : undefined
}

/** What is joined to a text in front of it. */
function behindText(
  expression: Expression,
): { readonly text: string; readonly rest: Expression } | undefined {
  if (expression.kind !== 'arithmetic' || expression.operators.length !== 1) return undefined
  const [text, rest] = expression.operands
  return expression.operators[0] === '.' && text?.kind === 'text' && rest !== undefined
    ? { text: text.text, rest }
    : undefined
}

/** `len(a)-len(b)+1` */
const isFromEnd = (expression: Expression, of: Expression, other: Expression): boolean =>
  expression.kind === 'arithmetic' &&
  expression.operators.join('') === '-+' &&
  isLengthOf(expression.operands[0], of) &&
  isLengthOf(expression.operands[1], other) &&
  isNumber(expression.operands[2], '1')

const isLengthOf = (expression: Expression | undefined, of: Expression): boolean => {
  const [measured] = (expression && callOf('len', expression)) ?? []
  return measured !== undefined && isSame(measured, of)
}

const isNumber = (expression: Expression | undefined, text: string): boolean =>
  expression?.kind === 'number' && expression.text === text

const callOf = (name: string, expression: Expression): readonly Expression[] | undefined =>
  expression.kind === 'call' && expression.name === name ? expression.parameters : undefined

/** Whether two expressions are written alike, wherever. */
const isSame = (left: Expression, right: Expression): boolean => shapeOf(left) === shapeOf(right)

const shapeOf = (expression: Expression): string =>
  JSON.stringify(expression, (key, value: unknown) =>
    key === 'start' || key === 'end' ? undefined : value,
  )
