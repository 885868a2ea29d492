/** How each target holds an event, and what runs its queries. */
import { tables } from '../../backends/sentinel/schema.js'
import { equalityText } from '../../src/ast/build.js'
import type { Condition, Detection } from '../../src/ast/nodes.js'
import { channels } from '../../src/fields/channels.js'
import { families as allFamilies } from '../../src/fields/correspondences.js'
import type {
  Destination,
  SourceTest,
  LogSourceRow,
  Options,
  TableEvents,
} from '../../src/fields/types.js'
import type { MacroSet } from '../../src/index.js'
import type { Random } from '../fuzz/random.js'
import { evaluate as runKibana } from '../interpreters/kibana/evaluate.js'
import { evaluate as runKusto } from '../interpreters/kusto/evaluate.js'
import { grepMatches, toJavaScript } from '../interpreters/regex/pcre.js'
import { evaluate as runSpl } from '../interpreters/spl/evaluate.js'
import { testsOf, textOf, type Values } from './choices.js'
import type { SourceTests } from './log-source.js'
import { escapeXml, typeOf, viewOf, type World } from './world.js'

/** A query's place, and whether the query is the source's own. */
export interface Placed {
  readonly detection: Detection
  readonly destination: Destination
  readonly isOwn: boolean
  readonly row: LogSourceRow | undefined
  readonly query: string
  readonly macros: MacroSet
}

/** An event as a target holds it; undefined where it cannot. */
export type Held = Values | undefined

/** A target that queries are run in. */
export interface Target {
  readonly name: string
  /** Options under which a rule is run; of many forms of its log source, those that have their turn. */
  readonly variants: (rows: readonly LogSourceRow[], turn: number) => readonly Options[]
  /** What selects the log source here. */
  readonly source: (placed: Placed) => SourceTests
  /** The event of a log source, or with `foreign` one of another; then undefined where the target does not tell. */
  readonly hold: (world: World, placed: Placed, random: Random, foreign: boolean) => Held
  readonly run: (query: string, held: Values, placed: Placed) => boolean
}

const pickOf = (values: readonly string[], random: Random): string =>
  values[random.below(values.length)] ?? ''

/**
 * The fields that select a log source, added where the event does not have them; of another log source one of them is
 * something else. Undefined where the event says otherwise, or nothing is selected.
 */
function selected(
  view: Values,
  all: readonly SourceTest[],
  random: Random,
  foreign: boolean,
): Held {
  const made: Record<string, unknown> = { ...view }
  const tests = all.filter((test) => test.not !== true)
  for (const { field, values } of tests) {
    const known = made[field]
    const isRepeated = tests.filter((test) => test.field === field).length > 1
    if (isRepeated) made[field] = [...(Array.isArray(known) ? known : []), pickOf(values, random)]
    else if (known === undefined) made[field] = pickOf(values, random)
    else if (!values.includes(textOf(known))) return undefined
  }
  if (!foreign) return made
  const test = tests[random.below(tests.length)]
  if (test === undefined) return undefined
  made[test.field] = /^\d+$/.test(test.values[0] ?? '') ? '99999' : 'something else'
  return made
}

// ------------------------------------------------------------------------------------------ Splunk

function splunkTests(placed: Placed): readonly SourceTest[] {
  const { destination, detection, isOwn, row, query, macros } = placed
  const held = isOwn ? detection.vocabulary : destination.vocabulary
  const events = row?.events.find(({ vocabulary }) => vocabulary === held)
  if (events === undefined) return isOwn ? (row?.splunk?.where ?? []) : testsIn(destination.filter)
  const { channel, otherChannels = [], eventIds, where = [] } = events
  // What a search names itself is a part of the log source that it was read as.
  const names = isOwn ? [channel] : [channel, ...otherChannels]
  // A search may ask for events of one form only.
  const asked = isOwn ? expanded(query, macros) : ''
  const isText = asked.includes(`"WinEventLog:${channel}`) && !asked.includes('XmlWinEventLog:')
  const form = channel.startsWith('Linux') ? 'Syslog' : isText ? 'WinEventLog' : 'XmlWinEventLog'
  const sources = names.map((name) => `${form}:${name}`)
  return [
    { field: 'source', values: sources },
    ...(eventIds.length === 0 ? [] : [{ field: 'EventCode', values: eventIds.map(textOf) }]),
    ...where,
  ]
}

