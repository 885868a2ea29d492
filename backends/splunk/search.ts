/** The target splunk-search: searches over raw events, in the names that they have there. */
import { always, and, matches, or, predicate, field } from '../../src/ast/build.js'
import type { Condition, Detection } from '../../src/ast/nodes.js'
import { splunkSourcesOfChannel } from '../../src/fields/splunk-sources.js'
import type { ChannelEvents, Destination, LogSourceRow, Options } from '../../src/fields/types.js'
import { defineBackend } from '../../src/print/backend.js'
import { renderSearch } from './envelope.js'
import { renderJoint } from './joint.js'
import { searchLanguage, whereLanguage } from './languages.js'
import { formats, style } from './options.js'
import { statsThresholds } from './threshold.js'

const anyOf = (name: string, values: readonly string[]): Condition =>
  or(values.map((value) => predicate(field(name), matches(value))))

const eventsFilter = ({
  channel,
  otherChannels = [],
  eventIds,
  where = [],
}: ChannelEvents): Condition =>
  and([
    anyOf('source', [channel, ...otherChannels].flatMap(splunkSourcesOfChannel)),
    ...(eventIds.length === 0 ? [] : [anyOf('EventCode', eventIds.map(String))]),
    ...where.map(({ field: name, values }) => anyOf(name, values)),
  ])

function destinations({ events, splunk }: LogSourceRow, options: Options): readonly Destination[] {
  if (splunk !== undefined) {
    const filter = and(splunk.map(({ field: name, values }) => anyOf(name, values)))
    return [{ name: 'events', vocabulary: 'splunkEvent', filter, eventIds: [] }]
  }
  const asked = events.filter(({ vocabulary }) => options['events'] === vocabulary)
  return (asked.length > 0 ? asked : events).map((source) => ({
    name: 'events',
    vocabulary: source.vocabulary,
    filter: eventsFilter(source),
    eventIds: source.eventIds.map(String),
  }))
}

/** A search that came as an event search keeps its source as it was written, and its names. */
function ownDestination({ splunk, vocabulary }: Detection): Destination | undefined {
  if (splunk?.command !== 'search') return undefined
  return { name: 'events', vocabulary, filter: always, eventIds: [] }
}

export default defineBackend({
  name: 'splunk-search',
  title: 'a Splunk event search',
  description: 'Splunk SPL: a search over the events themselves',
  extension: 'spl',
  options: {
    style,
    events: {
      description:
        'which events to search where a log source has several: those of Sysmon or of the Security log',
      default: 'any',
      values: ['any', 'sysmon', 'security'],
    },
  },
  formats,
  destinations,
  ownDestination,
  unknownLogSource: { name: 'events', vocabulary: 'sigma', filter: always, eventIds: [] },
  unmappedFields: 'keep',
  language: searchLanguage,
  post: whereLanguage,
  thresholds: statsThresholds,
  render: renderSearch,
  renderJoint,
})
