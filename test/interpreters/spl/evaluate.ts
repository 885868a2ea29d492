/** Runs SPL as the Splunk backends print it on one event, stage by stage. */
import { toJavaScript } from '../regex/pcre.js'
import { compileExpression } from './expression.js'
import { compileSearch } from './search.js'
import { likeValue, stagesOf, unescapeSearch, valuesOf, type Event } from './text.js'

export type { Event } from './text.js'

/**
 * Whether the search finds the event: whether anything is left of it after the last stage. Macros are no-ops, true
 * inside an expression; only `drop_dm_object_name` and the `fillnull_value` that `security_content_summariesonly` sets
 * do what they do. After tstats only its by-fields are left. Throws a SyntaxError for what is not SPL, an Error for what is not interpreted.
 */
export const evaluate = (query: string, event: Event): boolean => evaluateAll(query, [event])

/** Whether the search finds anything in several events. */
export const evaluateAll = (query: string, events: readonly Event[]): boolean =>
  evaluateRows(query, events).length > 0

/** The results of the search over several events. */
export function evaluateRows(query: string, events: readonly Event[]): readonly Event[] {
  const [first = '', ...rest] = stagesOf(query.trim())
  let rows: readonly Event[] = events
  if (first !== '') rows = rows.filter(compileSearch(first.replace(/^search\b/i, '')))
  else if (!/^tstats\b/i.test(rest[0] ?? ''))
    throw new SyntaxError(`a search cannot start with | ${rest[0]}`)
  for (const [index, stage] of rest.entries()) {
    if (/^tstats\b/i.test(stage) && (index > 0 || first !== '')) {
      throw new SyntaxError('tstats has to be the first command')
    }
    rows = run(stage, rows)
  }
  return rows
}

function run(stage: string, rows: readonly Event[]): readonly Event[] {
  if (stage.startsWith('`')) return rows.map((row) => runMacro(stage, row))
  const [, command = '', body = ''] = /^(\w+)\s*([\s\S]*)$/.exec(stage) ?? []
  switch (command.toLowerCase()) {
    case 'search':
      return rows.filter(compileSearch(body))
    case 'where': {
      const expression = compileExpression(body)
      return rows.filter((row) => expression(row) === true)
    }
    case 'regex':
      return rows.filter(compileRegex(body))
    case 'rename':
      return rows.map((row) => renamed(body, row))
    case 'eval':
      return partsAt(body, ',').reduce((computed, assignment) => {
        const [, field, text] = /^\s*([\w.]+|'[^']+'|"[^"]+")\s*=([\s\S]+)$/.exec(assignment) ?? []
        if (field === undefined) throw new SyntaxError(`not an assignment: ${assignment}`)
        const expression = compileExpression(text!)
        const name = field.replaceAll(/['"]/g, '')
        return computed.map((row) => ({ ...row, [name]: expression(row) }))
      }, rows)
    case 'rex':
      return rows.map((row) => extracted(body, row))
    case 'fillnull': {
      const [, value = '0'] = /\bvalue\s*=\s*"?([^\s"]*)"?/.exec(body) ?? []
      const names = fieldsOf(body.replace(/\bvalue\s*=\s*(?:"[^"]*"|\S+)/, ''))
      if (names.length === 0) throw new Error('fillnull of all fields is not interpreted')
      return rows.map((row) => {
        const missing = names.filter((name) => valuesOf(row, name).length === 0)
        return { ...row, ...Object.fromEntries(missing.map((name) => [name, value])) }
      })
    }
    case 'dedup': {
      const names = fieldsOf(body)
      if (/=|\bsortby\b|^\d/i.test(body)) throw new Error('options of dedup are not interpreted')
      const seen = new Set<string>()
      return rows.filter((row) => {
        const key = JSON.stringify(names.map((name) => valuesOf(row, name)))
        const isFirst = !seen.has(key)
        seen.add(key)
        return isFirst && names.every((name) => valuesOf(row, name).length > 0)
      })
    }
    case 'tstats':
      return rows.flatMap((row) => tstats(body, row))
    case 'stats':
      return stats(body, rows)
    case 'eventstats':
      return eventstats(body, rows)
    case 'table':
      return rows.map((row) => only(partsAt(body, ' ').map(bare), row))
    case 'fields':
      return body.startsWith('-')
        ? rows.map((row) => without(fieldsOf(body.slice(1)), row))
        : rows.map((row) => only([...fieldsOf(body.replace(/^\+/, '')), '_time', '_raw'], row))
    // Which columns are shown and how: nothing is selected by them.
    case 'convert':
    case 'sort':
      return rows
    default:
      throw new Error(`the command ${command || stage} is not interpreted`)
  }
}

function runMacro(text: string, row: Event): Event {
  if (!/^`[^`]*`$/.test(text)) throw new SyntaxError(`not one macro: ${text}`)
  const prefix = /^`drop_dm_object_name\(\s*"?([^")]*)"?\s*\)`$/.exec(text)?.[1]
  return prefix === undefined ? row : renamed(`"${prefix}.*" as "*"`, row)
}