/** The tests of a filter that is a list of them: of a field with several tests, as tags are, each is for itself. */
function testsIn(filter: Condition): readonly SourceTest[] {
  switch (filter.kind) {
    case 'and':
      return filter.operands.flatMap(testsIn)
    case 'or': {
      const tests = filter.operands.flatMap(testsIn)
      const [first] = tests
      return first === undefined
        ? []
        : [{ field: first.field, values: tests.flatMap(({ values }) => values) }]
    }
    case 'not':
      return testsIn(filter.operand).map((test) => ({ ...test, not: true }))
    case 'predicate':
      return [{ field: filter.field.name, values: [equalityText(filter.test) ?? ''] }]
    case 'keyword':
    case 'always':
    case 'never':
      return []
  }
}

/** Everything in Splunk is text. */
const asTexts = (view: Values): Values =>
  Object.fromEntries(
    Object.entries(view).map(([name, value]) => [
      name,
      typeof value === 'number' || typeof value === 'boolean' ? textOf(value) : value,
    ]),
  )

/** Macros that stand for parts of a search; the interpreter knows those that are stages. */
function expanded(query: string, macros: MacroSet): string {
  let text = query
  for (let depth = 0; depth < 4; depth++) {
    text = text.replaceAll(/`(\w+)`/g, (call, name: string) => {
      const macro = macros.get(name)
      const { definition = '' } = macro ?? {}
      return definition === '' || /[|`]|^\s*(?:summariesonly|search \*)/.test(definition)
        ? call
        : definition
    })
  }
  return text
}

/** What every event of Windows has, by the add-ons' aliases if by nothing else. */
const windowsFields = {
  Channel: 'c',
  Computer: 'HOST1',
  ComputerName: 'HOST1',
  dest: 'HOST1',
  dvc: 'HOST1',
  EventRecordID: '1',
  RecordNumber: '1',
  EventCode: '0',
  EventID: '0',
  signature_id: '0',
}

/** What the system data of Sysmon's events and of PowerShell's name besides, as the data sources of security_content show. */
const namedUser = { Opcode: 'Info', UserID: 'S-1-5-18', user_id: 'S-1-5-18' }

/** What every event has in Splunk. */
const defaultFields = { host: 'HOST1', source: 's', sourcetype: 't', index: 'main', _time: '1' }

/** What else the add-ons call the events of a channel. */
function namesOfSource(source: string): Values {
  const channel = channels.find(({ sources }) => sources.includes(source))
  const { eventType, sourceTypes: [sourcetype] = [] } = channel ?? {}
  return {
    ...(eventType === undefined ? {} : { eventtype: eventType }),
    ...(sourcetype === undefined ? {} : { sourcetype }),
  }
}

const search: Target = {
  name: 'splunk-search',
  variants: () => [{}, { style: 'escu' }, { events: 'security' }],
  source: (placed) => ({
    vocabulary: placed.isOwn ? placed.detection.vocabulary : placed.destination.vocabulary,
    tests: splunkTests(placed),
  }),
  hold: (world, placed, random, foreign) => {
    const { destination, detection, isOwn } = placed
    const vocabulary = isOwn ? detection.vocabulary : destination.vocabulary
    const view = viewOf(world, vocabulary, true)
    if (view === undefined) return undefined
    // What a macro stands for is its site's own.
    if (foreign && (isOwn || /^[^\n]*`/.test(placed.query))) return undefined
    const made = selected(view, splunkTests(placed), random, foreign)
    if (made === undefined) return undefined
    const source = textOf(made['source'])
    const isWindows =
      placed.row !== undefined && vocabulary !== 'splunkEvent' && vocabulary !== 'cim'
    const isNamed = vocabulary === 'sysmon' || placed.row?.family === 'powershell'
    const always = isWindows ? { ...windowsFields, ...(isNamed ? namedUser : {}) } : {}
    return asTexts({ ...defaultFields, ...always, ...namesOfSource(source), ...made })
  },
  run: (query, held, { macros, isOwn }) =>
    // With style=escu, what a macro stands for is a matter of the site.
    runSpl(isOwn ? expanded(query, macros) : query, held),
}

const unqualified = new Set(['nodename', 'index', 'source', 'sourcetype', 'host', 'eventtype'])

const tstats: Target = {
  name: 'splunk-tstats',
  variants: () => [{}, { style: 'escu' }],
  source: ({ row, isOwn }) => ({
    vocabulary: 'cim',
    tests: isOwn ? [] : (row?.cim?.where ?? []),
  }),
  hold: (world, { destination, row, isOwn }, random, foreign) => {
    const view = viewOf(world, 'cim', isOwn)
    if (view === undefined || (isOwn && foreign)) return undefined
    const made = selected(view, isOwn ? [] : (row?.cim?.where ?? []), random, foreign)
    if (made === undefined || Object.values(made).includes('null')) return undefined
    const object = destination.name.split('.').at(-1)!
    return asTexts(
      Object.fromEntries(
        Object.entries(made)
          .filter(([name]) => name !== '_raw')
          .map(([name, value]) => [
            unqualified.has(name) || name.toLowerCase().startsWith(`${object.toLowerCase()}.`)
              ? name
              : `${object}.${name}`,
            value,
          ]),
      ),
    )
  },
  run: (query, held, { macros }) =>
    runSpl(expanded(query, macros), { _raw: 'an event', ...defaultFields, ...held }),
}

// ----------------------------------------------------------------------------------------- Elastic

const isNumber = (value: unknown): boolean => /^-?\d+(?:\.\d+)?$/.test(textOf(value))

/** What Elasticsearch indexes: a document whose number is none it refuses. */
function document(view: Values, world: World): Held {
  const made: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(view)) {
    if (name === '_raw') continue
    const type = typeOf(name, 'ecs', world.families)
    const isKnown =
      type === 'number' ? isNumber(value) : type === 'ip' ? /^[\d.]+$|:/.test(textOf(value)) : true
    if (!isKnown) return undefined
    made[name] = type === 'number' ? Number(value) : value
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
      if (/^(?:int|long|real)$/.test(type ?? '') && !isNumber(value)) return undefined
      // What is white space alone is nothing in XML.
      if (type === undefined && typeof value === 'string' && value !== '' && value.trim() === '')
        return undefined
    }
    const isXml = table === 'Event' || table === 'SecurityEvent'
    return isXml ? { ...made, EventData: eventData(table, made) } : made
  },
  run: (query, held) => runKusto(query, held, tables),
}

// ------------------------------------------------------------------------------------------- regex

let latest: { readonly query: string; readonly regex: RegExp } | undefined

/** Of a reference without regard to case JavaScript knows nothing. */
const needsGrep = (query: string): boolean => query.includes(String.raw`(?i:\g`)

const regex: Target = {
  name: 'regex',
  variants: () => [{}],
  source: () => ({ vocabulary: 'sigma', tests: [] }),
  hold: (world, { row, detection }, _, foreign) => {
    const vocabulary = row === undefined ? detection.vocabulary : 'sigma'
    const view = foreign ? undefined : viewOf(world, vocabulary, true)
    if (view === undefined) return undefined
    const { _raw, ...rest } = view
    return rest
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
