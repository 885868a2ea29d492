/** Conditions with every name and selector replaced by the selections that it names. */
import { and, not, or } from '../ast/build.js'
import type { Condition, Selection, Span } from '../ast/nodes.js'
import { anyRun, matchesPattern, pattern } from '../ast/pattern.js'
import { diagnostic } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import type { Expression, Selector } from './condition.js'
import type { Report } from './items.js'

/** What the names of a condition stand for. */
export interface Names {
  /** Every name in `detection`, in order, also of selections that could not be read. */
  readonly all: readonly string[]
  readonly selections: ReadonlyMap<string, Selection>
  /** Called for each selection that the condition reaches. */
  readonly use: (name: string) => void
}

/** `3 of them` becomes a choice of every three; more choices than this are refused. */
const maxCombinations = 200

/** Expands an expression; undefined where that fails, after reporting every problem. */
export function expandExpression(
  expression: Expression,
  names: Names,
  spanIn: (span: Span) => Span,
  report: Report,
): Condition | undefined {
  return expand(expression)

  function expand(part: Expression): Condition | undefined {
    switch (part.kind) {
      case 'and':
      case 'or': {
        const operands = expandAll(part.operands)
        if (operands === undefined) return undefined
        return part.kind === 'and'
          ? and(operands, spanIn(part.span))
          : or(operands, spanIn(part.span))
      }
      case 'not': {
        const operand = expand(part.operand)
        return operand === undefined ? undefined : not(operand, spanIn(part.span))
      }
      case 'name':
        return expandName(part.name, part.span)
      case 'selector':
        return expandSelector(part)
    }
  }

  function expandAll(parts: readonly Expression[]): readonly Condition[] | undefined {
    const conditions = parts.map(expand)
    return conditions.every((condition) => condition !== undefined) ? conditions : undefined
  }

  function expandName(name: string, span: Span): Condition | undefined {
    if (!names.all.includes(name)) {
      const suggestion = didYouMean(name, names.all)
      report(diagnostic('sigma/unknown-selection', { name, suggestion }, { span: spanIn(span) }))
    }
    names.use(name)
    return names.selections.get(name)?.condition
  }

  function expandSelector(selector: Selector): Condition | undefined {
    const { target, quantity } = selector
    const span = spanIn(selector.span)
    const chosen = names.all.filter(matcher(target))
    if (chosen.length === 0) {
      const suggestion = suggestTarget(target, names.all)
      report(
        diagnostic('sigma/selector-matches-nothing', { selector: target, suggestion }, { span }),
      )
      return undefined
    }
    for (const name of chosen) names.use(name)
    const conditions = chosen.flatMap((name) => names.selections.get(name)?.condition ?? [])
    if (quantity === 'all') return and(conditions, span)
    if (quantity === 1) return or(conditions, span)
    const sets = combinations(chosen.length, quantity)
    if (typeof sets === 'string') {
      report(diagnostic('sigma/condition-syntax', { reason: sets }, { span }))
      return undefined
    }
    if (conditions.length < chosen.length) return undefined
    return or(
      sets.map((set) =>
        and(
          set.map((index) => conditions[index]!),
          span,
        ),
      ),
      span,
    )
  }
}

/** Whether a selector's target takes a name. Names that start with `_` are taken only by targets that do as well. */
function matcher(target: string): (name: string) => boolean {
  const hidden = target.startsWith('_')
  if (target.toLowerCase() === 'them') return (name) => !name.startsWith('_')
  const [stem = '', ...rest] = target.split('*')
  const isShown = (name: string): boolean => hidden || !name.startsWith('_')
  if (rest.length === 1 && rest[0] === '') return (name) => name.startsWith(stem) && isShown(name)
  const form = pattern(stem, ...rest.flatMap((text) => [anyRun, text]))
  return (name) => matchesPattern(form, name, true) && isShown(name)
}

function suggestTarget(target: string, names: readonly string[]): string {
  if (names.some((name) => name.startsWith('_')) && !target.startsWith('_')) {
    const hidden = names.filter(matcher(`_${target}`))
    if (hidden.length > 0 || target === 'them') {
      return " Selections whose name starts with '_' are only found by their own name."
    }
  }
  const stem = target.replace(/\*+$/, '')
  return stem === target
    ? didYouMean(target, names)
    : didYouMean(target, new Set(names.map((name) => `${name.slice(0, stem.length)}*`)))
}

/** Every set of `size` of the first `count` numbers, in order; or why there is none to be had. */
function combinations(count: number, size: number): readonly (readonly number[])[] | string {
  if (size < 1 || size > count) {
    return `it asks for ${size} of ${count} selections`
  }
  let sets: readonly (readonly number[])[] = [[]]
  for (let round = 0; round < size; round++) {
    sets = sets.flatMap((set) => {
      const first = (set.at(-1) ?? -1) + 1
      const last = count - (size - round)
      return Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => [
        ...set,
        first + step,
      ])
    })
    if (sets.length > maxCombinations) {
      return `${size} of ${count} selections can be chosen in more than ${maxCombinations} ways`
    }
  }
  return sets
}
