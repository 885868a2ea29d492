/** Correlations, joined with the rules that they refer to. */
import type { Correlation, Detection, Joint } from '../ast/nodes.js'
import { diagnostic, type Diagnostic, type Result } from '../diagnostics/diagnostic.js'
import { join } from './join.js'
import { indexRules, type Placed, type RuleNames } from './names.js'

/** What correlations make of the rules of a run. */
export interface Correlated {
  /** For each correlation what it comes to, or why there is nothing. */
  readonly ofCorrelations: readonly Result<Detection | Joint | undefined>[]
  /** For each rule, the correlation that it only serves, as its `generate` is not true. */
  readonly serves: ReadonlyMap<Detection | Correlation, Correlation>
}

type Correlatable = Placed<Detection | Correlation>

/** Finds what correlations refer to, in whichever order the rules are. `unread` names rules that cannot be read. */
export function correlate(rules: readonly Correlatable[], unread: readonly string[]): Correlated {
  const names = indexRules(rules, unread)
  const correlations = rules.filter(isCorrelation)
  const serves = new Map<Detection | Correlation, Correlation>()
  const kept = new Set<Detection | Correlation>()
  for (const { value } of correlations) {
    for (const rule of value.rules.flatMap(names.find)) {
      if (value.generate) kept.add(rule.value)
      else if (rule.value !== value && !serves.has(rule.value)) serves.set(rule.value, value)
    }
  }
  for (const rule of kept) serves.delete(rule)
  const { ordered, circular } = sortInnerFirst(correlations, names)
  const joined = new Map<Correlation, Result<Detection | Joint | undefined>>()
  for (const value of circular) {
    const circle = reportCircle(value, circular, names)
    joined.set(value, { value: undefined, diagnostics: [...checkReferences(value, names), circle] })
  }
  for (const correlation of ordered) {
    const diagnostics = checkReferences(correlation.value, names)
    const result =
      diagnostics.length > 0
        ? { value: undefined, diagnostics }
        : join(correlation, referredBy(correlation.value, names), joined)
    joined.set(correlation.value, result)
  }
  return { ofCorrelations: correlations.map(({ value }) => joined.get(value)!), serves }
}

type Names = RuleNames<Detection | Correlation>

const checkReferences = (correlation: Correlation, names: Names): readonly Diagnostic[] =>
  correlation.rules.flatMap((reference) => {
    const { length } = names.find(reference)
    if (length === 1) return []
    const problem =
      length > 1
        ? 'is the name of several rules.'
        : names.isUnread(reference)
          ? 'cannot be read.'
          : `is not in this run.${names.suggest(reference)}`
    return [diagnostic('sigma/correlated-rule', { rule: reference.rule, problem }, reference)]
  })

const isCorrelation = (rule: Placed<Detection | Correlation>): rule is Placed<Correlation> =>
  rule.value.kind === 'correlation'

/** The rules that a correlation refers to, each once. */
const referredBy = ({ rules }: Correlation, names: Names): readonly Correlatable[] => [
  ...new Set(rules.flatMap(names.find)),
]

/** The correlations that a correlation refers to. */
const correlationsOf = (correlation: Correlation, names: Names): readonly Placed<Correlation>[] =>
  referredBy(correlation, names).filter(isCorrelation)

/** Correlations, those that others refer to before these; and those that refer to each other in a circle, or to such. */
function sortInnerFirst(
  correlations: readonly Placed<Correlation>[],
  names: Names,
): {
  readonly ordered: readonly Placed<Correlation>[]
  readonly circular: ReadonlySet<Correlation>
} {
  const left = new Map<Correlation, number>()
  const referring = new Map<Correlation, Placed<Correlation>[]>()
  for (const correlation of correlations) {
    const inner = correlationsOf(correlation.value, names)
    left.set(correlation.value, inner.length)
    for (const { value: other } of inner) {
      const outer = referring.get(other)
      if (outer === undefined) referring.set(other, [correlation])
      else outer.push(correlation)
    }
  }
  const ordered = correlations.filter(({ value }) => left.get(value) === 0)
  // What is found here is walked here too.
  for (const { value: next } of ordered) {
    left.delete(next)
    for (const outer of referring.get(next) ?? []) {
      const count = (left.get(outer.value) ?? 0) - 1
      left.set(outer.value, count)
      if (count === 0) ordered.push(outer)
    }
  }
  return { ordered, circular: new Set(left.keys()) }
}

/** How many titles of a circle a message shows. */
const shownTitles = 6

function reportCircle(
  correlation: Correlation,
  circular: ReadonlySet<Correlation>,
  names: Names,
): Diagnostic {
  const way = [correlation]
  for (let at = correlation; way.length < shownTitles;) {
    const next = correlationsOf(at, names).find(({ value }) => circular.has(value))
    at = next?.value ?? correlation
    const isAgain = way.includes(at)
    way.push(at)
    if (isAgain) break
  }
  const chain = way.map(({ metadata }) => metadata.title).join(' -> ')
  return diagnostic('sigma/correlation-cycle', { chain }, correlation)
}
