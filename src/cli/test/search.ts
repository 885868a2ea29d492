/** Runs all rules on the events of some files, one event after another, whatever the files' size. */
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { convertible, type ReadFile, type ReadRule, type SourceText } from '../../index.js'
import type { Event } from '../../ast/evaluate.js'
import { Counter, matcherOf } from '../../testing/matcher.js'
import { reasonOf } from '../input/file.js'
import type { Input } from '../input/inputs.js'
import { eventsOf } from './events.js'

/** How many places of events are kept for each rule: more nobody reads, and memory must not grow. */
const maxPlaces = 5

/** What a rule selects. */
export interface Selected {
  readonly file: ReadFile
  readonly rule: ReadRule
  /** Events, or results of a rule that counts them together. */
  readonly count: number
  /** The first few, as `path:line`. */
  readonly places: readonly string[]
}

/** What came of a search. */
export interface Searched {
  readonly selected: readonly Selected[]
  readonly events: number
  readonly problems: readonly { readonly source: SourceText; readonly found: Diagnostic }[]
}

interface Prepared extends Pick<Selected, 'file' | 'rule'> {
  readonly counter: Counter
  readonly places: string[]
}

export async function search(
  files: readonly ReadFile[],
  inputs: readonly Input[],
): Promise<Searched> {
  const problems: { source: SourceText; found: Diagnostic }[] = []
  const prepared = files.flatMap((file) =>
    file.rules.flatMap((rule): readonly Prepared[] => {
      const query = convertible(rule)
      if (query === undefined) return []
      const { value: matcher, diagnostics } = matcherOf(query)
      for (const found of diagnostics) problems.push({ source: file.source, found })
      return matcher === undefined
        ? []
        : [{ file, rule, counter: new Counter(matcher), places: [] }]
    }),
  )
  let events = 0
  for (const { path, location } of inputs) {
    const source = { path, text: '' }
    try {
      for await (const record of eventsOf(location ?? path)) {
        if ('event' in record) {
          events++
          for (const one of prepared) runOn(one, record.event, `${path}:${record.line}`)
        } else {
          const { line, problem: reason } = record
          problems.push({ source, found: diagnostic('testing/event', { path, line, reason }) })
        }
      }
    } catch (error) {
      const found = diagnostic('input/unreadable', { reason: reasonOf(error) })
      problems.push({ source, found })
    }
  }
  const selected = prepared.map(({ file, rule, counter, places }) => {
    return { file, rule, count: counter.count(), places }
  })
  return { selected, events, problems }
}

function runOn({ counter, places }: Prepared, event: Event, place: string): void {
  if (counter.add(event) && places.length < maxPlaces) places.push(place)
}
