/** Filters, applied to the rules that they are for. */
import { and, not, placedAt } from '../ast/build.js'
import type { Condition, Detection, Filter, LogSource, RuleReference } from '../ast/nodes.js'
import { diagnostic, type Diagnostic, type Result } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import type { SourceText } from '../source/text.js'

/** A value of the tree, and the file that its places are in. */
export interface Placed<T> {
  readonly value: T
  readonly source: SourceText
}

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
  return {
    rules: rules.map((rule) => filterRule(rule, filters)),
    ofFilters: filters.map(({ value }) => checkFilter(value, rules, known)),
  }
}

function filterRule(
  rule: Placed<Detection>,
  filters: readonly Placed<Filter>[],
): Result<Detection> {
  const applied = filters.filter(({ value }) => isFor(value, rule.value))
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

function checkFilter(
  filter: Filter,
  rules: readonly Placed<Detection>[],
  known: readonly string[],
): readonly Diagnostic[] {
  if (filter.rules === 'any') {
    return rules.some(({ value }) => isFor(filter, value))
      ? []
      : [diagnostic('sigma/filter-without-rules', {}, filter)]
  }
  return filter.rules.flatMap((reference) => checkReference(reference, filter, rules, known))
}

function checkReference(
  reference: RuleReference,
  filter: Filter,
  rules: readonly Placed<Detection>[],
  known: readonly string[],
): readonly Diagnostic[] {
  const { rule } = reference
  const named = rules.filter(({ value }) => isNamed(reference, value))
  const names = [...known, ...rules.flatMap(({ value }) => namesOf(value))]
  if (named.length === 0) {
    return known.some((name) => sameName(name, rule))
      ? []
      : [diagnostic('sigma/unknown-rule', { rule, suggestion: didYouMean(rule, names) }, reference)]
  }
  return named.some(({ value }) => isWithin(value, filter))
    ? []
    : [diagnostic('sigma/filter-log-source', { rule }, reference)]
}

const isFor = (filter: Filter, rule: Detection): boolean =>
  isWithin(rule, filter) &&
  (filter.rules === 'any' || filter.rules.some((reference) => isNamed(reference, rule)))

/** Whether a reference names a rule, by its id or name. */
export const isNamed = ({ rule }: RuleReference, named: Pick<Detection, 'metadata'>): boolean =>
  namesOf(named).some((name) => sameName(name, rule))

/** What a rule can be called by: its name and its id. */
export const namesOf = ({ metadata }: Pick<Detection, 'metadata'>): readonly string[] =>
  [metadata.name, metadata.id].filter((name) => name !== undefined)

/** Ids are hexadecimal, and so of either case; names are not told apart by case either. */
export const sameName = (left: string, right: string): boolean =>
  left.toLowerCase() === right.toLowerCase()

/** Whether all of a rule's log sources are of a filter's. Only Sigma's fields mean the same in both. */
const isWithin = ({ logSources, vocabulary }: Detection, filter: Filter): boolean =>
  vocabulary === 'sigma' &&
  logSources.length > 0 &&
  logSources.every((inner) => filter.logSources.some((outer) => isPart(inner, outer)))

const isPart = (inner: LogSource, outer: LogSource): boolean =>
  (['category', 'product', 'service'] as const).every(
    (key) => outer[key] === undefined || outer[key].toLowerCase() === inner[key]?.toLowerCase(),
  )
