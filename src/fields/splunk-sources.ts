/** What names a source in a Splunk search, in Sigma's terms and back. Derived from the tables of this folder. */
import type { LogSource } from '../ast/nodes.js'
import { channels, type Channel } from './channels.js'
import { isDefaultField, isQualified } from './cim.js'
import { datasetEvents, eventsOfObject } from './data-models.js'
import { logSourceRows } from './log-sources.js'
import type { ChannelEvents, LogSourceRow, SourceTest, SplunkEvents } from './types.js'

export type { SourceTest }

/** The log source of a row. */
const logSourceOf = ({ category, product, service }: LogSourceRow): LogSource => ({
  ...(category === undefined ? {} : { category }),
  ...(product === undefined ? {} : { product }),
  ...(service === undefined ? {} : { service }),
})

/** All that have each name, by the name in lower case. */
function byName<T>(
  items: readonly T[],
  namesOf: (item: T) => readonly string[],
): ReadonlyMap<string, readonly T[]> {
  const known = new Map<string, T[]>()
  for (const item of items) {
    for (const name of namesOf(item)) {
      const key = name.toLowerCase()
      const same = known.get(key)
      if (same === undefined) known.set(key, [item])
      else same.push(item)
    }
  }
  return known
}

/** The rows of log sources by the object of a data model that they are of. */
const rowsOfObject = byName(logSourceRows, ({ cim }) =>
  cim === undefined ? [] : [`${cim.model}.${cim.object}`],
)

const equal = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase()

/**
 * The log sources of an object of a CIM data model: the one that tests of a search select, such as `action=created`; else
 * the one that is all of the object, else all that are parts of it. The model mixes operating systems, so only the registry
 * has a product. None of an object that we have no row for.
 */
export function logSourcesOfDataModel(
  model: string,
  object: string,
  tests: readonly SourceTest[],
): readonly LogSource[] {
  const rows = rowsOfObject.get(`${model}.${object}`.toLowerCase()) ?? []
  const anySystem = rows.filter(({ product }) => product === undefined)
  const candidates = anySystem.length > 0 ? anySystem : rows
  const selected = candidates.filter(
    ({ cim }) => cim !== undefined && cim.where.length > 0 && testsFor(cim.where, tests),
  )
  const named = candidates.filter(({ cim }) => cim?.isShared !== true)
  const whole = named.find(({ cim }) => cim?.where.length === 0)
  const taken = selected.length > 0 ? selected : whole === undefined ? named : [whole]
  return taken.map(logSourceOf)
}

/**
 * A field by its own name. One that a dataset below the object qualifies too, and one that is called as what every event has,
 * keep all of their names, so that they are not taken for others.
 */
export function withoutObject(name: string, object: string | undefined): string {
  if (object === undefined || !name.startsWith(`${object}.`)) return name
  const own = name.slice(object.length + 1)
  return isQualified(own) || isDefaultField(own) ? name : own
}

/** A source of Splunk in Sigma's terms. */
export interface SplunkSource {
  readonly channel: string
  /** Of all of its events; undefined where there is none, as of a channel that only some categories name. */
  readonly logSource?: LogSource
  /** The channels that the log source stands for: a search is about it only where it asks for all of them. */
  readonly channels: readonly string[]
}

/** The channel that a source, source type or event type of Splunk stands for, and the log source that it is of. */
export function logSourceOfSplunkSource(
  field: SourceField,
  value: string,
): SplunkSource | undefined {
  const found = channelNamed(field, value)
  if (found === undefined) return undefined
  const { channel, product, service } = found
  if (service === undefined) return { channel, channels: [channel] }
  return {
    channel,
    logSource: { product, service },
    channels: channels
      .filter((other) => other.service === service && other.product === product)
      .map((other) => other.channel),
  }
}

/** Events that Splunk does not know by a channel. */
interface SplunkInput {
  readonly logSources: readonly LogSource[]
  readonly events: SplunkEvents
}

/** Log sources by what selects their events; those of a data model as a whole come last. */
const inputs: readonly SplunkInput[] = [
  ...logSourceRows.flatMap((row): SplunkInput[] =>
    row.splunk === undefined ? [] : [{ logSources: [logSourceOf(row)], events: row.splunk }],
  ),
  // Parts of a dataset, of any operating system where there is a row for that.
  ...logSourceRows.flatMap((row): SplunkInput[] => {
    const { cim, category, product } = row
    const isOneSystem = logSourceRows.some(
      (other) => other.category === category && other.product === undefined,
    )
    if (cim === undefined || cim.where.length === 0 || (product !== undefined && isOneSystem))
      return []
    const events = eventsOfObject(cim)
    return events === undefined ? [] : [{ logSources: [logSourceOf(row)], events }]
  }),
  ...datasetEvents.flatMap(({ model, object, where }): SplunkInput[] => {
    const logSources = logSourcesOfDataModel(model, object, [])
    return logSources.length === 0 ? [] : [{ logSources, events: { where, vocabulary: 'cim' } }]
  }),
]