/** `regex f="…"` keeps what is found, `regex f!="…"` drops it; an unanchored, case-sensitive PCRE after unescaping. */
function compileRegex(body: string): (row: Event) => boolean {
  const match = /^(?:("?)([^\s"=!]+)\1\s*(!?=)\s*)?"((?:\\[\s\S]|[^"\\])*)"$/.exec(body)
  if (match === null) throw new SyntaxError(`not a regex command: ${body}`)
  const [, , field = '_raw', operator = '=', text = ''] = match
  if (/(?<!\\)(?:\\\\)*\\\|/.test(text))
    throw new Error('whether \\| stays escaped in regex is not documented')
  const expression = toJavaScript(unescapeSearch(text))
  const keeps = operator === '='
  return (row) => valuesOf(row, field).some((value) => expression.test(value)) === keeps
}

/** `rename a as b, "Processes.*" as "*"`. */
function renamed(body: string, row: Event): Event {
  const result: Record<string, unknown> = { ...row }
  const pair = /\s*(?:"([^"]+)"|([^\s",]+))\s+as\s+(?:"([^"]+)"|([^\s",]+))\s*,?/iy
  while (pair.lastIndex < body.length) {
    const at = pair.lastIndex
    const match = pair.exec(body)
    if (match === null) throw new SyntaxError(`not a rename: ${body.slice(at)}`)
    const from = (match[1] ?? match[2]!).split('*')
    const to = (match[3] ?? match[4]!).split('*')
    // "Renaming a field that does not exist": what the other name held is gone all the same.
    const before = Object.entries(result)
    if (from.length === 1 && from[0] !== to[0]) delete result[to[0]!]
    for (const [name, value] of before) {
      const [start, after] = from
      const isMatch =
        after === undefined ? name === start : name.startsWith(start!) && name.endsWith(after)
      if (!isMatch) continue
      const middle =
        after === undefined ? '' : name.slice(start!.length, name.length - after.length)
      delete result[name]
      result[to.join(middle)] = value
    }
  }
  return result
}

const bare = (name: string): string => name.replaceAll('"', '')

const isOf = (name: string, forms: readonly string[]): boolean =>
  forms.some((form) => likeValue(form, name, true))

const only = (forms: readonly string[], row: Event): Event =>
  Object.fromEntries(Object.entries(row).filter(([name]) => isOf(name, forms)))

const without = (forms: readonly string[], row: Event): Event =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !isOf(name, forms)))

