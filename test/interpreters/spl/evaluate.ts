/** Runs SPL as the Splunk backends print it and as published searches are written, stage by stage, on a list of events. */
import { each, madeOf, originsOf } from '../origins.js'
import { extractJson, extractPath, extractXml, keepsRegex, rex } from './extract.js'
import { compileExpression } from './expression.js'
import { computed, fieldsOf, fillNull, only, renamed, total, without } from './fields.js'
import { compileSearch } from './search.js'
import { binned, dedup, eventStats, stats, tstats } from './stats.js'
import { bareName, stagesOf, valuesOf, wordsOf, type Event } from './text.js'

export type { Event } from './text.js'

/**
 * Whether the search finds the event: whether a row is left that is made of it. Macros are no-ops, true inside an
 * expression; only `drop_dm_object_name` and the `fillnull_value` that `security_content_summariesonly` sets do what they
 * do. Throws a SyntaxError for what is not SPL, an Error for what is not interpreted.
 */
export const evaluate = (query: string, event: Event): boolean =>
  evaluateTable(query, [event, ...besides(query, event)]).some((row) => originsOf(row).has(event))

/**
 * What `fillnull` without fields fills is what other results have: where a search has one, there is another event besides,
 * which has all fields that the search groups by.
 */
function besides(query: string, event: Event): readonly Event[] {
  const stages = stagesOf(query)
  if (!stages.some((stage) => /^fillnull(?:\s+value\s*=\s*\S+)?$/i.test(stage))) return []
  const names = stages.flatMap((stage) => [
    ...(/^stats\b/i.test(stage) ? fieldsOf(/\bby\s+([^()]*)$/i.exec(stage)?.[1] ?? '') : []),
    ...(/^rename\b/i.test(stage) ? renamedIn(stage) : []),
  ])
  return [{ ...Object.fromEntries(names.map((name) => [name, 'of another'])), ...event }]
}

/** The rows that are left after the last stage. `_time` of an event is in seconds. */
export function evaluateTable(query: string, events: readonly Event[]): readonly Event[] {
  const [first = '', ...rest] = stagesOf(query.trim())
  const [start, stages] =
    first === ''
      ? [generated(rest[0] ?? '', events), rest.slice(1)]
      : [events.filter(compileSearch(first.replace(/^search\b/i, ''))), rest]
  return stages.reduce<readonly Event[]>(
    (rows, stage, at) => run(stage, rows, { events, later: stages.slice(at + 1) }),
    start,
  )
}

