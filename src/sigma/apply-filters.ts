/** Filters, applied to the rules that they are for. */
import { and, not, placedAt } from '../ast/build.js'
import type { Condition, Detection, Filter, LogSource } from '../ast/nodes.js'
import { diagnostic, type Diagnostic, type Result } from '../diagnostics/diagnostic.js'
import { indexRules, type Placed, type RuleNames } from './names.js'

/** The rules without the events that filters exclude, in their order, and what is to be said of each filter. */
export interface Filtered {
  readonly rules: readonly Result<Detection>[]
  readonly ofFilters: readonly (readonly Diagnostic[])[]
}

/**
 * Applies each filter once to each rule that it is for: that it names by id or name, and whose log sources all are of the
 * filter's. `known` are names of rules that cannot be read, which a filter may name too. Nothing is changed in place.
 */
export function applyFilters(
  rules: readonly Placed<Detection>[],
  filters: readonly Placed<Filter>[],
  known: readonly string[] = [],
): Filtered {
  const names = indexRules(rules, known)
  const filtersOf = new Map<Detection, Placed<Filter>[]>(rules.map(({ value }) => [value, []]))
  const ofFilters = filters.map((filter) => {
    const { value } = filter
    const named = value.rules === 'any' ? rules : value.rules.flatMap(names.find)
    const within = new Set(named.map((rule) => rule.value).filter((rule) => isWithin(rule, value)))
    for (const rule of within) filtersOf.get(rule)?.push(filter)
    return checkFilter(value, within, names)
  })
  return {
    rules: rules.map((rule) => filterRule(rule, filtersOf.get(rule.value) ?? [])),
    ofFilters,
  }
}

function filterRule(
  rule: Placed<Detection>,
  applied: readonly Placed<Filter>[],
): Result<Detection> {
  if (applied.length === 0) return { value: rule.value, diagnostics: [] }
  const { condition, span } = rule.value
  const denied = applied.map(({ value: { excludes }, source }) =>
    negate(source === rule.source || span === undefined ? excludes : placedAt(excludes, span)),
  )
  return {
    value: { ...rule.value, condition: and([condition, ...denied], condition.span) },
    diagnostics: applied.map(({ value: { metadata } }) =>
      diagnostic('sigma/filter-applied', { filter: metadata.title }, { span }),
    ),
  }
}

const negate = (condition: Condition): Condition =>
  condition.kind === 'not' ? condition.operand : not(condition, condition.span)

/** What is to be said of a filter: rules that it names and is not for, or that there are none that it is for. */
function checkFilter(
  filter: Filter,
  within: ReadonlySet<Detection>,
  names: RuleNames<Detection>,
): readonly Diagnostic[] {
  if (filter.rules === 'any') {
    return within.size > 0 ? [] : [diagnostic('sigma/filter-without-rules', {}, filter)]
  }
  return filter.rules.flatMap((reference) => {
    const { rule } = reference
    const named = names.find(reference)
    if (named.some(({ value }) => within.has(value))) return []
    if (named.length > 0) return [diagnostic('sigma/filter-log-source', { rule }, reference)]
    if (names.isUnread(reference)) return []
    const suggestion = names.suggest(reference)
    return [diagnostic('sigma/unknown-rule', { rule, suggestion }, reference)]
  })
}

/** Whether all of a rule's log sources are of a filter's. Only Sigma's fields mean the same in both. */
const isWithin = ({ logSources, vocabulary }: Detection, filter: Filter): boolean =>
  vocabulary === 'sigma' &&
  logSources.length > 0 &&
  logSources.every((inner) => filter.logSources.some((outer) => isPart(inner, outer)))

const isPart = (inner: LogSource, outer: LogSource): boolean =>
  (['category', 'product', 'service'] as const).every(
    (key) => outer[key] === undefined || outer[key].toLowerCase() === inner[key]?.toLowerCase(),
  )
