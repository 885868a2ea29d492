/** The target sentinel-kql: Kusto queries over the tables of Microsoft Sentinel. */
import { and, field, matches, or, predicate } from '../../src/ast/build.js'
import type { Condition, Field, FieldType } from '../../src/ast/nodes.js'
import { walk } from '../../src/ast/visit.js'
import type {
  Destination,
  JoinedColumn,
  LogSourceRow,
  Options,
  TableEvents,
} from '../../src/fields/types.js'
import { defineBackend, type Printed } from '../../src/print/backend.js'
import { conjunctsOf } from '../../src/print/plan.js'
import { printCondition } from '../../src/print/printer.js'
import { fieldsOfThreshold } from '../../src/print/threshold.js'
import { eventFields, kusto } from './language.js'
import { tables } from './schema.js'
import { columnName, kustoString } from './strings.js'
import { thresholdStages } from './threshold.js'

/** Kusto's types of columns as the language tells them apart. */
const columnTypes: Readonly<Record<string, FieldType>> = {
  int: 'number',
  long: 'number',
  real: 'number',
  datetime: 'datetime',
  bool: 'boolean',
}

/** What the table's schema, or the query itself, knows of a column. The table Event keeps an event's own data in XML. */
function refine({ table, joined = [] }: TableEvents): (of: Field) => Field | undefined {
  const columns = tables[table] ?? {}
  return (of) => {
    const type = columns[of.name]
    if (type !== undefined) return { ...of, type: columnTypes[type] ?? 'string' }
    if (joined.some(({ name }) => name === of.name)) return { ...of, type: 'string' }
    return table === 'Event'
      ? { ...of, name: `${eventFields}.${of.name}`, type: 'string' }
      : undefined
  }
}

function destinations({ sentinel }: LogSourceRow, options: Options): readonly Destination[] {
  const asked = sentinel.filter(({ table }) => options['table'] === table)
  return (asked.length > 0 ? asked : sentinel).map((events) => ({
    name: events.table,
    vocabulary: events.vocabulary,
    filter: tableFilter(events),
    eventIds: events.where.find(({ field: name }) => name === 'EventID')?.values ?? [],
    refine: refine(events),
    ...(events.joined === undefined ? {} : { joined: events.joined }),
  }))
}

function tableFilter(events: TableEvents): Condition {
  const typed = refine(events)
  return and(
    events.where.map(({ field: name, values }) => {
      const column = typed(field(name)) ?? field(name)
      return or(values.map((value) => predicate(column, matches(value, { cased: true }))))
    }),
  )
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
): readonly string[] => [
  ...joined.filter(({ name }) => read.includes(name)).map(joinStage),
  ...(read.some(isEventField) ? eventFieldsStages : []),
]

const joinStage = ({ name, joins, separator }: JoinedColumn): string => {
  const [first = '', second = ''] = joins.map(columnName)
  return `extend ${columnName(name)} = iff(isempty(${second}), ${first}, strcat(${first}, ${kustoString(separator)}, ${second}))`
}

/**
 * An event's own data, by the names that the event gives them; from `EventData`, which is XML. Of an event with a single
 * piece of data parse_xml makes no array, and of one with none it makes null, which must not lose the row.
 */
const eventFieldsStages = [
  'extend EventItems = parse_xml(EventData).DataItem.EventData.Data',
  'mv-apply Item = iff(gettype(EventItems) == "array", EventItems, pack_array(EventItems)) on ' +
    `(summarize ${eventFields} = make_bag(bag_pack(tostring(Item["@Name"]), tostring(Item["#text"]))))`,
]

const where = (condition: Condition): string => `where ${printCondition(condition, kusto)}`

/** One stage a line: the table, what selects the log source, then every conjunct; what needs no made column first. */
function render({ plan }: Printed): string {
  const { destination, filter, aggregation } = plan
  const joined = destination.joined ?? []
  const isMade = (name: string): boolean =>
    isEventField(name) || joined.some((made) => made.name === name)
  const needsMade = (conjunct: Condition): boolean => [...fieldsOf(conjunct)].some(isMade)
  const conjuncts = conjunctsOf(filter)
  const later = conjuncts.filter(needsMade)
  const read = [
    ...later.flatMap((conjunct) => [...fieldsOf(conjunct)]),
    ...(aggregation === undefined ? [] : fieldsOfThreshold(aggregation).map(({ name }) => name)),
  ]
  const stages = [
    ...(destination.filter.kind === 'always' ? [] : [where(destination.filter)]),
    ...conjuncts.filter((conjunct) => !needsMade(conjunct)).map(where),
    ...madeColumns(read, joined),
    ...later.map(where),
    ...(aggregation === undefined ? [] : thresholdStages(aggregation, destination.name)),
  ]
  return [destination.name, ...stages.map((stage) => `| ${stage}`)].join('\n')
}

export default defineBackend({
  name: 'sentinel-kql',
  title: 'Sentinel',
  description: 'Kusto queries over the tables of Microsoft Sentinel',
  extension: 'kql',
  options: {
    table: {
      description:
        'the table to query, where a log source has several; any: the first that has all fields',
      default: 'any',
      values: ['any', ...Object.keys(tables)],
    },
  },
  formats: { default: { description: 'the query alone' } },
  destinations,
  unmappedFields: 'refuse',
  language: kusto,
  measures: ['count', 'distinct', 'sum', 'min', 'max', 'avg'],
  render,
})
