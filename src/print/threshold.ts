/** Thresholds: what can be said of an aggregation before it is printed, and its parts as text. */
import { growsWith, holdAll } from '../ast/aggregate.js'
import type { Aggregation, Field, Measure, Outlier, Span, Threshold } from '../ast/nodes.js'
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { Backend, Thresholds } from './backend.js'
import { comparisonSigns } from './signs.js'

/** Why a target cannot say an aggregation, as the error `fidelity/unsupported`; undefined where it can. */
export function refuseThreshold(
  aggregation: Aggregation,
  thresholds: Thresholds,
  { title, hint }: Backend,
): Diagnostic | undefined {
  const { measure, span } = aggregation
  const isBeyond = aggregation.outlier !== undefined && thresholds.outliers !== true
  const what = thresholds.measures.includes(measure.kind)
    ? isBeyond && thresholds.measures.length > 0
      ? 'a comparison of a number with what is usual of it'
      : thresholds.lacks?.(aggregation)
    : thresholds.measures.length === 0
      ? 'a threshold over several events'
      : `a threshold over ${measureTexts[measure.kind]}`
  if (what === undefined) return undefined
  const other = thresholds.hint ?? hint
  const parameters = { target: title, what, hint: other === undefined ? '' : ` ${other}` }
  return diagnostic('fidelity/unsupported', parameters, { span })
}

const measureTexts: { readonly [K in Measure['kind']]: string } = {
  count: 'the number of events',
  distinct: 'the number of different values',
  sum: 'a sum',
  min: 'the least value',
  max: 'the greatest value',
  avg: 'an average',
  median: 'a median',
  percentile: 'a percentile',
}

/** What is to be said of an aggregation in a target's names: that windows are fixed, that there is none, what it cannot group by. */
export function noteThreshold(
  aggregation: Aggregation,
  thresholds: Thresholds,
  { title }: Backend,
): readonly Diagnostic[] {
  const { window, span, measure, fixed = false } = aggregation
  return [
    ...refuseParts(fieldsOfThreshold(aggregation), title, span),
    ...noteEstimate(measure, thresholds, title, span),
    ...(window === undefined
      ? [diagnostic('fidelity/no-window', { target: title }, { span })]
      : fixed === (thresholds.windows !== 'sliding')
        ? []
        : [(fixed ? noteSliding : noteWindows)(window, growsWithEvents(aggregation), title, span)]),
  ]
}

/** The error for fields of which a column holds only a part: their values cannot be compared between events. */
export const refuseParts = (
  fields: readonly Field[],
  title: string,
  span: Span | undefined,
): readonly Diagnostic[] =>
  fields
    .filter(({ part }) => part !== undefined)
    .map((field) =>
      diagnostic(
        'fidelity/unsupported',
        { target: title, what: `a threshold over a part of '${field.name}'`, hint: '' },
        { span: field.span ?? span },
      ),
    )

/** That a measure is only estimated, where it is. */
export const noteEstimate = (
  { kind }: Measure,
  { estimates = [] }: Thresholds,
  title: string,
  span: Span | undefined,
): readonly Diagnostic[] =>
  estimates.includes(kind)
    ? [
        diagnostic(
          'fidelity/estimate',
          { target: title, what: measureTexts[kind] },
          { span, effect: 'approximate' },
        ),
      ]
    : []

/** That windows are fixed. Fewer events are together in a fixed window: what only grows with them is found less often. */
export const noteWindows = (
  window: number,
  grows: boolean,
  title: string,
  span: Span | undefined,
): Diagnostic =>
  diagnostic(
    'fidelity/fixed-windows',
    { target: title, window: durationText(window) },
    { span, effect: grows ? 'narrower' : 'approximate' },
  )

/** That windows begin anywhere. More events are together in one of them: what grows with them is found more often. */
const noteSliding: typeof noteWindows = (window, grows, title, span) =>
  diagnostic(
    'fidelity/sliding-windows',
    { target: title, window: durationText(window) },
    { span, effect: grows ? 'wider' : 'approximate' },
  )

/** Whether what holds of some events holds of more events too. */
export const growsWithEvents = ({
  measure,
  having,
  outlier,
}: Pick<Aggregation, 'measure' | 'having' | 'outlier'>): boolean =>
  outlier === undefined && having.every(({ operator }) => growsWith(measure, operator) === true)

/** What is found of single events, as it is of the results: those themselves, or what they come to. */
export const effectOnResults = (
  aggregation: Aggregation | undefined,
  found: readonly Diagnostic[],
): readonly Diagnostic[] =>
  aggregation === undefined ? found : effectThrough(growsWithEvents(aggregation), found)

/** What is found of single events, as it is of what they come to: more events may be less of a result that does not grow. */
export const effectThrough = (
  grows: boolean,
  found: readonly Diagnostic[],
): readonly Diagnostic[] =>
  grows
    ? found
    : found.map((one) =>
        one.effect === undefined || ofNumbers.has(one.code)
          ? one
          : { ...one, effect: 'approximate' },
      )

/** Notes on what is measured, whose effect is that on the threshold itself. */
const ofNumbers: ReadonlySet<Diagnostic['code']> = new Set(['splunk/counted-results'])

/**
 * Whether a query would find that there are no events at all. Without groups and windows it has a result of none, too, in
 * which these numbers are 0; a group has at least one event.
 */
export const findsSilence = (
  { measure, groupBy, window, having, outlier }: Aggregation,
  zeros: readonly Measure['kind'][],
): boolean =>
  groupBy.length === 0 &&
  window === undefined &&
  outlier === undefined &&
  zeros.includes(measure.kind) &&
  holdAll(having, 0)

/** The fields that an aggregation reads, those of the groups first. */
export const fieldsOfThreshold = ({ groupBy, measure }: Aggregation): readonly Field[] =>
  measure.kind === 'count' ? groupBy : [...groupBy, measure.field]

const units = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
] as const

/** Seconds as Splunk and Kusto both write them, in the largest unit that fits: `90m`. */
export function durationText(seconds: number): string {
  const [unit, size] = units.find(([, length]) => seconds % length === 0) ?? ['s', 1]
  return `${seconds / size}${unit}`
}

/** A name that none of the fields has. */
export const freeName = (name: string, fields: readonly Field[]): string =>
  fields.some((field) => field.name === name) ? freeName(`${name}_`, fields) : name

/** The comparison of an outlier: with the names of a mean and of a standard deviation. */
export function printOutlier(
  name: string,
  { operator, deviations, plus }: Outlier,
  { mean, deviation }: { readonly mean: string; readonly deviation: string },
): string {
  const more = [
    ...(Number(deviations) === 0 ? [] : [`${deviations} * ${deviation}`]),
    ...(Number(plus) === 0 ? [] : [plus]),
  ]
  return `${name} ${comparisonSigns[operator]} ${[mean, ...more].join(' + ')}`
}

/** The comparisons of a threshold; equality is written in different ways. */
export function printHaving(
  name: string,
  having: readonly Threshold[],
  { equals, and }: { readonly equals: string; readonly and: string },
): string {
  const signs = { ...comparisonSigns, eq: equals, neq: '!=' }
  return having.map(({ operator, value }) => `${name} ${signs[operator]} ${value}`).join(and)
}
