/** The data of Windows events that tables keep as XML, in their column EventData. */
import { ofTheEvent } from '../../src/fields/families/row.js'
import { eventFields } from './language.js'

/**
 * Where the named pieces of data stand below the parsed column. Event has what Windows wrote, wrapped; SecurityEvent has
 * columns for most, and the rest here. Source: the analytics rules of Microsoft's Azure-Sentinel repository, which read both so.
 */
const paths: Readonly<Record<string, string>> = {
  Event: 'DataItem.EventData.Data',
  SecurityEvent: 'EventData.Data',
}

/** Whether a field that is no column of a table may be in its XML: under the names of the events themselves there. */
export const isInEventData = (name: string, table: string): boolean =>
  table === 'Event' || (Object.hasOwn(paths, table) && ofTheEvent.names.test(name))

/**
 * The stages that unpack the data, by its names. Of an event with a single piece of data parse_xml makes no array, and of
 * one with none it makes null, which must not lose the row.
 */
export const eventFieldsStages = (table: string): readonly string[] => [
  `extend EventItems = parse_xml(EventData).${paths[table] ?? paths['Event']}`,
  'mv-apply Item = iff(gettype(EventItems) == "array", EventItems, pack_array(EventItems)) on ' +
    `(summarize ${eventFields} = make_bag(bag_pack(tostring(Item["@Name"]), tostring(Item["#text"]))))`,
]