/** Events that a search selects, and which of its tests say so. */
export interface SelectedInput<T extends SourceTest> {
  readonly logSources: readonly LogSource[]
  readonly vocabulary: SplunkEvents['vocabulary']
  readonly tests: readonly T[]
}

/** The log source that these tests of a search select, all of which hold: the one with the most to ask for. */
export function logSourceOfSplunkInput<T extends SourceTest>(
  tests: readonly T[],
): SelectedInput<T> | undefined {
  let best: SelectedInput<T> | undefined
  for (const { logSources, events } of inputs) {
    const found = testsFor(events.where, tests)
    if (found === undefined) continue
    if (best === undefined || found.length > best.tests.length) {
      best = { logSources, vocabulary: events.vocabulary, tests: found }
    }
  }
  return best
}

/** For each thing that is wanted the first test that asks for it; undefined where one is missing. */
function testsFor<T extends SourceTest>(
  wanted: readonly SourceTest[],
  tests: readonly T[],
): readonly T[] | undefined {
  const found: T[] = []
  for (const each of wanted) {
    const first = tests.find((test) => selectsSame(test, each))
    if (first === undefined) return undefined
    found.push(first)
  }
  return found
}

const selectsSame = (left: SourceTest, right: SourceTest): boolean =>
  left.field === right.field &&
  left.not === right.not &&
  left.values.length === right.values.length &&
  left.values.every((value) => right.values.some((other) => equal(value, other)))

type SourceField = 'source' | 'sourcetype' | 'eventtype'

const channelNamed = (field: SourceField, value: string): Channel | undefined =>
  (field === 'eventtype' ? channelsByEventType : channelsBySource).get(value.toLowerCase())?.[0]

/** Older inputs, and those of the IIS log, write the same names into `source` and `sourcetype`. */
const channelsBySource = byName(channels, ({ sources, sourceTypes = [] }) => [
  ...sources,
  ...sourceTypes,
])

const channelsByEventType = byName(channels, ({ eventType }) =>
  eventType === undefined ? [] : [eventType],
)

/** A category of a channel's events, and which tests of a search say so. */
export interface ChannelEvent<T extends SourceTest> {
  readonly logSource: LogSource
  readonly tests: readonly T[]
  /** Whether the category has no events of another channel. */
  readonly isOfChannel: boolean
}

/**
 * The category of these events of a channel: one that has all of these ids, with the most that tests have to say of it, and
 * as few other ids as may be. Undefined where there is none.
 */
export function logSourceOfChannelEvent<T extends SourceTest>(
  channel: string,
  eventIds: readonly number[],
  tests: readonly T[],
): ChannelEvent<T> | undefined {
  if (eventIds.length === 0) return undefined
  let best: (ChannelEvent<T> & { readonly ids: number }) | undefined
  for (const { row, events } of categoriesOf.get(channel.toLowerCase()) ?? []) {
    if (!eventIds.every((id) => events.eventIds.includes(id))) continue
    const found = testsFor(events.where ?? [], tests)
    const ids = events.eventIds.length
    if (found === undefined) continue
    const more = best === undefined ? 1 : found.length - best.tests.length
    if (best === undefined || more > 0 || (more === 0 && ids < best.ids)) {
      best = {
        logSource: logSourceOf(row),
        tests: found,
        ids,
        isOfChannel: row.events.length === 1,
      }
    }
  }
  return best
}

/** Ids that many logs of Windows have: any application counts its events from 1. */
const commonIds = 1000

/**
 * The channel of Windows that has events of these ids, where the categories tell; undefined where none or several have, and
 * of ids that are in common use.
 */
export function channelOfWindowsEvents(eventIds: readonly number[]): SplunkSource | undefined {
  if (eventIds.length === 0 || eventIds.some((id) => id < commonIds)) return undefined
  const found = new Set(
    [...categoriesOf.values()].flat().flatMap(({ row, events }) => {
      const hasAll = eventIds.every((id) => events.eventIds.includes(id))
      return hasAll && row.product === 'windows' ? [events.channel] : []
    }),
  )
  const [channel = ''] = found
  const [source] = found.size === 1 ? splunkSourcesOfChannel(channel) : []
  return source === undefined ? undefined : logSourceOfSplunkSource('source', source)
}

interface CategoryEvents {
  readonly row: LogSourceRow
  readonly events: ChannelEvents
}

/** The categories of one system that are events of a channel. */
const categoriesOf = byName(
  logSourceRows
    .filter(({ category, product }) => category !== undefined && product !== undefined)
    .flatMap((row) => row.events.map((events): CategoryEvents => ({ row, events }))),
  ({ events }) => [events.channel, ...(events.otherChannels ?? [])],
)

const channelsByName = byName(channels, ({ channel }) => [channel])

/** The values of `source` that a channel's events have in Splunk; none of a channel that is not in the table. */
export const splunkSourcesOfChannel = (channel: string): readonly string[] =>
  channelsByName.get(channel.toLowerCase())?.[0]?.sources ?? []

/** The macro of Splunk's security content for the channel that a value of `source` belongs to. */
export const escuMacroOfSource = (source: string): string | undefined =>
  channelNamed('source', source)?.macro
