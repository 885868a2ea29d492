/** The target splunk-search: searches over raw events, in the names that they have there. */
import { always, and, field, matches, not, or, predicate } from '../../src/ast/build.js'
import type { Condition, Detection, Field } from '../../src/ast/nodes.js'
import { eventsOfDataset, eventsOfObject, isOfEvent } from '../../src/fields/data-models.js'
import { splunkSourcesOfChannel } from '../../src/fields/splunk-sources.js'
import type {
  ChannelEvents,
  Destination,
  LogSourceRow,
  Options,
  SourceTest,
  SplunkEvents,
} from '../../src/fields/types.js'
import { defineBackend } from '../../src/print/backend.js'
import { renderSearch } from './envelope.js'
import { renderJoint } from './joint.js'
import { ownLanguage, searchLanguage, whereLanguage } from './languages.js'
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

const sourceTest = ({ field: name, values, not: isNot }: SourceTest): Condition =>
  isNot === true ? not(anyOf(name, values)) : anyOf(name, values)

const selected = ({ where, vocabulary }: SplunkEvents): Destination => ({
  name: 'events',
  vocabulary,
  filter: and(where.map(sourceTest)),
  eventIds: [],
  ...(vocabulary === 'cim' ? { refine: ofEvent } : {}),
})

/** A field of a data model where its events have it too. */
const ofEvent = (wanted: Field): Field | undefined => (isOfEvent(wanted.name) ? wanted : undefined)

/** What a data model takes, by its tags. */
function dataModelDestination(dataset: string): Destination | undefined {
  const where = eventsOfDataset(dataset)
  return where === undefined ? undefined : selected({ where, vocabulary: 'cim' })
}

/** Events of channels, or what names them; where nothing does, those that Splunk's data model takes by their tags. */
function destinations(row: LogSourceRow, options: Options): readonly Destination[] {
  const { events, cim } = row
  const inModel = events.length > 0 || cim === undefined ? undefined : eventsOfObject(cim)
  const splunk = row.splunk ?? inModel
  if (splunk !== undefined) return [selected(splunk)]
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
  dataModelDestination,
  unknownLogSource: { name: 'events', vocabulary: 'sigma', filter: always, eventIds: [] },
  unmappedFields: 'keep',
  language: searchLanguage,
  ownLanguage,
  post: whereLanguage,
  thresholds: statsThresholds,
  render: renderSearch,
  renderJoint,
})
