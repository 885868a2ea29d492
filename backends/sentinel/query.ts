/** What surrounds conditions in Kusto: a table and the stages behind it. */
import { and } from '../../src/ast/build.js'
import type { Aggregation, Condition, Field } from '../../src/ast/nodes.js'
import { walk } from '../../src/ast/visit.js'
import type { JoinedColumn } from '../../src/fields/types.js'
import type { Plan, Printed } from '../../src/print/backend.js'
import { conjunctsOf } from '../../src/print/plan.js'
import { printCondition } from '../../src/print/printer.js'
import { fieldsOfThreshold } from '../../src/print/threshold.js'
import { eventFieldsStages } from './event-data.js'
import { eventFields, kusto } from './language.js'
import { tables } from './schema.js'
import { columnName, kustoString } from './strings.js'
import { presentStages, thresholdStages } from './threshold.js'

export const render = ({ plan }: Printed): string =>
  pipeline(stagesOf(plan, { outputs: [], keepsTime: false }))

/** One stage a line: a table, or what makes one, comes first. */
export const pipeline = ([first = '', ...stages]: readonly string[]): string =>
  [first, ...stages.map((stage) => `| ${stage}`)].join('\n')

/** When an event happened: the tables of Defender XDR call it otherwise. */
export const timeColumn = (table: string): string =>
  tables[table]?.['TimeGenerated'] === undefined ? 'Timestamp' : 'TimeGenerated'

/** What a query around this one reads of its results. */
interface Around {
  readonly outputs: readonly Field[]
  readonly keepsTime: boolean
}

/** The table, what selects the log source, then every conjunct; what needs no made column first. */
export function stagesOf(plan: Plan, { outputs, keepsTime }: Around): readonly string[] {
  const { destination, filter, aggregation } = plan
  const joined = destination.joined ?? []
  const isMade = (name: string): boolean =>
    isEventField(name) || joined.some((made) => made.name === name)
  const needsMade = (conjunct: Condition): boolean => [...fieldsOf(conjunct)].some(isMade)
  const selecting = conjunctsOf(destination.filter)
  const first = and(selecting.filter((conjunct) => !needsMade(conjunct)))
  const conjuncts = conjunctsOf(filter)
  const later = [...selecting, ...conjuncts].filter(needsMade)
  const shown = aggregation === undefined ? outputs : fieldsOfThreshold(aggregation)
  const read = [
    ...later.flatMap((conjunct) => [...fieldsOf(conjunct)]),
    ...shown.map(({ name }) => name),
  ]
  return [
    destination.name,
    ...(first.kind === 'always' ? [] : [where(first)]),
    ...conjuncts.filter((conjunct) => !needsMade(conjunct)).map(where),
    ...madeColumns(read, joined, destination.name),
    ...later.map(where),
    ...(aggregation === undefined ? [] : countingStages(plan, aggregation, keepsTime)),
  ]
}

const countingStages = (
  { destination }: Plan,
  aggregation: Aggregation,
  keepsTime: boolean,
): readonly string[] => {
  const { groupBy: groups, window } = aggregation
  const time = timeColumn(destination.name)
  return [
    ...presentStages(groups),
    ...thresholdStages(aggregation, { groups, window, time, keepsTime }),
  ]
}

/** The names of the fields that a condition reads. */
function fieldsOf(condition: Condition): ReadonlySet<string> {
  const names = new Set<string>()
  walk(condition, (node) => {
    if (node.kind === 'field') names.add(node.name)
  })
  return names
}

const isEventField = (name: string): boolean => name.startsWith(`${eventFields}.`)

/** The stages that make those of the columns that are read that the table lacks. */
const madeColumns = (
  read: readonly string[],
  joined: readonly JoinedColumn[],
  table: string,
): readonly string[] => [
  ...joined.filter(({ name }) => read.includes(name)).map(joinStage),
  ...(read.some(isEventField) ? eventFieldsStages(table) : []),
]

const joinStage = ({ name, joins, separator }: JoinedColumn): string => {
  const [first = '', second] = joins.map(firstFilled)
  const joined =
    second === undefined
      ? first
      : `iff(isempty(${second}), ${first}, strcat(${first}, ${kustoString(separator)}, ${second}))`
  return `extend ${columnName(name)} = ${joined}`
}

/** The first of some columns that is not empty. Source: Kusto language reference, "coalesce()". */
function firstFilled(columns: readonly string[]): string {
  const names = columns.map(columnName)
  return names.length === 1 ? names.join('') : `coalesce(${names.join(', ')})`
}

const where = (condition: Condition): string => `where ${printCondition(condition, kusto)}`
