/** Events of files, as they come: nothing of a file is kept. */
import { createReadStream } from 'node:fs'
import { readEvents, type EventRecord } from '../../events/read.js'

/** The events of a file. Throws what the system says of a file that cannot be read. */
export const eventsOf = (location: string): AsyncGenerator<EventRecord> =>
  readEvents(createReadStream(location, { encoding: 'utf8' }) as AsyncIterable<string>)

/** Whether a file's name says that it may hold events. */
export const isEventFile = (name: string): boolean =>
  /\.(?:json|jsonl|ndjson|xml|log|txt|kv)$/i.test(name)
