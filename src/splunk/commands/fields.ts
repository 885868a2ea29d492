/** Commands that name, choose and fill fields. */
import { not, predicate } from '../../ast/build.js'
import {
  valueOf,
  withFields,
  withUnknown,
  type Computed,
  type EventValue,
  type Opaque,
  type Results,
  type Value,
} from '../lineage.js'
import { PersistentMap } from '../persistent-map.js'
import { fillStars, isOfAny, isOfForm, starsIn } from '../star-forms.js'
import { optionOf, unquoted, type Word } from '../words.js'
import { argumentsOf, made, madeOfEvent, type Command, type Handler } from './command.js'

/** `rename a as b, "Processes.*" as *`. */
export const rename: Handler = (command, results) => {
  const words = argumentsOf(command)
  let renamed = results
  for (let at = 0; at + 2 < words.length; at += 3) {
    if (words[at + 1]!.text.toLowerCase() !== 'as') break
    renamed = renameField(
      unquoted(words[at]!.text),
      unquoted(words[at + 2]!.text),
      renamed,
      command,
    )
  }
  return { results: renamed }
}

function renameField(from: string, to: string, results: Results, command: Command): Results {
  if (!from.includes('*')) {
    return withFields(results, [
      [to, valueOf(results, from)],
      ...(to === from ? [] : [[from, { kind: 'null' } as const] as const]),
    ])
  }
  // Where there may be fields that are not known, one of them may be given this name.
  const besideOthers = (name: string, value: Value): Value =>
    results.others !== 'absent' && !name.startsWith('_') && isOfForm(to, name)
      ? made(command, 'may have named otherwise')
      : value
  const fields = new Map<string, Value>()
  for (const [name, value] of results.fields) {
    const parts = starsIn(from, name)
    if (parts === undefined) fields.set(name, fields.get(name) ?? besideOthers(name, value))
    else fields.set(fillStars(to, parts), value)
  }
  const others = renamedOthers(from, to, results, command)
  return { ...results, fields: PersistentMap.of(fields), others }
}

/**
 * Of events nobody knows which fields there are. After `a.* as *`, a field is what `a.field` was, where that was there,
 * and else itself.
 */
function renamedOthers(
  from: string,
  to: string,
  results: Results,
  command: Command,
): Results['others'] {
  const { others } = results
  if (others === 'absent') return others
  const isPlain = from.split('*').length === 2 && to === '*' && others === 'event'
  if (!isPlain) return made(command, 'may have named otherwise')
  const before = { ...results, fields: noFields }
  return {
    kind: 'derived',
    valueOf: (name) => {
      // Splunk's own fields start with an underscore, and no field of events is given their names.
      if (name.startsWith('_')) return valueOf(before, name)
      const renamed = valueOf(
        before,
        from.replace('*', () => name),
      )
      // What was called so goes by another name now.
      if (isOfForm(from, name)) return renamed
      return renamed.kind !== 'event'
        ? valueOf(before, name)
        : either(renamed, valueOf(before, name))
    },
  }
}

/** The first value where it is there, else the second. */
function either(first: EventValue, second: Value): Value {
  if (second.kind === 'lazy') return second
  const there = predicate(first.field, { kind: 'exists' })
  return {
    kind: 'cases',
    cases: [
      { when: there, value: first },
      { when: not(there), value: second },
    ],
    ...(second.kind === 'event' ? { named: second } : {}),
  }
}

/** `table a, b*`: nothing else is left. */
export const table: Handler = (command, results) => ({
  results: keep(argumentsOf(command), results),
})

/** Search Reference, "fields": these are kept where they are not taken away. */
const internalFields = ['_time', '_raw']

/** `fields a b` keeps those and what starts with an underscore, `fields - a b` takes them away. */
export const fields: Handler = (command, results) => {
  const [first, ...rest] = argumentsOf(command)
  if (first === undefined) return { results }
  if (first.text === '-') return { results: drop(rest, results) }
  if (first.text.startsWith('-') && first.text.length > 1) {
    return { results: drop([{ ...first, text: first.text.slice(1) }, ...rest], results) }
  }
  const names = first.text === '+' ? rest : [first, ...rest]
  const kept = keep(names, results)
  const internal = internalFields.map((name) => [name, valueOf(results, name)] as const)
  return { results: withFields(kept, internal) }
}

const gone: Value = { kind: 'null' }