const renamedIn = (stage: string): readonly string[] =>
  [...stage.matchAll(/([^\s",*]+)\s+as\b/gi)].map(([, from = '']) => from)

/** What a search may start with behind a pipe. */
function generated(stage: string, events: readonly Event[]): readonly Event[] {
  const { command, body } = commandOf(stage)
  switch (command) {
    case 'tstats':
      return tstats(body, events)
    case 'multisearch':
    case 'union':
      return combined(command, body, events)
    default:
      throw new SyntaxError(`a search cannot start with | ${stage}`)
  }
}

const commandOf = (stage: string): { readonly command: string; readonly body: string } => {
  const [, command = '', body = ''] = /^(\w+)\s*([\s\S]*)$/.exec(stage) ?? []
  return { command: command.toLowerCase(), body }
}

/** The results of all of the subsearches. Those of multisearch may only stream (Search Reference, multisearch). */
function combined(command: string, body: string, events: readonly Event[]): readonly Event[] {
  const searches = bracketed(body)
  if (searches.length < 2) throw new SyntaxError(`${command} of less than two searches: ${body}`)
  if (command === 'multisearch') {
    const stages = searches.flatMap((search) => stagesOf(search).slice(1))
    const bad = stages.find((stage) => !/^(?:where|eval|search|rename|regex)\b/.test(stage))
    if (bad !== undefined) throw new SyntaxError(`multisearch does not stream: ${bad}`)
  }
  // An event that two of the searches find is a result of each.
  return searches.flatMap((search) => each(evaluateTable(search, events), (row) => ({ ...row })))
}

function bracketed(text: string): readonly string[] {
  const parts: string[] = []
  let depth = 0
  for (const [token] of text.matchAll(/"(?:\\[\s\S]|[^"\\])*"|[\s\S]/g)) {
    if (token === ']' && --depth === 0) continue
    if (depth > 0) parts[parts.length - 1] += token
    else if (token === '[') parts.push('')
    else if (token.trim() !== '') throw new SyntaxError(`not a subsearch: ${text}`)
    if (token === '[') depth++
  }
  return parts
}

interface Place {
  /** What the whole search is run on. */
  readonly events: readonly Event[]
  /** The stages behind this one. */
  readonly later: readonly string[]
}

function run(stage: string, rows: readonly Event[], place: Place): readonly Event[] {
  if (stage.startsWith('`')) return runMacro(stage, rows)
  const { command, body } = commandOf(stage)
  switch (command) {
    case 'search':
      return rows.filter(compileSearch(body))
    case 'where': {
      const expression = compileExpression(body)
      return rows.filter((row) => expression(row) === true)
    }
    case 'regex':
      return rows.filter(keepsRegex(body))
    case 'rename':
      return each(rows, renamed(body))
    case 'eval':
      return each(rows, computed(body))
    case 'rex':
      return each(rows, rex(body))
    case 'spath':
      return each(rows, extractPath(body))
    case 'fromjson':
      return each(rows, extractJson(body))
    case 'xmlkv':
      return each(rows, extractXml(body))
    case 'addtotals':
      return each(rows, total(body))
    case 'fillnull':
      return fillNull(body, rows)
    case 'dedup':
      return dedup(body, rows)
    case 'bin':
    case 'bucket':
      return binned(body, rows)
    case 'tstats':
      throw new SyntaxError('tstats has to be the first command')
    case 'stats':
      return stats(body, rows)
    case 'eventstats':
      return eventStats(body, rows)
    case 'join':
      return joined(body, rows, place.events)
    case 'lookup':
      return lookedUp(body, rows, place.later)
    case 'table':
      return each(rows, only(wordsOf(body).map(bareName)))
    case 'fields':
      return body.startsWith('-')
        ? each(rows, without(fieldsOf(body.slice(1))))
        : each(rows, only([...fieldsOf(body.replace(/^\+/, '')), '_time', '_raw']))
    // Which columns are shown and how: nothing is selected by them.
    case 'convert':
    case 'sort':
      return rows
    default:
      throw new Error(`the command ${command || stage} is not interpreted`)
  }
}

function runMacro(text: string, rows: readonly Event[]): readonly Event[] {
  if (!/^`[^`]*`$/.test(text)) throw new SyntaxError(`not one macro: ${text}`)
  const prefix = /^`drop_dm_object_name\(\s*"?([^")]*)"?\s*\)`$/.exec(text)?.[1]
  return prefix === undefined ? rows : each(rows, renamed(`"${prefix}.*" as "*"`))
}

/**
 * `join type=outer f [ … ]`: each row with the first of the subsearch's that has the same values, whose fields win; an inner
 * join drops what has none, an outer or left one keeps it (Search Reference, join).
 */
function joined(body: string, rows: readonly Event[], events: readonly Event[]): readonly Event[] {
  const open = body.indexOf('[')
  const words = wordsOf(body.slice(0, open))
  const type = /^type=(inner|outer|left)$/i.exec(words[0] ?? '')?.[1]?.toLowerCase() ?? 'inner'
  const names = words.filter((word) => !word.includes('=')).map(bareName)
  const [search = ''] = bracketed(body.slice(open))
  if (open < 0 || names.length === 0) throw new Error(`this join is not interpreted: ${body}`)
  const others = evaluateTable(search, events)
  const keyOf = (row: Event): string => JSON.stringify(names.map((name) => valuesOf(row, name)))
  return rows.flatMap((row) => {
    const isThere = names.every((name) => valuesOf(row, name).length > 0)
    const other = isThere ? others.find((candidate) => keyOf(candidate) === keyOf(row)) : undefined
    if (other === undefined) return type === 'inner' ? [] : [row]
    return [madeOf({ ...row, ...other }, [row])]
  })
}

/** A lookup table is a site's own: what it adds is not known, so that nothing behind it may ask for that. */
function lookedUp(
  body: string,
  rows: readonly Event[],
  later: readonly string[],
): readonly Event[] {
  const [, outputs = ''] = /\boutput(?:new)?\s+([\s\S]+)$/i.exec(body) ?? []
  const added = outputs.replaceAll(/\S+\s+as\s+/gi, '')
  const names = fieldsOf(added)
  const asked = later.filter(
    (stage) => !/^(?:`|(?:fillnull|table|fields|convert|sort)\b)/.test(stage),
  )
  const isAsked = names.some((name) => asked.some((stage) => stage.includes(name)))
  if (names.length === 0 || isAsked) throw new Error(`this lookup is not interpreted: ${body}`)
  return rows
}
