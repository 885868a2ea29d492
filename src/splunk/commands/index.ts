/** The table of commands: what each does to the results, or why it cannot be read. */
import { lazily } from '../budget.js'
import {
  eventValue,
  hasRawText,
  read,
  valueOf,
  withFields,
  withUnknown,
  type Results,
  type Value,
} from '../lineage.js'
import { PersistentMap } from '../persistent-map.js'
import { isYes, optionOf, optionsOf, unquoted, wordsOf, type Word } from '../words.js'
import { bin, evaluate, rex } from './compute.js'
import { argumentsOf, made, madeOfEvent, refusal, type Command, type Handler } from './command.js'
import { fields, fillnull, plainNames, rename, table, writes, writesTo } from './fields.js'
import { regex, search, where } from './filter.js'
import { addStats, chart, dedup, stats } from './group.js'

const refused =
  (reason: string): Handler =>
  (command, results) => ({ results, diagnostics: [refusal(command, reason)] })

const combines = refused('combines this search with another, which no condition on events can say')
const limits = refused('keeps only some of the results, in an order that other targets do not have')
const groups = refused('groups events over time, which no condition on events can say')
const generates = refused('does not search events of one source')
const learns = refused('depends on statistics or a model of other events')
const acts = refused('writes or sends results, which is no part of a detection')
const splits = refused('makes several results of one, which no condition on events can say')

/** Only how results look. */
const displays: Handler = (_command, results) => ({ results })

/** Sorting is display, sorting to keep the first few is not. */
const sort: Handler = (command, results) => {
  const words = argumentsOf(command)
  const limit = optionsOf(words).get('limit') ?? words[0]?.text ?? ''
  return /^0*[1-9]\d*$/.test(limit) ? limits(command, results) : { results }
}

/** `lookup name key OUTPUT a AS b`: without OUTPUT, whatever the lookup has. */
const lookup: Handler = (command, results) => {
  const words = argumentsOf(command).filter((word) => optionOf(word) === undefined)
  const at = words.findIndex(({ text }) => /^output(?:new)?$/i.test(text))
  const added = made(command)
  if (at < 0) return { results: withUnknown(results, added, keysOf(words.slice(1))) }
  const outputs = keysOf(words.slice(at + 1))
  return {
    results: withFields(
      results,
      outputs.map((name) => [name, added] as const),
    ),
  }
}

/** Names, each perhaps followed by `as` and another: the other counts. */
function keysOf(words: readonly Word[]): readonly string[] {
  const names: string[] = []
  for (const [index, { text }] of words.entries()) {
    if (/^as$/i.test(text)) names.pop()
    else if (index === 0 || !/^as$/i.test(text)) names.push(unquoted(text))
  }
  return names
}

/** Of `join`, only one that keeps every result only adds fields, and nobody can tell which. */
const join: Handler = (command, results) => {
  const words = argumentsOf(command)
  const type = words.map(optionOf).find((option) => option?.key === 'type')?.value
  if (type === undefined || !/^(?:left|outer)$/i.test(type)) return combines(command, results)
  const keys = words
    .filter((word) => optionOf(word) === undefined && !word.text.startsWith('['))
    .map(({ text }) => unquoted(text))
  return { results: { ...withUnknown(results, made(command), keys), rows: changed(command) } }
}

const changed = ({ name, stage }: Command) =>
  ({ kind: 'changed', what: `which '${name}' (stage ${stage}) makes more or fewer` }) as const