function keep(words: readonly Word[], results: Results): Results {
  const names = words.map(({ text }) => unquoted(text))
  if (names.includes('*')) return results
  const forms = names.filter((name) => name.includes('*'))
  const matching = [...results.fields].filter(([name]) => isOfAny(forms, name))
  const named = names
    .filter((name) => !name.includes('*'))
    .map((name) => [name, valueOf(results, name)] as const)
  return {
    ...results,
    fields: PersistentMap.of([...matching, ...named]),
    others:
      forms.length === 0 || results.others === 'absent'
        ? 'absent'
        : {
            kind: 'derived',
            valueOf: (name) => (isOfAny(forms, name) ? valueOf(results, name) : gone),
          },
  }
}

function drop(words: readonly Word[], results: Results): Results {
  const names = words.map(({ text }) => unquoted(text))
  // What else starts with an underscore is Splunk's own, and no field that a detection asks about.
  const forms = names.filter((name) => name.includes('*') && name !== '_*')
  const matching = [...results.fields].map(([name]) => name).filter((name) => isOfAny(forms, name))
  const internal = names.includes('_*') ? internalFields : []
  const dropped = [...names.filter((name) => !name.includes('*')), ...internal, ...matching]
  const others: Results['others'] =
    forms.length === 0 || results.others === 'absent'
      ? results.others
      : {
          kind: 'derived',
          valueOf: (name) => (isOfAny(forms, name) ? gone : valueOf(results, name)),
        }
  return withFields(
    { ...results, others },
    dropped.map((name) => [name, gone] as const),
  )
}

/** `fillnull value=x a b`: of fields that are named, or else of all that there are. */
export const fillnull: Handler = (command, results) => {
  const words = argumentsOf(command)
  const text = words.map(optionOf).find((option) => option?.key === 'value')?.value ?? '0'
  const names = words
    .filter((word) => optionOf(word) === undefined)
    .map((word) => unquoted(word.text))
  if (names.length > 0) {
    return {
      results: withFields(
        results,
        names.map((name) => [name, filled(valueOf(results, name), text)] as const),
      ),
    }
  }
  const all = withFields(
    results,
    [...results.fields].map(([name, value]) => [name, filled(value, text)] as const),
  )
  if (results.others === 'absent') return { results: all }
  const fillOther = (name: string): Value =>
    filled(valueOf({ ...results, fields: noFields }, name), text)
  return { results: { ...all, others: { kind: 'derived', valueOf: fillOther } } }
}

const noFields = PersistentMap.of<Value>()

/** A value, and a text where it is null. */
function filled(value: Value, text: string): Value {
  switch (value.kind) {
    case 'lazy':
      return { kind: 'lazy', compute: (asker) => fill(value.compute(asker), text) }
    case 'event':
    case 'filled':
    case 'text':
    case 'null':
    case 'cases':
    case 'part':
    case 'number':
    case 'pieces':
    case 'pieceCount':
    case 'element':
    case 'extract':
    case 'inside':
    case 'length':
    case 'shifted':
    case 'made':
    case 'found':
    case 'measure':
    case 'usual':
    case 'any':
    case 'time':
    case 'opaque':
      return fill(value, text)
  }
}

function fill(value: Computed, text: string): Computed {
  switch (value.kind) {
    case 'event':
      return { kind: 'filled', of: value, text }
    case 'null':
      return { kind: 'text', text }
    case 'filled':
    case 'text':
    case 'measure':
    case 'usual':
    case 'time':
      return value
    case 'opaque':
      return { ...value, exists: true }
    case 'cases':
    case 'part':
    case 'number':
    case 'pieces':
    case 'pieceCount':
    case 'element':
    case 'extract':
    case 'inside':
    case 'length':
    case 'shifted':
    case 'made':
    case 'found':
    case 'any':
      return { kind: 'opaque', what: 'which is computed and then filled', exists: true }
  }
}

/**
 * A command that writes fields which nobody can tell: those of its arguments that `targets` names. Where a star is among
 * them, any field may be one.
 */
export const writes =
  (targets: (words: readonly Word[]) => readonly string[], verb = 'adds'): Handler =>
  (command, results) => {
    const value: Opaque = madeOfEvent(command, verb)
    const names = targets(argumentsOf(command))
    return {
      results: names.some((name) => name.includes('*'))
        ? withUnknown(results, value)
        : withFields(
            results,
            names.map((name) => [name, value] as const),
          ),
    }
  }

/** A command that writes the one field that an option names, or else this one. */
export const writesTo = (option: string, otherwise: string): Handler =>
  writes((words) => [words.map(optionOf).find((each) => each?.key === option)?.value ?? otherwise])

/** The words that are no options. */
export const plainNames = (words: readonly Word[]): readonly string[] =>
  words.filter((word) => optionOf(word) === undefined).map(({ text }) => unquoted(text))
