/** Events from text: JSON, lines of JSON, Windows events as XML or JSON, and lines of `key=value`. */
import type { Event } from '../ast/evaluate.js'
import { flatten } from './flatten.js'
import { parsePairs } from './key-value.js'
import { cutRecords, type RawRecord } from './records.js'

/** An event with the line that it starts on, or why there is none. */
export type EventRecord =
  | { readonly event: Event; readonly line: number }
  | { readonly problem: string; readonly line: number }

/** Reads events one by one, whatever the text's length. What is no event is a problem, and the next one is read. */
export async function* readEvents(
  chunks: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<EventRecord> {
  for await (const record of cutRecords(chunks)) yield await parse(record)
}

async function parse(record: RawRecord): Promise<EventRecord> {
  const { line } = record
  try {
    switch (record.kind) {
      case 'bad':
        return { problem: record.reason, line }
      case 'json':
        return { event: parseJson(record.text), line }
      case 'xml': {
        const { parseElement } = await import('./xml.js')
        return { event: flatten(parseElement(record.text)), line }
      }
      case 'line': {
        const event = parsePairs(record.text)
        return Object.keys(event).length === 0
          ? { problem: "it has no 'key=value'", line }
          : { event, line }
      }
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { problem: reason.split('\n', 1).join(''), line }
  }
}

function parseJson(text: string): Event {
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('it is no object')
  }
  return flatten(value)
}

/** Fields that say when an event happened, the surest first. */
const timeFields = [
  '@timestamp',
  '_time',
  'TimeCreated_SystemTime',
  'TimeGenerated',
  'Timestamp',
  'UtcTime',
  'timestamp',
  'time',
]

/** When an event happened, in seconds; undefined where nothing says so. */
export function timeOf(event: Event): number | undefined {
  for (const name of timeFields) {
    const value = Object.hasOwn(event, name) ? event[name] : undefined
    const seconds = secondsOf(value)
    if (seconds !== undefined) return seconds
  }
  return undefined
}

/** A number of seconds, or of milliseconds where it is too large for that; a date as ISO 8601 or without its `T` and zone. */
function secondsOf(value: unknown): number | undefined {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value : ''
  if (/^\d{1,15}(?:\.\d+)?$/.test(text)) {
    const number = Number(text)
    return number > 1e11 ? number / 1000 : number
  }
  const plain = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?$/.test(text)
  const parsed = Date.parse(plain ? `${text.replace(' ', 'T')}Z` : text)
  return Number.isNaN(parsed) ? undefined : parsed / 1000
}