/** Cuts a text at a separator that stands outside of quotes and brackets. */
function partsAt(text: string, separator: ',' | ' '): readonly string[] {
  const parts = ['']
  let depth = 0
  for (const [token] of text.matchAll(/"(?:\\[\s\S]|[^"\\])*"|'[^']*'|[\s\S]/g)) {
    if (token === '(') depth++
    if (token === ')') depth--
    const isCut = depth === 0 && (separator === ',' ? token === ',' : /^[\s,]$/.test(token))
    if (isCut) parts.push('')
    else parts[parts.length - 1] += token
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

/** `rex field=f "(?<group>…)"`: the groups of the first place that the regex finds; without one, nothing changes. */
function extracted(body: string, row: Event): Event {
  const match = /^(?:field\s*=\s*"?([^\s"]+)"?\s+)?"((?:\\[\s\S]|[^"\\])*)"$/.exec(body)
  if (match === null) throw new Error(`this rex is not interpreted: ${body}`)
  const expression = toJavaScript(unescapeSearch(match[2]!))
  const [value = ''] = valuesOf(row, match[1] ?? '_raw')
  return { ...row, ...Object.fromEntries(groupsOf(expression, value)) }
}

const groupsOf = (expression: RegExp, value: string): readonly (readonly [string, string])[] =>
  Object.entries(expression.exec(value)?.groups ?? {}).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )

interface Grouped {
  readonly common: Event
  readonly rows: Event[]
}

/** Groups by the fields behind `by`, leaving out results that lack one, and what to measure of each group. */
function grouped(
  body: string,
  rows: readonly Event[],
): { readonly groups: readonly Grouped[]; readonly measures: readonly Measured[] } {
  const words = partsAt(body, ' ')
  const at = words.findIndex((word) => word.toLowerCase() === 'by')
  const by = (at < 0 ? [] : words.slice(at + 1)).map((word) => word.replaceAll('"', ''))
  const groups = new Map<string, Grouped>()
  for (const row of rows) {
    const combinations = by.reduce<readonly Event[]>(
      (found, name) =>
        found.flatMap((common) =>
          valuesOf(row, name).map((value) => ({ ...common, [name]: value })),
        ),
      [{}],
    )
    for (const common of combinations) {
      const group = groups.get(JSON.stringify(common)) ?? { common, rows: [] }
      groups.set(JSON.stringify(common), group)
      group.rows.push(row)
    }
  }
  return {
    groups: [...groups.values()],
    measures: measuresOf(at < 0 ? words : words.slice(0, at)),
  }
}

function stats(body: string, rows: readonly Event[]): readonly Event[] {
  const { groups, measures } = grouped(body, rows)
  return groups.map((group) => ({
    ...group.common,
    ...Object.fromEntries(measures.flatMap((each) => measured(each, group))),
  }))
}

/** "Generates summary statistics from fields in your events and saves those statistics in a new field" of each. */
function eventstats(body: string, rows: readonly Event[]): readonly Event[] {
  const { groups, measures } = grouped(body, rows)
  return rows.map((row) => {
    const group = groups.find((each) => each.rows.includes(row))
    if (group === undefined) return row
    return { ...row, ...Object.fromEntries(measures.flatMap((each) => measured(each, group))) }
  })
}

interface Measured {
  readonly function: string
  readonly field: string
  readonly name: string
}

function measuresOf(words: readonly string[]): readonly Measured[] {
  const measures: Measured[] = []
  for (let at = 0; at < words.length; at++) {
    const [whole = '', name = '', field = ''] = /^(\w+)(?:\(([^()]*)\))?$/.exec(words[at]!) ?? []
    if (whole === '') throw new Error(`this aggregate is not interpreted: ${words[at]}`)
    const isNamed = words[at + 1]?.toLowerCase() === 'as'
    const as = isNamed ? words[at + 2]!.replaceAll('"', '') : whole
    measures.push({ function: name.toLowerCase(), field: field.replaceAll('"', ''), name: as })
    if (isNamed) at += 2
  }
  return measures
}

/** What a measure makes of a group. `_time` and what other fields hold in several events is not interpreted. */
function measured(
  { function: name, field, name: as }: Measured,
  { common, rows }: { readonly common: Event; readonly rows: readonly Event[] },
): readonly (readonly [string, unknown])[] {
  if (field === '_time') return [[as, '0']]
  if (name === 'values' && field.endsWith('*')) {
    const names = new Set(rows.flatMap((row) => Object.keys(row)))
    return [...names]
      .filter((each) => isOf(each, [field]) && !Object.hasOwn(common, each))
      .map((each) => [each, distinct(rows, each)])
  }
  switch (name) {
    case 'count':
      return [
        [as, String((field === '' ? rows : rows.flatMap((row) => valuesOf(row, field))).length)],
      ]
    case 'dc':
    case 'distinct_count':
      return [[as, String(distinct(rows, field).length)]]
    case 'values':
      return [[as, distinct(rows, field)]]
    case 'sum':
      return [[as, String(numbersOf(rows, field).reduce((sum, value) => sum + value, 0))]]
    case 'max':
      return [[as, String(Math.max(...numbersOf(rows, field)))]]
    case 'min':
      return [[as, String(Math.min(...numbersOf(rows, field)))]]
    default:
      throw new Error(`${name}() of stats is not interpreted`)
  }
}

const distinct = (rows: readonly Event[], field: string): readonly string[] => [
  ...new Set(rows.flatMap((row) => valuesOf(row, field))),
]

const numbersOf = (rows: readonly Event[], field: string): readonly number[] =>
  rows
    .flatMap((row) => valuesOf(row, field))
    .map(Number)
    .filter((value) => !Number.isNaN(value))

const fieldsOf = (text: string): readonly string[] =>
  text
    .split(/[\s,]+/)
    .filter((field) => field !== '' && !/^span=/i.test(field))
    .map((field) => field.replaceAll('"', ''))

/**
 * The rows that tstats makes of an event: filtered by its where clause, then one a combination of the values of the
 * by-fields, with no other field. "Omits rows for events with one or more null" by-fields unless fillnull_value is set.
 */
function tstats(body: string, event: Event): readonly Event[] {
  const { head, where, by } = clausesOf(body)
  if (!compileSearch(where)(event)) return []
  if (by === undefined) return [event]
  const measures = Object.fromEntries(
    [...head.matchAll(singleMeasure)].flatMap(([whole, name = '', field = '', as = whole]) =>
      field === '_time'
        ? []
        : [[as.replaceAll('"', ''), measureOf(name, valuesOf(event, field.trim()))]],
    ),
  )
  const filled = /\bfillnull_value\s*=\s*"?([^\s"]+)/i.exec(head)?.[1]
  const fill = filled ?? (head.includes('`security_content_summariesonly`') ? 'null' : undefined)
  return fieldsOf(by).reduce<readonly Event[]>(
    (rows, field) => {
      const found = field === '_time' ? [valuesOf(event, field)[0] ?? '0'] : valuesOf(event, field)
      const values = found.length === 0 && fill !== undefined ? [fill] : found
      return rows.flatMap((row) => values.map((value) => ({ ...row, [field]: value })))
    },
    [{ ...measures, count: '1' }],
  )
}