/** `spath` without arguments reads the event as Splunk does for every JSON event; with some, what they say. */
const spath: Handler = (command, results) => {
  const words = argumentsOf(command)
  const options = optionsOf(words)
  const path = options.get('path') ?? plainNames(words)[0]
  const target = options.get('output') ?? path
  const input = options.get('input') ?? '_raw'
  const isWhole = input === '_raw' && hasRawText(results)
  const inside = (name?: string): Value => insideOf(unquoted(input), command, results, name)
  if (target !== undefined && path !== undefined) {
    // A path in the event is the name that Splunk gives the field anyway.
    const isField = isWhole && results.others === 'event'
    return { results: withFields(results, [[target, isField ? valueOf(results, path) : inside()]]) }
  }
  if (results.others !== 'event') return adds(command, results)
  const others = isWhole ? results.others : { kind: 'derived' as const, valueOf: inside }
  return { results: { ...results, fields: overwritten(command, results), others } }
}

/** A value in the JSON text of a field; one with a name may be the event's own, where the text has none of that name. */
function insideOf(input: string, command: Command, results: Results, name?: string): Value {
  return lazily(command.budget, (asker) => {
    const text = read(results, input, asker)
    const of = text.kind === 'element' || text.kind === 'inside' ? text.of : text
    if (of.kind !== 'event' || of.fold !== undefined) return madeOfEvent(command, 'extracts')
    // No field of an event that is a JSON object starts like an item of a list.
    const isOwn = name !== undefined && !name.startsWith('{}')
    return { kind: 'inside', of, ...(isOwn ? { own: eventValue(name) } : {}) }
  })
}

/** Fields that nobody can tell, beside those that are known. */
const adds: Handler = (command, results) => ({
  results: {
    ...results,
    fields: overwritten(command, results),
    others: madeOfEvent(command, 'may extract'),
  },
})

/** Fields that are known, each of which may be extracted as well. */
const overwritten = (command: Command, results: Results): Results['fields'] =>
  PersistentMap.of<Value>(
    [...results.fields].map(([name, value]) => [
      name,
      name.startsWith('_') ? value : madeOfEvent(command, 'may extract'),
    ]),
  )

/** Any field may be another afterwards. */
const changes: Handler = (command, results) => ({
  results: withUnknown(results, made(command, 'may change')),
})

/** So it may be, and there may be other results besides: the sums of all, or what a longer subsearch finds. */
const addsResults: Handler = (command, results) => ({
  results: { ...withUnknown(results, made(command, 'may change')), rows: changed(command) },
})

/** A list becomes results of their own: the event is found where it was, but can no longer be counted. */
const expand: Handler = (command, results) => {
  const names = plainNames(argumentsOf(command))
  const value = madeOfEvent(command, 'splits into results of their own')
  return {
    results: {
      ...withFields(
        results,
        names.map((name) => [name, value] as const),
      ),
      rows: changed(command),
    },
  }
}

const iplocation: Handler = (command, results) => {
  const words = argumentsOf(command)
  const prefix = words.map(optionOf).find((option) => option?.key === 'prefix')?.value ?? ''
  const names = ['City', 'Continent', 'Country', 'MetroCode', 'Region', 'Timezone', 'lat', 'lon']
  const value = made(command)
  return {
    results: withFields(
      results,
      names.map((name) => [`${prefix}${name}`, value] as const),
    ),
  }
}

/** `convert ctime(a) as b`: another form of a value under its own name or another. */
const convert = writes((words) => {
  const names: string[] = []
  for (const [index, word] of words.entries()) {
    const field = /^\w+\s*\(([^)]*)\)$/.exec(word.text)?.[1]
    if (field === undefined) continue
    const isNamed = words[index + 1]?.text.toLowerCase() === 'as'
    names.push(unquoted((isNamed ? words[index + 2]?.text : undefined) ?? field.trim()))
  }
  return names
}, 'writes otherwise')

/** `replace a WITH b IN field`: of every field where none is named. */
const replace: Handler = (command, results) => {
  const words = argumentsOf(command)
  const at = words.findIndex(({ text }) => /^in$/i.test(text))
  if (at < 0) return changes(command, results)
  const value = madeOfEvent(command, 'replaces')
  const names = words.slice(at + 1).map(({ text }) => unquoted(text))
  return {
    results: withFields(
      results,
      names.map((name) => [name, value] as const),
    ),
  }
}

