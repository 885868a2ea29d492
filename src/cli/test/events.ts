/** Events of files, as they come, so that nothing of a file is kept. */
import { createReadStream } from 'node:fs'
import type { Span } from '../../ast/nodes.js'
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { readEvents, type EventRecord } from '../../events/read.js'
import type { Counter } from '../../testing/matcher.js'
import { reasonOf } from '../input/file.js'

/** The events of a file. Throws what the system says of a file that cannot be read. */
export const eventsOf = (location: string): AsyncGenerator<EventRecord> =>
  readEvents(createReadStream(location, { encoding: 'utf8' }) as AsyncIterable<string>)

/** What is wrong with a file of events. */
export interface Counted {
  readonly problems: readonly Diagnostic[]
  /** Whether the file could be read to its end. */
  readonly isComplete: boolean
}

/** Counts the events of a file, which messages call `path`; `place` is where it is named. */
export async function countFile(
  counter: Counter,
  { location, path }: { readonly location: string; readonly path: string },
  place: { readonly span?: Span } = {},
): Promise<Counted> {
  const problems: Diagnostic[] = []
  try {
    for await (const record of eventsOf(location)) {
      if ('event' in record) counter.add(record.event)
      else {
        const { line, problem: reason } = record
        problems.push(diagnostic('testing/event', { path, line, reason }, place))
      }
    }
  } catch (error) {
    const reason = reasonOf(error)
    problems.push(diagnostic('testing/unreadable', { path, reason }, place))
    return { problems, isComplete: false }
  }
  return { problems, isComplete: true }
}

/** Whether a file's name says that it may hold events. */
export const isEventFile = (name: string): boolean =>
  /\.(?:json|jsonl|ndjson|xml|log|txt|kv)$/i.test(name)