/** A statistic of a field, `values(Processes.process) as process`. */
const singleMeasure = /\b(\w+)\(([^()]*)\)(?:\s+as\s+("[^"]*"|[\w.]+))?/gi

/** What a statistic comes to in a group of one event. */
const measureOf = (name: string, values: readonly string[]): unknown =>
  /^(?:dc|distinct_count)$/i.test(name)
    ? String(new Set(values).size)
    : /^count$/i.test(name)
      ? String(values.length)
      : values

/** The clauses of a tstats, cut at their words in any case where these stand outside of quotes. */
function clausesOf(body: string): {
  readonly head: string
  readonly where: string
  readonly by: string | undefined
} {
  const parts: Record<string, string> = { head: '' }
  let part = 'head'
  const token = /`[^`]*`|"(?:\\[\s\S]|[^"\\])*"|[^\s"`]+|\s+/gy
  for (const [text] of body.matchAll(token)) {
    const word = text.toLowerCase().replace('groupby', 'by')
    const isLater = !Object.hasOwn(parts, word)
    const starts = { from: ['head'], where: ['head', 'from'], by: ['head', 'from', 'where'] }
    if (Object.hasOwn(starts, word) && isLater && starts[word as 'by'].includes(part)) {
      part = word
      parts[part] = ''
    } else parts[part] += text
  }
  if (!/^\s*datamodel\s*=/i.test(parts['from'] ?? ''))
    throw new SyntaxError('tstats without a data model')
  return { head: parts['head']!, where: parts['where'] ?? '', by: parts['by'] }
}
