/** Walks over conditions as they are written. */
import { anyRun, matchesPattern, pattern } from '../ast/pattern.js'
import type { Expression, Selector } from '../sigma/condition.js'
import type { Rule, WrittenCondition } from './rule.js'

/** Every selector of a rule's conditions. */
export function* selectorsOf(
  rule: Rule,
): Iterable<{ readonly selector: Selector; readonly condition: WrittenCondition }> {
  for (const condition of rule.conditions) {
    for (const selector of selectorsIn(condition.expression)) yield { selector, condition }
  }
}

function* selectorsIn(expression: Expression): Iterable<Selector> {
  switch (expression.kind) {
    case 'and':
    case 'or':
      for (const operand of expression.operands) yield* selectorsIn(operand)
      return
    case 'not':
      yield* selectorsIn(expression.operand)
      return
    case 'name':
      return
    case 'selector':
      yield expression
  }
}

/** The selections that a selector stands for: of `them`, all whose name does not start with an underscore. */
export function selectedBy({ target }: Selector, names: readonly string[]): readonly string[] {
  if (target.toLowerCase() === 'them') return names.filter((name) => !name.startsWith('_'))
  const parts = target.split('*').flatMap((text) => [anyRun, text])
  const form = pattern(...parts.slice(1))
  return names.filter((name) => matchesPattern(form, name, true))
}

/** The names and selectors that stand below a negation. */
export function* negatedIn(
  expression: Expression,
  negated = false,
): Iterable<Exclude<Expression, { readonly kind: 'and' | 'or' | 'not' }>> {
  switch (expression.kind) {
    case 'and':
    case 'or':
      for (const operand of expression.operands) yield* negatedIn(operand, negated)
      return
    case 'not':
      yield* negatedIn(expression.operand, !negated)
      return
    case 'name':
    case 'selector':
      if (negated) yield expression
  }
}
