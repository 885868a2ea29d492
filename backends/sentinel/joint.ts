/** Correlations of several rules, and of other correlations, as one query over the events of all of them. */
import type { Field } from '../../src/ast/nodes.js'
import type { Language, Printed, PrintedJoint } from '../../src/print/backend.js'
import {
  groupingOf,
  hitsOf,
  needsLabels,
  thresholdOf,
  type Grouping,
} from '../../src/print/joint.js'
import { printCondition } from '../../src/print/printer.js'
import { kusto } from './language.js'
import { pipeline, stagesOf, timeColumn } from './query.js'
import { columnName, kustoString } from './strings.js'
import {
  havingStage,
  keptTime,
  presentStages,
  summarize,
  thresholdStages,
  type Grouped,
} from './threshold.js'

export const renderJoint = (printed: PrintedJoint): string => pipeline(jointStages(printed, false))

/** A table or a union first, then its stages. With `keepsTime` the results have a column for their time. */
function jointStages(printed: PrintedJoint, keepsTime: boolean): readonly string[] {
  const parts = printed.parts.map((part) => partStages(printed, part))
  const [only = [], ...others] = parts
  const { groups } = groupingOf(printed.plan)
  return [
    ...(others.length === 0 ? only : [unionOf(parts)]),
    ...presentStages(groups),
    ...requirementStages(printed, keepsTime),
  ]
}

const unionOf = (parts: readonly (readonly string[])[]): string =>
  ['union', parts.map((stages) => `  (${indented(pipeline(stages))})`).join(',\n')].join('\n')

const indented = (text: string): string => text.replaceAll('\n', '\n  ')

/** What all parts of a joint have: the time, the rule where it is asked for, and the fields of the joint, called alike. */
function partStages(
  { plan }: PrintedJoint,
  { rule, fields, printed }: PrintedJoint['parts'][number],
): readonly string[] {
  const { name } = groupingOf(plan)
  const columns = new Map(
    plan.columns.map(({ field: column }, index) => [column.name, asColumn(column, fields[index])]),
  )
  const shown = [...columns].map(([as, value]) =>
    columnName(as) === value ? value : `${columnName(as)} = ${value}`,
  )
  const time = timeOf(printed)
  const times = name('Time') === time ? time : `${name('Time')} = ${time}`
  const label = needsLabels(plan.joint) ? [`${name('Rule')} = ${kustoString(rule)}`] : []
  return [...eventStages(printed, fields), `project ${[times, ...label, ...shown].join(', ')}`]
}

/** A union makes two columns of one whose types differ: such are made text. */
function asColumn(column: Field, own: Field = column): string {
  const value = kusto.fieldName(own)
  return column.type === own.type || value.startsWith('tostring(') ? value : `tostring(${value})`
}

const timeOf = (printed: Printed | PrintedJoint): string =>
  'parts' in printed
    ? groupingOf(printed.plan).name('Time')
    : timeColumn(printed.plan.destination.name)

const eventStages = (
  printed: Printed | PrintedJoint,
  outputs: readonly Field[],
): readonly string[] =>
  'parts' in printed
    ? jointStages(printed, true)
    : stagesOf(printed.plan, { outputs, keepsTime: true })

function requirementStages({ plan, parts }: PrintedJoint, keepsTime: boolean): readonly string[] {
  const { requirement } = plan.joint
  const { groups, window, name } = groupingOf(plan)
  const rule = name('Rule')
  const grouped: Grouped = { groups, window, time: name('Time'), keepsTime }
  switch (requirement.kind) {
    case 'measure':
      return thresholdStages(thresholdOf(plan, requirement), grouped)
    case 'parts': {
      const rules = name('Rules')
      const counted = `${rules} = count_distinct(${rule})`
      return [
        summarize([counted, ...keptTime(grouped)], grouped),
        havingStage(rules, requirement.having),
      ]
    }
    case 'expression': {
      const { columns, condition } = hitsOf(requirement.expression, plan, name, 'Hits')
      const counts = columns.map(
        (column) => `${column.name} = countif(${rule} == ${kustoString(column.rule)})`,
      )
      return [
        summarize([...counts, ...keptTime(grouped)], grouped),
        `where ${printCondition(condition, hitsLanguage)}`,
      ]
    }
    case 'ordered':
      return orderedStages(
        parts.map((part) => `${rule} == ${kustoString(part.rule)}`),
        grouped,
        name,
      )
  }
}

/** Of a number of hits, `exists` is that it is not zero. */
const hitsLanguage: Language = {
  ...kusto,
  print: { ...kusto.print, exists: (name) => `${name} > 0` },
}

/**
 * The first event of the first rule, the first of each next one that is not before that, and the last of the last rule:
 * where that is not before all of these, they stand in order. `steps` are the tests for an event of each rule.
 */
function orderedStages(
  steps: readonly string[],
  grouped: Grouped,
  name: Grouping['name'],
): readonly string[] {
  const { time, keepsTime } = grouped
  const last = keepsTime ? time : name('Last')
  const first = (step: number): string => name(`Step${step + 1}`)
  const times = (step: number): string => name(`Times${step + 1}`)
  const middle = steps.map((_, step) => step).slice(1, -1)
  const columns = [
    ...steps
      .slice(0, -1)
      .map((test, step) =>
        step === 0
          ? `${first(step)} = minif(${time}, ${test})`
          : `${times(step)} = make_list_if(${time}, ${test})`,
      ),
    `${last} = maxif(${time}, ${steps.at(-1) ?? 'true'})`,
  ]
  const at = name('At')
  return [
    summarize(columns, grouped),
    ...middle.map(
      (step) =>
        `mv-apply ${at} = ${times(step)} to typeof(datetime) on ` +
        `(summarize ${first(step)} = minif(${at}, ${at} >= ${first(step - 1)}))`,
    ),
    ...(steps.length < 2 ? [] : [`where ${first(steps.length - 2)} <= ${last}`]),
  ]
}
