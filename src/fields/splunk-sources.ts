/** What names a source in a Splunk search, in Sigma's terms and back. Derived from the tables of this folder. */
import type { LogSource } from '../ast/nodes.js'
import { channels, type Channel } from './channels.js'
import { logSourceRows } from './log-sources.js'
import type { LogSourceRow } from './types.js'

/** The log source of a row. */
const logSourceOf = ({ category, product, service }: LogSourceRow): LogSource => ({
  ...(category === undefined ? {} : { category }),
  ...(product === undefined ? {} : { product }),
  ...(service === undefined ? {} : { service }),
})

const equal = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase()

/**
 * The log sources of an object of a CIM data model, for a search that does not say which action it wants: the general
 * category, and of files, for which Sigma has none, their creation. The model mixes operating systems, so only the
 * registry has a product. None where we have no row for it.
 */
export function logSourcesOfDataModel(model: string, object: string): readonly LogSource[] {
  const rows = logSourceRows.filter(
    ({ cim }) => cim !== undefined && equal(cim.model, model) && equal(cim.object, object),
  )
  const row = rows.find(({ product }) => product === undefined) ?? rows[0]
  return row === undefined ? [] : [logSourceOf(row)]
}

/** The channel that a source, source type or event type of Splunk stands for, and the log source that is all of it. */
export function logSourceOfSplunkSource(
  field: 'source' | 'sourcetype' | 'eventtype',
  value: string,
): { readonly channel: string; readonly logSource: LogSource } | undefined {
  const found = channels.find((channel) =>
    namesIn(channel, field).some((name) => equal(name, value)),
  )
  if (found === undefined) return undefined
  const { channel, product, service } = found
  return { channel, logSource: { product, service } }
}

/** Older inputs, and those of the IIS log, write the same names into `source` and `sourcetype`. */
const namesIn = (
  { sources, sourceTypes = [], eventType }: Channel,
  field: 'source' | 'sourcetype' | 'eventtype',
): readonly string[] =>
  field === 'eventtype'
    ? eventType === undefined
      ? []
      : [eventType]
    : [...sources, ...sourceTypes]

/**
 * The category of these events of a channel: one that has all of these ids and as few others as may be, and that ids
 * alone can tell. Undefined where there is none.
 */
export function logSourceOfChannelEvent(
  channel: string,
  eventIds: readonly number[],
): LogSource | undefined {
  if (eventIds.length === 0) return undefined
  let best: { readonly row: LogSourceRow; readonly ids: number } | undefined
  for (const row of logSourceRows) {
    if (row.category === undefined || row.product === undefined) continue
    for (const events of row.events) {
      const ids = events.eventIds.length
      if (
        equal(events.channel, channel) &&
        events.where === undefined &&
        eventIds.every((id) => events.eventIds.includes(id)) &&
        (best === undefined || ids < best.ids)
      ) {
        best = { row, ids }
      }
    }
  }
  return best === undefined ? undefined : logSourceOf(best.row)
}

const channelOf = (name: string): Channel | undefined =>
  channels.find(({ channel }) => equal(channel, name))

/** The values of `source` that a channel's events have in Splunk; none of a channel that is not in the table. */
export const splunkSourcesOfChannel = (channel: string): readonly string[] =>
  channelOf(channel)?.sources ?? []

/** The macro of Splunk's security content for a channel. */
export const escuMacroOfChannel = (channel: string): string | undefined => channelOf(channel)?.macro
