/** Events of files: as they come, so that nothing of a file is kept, or all at once. */
import { createReadStream } from 'node:fs'
import type { Event } from '../../ast/evaluate.js'
import type { Span } from '../../ast/nodes.js'
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { readEvents, type EventRecord } from '../../events/read.js'
import { reasonOf } from '../input/file.js'

/** The events of a file. Throws what the system says of a file that cannot be read. */
export const eventsOf = (location: string): AsyncGenerator<EventRecord> =>
  readEvents(createReadStream(location, { encoding: 'utf8' }) as AsyncIterable<string>)

/** The events of a file, and what is wrong with its other records. */
export interface ReadEvents {
  readonly events: readonly Event[]
  readonly problems: readonly Diagnostic[]
  /** Whether the file could be read to its end. */
  readonly isComplete: boolean
}

/** Reads all events of a file, which messages call `path`; `place` is where it is named. */
export async function readAll(
  location: string,
  path: string,
  place: { readonly span?: Span } = {},
): Promise<ReadEvents> {
  const events: Event[] = []
  const problems: Diagnostic[] = []
  try {
    for await (const record of eventsOf(location)) {
      if ('event' in record) events.push(record.event)
      else {
        const { line, problem: reason } = record
        problems.push(diagnostic('testing/event', { path, line, reason }, place))
      }
    }
  } catch (error) {
    const reason = reasonOf(error)
    problems.push(diagnostic('testing/unreadable', { path, reason }, place))
    return { events, problems, isComplete: false }
  }
  return { events, problems, isComplete: true }
}

/** Whether a file's name says that it may hold events. */
export const isEventFile = (name: string): boolean =>
  /\.(?:json|jsonl|ndjson|xml|log|txt|kv)$/i.test(name)
