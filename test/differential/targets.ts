/** How each target holds an event, and what runs its queries. */
import { tables } from '../../backends/sentinel/schema.js'
import type { Detection } from '../../src/ast/nodes.js'
import { families as allFamilies } from '../../src/fields/correspondences.js'
import type { TableEvents } from '../../src/fields/types.js'
import { evaluate as runKibana } from '../interpreters/kibana/evaluate.js'
import { evaluate as runKusto, evaluateAll } from '../interpreters/kusto/evaluate.js'
import { grepMatches, toJavaScript } from '../interpreters/regex/pcre.js'
import { testsOf, textOf, type Values } from './choices.js'
import { resultsOf, selected, type Held, type Placed, type Target } from './held.js'
import { search, tstats } from './splunk.js'
import { escapeXml, typeOf, viewOf, type World } from './world.js'

// ----------------------------------------------------------------------------------------- Elastic

const isNumber = (value: unknown): boolean => /^-?\d+(?:\.\d+)?$/.test(textOf(value))

/** What Elasticsearch indexes: a document whose number is none it refuses. */
function document(view: Values, world: World): Held {
  const made: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(view)) {
    if (name === '_raw') continue
    const type = typeOf(name, 'ecs', world.families)
    const all: readonly unknown[] = Array.isArray(value) ? value : [value]
    const areKnown = all.every((item) =>
      type === 'number' ? isNumber(item) : type === 'ip' ? /^[\d.]+$|:/.test(textOf(item)) : true,
    )
    if (!areKnown) return undefined
    const indexed = type === 'number' ? all.map(Number) : all
    made[name] = Array.isArray(value) ? indexed : indexed[0]
  }
  return made
}

const typesKnown = new Map<string, Readonly<Record<string, string>>>()

function ecsTypes(
  held: Values,
  world: readonly (keyof typeof allFamilies)[],
): Readonly<Record<string, string>> {
  const key = `${world.join()} ${Object.keys(held).join()}`
  const known = typesKnown.get(key)
  if (known !== undefined) return known
  const columns = world.flatMap((family) =>
    allFamilies[family].rows.flatMap(({ columns: { ecs } }) =>
      ecs === undefined ? [] : [[ecs.name, ecs.type] as const],
    ),
  )
  const types = Object.fromEntries([
    ...Object.keys(held).map((name) => [name, 'keyword'] as const),
    ...columns,
  ])
  const all = {
    ...types,
    ...Object.fromEntries(Object.keys(types).map((name) => [`${name}.caseless`, 'caseless'])),
  }
  typesKnown.set(key, all)
  return all
}

const elastic: Target = {
  name: 'elastic-kql',
  variants: () => [{}, { profile: 'elastic-defend' }],
  source: ({ row }) => ({ vocabulary: 'ecs', tests: row?.ecs ?? [] }),
  hold: (world, { row }, random, foreign) => {
    const view = viewOf(world, 'ecs', false)
    const made = view && selected(view, row?.ecs ?? [], random, foreign)
    const indexed = made && document(made, world)
    if (indexed === undefined) return undefined
    const twins = Object.entries(indexed).map(
      ([name, value]) => [`${name}.caseless`, value] as const,
    )
    return { ...indexed, ...Object.fromEntries(twins) }
  },
  run: (query, held, { detection }) => {
    const { families = [] } = placedFamilies.get(detection) ?? {}
    return runKibana(query, held, ecsTypes(held, families))
  },
}

/** The families of a detection, which decide the types of its fields. */
export const placedFamilies = new WeakMap<Detection, Pick<World, 'families'>>()

// ---------------------------------------------------------------------------------------- Sentinel

const columnsOf = (table: string): Readonly<Record<string, string>> => tables[table] ?? {}

function eventData(table: string, view: Values): unknown {
  const columns = columnsOf(table)
  const data = Object.entries(view)
    .filter(([name]) => columns[name] === undefined && name !== '_raw')
    .map(([name, value]) => `<Data Name="${escapeXml(name)}">${escapeXml(textOf(value))}</Data>`)
    .join('')
  const bare = /<Data>.*<\/Data>/s.exec(textOf(view['EventData']))?.[0] ?? ''
  const all = `<EventData>${data}${bare}</EventData>`
  return table === 'Event' ? `<DataItem type="System.XmlData" time="2026">${all}</DataItem>` : all
}

/** Objects, which a table has as JSON, of their fields: `responseElements.publiclyAccessible` is in ResponseElements. */
function jsonColumns(view: Values, columns: Readonly<Record<string, string>>): Values {
  const made: Record<string, Record<string, unknown>> = {}
  for (const [name, value] of Object.entries(view)) {
    const [head = '', ...path] = name.split('.')
    const column = Object.keys(columns).find((each) => each.toLowerCase() === head.toLowerCase())
    if (column === undefined || path.length === 0) continue
    let inner = (made[column] ??= {})
    for (const key of path.slice(0, -1)) inner = (inner[key] ??= {}) as Record<string, unknown>
    inner[path.at(-1)!] = value
  }
  return Object.fromEntries(
    Object.entries(made).map(([column, value]) => [column, JSON.stringify(value)]),
  )
}

