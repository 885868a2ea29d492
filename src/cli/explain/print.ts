/** Explanations as text and as JSON. */
import { oneLine, type Diagnostic } from '../../diagnostics/diagnostic.js'
import type { Explained, Explanation, InTarget, OfEvent } from '../../explain/explain.js'
import { jointInWords } from '../../explain/words.js'
import { locate } from '../../index.js'
import { positionAt, type SourceText } from '../../source/text.js'
import { oneLineJson } from '../output/json-line.js'
import type { ExplainedPart, Subject } from './run.js'

/** Longer lists of values nobody reads. */
const shownValues = 5

const placeOf = ({ leaf }: Explained, source: SourceText) => {
  const span = leaf.span ?? leaf.test.span
  return span === undefined ? undefined : positionAt(source, span.start)
}

/** What is said of the query as a whole, and of none of its tests. */
function notesOf({ conversion, parts }: Subject): readonly Diagnostic[] {
  const ofTests = parts.flatMap(({ explanation }) =>
    (explanation?.tests ?? []).flatMap(({ target }) => target?.notes ?? []),
  )
  const said = new Set(ofTests.flatMap((found) => [textKey(found), placeKey(found)]))
  return (conversion?.diagnostics ?? []).filter(
    (found) => !said.has(textKey(found)) && !said.has(placeKey(found)),
  )
}

const textKey = ({ code, message }: Diagnostic): string => `${code} ${message}`
const placeKey = ({ code, span }: Diagnostic): string => `${code} ${span?.start}`

/** A head, what is said of the whole, and a block of lines for each test. */
export function textLines(subject: Subject): readonly string[] {
  const { source, query, parts, target, conversion } = subject
  const [whole, ...rules] = parts
  const of = target === undefined ? '' : ` [${target.backend.name}${lookedAt(whole)}]`
  return [
    oneLine(`${source.path}: ${query.metadata.title}${of}${verdict(whole)}`),
    ...countLines(whole),
    ...(conversion === undefined ? [] : [line('fidelity', conversion.status)]),
    ...notesOf(subject).flatMap(noteLines),
    ...testLines(whole, source),
    ...rules.flatMap((part) => [
      '',
      oneLine(`  ${part.rule}${lookedAt(part)}${verdict(part)}`),
      ...countLines(part),
      ...testLines(part, source),
    ]),
    '',
  ].map((text) => text.trimEnd())
}

const lookedAt = (part: ExplainedPart | undefined): string =>
  part?.explanation?.place === undefined ? '' : `: ${part.explanation.place}`

function verdict(part: ExplainedPart | undefined): string {
  const { selected, counts, tests = [] } = part?.explanation ?? {}
  const problems = tests.flatMap(({ event }) => event?.problems ?? [])
  if (problems.length > 0) return ': cannot be run on the event'
  if (selected === undefined) return ''
  const does = counts === undefined ? ['selects', 'select'] : ['counts', 'count']
  return selected ? `: ${does[0]} the event` : `: does not ${does[1]} the event`
}

function countLines(part: ExplainedPart | undefined): readonly string[] {
  if (part === undefined) return []
  if (part.of.kind === 'joint') return [line('asks for', jointInWords(part.of))]
  const { counts, countsInTarget } = part.explanation ?? {}
  return [
    ...(counts === undefined ? [] : [line('asks for', counts)]),
    ...(countsInTarget === undefined || countsInTarget === counts
      ? []
      : [line('as', countsInTarget)]),
  ]
}

const noteLines = ({ severity, code, message, help }: Diagnostic): readonly string[] => [
  line(severity, `${code} ${message}`),
  ...(help === undefined ? [] : [line('', help)]),
]

const testLines = (part: ExplainedPart | undefined, source: SourceText): readonly string[] =>
  (part?.explanation?.tests ?? []).flatMap((test) => {
    const place = placeOf(test, source)
    const at = place === undefined ? '' : `${place.line}:${place.column} `
    return [
      '',
      `  ${at}${test.negated ? 'not: ' : ''}${oneLine(test.test)}`,
      ...(test.target === undefined ? [] : targetLines(test.target)),
      ...(test.event === undefined ? [] : [eventLine(test.event)]),
    ]
  })

const line = (name: string, text: string): string => `    ${name.padEnd(10)}${oneLine(text)}`

const standings = {
  kept: 'in a stage that is printed as it was written',
  'left-out': 'left out: only Splunk needs it, for its index or to group by',
} as const

const targetLines = (target: InTarget): readonly string[] =>
  target.standing === 'own' ? ownLines(target) : [line('query', standings[target.standing])]

const ownLines = ({ fields, rows, first, later, fidelity, notes }: InTarget): readonly string[] => [
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

function eventLine({ passed, problems, values }: OfEvent): string {
  const shown = values.slice(0, shownValues).map((value) => `'${value}'`)
  const more = values.length > shownValues ? ` and ${values.length - shownValues} more` : ''
  const seen = values.length === 0 ? 'the event has no such field' : `${shown.join(', ')}${more}`
  if (passed !== undefined) return line('event', `${passed ? 'passes' : 'fails'}: ${seen}`)
  return line('event', `${problems.map(({ message }) => message).join(' ')} Its values: ${seen}`)
}

/** The explanation as lines of JSON: one of the query, and one of each rule that it is over. */
export function jsonLines(subject: Subject): readonly string[] {
  const { source, query, parts, target, conversion } = subject
  return parts.map(({ rule, of, explanation }) =>
    oneLineJson({
      path: source.path,
      id: of.metadata.id ?? null,
      title: of.metadata.title,
      target: target?.backend.name ?? null,
      place: explanation?.place ?? null,
      ...(rule === undefined ? {} : { part: rule, of: query.metadata.title }),
      ...(conversion === undefined || rule !== undefined ? {} : { fidelity: conversion.status }),
      ...(explanation?.selected === undefined ? {} : { selected: explanation.selected }),
      ...asked(of, explanation),
      notes: rule === undefined ? notesOf(subject).map((found) => located(found, source)) : [],
      tests: (explanation?.tests ?? []).map((test) => jsonTest(test, source)),
    }),
  )
}

const asked = (of: ExplainedPart['of'], explanation: Explanation | undefined): object =>
  of.kind === 'joint'
    ? { asksFor: jointInWords(of) }
    : { asksFor: explanation?.counts, asInTarget: explanation?.countsInTarget }

const jsonTest = (explained: Explained, source: SourceText): object => {
  const { test, negated, target, event } = explained
  return {
    ...placeOf(explained, source),
    test,
    negated,
    ...(target === undefined
      ? {}
      : { target: { ...target, notes: target.notes.map((found) => located(found, source)) } }),
    ...(event === undefined
      ? {}
      : { event: { ...event, problems: event.problems.map((found) => located(found, source)) } }),
  }
}

function located(found: Diagnostic, source: SourceText): object {
  const { code, severity, message, help, effect, line: row, column } = locate(found, source)
  return { code, severity, message, help, effect, line: row, column }
}