const addinfo = writes(() => ['info_min_time', 'info_max_time', 'info_sid', 'info_search_time'])

/** The last word names the result of `strcat`. */
const strcat = writes((words) => words.slice(-1).map(({ text }) => unquoted(text)), 'joins')

/** The sum of each result is a field; with `col=true`, the sums of all results are one more result. */
const addtotals: Handler = (command, results) => {
  const isRow = isYes(optionsOf(argumentsOf(command)).get('col'))
  return isRow ? addsResults(command, results) : writesTo('fieldname', 'Total')(command, results)
}

/** A field for each time: of one without a prefix `reltime`, of several `reltime_` and its name, else the prefix and its name. */
const reltime = writes((words) => {
  const options = optionsOf(words)
  const times = wordsOf(options.get('timefield') ?? '_time').map(({ text }) => text)
  const prefix = options.get('prefix')
  return ['reltime', ...times.map((time) => `${prefix ?? 'reltime_'}${time}`)]
})

const uniq: Handler = (command, results) => ({ results: { ...results, rows: changed(command) } })

const commands: Readonly<Record<string, Handler>> = {
  ...every(displays, ['fieldformat', 'reverse']),
  ...every(adds, ['extract', 'kv', 'xmlkv', 'fromjson', 'tags']),
  ...every(addsResults, ['appendcols', 'addcoltotals']),
  ...every(bin, ['bin', 'bucket', 'discretize']),
  ...every(addStats, ['eventstats', 'streamstats']),
  ...every(chart, ['chart', 'timechart']),
  ...every(combines, ['append', 'appendpipe', 'map', 'multisearch', 'selfjoin', 'set', 'union']),
  ...every(limits, ['head', 'tail', 'top', 'rare']),
  ...every(groups, ['transaction', 'concurrency', 'delta', 'autoregress', 'searchtxn']),
  ...every(generates, [
    'datamodel',
    'dbxquery',
    'from',
    'inputlookup',
    'loadjob',
    'makeresults',
    'metadata',
    'mstats',
    'rest',
    'savedsearch',
    'tstats',
  ]),
  ...every(learns, [
    'anomalies',
    'anomalousvalue',
    'anomalydetection',
    'apply',
    'cluster',
    'fit',
    'kmeans',
    'outlier',
    'predict',
  ]),
  ...every(acts, ['collect', 'outputcsv', 'outputlookup', 'sendalert', 'sendemail']),
  ...every(splits, ['multikv']),
  addinfo,
  addtotals,
  convert,
  dedup,
  eval: evaluate,
  fields,
  fillnull,
  foreach: changes,
  iplocation,
  join,
  lookup,
  makemv: writes(plainNames, 'splits'),
  mvcombine: expand,
  mvexpand: expand,
  nomv: writes(plainNames, 'joins'),
  regex,
  reltime,
  rename,
  replace,
  rex,
  search,
  sort,
  spath,
  stats,
  strcat,
  table,
  uniq,
  where,
  xpath: writesTo('outfield', 'xpath'),
}

function every(handler: Handler, names: readonly string[]): Readonly<Record<string, Handler>> {
  return Object.fromEntries(names.map((name) => [name, handler]))
}

const unknown = refused('is not known')

/** Reads a command; one that is not in the table is refused. */
export const runCommand: Handler = (command, results) =>
  (Object.hasOwn(commands, command.name) ? commands[command.name]! : unknown)(command, results)

/** Commands that start a search, of which only some can be read. */
const generating: ReadonlySet<Handler> = new Set([generates])

/** Why a search cannot start with a command. */
export function reasonAgainst(name: string): string {
  const handler = Object.hasOwn(commands, name) ? commands[name]! : undefined
  if (handler === undefined) return 'is not known'
  return generating.has(handler) ? 'does not search events of one source' : 'cannot come first'
}
