/** Explanations as text and as JSON. */
import { oneLine } from '../../diagnostics/diagnostic.js'
import type { Explained, Explanation, InTarget, OfEvent } from '../../explain/explain.js'
import { locate } from '../../index.js'
import { positionAt } from '../../source/text.js'
import { oneLineJson } from '../output/json-line.js'
import type { Subject } from './run.js'

/** Longer lists of values nobody reads. */
const shownValues = 5

type About = Pick<Subject, 'source' | 'detection' | 'target'>

const placeOf = ({ leaf }: Explained, { source }: About) => {
  const span = leaf.span ?? leaf.test.span
  return span === undefined ? undefined : positionAt(source, span.start)
}

/** A block of lines for each test. */
export function linesOf(explanation: Explanation, about: About): readonly string[] {
  const { place, selected, tests, notes } = explanation
  const { source, detection, target } = about
  const of =
    target === undefined
      ? ''
      : ` [${target.backend.name}${place === undefined ? '' : `: ${place}`}]`
  const verdict =
    selected === undefined ? '' : selected ? ': selects the event' : ': does not select the event'
  return [
    oneLine(`${source.path}: ${detection.metadata.title}${of}${verdict}`),
    ...notes.flatMap(({ severity, code, message, help }) => [
      `  ${severity} ${code} ${message}`,
      ...(help === undefined ? [] : [`    ${help}`]),
    ]),
    ...tests.flatMap((test) => testLines(test, about)),
    '',
  ].map((line) => line.trimEnd())
}

function testLines(test: Explained, about: About): readonly string[] {
  const place = placeOf(test, about)
  const at = place === undefined ? '' : `${place.line}:${place.column} `
  return [
    '',
    `  ${at}${test.negated ? 'not: ' : ''}${oneLine(test.test)}`,
    ...(test.target === undefined ? [] : targetLines(test.target)),
    ...(test.event === undefined ? [] : [eventLine(test.event)]),
  ]
}

const line = (name: string, text: string): string => `    ${name.padEnd(10)}${oneLine(text)}`

const targetLines = ({
  fields,
  rows,
  first,
  later,
  fidelity,
  notes,
}: InTarget): readonly string[] => [
  ...(fields.length === 0
    ? []
    : [line('field', `${fields.join(', ')}${rows.length === 0 ? '' : ` (${rows.join(', ')})`}`)]),
  ...(first === '' ? [] : [line('query', first)]),
  ...(later === '' ? [] : [line('then', later)]),
  line('fidelity', fidelity),
  ...notes.flatMap(({ message, help }) =>
    [message, help ?? []].flat().map((text) => line('', text)),
  ),
]

function eventLine({ passed, values }: OfEvent): string {
  const shown = values.slice(0, shownValues).map((value) => `'${value}'`)
  const more = values.length > shownValues ? ` and ${values.length - shownValues} more` : ''
  const seen = values.length === 0 ? 'the event has no such field' : `${shown.join(', ')}${more}`
  return line('event', `${passed ? 'passes' : 'fails'}: ${seen}`)
}

/** The explanation as one line of JSON. */
export function jsonOf({ place, selected, tests, notes }: Explanation, about: About): string {
  const { source, detection, target } = about
  const located = (found: Explanation['notes'][number]): object => {
    const { code, severity, message, help, effect, line: row, column } = locate(found, source)
    return { code, severity, message, help, effect, line: row, column }
  }
  return oneLineJson({
    path: source.path,
    id: detection.metadata.id ?? null,
    title: detection.metadata.title,
    target: target?.backend.name ?? null,
    place: place ?? null,
    ...(selected === undefined ? {} : { selected }),
    notes: notes.map(located),
    tests: tests.map((test) => ({
      ...placeOf(test, about),
      test: test.test,
      negated: test.negated,
      ...(test.target === undefined
        ? {}
        : { target: { ...test.target, notes: test.target.notes.map(located) } }),
      ...(test.event === undefined ? {} : { event: test.event }),
    })),
  })
}
