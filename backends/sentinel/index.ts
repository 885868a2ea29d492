/** The target sentinel-kql: Kusto queries over the tables of Microsoft Sentinel. */
import { and, field, matches, or, predicate } from '../../src/ast/build.js'
import type { Condition, Field, FieldType } from '../../src/ast/nodes.js'
import type { Destination, LogSourceRow, Options, TableEvents } from '../../src/fields/types.js'
import { defineBackend } from '../../src/print/backend.js'
import { renderJoint } from './joint.js'
import { isInEventData } from './event-data.js'
import { eventFields, kusto } from './language.js'
import { pathInJson } from './json.js'
import { render } from './query.js'
import { tables } from './schema.js'
import { summarizeThresholds } from './threshold.js'

/** Kusto's types of columns as the language tells them apart. */
const columnTypes: Readonly<Record<string, FieldType>> = {
  int: 'number',
  long: 'number',
  real: 'number',
  datetime: 'datetime',
  bool: 'boolean',
}

/** What the table's schema, or the query itself, knows of a column. Some tables keep the rest of an event's data in XML. */
function refine({ table, joined = [] }: TableEvents): (of: Field) => Field | undefined {
  const columns = tables[table] ?? {}
  return (of) => {
    const type = columns[of.name]
    if (type !== undefined) {
      return of.type === 'eventXml' ? of : { ...of, type: columnTypes[type] ?? 'string' }
    }
    const inJson = pathInJson(of.name, columns)
    if (inJson !== undefined) return { ...of, name: inJson, type: 'string' }
    if (joined.some(({ name }) => name === of.name)) return { ...of, type: 'string' }
    return isInEventData(of.name, table)
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

export default defineBackend({
  name: 'sentinel-kql',
  title: 'Sentinel',
  description: 'Kusto queries over the tables of Microsoft Sentinel',
  extension: 'kql',
  options: {
    table: {
      description:
        'the table to query, where a log source has several; any: the first that has all fields, as the rule means them where one does',
      default: 'any',
      values: ['any', ...Object.keys(tables)],
    },
  },
  formats: { default: { description: 'the query alone' } },
  destinations,
  unmappedFields: 'refuse',
  language: kusto,
  thresholds: summarizeThresholds,
  render,
  renderJoint,
})
