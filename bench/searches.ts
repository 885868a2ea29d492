/**
 * What kinds of searches a corpus has, by what their filters ask, and how many of each kind reach a target. A search is of
 * the first of these kinds that it passes:
 *
 * - `other`: it is refused for a stage that is no filter, or a filter reads what neither an event nor a number measured
 *   of a group tells, as what a lookup adds;
 * - `threshold`: a filter reads a number that is measured of a group, as `stats … | where count > 5`;
 * - `computed` (tier 1c): a filter behind the first stage reads a field that `eval`, `rex`, `spath`, `values()` and their
 *   like compute of one event, calls a function that computes (not `like`, `match`, `isnull` and other tests), or compares
 *   two fields;
 * - `plain`: everything else: filters on fields as the events have them.
 *
 * The reader hears what each field rests on, so a field that is renamed, filled or grouped by is what it was before. A
 * search that is refused is of the kind that it has up to there.
 */
import { entryOf } from '../src/source/yaml.js'
import { hasErrors, type Diagnostic } from '../src/diagnostics/diagnostic.js'
import type { MacroSet, ReadRule } from '../src/index.js'
import type { Basis } from '../src/splunk/lineage.js'
import { lowerSearch } from '../src/splunk/lower.js'

/** In the order of a report. */
export const searchKinds = ['plain', 'computed', 'threshold', 'other'] as const
export type SearchKind = (typeof searchKinds)[number]

/** The kind of a rule's search; undefined of a rule without one, and of one that is deprecated. */
export function kindOf(
  { search, map }: Pick<ReadRule, 'search' | 'map'>,
  macros: MacroSet,
): SearchKind | undefined {
  if (search === undefined) return undefined
  const status = map === undefined ? undefined : entryOf(map, 'status')?.value
  if (status?.kind === 'scalar' && status.text === 'deprecated') return undefined
  const read = new Set<Basis>()
  const { diagnostics } = lowerSearch(search, macros, (basis) => read.add(basis))
  if (read.has('other') || diagnostics.some(isOfNoFilter)) return 'other'
  if (read.has('measured')) return 'threshold'
  if (read.has('computed')) return 'computed'
  return hasErrors(diagnostics) ? 'other' : 'plain'
}

/** Refusals name their command. */
const isOfNoFilter = ({ code, message }: Diagnostic): boolean =>
  code === 'splunk/unsupported-command' && !/^SPL command '(?:where|search|regex)'/.test(message)

/** How many searches of a kind there are, and what becomes of them in a target. */
export interface Reach {
  readonly kind: SearchKind
  readonly searches: number
  readonly queries: number
  /** Refused, and only because the log source has no counterpart. */
  readonly withoutLogSource: number
}

/** Whether a rule is refused only because its log source has no counterpart. */
export const wantsLogSource = (diagnostics: readonly Diagnostic[]): boolean => {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  return errors.length > 0 && errors.every(({ code }) => code === 'mapping/no-log-source')
}

/** The searches of a kind that get there, or would if their log source had a counterpart. */
export const reached = ({ queries, withoutLogSource }: Reach): number => queries + withoutLogSource
