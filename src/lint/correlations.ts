/** Correlations as the checks see them: as written, and the rules that they refer to. */
import type { Correlation, RuleExpression, Span } from '../ast/nodes.js'
import { entryOf, type YamlEntry, type YamlScalar } from '../source/yaml.js'
import type { Rule } from './rule.js'

/** What a correlation says; undefined of other rules, and of one that cannot be read. */
export const correlationOf = ({ tree }: Rule): Correlation | undefined =>
  tree?.kind === 'correlation' ? tree : undefined

/** Whether a correlation is about several rules together. */
export const isTemporal = ({ type }: Correlation): boolean =>
  type === 'temporal' || type === 'temporal_ordered'

/** An entry of `correlation`. */
export function partOf(rule: Rule, key: string): YamlEntry | undefined {
  const main = rule.entry('correlation')?.value
  return main?.kind === 'map' ? entryOf(main, key) : undefined
}

/** The entries of `aliases`. */
export function aliasesOf(rule: Rule): readonly YamlEntry[] {
  const aliases = partOf(rule, 'aliases')?.value
  return aliases?.kind === 'map' ? aliases.entries : []
}

/** The names in `rules`. */
export function namedRules(rule: Rule): readonly YamlScalar[] {
  const rules = partOf(rule, 'rules')?.value
  const items = rules === undefined ? [] : rules.kind === 'list' ? rules.items : [rules]
  return items.filter((item) => item.kind === 'scalar')
}

/** The rules of a run by what others call them: their ids and names, of either case. */
export class References {
  readonly #byName = new Map<string, Rule[]>()

  constructor(rules: readonly Rule[]) {
    for (const rule of rules) {
      for (const key of ['id', 'name']) {
        const name = rule.scalar(key)?.text.toLowerCase()
        if (name === undefined) continue
        const same = this.#byName.get(name)
        if (same === undefined) this.#byName.set(name, [rule])
        else same.push(rule)
      }
    }
  }

  named(name: string): readonly Rule[] {
    return this.#byName.get(name.toLowerCase()) ?? []
  }
}

/** Whether an expression holds without one of its rules. */
export function hasChoice(expression: RuleExpression | undefined): boolean {
  switch (expression?.kind) {
    case undefined:
    case 'rule':
      return false
    case 'not':
    case 'or':
      return true
    case 'and':
      return expression.operands.some(hasChoice)
  }
}

/** What a condition on a count comes to, of a group of at least one event. */
export interface Bounds {
  /** As written. */
  readonly condition: string
  readonly span: Span | undefined
  readonly always: boolean
  readonly never: boolean
  /** Whether it would hold of no events too, which are no group. */
  readonly misses: boolean
}

/** The bounds of a correlation that counts events, or values of a field; undefined of others. */
export function boundsOf(rule: Rule): Bounds | undefined {
  const correlation = correlationOf(rule)
  if (correlation?.type !== 'event_count' && correlation?.type !== 'value_count') return undefined
  const { having } = correlation
  let least = 0
  let most = Infinity
  for (const { operator, value } of having) {
    const number = Number(value)
    if (operator === 'gt') least = Math.max(least, Math.floor(number) + 1)
    if (operator === 'gte' || operator === 'eq') least = Math.max(least, Math.ceil(number))
    if (operator === 'lt') most = Math.min(most, Math.ceil(number) - 1)
    if (operator === 'lte' || operator === 'eq') most = Math.min(most, Math.floor(number))
  }
  const excluded = having
    .filter(({ operator }) => operator === 'neq')
    .map(({ value }) => Number(value))
  const never = most < Math.max(least, 1)
  return {
    condition: having.map(({ operator, value }) => `${operator}: ${value}`).join(', '),
    span: having[0]?.span,
    always: least <= 1 && most === Infinity && excluded.every((number) => number < 1),
    never,
    misses: !never && least === 0 && most < Infinity,
  }
}
