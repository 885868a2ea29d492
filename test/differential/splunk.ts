/** How Splunk holds an event, and what runs its searches. */
import { equalityText } from '../../src/ast/build.js'
import type { Condition } from '../../src/ast/nodes.js'
import { channels } from '../../src/fields/channels.js'
import type { SourceTest } from '../../src/fields/types.js'
import type { MacroSet } from '../../src/index.js'
import { evaluate, evaluateTable } from '../interpreters/spl/evaluate.js'
import { textOf, type Values } from './choices.js'
import {
  resultsOf,
  selected,
  type Happened,
  type Placed,
  type Result,
  type Target,
} from './held.js'
import { viewOf } from './world.js'

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

/** What the system data of Sysmon's events and of script blocks name besides, as the data sources of security_content show. */
const namedUser = { Opcode: 'Info', UserID: 'S-1-5-18', user_id: 'S-1-5-18' }

/** Whether a later stage looks at a field with several values, or makes groups for each event: one value is assumed there. */
function isReadLater(view: Values, query: string): boolean {
  const lists = Object.keys(view).filter((name) => Array.isArray(view[name]))
  if (lists.length === 0) return false
  const stages = query
    .split(/\|\s*(?=(?:where|eval|regex|search|rex|spath|fromjson|dedup|join|eventstats)\b)/)
    .slice(1)
    .map((stage) => stage.split('\n')[0] ?? '')
  return lists.some((name) => stages.some((stage) => stage.includes(name.split('.').at(-1)!)))
}

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

export const search: Target = {
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
    if (view === undefined || isReadLater(view, placed.query)) return undefined
    // What a macro stands for is its site's own.
    if (foreign && (isOwn || /^[^\n]*`|\[search [^\n]*`/.test(placed.query))) return undefined
    const made = selected(view, splunkTests(placed), random, foreign)
    if (made === undefined) return undefined
    const source = textOf(made['source'])
    const isWindows =
      placed.row !== undefined && vocabulary !== 'splunkEvent' && vocabulary !== 'cim'
    const isNamed = vocabulary === 'sysmon' || placed.row?.category?.startsWith('ps_') === true
    const always = isWindows ? { ...windowsFields, ...(isNamed ? namedUser : {}) } : {}
    return asTexts({ ...defaultFields, ...always, ...namesOfSource(source), ...made })
  },
  run: (query, held, placed) => evaluate(written(query, placed), held),
  runTogether: (query, events, placed) => together(written(query, placed), events, (held) => held),
}

/** With style=escu, what a macro stands for is a matter of the site. */
const written = (query: string, { isOwn, macros }: Placed): string =>
  isOwn ? expanded(query, macros) : query

/** Runs a search on events that are stored in some way. */
function together(
  query: string,
  events: readonly Happened[],
  store: (held: Values) => Values,
): readonly Result[] {
  const stored = new Map<Values, number>()
  for (const [index, { time, held }] of events.entries()) {
    for (const values of held.values()) stored.set({ ...store(values), _time: time }, index)
  }
  return resultsOf(evaluateTable(query, [...stored.keys()]), stored)
}

const unqualified = new Set(['nodename', 'index', 'source', 'sourcetype', 'host', 'eventtype'])

export const tstats: Target = {
  name: 'splunk-tstats',
  variants: () => [{}, { style: 'escu' }],
  source: ({ row, isOwn }) => ({
    vocabulary: 'cim',
    tests: isOwn ? [] : (row?.cim?.where ?? []),
  }),
  hold: (world, { destination, row, isOwn, query }, random, foreign) => {
    const view = viewOf(world, 'cim', isOwn)
    if (view === undefined || (isOwn && foreign)) return undefined
    if (isReadLater(view, query)) return undefined
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
  run: (query, held, { macros }) => evaluate(expanded(query, macros), inModel(held)),
  runTogether: (query, events, { macros }) => together(expanded(query, macros), events, inModel),
}

const inModel = (held: Values): Values => ({ _raw: 'an event', ...defaultFields, ...held })
