/** Thresholds: what can be said of an aggregation before it is printed, and its parts as text. */
import type { Aggregation, Field, Threshold } from '../ast/nodes.js'
import { diagnostic, type Diagnostic, type Effect } from '../diagnostics/diagnostic.js'
import type { Backend } from './backend.js'
import { comparisonSigns } from './signs.js'

/** Why a target cannot say an aggregation, as the error `fidelity/unsupported`; undefined where it can. */
export function refuseThreshold(
  { measure, span }: Aggregation,
  { measures = [], title, hint }: Backend,
): Diagnostic | undefined {
  if (measures.includes(measure.kind)) return undefined
  const what = 'a threshold over several events'
  const parameters = { target: title, what, hint: hint === undefined ? '' : ` ${hint}` }
  return diagnostic('fidelity/unsupported', parameters, { span })
}

/** What is to be said of an aggregation in a target's names: that windows are fixed, that there is none, what it cannot group by. */
export function noteThreshold(aggregation: Aggregation, { title }: Backend): readonly Diagnostic[] {
  const { window, span } = aggregation
  const parts = fieldsOfThreshold(aggregation).filter(({ part }) => part !== undefined)
  return [
    ...parts.map((field) =>
      diagnostic(
        'fidelity/unsupported',
        { target: title, what: `a threshold over a part of '${field.name}'`, hint: '' },
        { span: field.span ?? span },
      ),
    ),
    window === undefined
      ? diagnostic('fidelity/no-window', { target: title }, { span })
      : diagnostic(
          'fidelity/fixed-windows',
          { target: title, window: durationText(window) },
          { span, effect: effectOfWindows(aggregation) },
        ),
  ]
}

/** Fewer events are together in a fixed window: of what only grows with them, fewer come above a number. */
const effectOfWindows = ({ measure, having }: Aggregation): Effect =>
  (measure.kind === 'count' || measure.kind === 'distinct') &&
  having.every(({ operator }) => operator === 'gt' || operator === 'gte')
    ? 'narrower'
    : 'approximate'

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

/** A name for the measured number that no field of the groups has. */
export const measureName = (name: string, aggregation: Aggregation): string =>
  aggregation.groupBy.some((field) => field.name === name)
    ? measureName(`${name}_`, aggregation)
    : name

/** The comparisons of a threshold; equality is written in different ways. */
export function printHaving(
  name: string,
  having: readonly Threshold[],
  { equals, and }: { readonly equals: string; readonly and: string },
): string {
  const signs = { ...comparisonSigns, eq: equals, neq: '!=' }
  return having.map(({ operator, value }) => `${name} ${signs[operator]} ${value}`).join(and)
}
