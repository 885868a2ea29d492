/** Commands that group results: `stats` and its kin, and the by-clause of tstats. */
import type { Condition } from '../../ast/nodes.js'
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { fileSpan } from '../expansion.js'
import { lazily } from '../budget.js'
import {
  addedBy,
  askValue,
  eventResults,
  valueOf,
  withFields,
  withUnknown,
  type Computed,
  type Group,
  type Results,
  type UsualValue,
  type Value,
} from '../lineage.js'
import { PersistentMap } from '../persistent-map.js'
import { testValue, type Place } from '../test-value.js'
import { isYes, optionOf, optionsOf, unquoted, type Word } from '../words.js'
import { argumentsOf, made, refusal, type Command, type Handler, type Step } from './command.js'
import { aggregateValue, isEverywhere, type Aggregate } from './measure.js'

/** What stands in front of `by`, and the fields behind it. */
interface Clauses {
  readonly aggregates: readonly Aggregate[]
  readonly by: readonly Word[]
}

const isBy = ({ text }: Word): boolean => /^(?:group)?by$/i.test(text)

/** The aggregates and by-fields of a stage. */
export function clausesOf(words: readonly Word[]): Clauses {
  const by = words.findIndex(isBy)
  const head = by < 0 ? words : words.slice(0, by)
  const aggregates: Aggregate[] = []
  for (let at = 0; at < head.length; at++) {
    const word = head[at]!
    if (optionOf(word) !== undefined) continue
    const match = /^([\w.]+)\s*(?:\(([^]*)\))?$/.exec(word.text)
    if (match === null) continue
    const isNamed = head[at + 1]?.text.toLowerCase() === 'as' && head[at + 2] !== undefined
    const [whole, called, argument = ''] = match
    const open = whole.indexOf('(')
    aggregates.push({
      function: called!.toLowerCase(),
      argument: argument.trim(),
      at: word.start + open + 1 + (argument.length - argument.trimStart().length),
      name: isNamed ? unquoted(head[at + 2]!.text) : argument.trim() === '' ? called! : whole,
    })
    if (isNamed) at += 2
  }
  return { aggregates, by: by < 0 ? [] : words.slice(by + 1) }
}

/** `stats count by user`: one result a group; an event without one of the fields is in none. */
export const stats: Handler = (command, results) =>
  groupResults(command, results, clausesOf(argumentsOf(command)))

/** Groups results; `fill` is what stands for a missing field, where something does. */
export function groupResults(
  command: Command,
  results: Results,
  { aggregates, by }: Clauses,
  fill?: string,
): Step {
  const names = by.filter((word) => optionOf(word) === undefined)
  const fields = names.map((word) => {
    const name = unquoted(word.text)
    const value = valueOf(results, name)
    const isFilled = fill !== undefined && value.kind === 'event'
    return {
      name,
      word,
      value: isFilled ? ({ kind: 'filled', of: value, text: fill } as const) : value,
    }
  })
  const own: Group = {
    by: fields.map(({ name, value }) => ({ name, value })),
    stage: command.stage,
    command: command.name,
  }
  const presence = presenceOf(command, results, fields)
  const measured = aggregates.map((aggregate): readonly [string, Value] => [
    aggregate.name,
    aggregateValue(aggregate, command, results, own),
  ])
  const isEach = measured.some(([name]) => name.includes('*'))
  return {
    results: {
      fields: onlyOnce(command, [
        ...measured.filter(([name]) => !name.includes('*')),
        ...fields.map(({ name, value }) => [name, value] as const),
      ]),
      others: isEach ? addedBy(command.name, command.stage, 'gathers from groups') : 'absent',
      rows: { kind: 'groups', group: own },
    },
    ...presence,
  }
}

/** Which of two columns of one name results have is not documented. */
function onlyOnce(
  command: Command,
  columns: readonly (readonly [string, Value])[],
): PersistentMap<Value> {
  const fields = new Map<string, Value>()
  for (const [name, value] of columns) {
    fields.set(name, fields.has(name) ? made(command, 'makes twice') : value)
  }
  return PersistentMap.of(fields)
}

interface ByField {
  readonly name: string
  readonly word: Word
  readonly value: Value
}

/** What grouping asks of the events: that they have the fields. A note of those of which nobody can tell. */
export function presenceOf(
  command: Command,
  results: Results,
  fields: readonly ByField[],
): Pick<Step, 'says' | 'diagnostics'> {
  const says: Condition[] = []
  const untold: ByField[] = []
  for (const field of fields) {
    if (isEverywhere(field.name, results)) continue
    let isTold = true
    let isWhole = true
    const refuse = (): void => {
      isTold = false
    }
    const marks: Place['marks'] = (_, as) => {
      if (as === 'list' || as === 'group') isWhole = false
    }
    const value = field.value.kind === 'lazy' ? field.value.compute({ refuse, marks }) : field.value
    const span = fileSpan(command.expansion, field.word.start, field.word.end)
    const there = testValue(value, { kind: 'exists', implied: true }, { span, refuse, marks })
    if (there.kind === 'always') continue
    if (there.kind === 'predicate' && isEverywhere(there.field.name, eventResults)) continue
    const isSaid = isTold && (there.kind === 'predicate' || there.kind === 'never')
    if (isSaid) says.push(there)
    // Of a list that is there, the second element need not be; and of a group, another event may be the one that has it.
    if (!isSaid || !isWhole) untold.push(field)
  }
  const [first] = untold
  if (first === undefined) return { says }
  const found = diagnostic(
    'splunk/unchecked-fields',
    {
      command: command.name,
      stage: command.stage,
      fields: untold.map(({ name }) => name).join(', '),
    },
    { span: fileSpan(command.expansion, first.word.start, first.word.end), effect: 'wider' },
  )
  return { says, diagnostics: [found] }
}

