/** Groups of results and the numbers measured of them, as an aggregation has them. */
import type { Aggregation, Field, Outlier, Span } from '../ast/nodes.js'
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { TestedMeasure } from './commands/command.js'
import { askValue, type Group } from './lineage.js'

/** What a group has in common, as an aggregation has it, and what is to be said of it. */
interface Grouping {
  readonly fields: readonly Field[]
  readonly window?: number
  readonly problem?: string
  readonly notes: readonly Diagnostic[]
}

/** What a group has in common; `problem` where no aggregation has it. */
export function groupingOf({ by, stage, command }: Group, span: Span | undefined): Grouping {
  const fields: Field[] = []
  const notes: Diagnostic[] = []
  let window: number | undefined
  for (const { name, value } of by) {
    const known = askValue(value)
    const of = known?.kind === 'filled' ? known.of : known?.kind === 'cases' ? known.named : known
    if (of?.kind === 'time' && of.window !== undefined && (window ?? of.window) === of.window) {
      window = of.window
    } else if (of?.kind === 'event') {
      fields.push(of.field)
      // In other cases the same text is another value, and its events another group: fewer come together.
      if (of.fold !== undefined) {
        notes.push(diagnostic('splunk/folded-groups', { name }, { span, effect: 'narrower' }))
      }
      if (known?.kind === 'cases') {
        notes.push(diagnostic('splunk/renamed-groups', { name }, { span, effect: 'approximate' }))
      }
    } else {
      const told = of !== undefined && 'what' in of ? of.what : undefined
      const time = window === undefined ? 'without a span' : 'beside another time'
      const what = of?.kind === 'time' ? time : (told ?? 'which is computed')
      const problem = `tests a number of groups that '${command}' (stage ${stage}) makes by '${name}', ${what}`
      return { fields, notes, problem }
    }
  }
  return { fields, notes, ...(window === undefined ? {} : { window }) }
}

/** The aggregation that tests of one measured number come to. */
export function aggregationOf(
  { measure }: TestedMeasure,
  all: readonly TestedMeasure[],
): Aggregation {
  const span = all[0]?.having.span
  const { fields, window } = groupingOf(measure.group, span)
  return {
    kind: 'aggregation',
    measure: measure.measure,
    groupBy: fields,
    ...(window === undefined ? {} : { window, fixed: true }),
    having: all.flatMap(({ having }) => ('usual' in having ? [] : [having])),
    ...outlierOf(measure.group, all),
    ...(span === undefined ? {} : { span }),
  }
}

function outlierOf(group: Group, all: readonly TestedMeasure[]): { readonly outlier?: Outlier } {
  const having = all.map((tested) => tested.having).find((each) => 'usual' in each)
  if (having === undefined) return {}
  const { operator, span, usual } = having
  const by = group.by.filter(({ name }) => usual.by.includes(name))
  return {
    outlier: {
      operator,
      by: groupingOf({ ...group, by }, span).fields,
      ...(usual.inWindow ? { inWindow: true } : {}),
      deviations: String(usual.deviations),
      plus: String(usual.plus),
      span,
    },
  }
}