/** The key and the name of a value apart; Defender has those of what was deleted as what was there before. */
function registryParts(path: string, table: string, action: unknown): Values | undefined {
  const at = path.lastIndexOf('\\')
  // A key has no empty name, and a value that is its default has one of its own.
  if (at === path.length - 1) return undefined
  const isKey = /Key/.test(textOf(action)) || at < 0
  const [key, value] = isKey ? [path, ''] : [path.slice(0, at), path.slice(at + 1)]
  if (table === 'imRegistry') return { RegistryKey: key, RegistryValue: value }
  return textOf(action).endsWith('Deleted')
    ? { PreviousRegistryKey: key, PreviousRegistryValueName: value }
    : { RegistryKey: key, RegistryValueName: value }
}

const asksAboutValues = ({ condition, vocabulary }: Detection): boolean =>
  testsOf(condition).some(
    (leaf) =>
      leaf.kind === 'predicate' &&
      (leaf.field.part !== undefined ||
        (vocabulary !== 'sigma' && /value/.test(leaf.field.name)) ||
        leaf.field.name === 'Details'),
  )

const tableOf = ({ destination, row }: Placed): TableEvents | undefined =>
  row?.sentinel.find(({ table }) => table === destination.name)

const sentinel: Target = {
  name: 'sentinel-kql',
  variants: (rows, turn) => {
    const others = [
      ...new Set(rows.flatMap(({ sentinel: forms }) => forms.map(({ table }) => table))),
    ].slice(1)
    const table = others[turn % Math.max(1, others.length)]
    return table === undefined ? [{}] : [{}, { table }]
  },
  source: (placed) => ({
    vocabulary: placed.destination.vocabulary,
    tests: tableOf(placed)?.where ?? [],
  }),
  hold: (world, placed, random, foreign) => {
    const table = placed.destination.name
    const events = tableOf(placed)
    if (events === undefined) return undefined
    const view = viewOf(world, events.vocabulary, false)
    const whole = view && selected(view, events.where, random, foreign)
    if (whole === undefined) return undefined
    let made: Record<string, unknown> = { ...whole }
    const path = made['RegistryPath']
    if (typeof path === 'string' && columnsOf(table)['RegistryPath'] === undefined) {
      const parts = registryParts(
        path,
        table,
        made[table === 'imRegistry' ? 'EventType' : 'ActionType'],
      )
      const isKey = /Key/.test(textOf(made['EventType'] ?? made['ActionType']))
      // Of a key nobody has the name of a value, or its data.
      if (parts === undefined || (isKey && asksAboutValues(placed.detection))) return undefined
      const { RegistryKey: _key, RegistryValueName: _name, RegistryValue: _value, ...rest } = made
      made = { ...rest, ...parts }
    }
    if (/^DWORD /i.test(textOf(world.concepts['registry.data']))) {
      made['RegistryValueType'] = table === 'imRegistry' ? 'Reg_DWord' : 'Dword'
    }
    const columns = columnsOf(table)
    made = { ...made, ...jsonColumns(made, columns) }
    for (const [name, value] of Object.entries(made)) {
      const type = columns[name]
      if (Array.isArray(value) && type !== 'dynamic') return undefined
      if (/^(?:int|long|real)$/.test(type ?? '') && !isNumber(value)) return undefined
      // What is white space alone is nothing in XML.
      if (type === undefined && typeof value === 'string' && value !== '' && value.trim() === '')
        return undefined
    }
    const isXml = table === 'Event' || table === 'SecurityEvent'
    return isXml ? { ...made, EventData: eventData(table, made) } : made
  },
  run: (query, held) => runKusto(query, held, tables),
  hasNoEmpty: true,
  runTogether: (query, events) => {
    const stored = events.map(({ time, held }) =>
      [...held].map(([table, values]) => {
        // Each table has one of the two names for its time.
        const row = { ...values, TimeGenerated: time * 1000, Timestamp: time * 1000 }
        return { table, row }
      }),
    )
    const rowsOf = (wanted: string): readonly Values[] =>
      stored.flat().flatMap(({ table, row }) => (table === wanted ? [row] : []))
    const places = stored.flatMap((rows, index) => rows.map(({ row }) => [row, index] as const))
    return resultsOf(evaluateAll(query, rowsOf, tables), new Map<object, number>(places))
  },
}

// ------------------------------------------------------------------------------------------- regex

let latest: { readonly query: string; readonly regex: RegExp } | undefined

/** Of a reference without regard to case JavaScript knows nothing. */
const needsGrep = (query: string): boolean => query.includes(String.raw`(?i:\g`)

const regex: Target = {
  name: 'regex',
  variants: () => [{}],
  source: () => ({ vocabulary: 'sigma', tests: [] }),
  hold: (world, { row, detection, query }, _, foreign) => {
    const vocabulary = row === undefined ? detection.vocabulary : 'sigma'
    const view = foreign ? undefined : viewOf(world, vocabulary, true)
    if (view === undefined || Object.values(view).some(Array.isArray)) return undefined
    const { _raw, ...rest } = view
    return query.includes('"_raw"') ? view : rest
  },
  run: (query, held) => {
    const line = JSON.stringify(held)
    if (needsGrep(query)) {
      const [found] = grepMatches(query, [line]) ?? []
      if (found === undefined) throw new Error('references are not interpreted without grep')
      return found
    }
    if (latest?.query !== query) latest = { query, regex: toJavaScript(query) }
    return latest.regex.test(line)
  },
}

export const targets: readonly Target[] = [tstats, search, elastic, sentinel, regex]