/** `eventstats` and `streamstats` add measures to every result. */
export const addStats: Handler = (command, results) => {
  const words = argumentsOf(command)
  const { aggregates, by } = clausesOf(words)
  const value = made(command, 'measures of several events')
  if (aggregates.some(({ name }) => name.includes('*'))) {
    return { results: withUnknown(results, value) }
  }
  const isPlain = command.name === 'eventstats' && !words.some((word) => optionOf(word))
  const group = isPlain ? groupOfEach(by, command, results) : undefined
  return {
    results: withFields(
      results,
      aggregates.map((one) => [
        one.name,
        usualOf(one, by, command, results) ??
          (group === undefined ? value : numberOfEach(one, command, results, group, value)),
      ]),
    ),
  }
}

/** What results have in common that `eventstats` gives the same number. */
const groupOfEach = (by: readonly Word[], command: Command, results: Results): Group => ({
  by: by.map(({ text }) => ({ name: unquoted(text), value: valueOf(results, unquoted(text)) })),
  stage: command.stage,
  command: command.name,
})

/**
 * The number that `eventstats` gives each result of a group: a filter on it keeps or drops all of the group. What is not
 * such a number is `unknown`.
 */
function numberOfEach(
  aggregate: Aggregate,
  command: Command,
  results: Results,
  group: Group,
  unknown: Computed,
): Value {
  const value = aggregateValue(aggregate, command, results, group)
  return lazily(command.budget, (asker) => {
    const number = value.kind === 'lazy' ? value.compute(asker) : value
    return number.kind === 'measure' ? number : unknown
  })
}

/** The mean or the deviation of a number over groups that have some of their fields in common. */
function usualOf(
  { function: name, argument }: Aggregate,
  by: readonly Word[],
  command: Command,
  results: Results,
): UsualValue | undefined {
  const isMean = name === 'avg' || name === 'mean'
  if (command.name !== 'eventstats' || (!isMean && name !== 'stdev')) return undefined
  const value = valueOf(results, unquoted(argument))
  const measure = askValue(value)
  const { rows } = results
  if (measure?.kind !== 'measure' || rows.kind !== 'groups' || rows.group !== measure.group)
    return undefined
  const fields = by.map(({ text }) => {
    // Under whichever name it goes by now.
    const own = valueOf(results, unquoted(text))
    return rows.group.by.find((one) => one.value === own)
  })
  const known = fields.filter((field) => field !== undefined)
  if (known.length < fields.length) return undefined
  const isTime = ({ value: of }: (typeof known)[number]): boolean => of.kind === 'time'
  return {
    kind: 'usual',
    measure,
    by: known.filter((one) => !isTime(one)).map((one) => one.name),
    inWindow: known.some(isTime),
    means: isMean ? 1 : 0,
    deviations: isMean ? 0 : 1,
    plus: 0,
    stage: command.stage,
  }
}

/** `chart` and `timechart` make columns of values: nothing of the events is left that could be asked about. */
export const chart: Handler = (command, results) => ({
  results: {
    ...withUnknown(results, made(command, 'puts into columns')),
    rows: { kind: 'changed', what: `which '${command.name}' (stage ${command.stage}) groups` },
  },
  diagnostics: chartPresence(command),
})

function chartPresence(command: Command): readonly Diagnostic[] {
  const words = argumentsOf(command)
  const at = words.findIndex(({ text }) => /^(?:over|by)$/i.test(text))
  const field = at < 0 || command.name === 'timechart' ? undefined : words[at + 1]
  if (field === undefined) return []
  const details = { command: command.name, stage: command.stage, fields: unquoted(field.text) }
  const span = fileSpan(command.expansion, field.start, field.end)
  return [diagnostic('splunk/unchecked-fields', details, { span, effect: 'wider' })]
}

/** `dedup user`: the first event with each value; what else it holds is that of an event that nobody can tell. */
export const dedup: Handler = (command, results) => {
  const words = argumentsOf(command)
  const sorted = words.findIndex(({ text }) => /^sortby$/i.test(text))
  const named = (sorted < 0 ? words : words.slice(0, sorted)).filter(
    (word) => optionOf(word) === undefined && !/^\d+$/.test(word.text),
  )
  const fields = named.map((word) => {
    const name = unquoted(word.text)
    return { name, word, value: valueOf(results, name) }
  })
  const options = optionsOf(words)
  if (isYes(options.get('keepevents'))) {
    const reason =
      'takes fields away from events that come later, which no condition on events can say'
    return { results, diagnostics: [refusal(command, reason)] }
  }
  const presence = isYes(options.get('keepempty')) ? {} : presenceOf(command, results, fields)
  const one = made(command, 'takes of one event of several')
  return {
    results: {
      fields: PersistentMap.of<Value>([
        ...[...results.fields].map(([name]) => [name, one] as const),
        ...fields.map(({ name, value }) => [name, value] as const),
      ]),
      others: results.others === 'absent' ? 'absent' : one,
      rows: {
        kind: 'changed',
        what: `which '${command.name}' (stage ${command.stage}) makes fewer`,
      },
    },
    ...presence,
  }
}
