/** What a Splunk search has beside its condition, for targets that cannot print it back. */
import { conjunctsOf, isImplied } from '../ast/build.js'
import type { Detection, Predicate, Verbatim } from '../ast/nodes.js'
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js'

/** A note for the stages that are left out as they only display, and one for each filter macro that is taken as empty. */
export function droppedStages({ splunk }: Detection): readonly Diagnostic[] {
  const stages = (splunk?.stages ?? []).filter(({ effect }) => effect === 'display')
  const filters = stages.filter(isFilterMacro)
  const [first, ...others] = stages.filter((stage) => !isFilterMacro(stage))
  return [
    ...(first === undefined
      ? []
      : [
          diagnostic(
            'splunk/display-stages',
            { stages: [...new Set([first, ...others].map(commandOf))].join(', ') },
            { span: first.span },
          ),
        ]),
    ...filters.map((stage) =>
      diagnostic('splunk/filter-macro', { name: commandOf(stage) }, { span: stage.span }),
    ),
  ]
}

/** A note for the time range that a search names, which is for the schedule of a query. */
export const unsaidTimes = (
  { splunk, schedule }: Detection,
  target: string,
): readonly Diagnostic[] =>
  splunk?.times === undefined
    ? []
    : [diagnostic('splunk/time-range', { text: splunk.times, target }, { span: schedule?.span })]

/**
 * A note for the fields that Splunk's grouping needs, which no other target asks for; a threshold asks for those of its
 * own groups everywhere.
 */
export function unsaidFields(
  { condition, aggregation }: Detection,
  target: string,
): readonly Diagnostic[] {
  const asked = new Set(aggregation?.groupBy.map(({ name }) => name))
  const implied = conjunctsOf(condition).filter(
    (each): each is Predicate => isImplied(each) && !asked.has(each.field.name),
  )
  const [first] = implied
  if (first === undefined) return []
  const fields = [...new Set(implied.map(({ field }) => field.name))].join(', ')
  const place = { span: first.span, effect: 'wider' } as const
  return [diagnostic('splunk/implied-fields', { fields, target }, place)]
}

/** A note where Splunk makes groups of events without a field, which no other target does. */
export function unsaidGroups(
  { aggregation, splunk }: Detection,
  target: string,
): readonly Diagnostic[] {
  if (aggregation === undefined || splunk?.fillsMissing !== true) return []
  if (aggregation.groupBy.length === 0) return []
  const fields = aggregation.groupBy.map(({ name }) => name).join(' or ')
  const place = { span: aggregation.span, effect: 'narrower' } as const
  return [diagnostic('splunk/missing-groups', { fields, target }, place)]
}

/** Whether a note is about what a search that is printed back keeps: its index and texts, and stages behind the first. */
export const isKept = (found: Diagnostic, { splunk }: Detection): boolean =>
  keptCodes.has(found.code) || (wordCodes.has(found.code) && isKeptWord(found, splunk))

/** What is said of words of the first stage, which are printed back where they are known as they were written. */
const wordCodes: ReadonlySet<Diagnostic['code']> = new Set([
  'splunk/other-data',
  'splunk/term-of-field',
  'splunk/whole-words',
])

function isKeptWord({ span }: Diagnostic, splunk: Detection['splunk']): boolean {
  if (span === undefined || splunk === undefined) return false
  const written = [...(splunk.macros ?? []).map(({ condition }) => condition), ...splunk.stages]
  return written.some(
    (part) => part.span !== undefined && part.span.start <= span.start && part.span.end >= span.end,
  )
}

const keptCodes: ReadonlySet<Diagnostic['code']> = new Set([
  'splunk/any-match',
  'splunk/any-of-group',
  'splunk/any-of-list',
  'splunk/any-place',
  'splunk/counted-results',
  'splunk/filled-values',
  'splunk/last-line-feed',
  'splunk/number-texts',
  'splunk/one-line',
  'splunk/piece-of-text',
  'splunk/folded-groups',
  'splunk/index',
  'splunk/provided-field',
  'splunk/raw-text',
  'splunk/renamed-groups',
  'splunk/site-macro',
  'splunk/silence',
  'splunk/unchecked-fields',
  'splunk/xml-entity',
])

/** security_content ends every search with a macro for each site's own exceptions, empty by default. */
const isFilterMacro = ({ text }: Verbatim): boolean => /^`[^`(]*_filter(?:\(|`)/.test(text.trim())

/** The command of a stage, or the macro that it is. */
const commandOf = ({ text }: Verbatim): string =>
  /^`?([^\s`(]+)/.exec(text.trim())?.[1] ?? text.trim()
