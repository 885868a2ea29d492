/**
 * Commands that look at several events: bin, stats, eventstats, tstats and dedup (Search Reference, the pages of these
 * commands, and Statistical and charting functions).
 */
import { each, madeOf } from '../origins.js'
import { compileExpression } from './expression.js'
import { fieldsOf, isOf } from './fields.js'
import { compileSearch } from './search.js'
import { bareName, isDecimal, valuesOf, wordsOf, type Event } from './text.js'

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** The length of a span, `5m` or a bare number. */
function lengthOf(text: string): number {
  const [, count = '', unit = 's'] = /^(\d+)([smhd])?$/.exec(text) ?? []
  return Number(count === '' ? Number.NaN : count) * seconds[unit]!
}

/** `bin _time span=5m`, or `bin span=5m _time as window`: the start of the span that a time is in, or the span of a number. */
export function binned(body: string, rows: readonly Event[]): readonly Event[] {
  const [, length = ''] = /\bspan\s*=\s*(\S+)/i.exec(body) ?? []
  const [field = '', as, name = field, ...others] = wordsOf(body.replace(/\bspan\s*=\s*\S+/i, ''))
  const span = lengthOf(length)
  const isRight = as === undefined || (as.toLowerCase() === 'as' && others.length === 0)
  if (!isRight || field === '' || Number.isNaN(span)) throw new SyntaxError(`not a bin: ${body}`)
  return each(rows, (row) => {
    const [value = ''] = valuesOf(row, field)
    if (!isDecimal(value)) return row
    const start = Math.floor(Number(value) / span) * span
    return { ...row, [name]: field === '_time' ? start : `${start}-${start + span}` }
  })
}

/** `dedup a b`: the first of the rows with the same values, and none that lacks a field. */
export function dedup(body: string, rows: readonly Event[]): readonly Event[] {
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

/** A row for each combination of the values of the by-clause. */
export function stats(body: string, rows: readonly Event[]): readonly Event[] {
  const { terms, by } = clausesOf(body)
  return groupsOf(rows, by).map((group) => rowOf(termsOf(terms), group))
}

/** Each row with the statistics of its group; one that is in no group stays as it is. */
export function eventStats(body: string, rows: readonly Event[]): readonly Event[] {
  const { terms, by } = clausesOf(body)
  const parsed = termsOf(terms)
  const known = new Map<Event, Event>()
  for (const { rows: of } of groupsOf(rows, by)) {
    const measures = measuresOf(parsed, of)
    for (const row of of) known.set(row, measures)
  }
  return each(rows, (row) => ({ ...row, ...known.get(row) }))
}

function clausesOf(body: string): { readonly terms: string; readonly by: readonly string[] } {
  const words = [...body.matchAll(/"(?:\\[\s\S]|[^"\\])*"|\([^()]*\)|[^\s"()]+|[\s\S]/g)]
  const at = words.findIndex(([word]) => word.toLowerCase() === 'by')
  const index = at < 0 ? body.length : words[at]!.index
  return { terms: body.slice(0, index), by: fieldsOf(body.slice(index + 2)) }
}

interface Group {
  readonly key: Event
  readonly rows: Event[]
}

/**
 * A row that lacks a field of the by-clause is in no group, one with several values of it in several. Without a by-clause
 * "only one row is returned, which is the aggregation over the entire incoming result set", also of none.
 */
function groupsOf(rows: readonly Event[], by: readonly string[]): readonly Group[] {
  if (by.length === 0) return [{ key: {}, rows: [...rows] }]
  const groups = new Map<string, Group>()
  for (const row of rows) {
    const keys = by.reduce<readonly Event[]>(
      (found, name) =>
        found.flatMap((key) => valuesOf(row, name).map((value) => ({ ...key, [name]: value }))),
      [{}],
    )
    for (const key of keys) {
      const text = JSON.stringify(key)
      const group = groups.get(text)
      if (group === undefined) groups.set(text, { key, rows: [row] })
      else group.rows.push(row)
    }
  }
  return [...groups.values()]
}

const rowOf = (terms: readonly Term[], { key, rows }: Group): Event =>
  madeOf({ ...key, ...measuresOf(terms, rows, key) }, rows)

/** `dc(x) as y`: a function, its argument, and the name of what it makes. */
interface Term {
  readonly name: string
  readonly argument: string | undefined
  readonly as: string
}

/** `count max(_time) as _time dc(x) as y count(eval(…)) as z`. */
function termsOf(text: string): readonly Term[] {
  const terms: Term[] = []
  for (let at = 0; text.slice(at).trim().replaceAll(',', '') !== '';) {
    const [head = '', name = ''] = /^[\s,]*([a-z_]+[\d.]*)/i.exec(text.slice(at)) ?? []
    if (head === '') throw new SyntaxError(`not a statistic: ${text.slice(at)}`)
    at += head.length
    const end = text[at] === '(' ? closing(text, at) : at
    const argument = end > at ? text.slice(at + 1, end).trim() : undefined
    at = end > at ? end + 1 : at
    const [alias = '', quoted, bare] =
      /^\s+as\s+(?:"([^"]*)"|([^\s,"]+))/i.exec(text.slice(at)) ?? []
    at += alias.length
    const whole = argument === undefined ? name : `${name}(${argument})`
    terms.push({ name: name.toLowerCase(), argument, as: quoted ?? bare ?? whole })
  }
  return terms
}

/** Where the bracket that opens at an offset closes. */
function closing(text: string, open: number): number {
  let depth = 0
  for (const { 0: token, index } of text.slice(open).matchAll(/"(?:\\[\s\S]|[^"\\])*"|[()]/g)) {
    if (token === '(') depth++
    if (token === ')' && --depth === 0) return open + index
  }
  throw new SyntaxError(`not closed: ${text.slice(open)}`)
}

function measuresOf(terms: readonly Term[], rows: readonly Event[], key: Event = {}): Event {
  return Object.fromEntries(
    terms.flatMap(({ name, argument, as }) => {
      if (argument === undefined || !argument.endsWith('*'))
        return [[as, measured(name, argument, rows)] as const]
      const names = new Set(rows.flatMap((row) => Object.keys(row)))
      return [...names]
        .filter((field) => isOf(field, [argument]) && !Object.hasOwn(key, field))
        .map((field) => [field, measured(name, field, rows)] as const)
    }),
  )
}

/** An argument is a field, or an `eval(…)`; a count of an eval is how often it is true. */
function measured(name: string, argument: string | undefined, rows: readonly Event[]): unknown {
  if (argument === undefined) {
    // A line in a cell, of the counts over time: nothing that a filter could ask for.
    if (name === 'sparkline') return rows.map(() => '1')
    if (name !== 'count' && name !== 'c') throw new SyntaxError(`${name} needs a field`)
    return rows.length
  }
  const evaluated = /^eval\(([\s\S]*)\)$/i.exec(argument)?.[1]
  const expression = evaluated === undefined ? undefined : compileExpression(evaluated)
  const valuesIn = (row: Event): readonly unknown[] => {
    if (expression === undefined) return valuesOf(row, bareName(argument))
    const value = expression(row)
    return value === null || value === false ? [] : [value]
  }
  const texts = rows.flatMap(valuesIn).map(String)
  const numbers = texts.filter(isDecimal).map(Number)
  const share = /^exactperc([\d.]+)$/.exec(name)?.[1]
  if (share !== undefined) return nearestRank(sorted(numbers), Number(share) / 100)
  const order = ofTime[name]
  return order === undefined ? statistic(name, texts, numbers) : (order(rows, valuesIn) ?? null)
}

/** The first and the last value in time, and in the order of the rows. */
const ofTime: Readonly<
  Record<string, (rows: readonly Event[], valuesIn: (row: Event) => readonly unknown[]) => unknown>
> = {
  earliest: (rows, valuesIn) => inTime(rows).flatMap(valuesIn)[0],
  latest: (rows, valuesIn) => inTime(rows).flatMap(valuesIn).at(-1),
  first: (rows, valuesIn) => rows.flatMap(valuesIn)[0],
  last: (rows, valuesIn) => rows.flatMap(valuesIn).at(-1),
}

const inTime = (rows: readonly Event[]): readonly Event[] =>
  rows.toSorted((a, b) => Number(a['_time']) - Number(b['_time']))

const sorted = (numbers: readonly number[]): readonly number[] => numbers.toSorted((a, b) => a - b)

function statistic(name: string, texts: readonly string[], numbers: readonly number[]): unknown {
  const sum = numbers.reduce((total, number) => total + number, 0)
  switch (name) {
    case 'count':
    case 'c':
      return texts.length
    case 'dc':
    case 'distinct_count':
      return new Set(texts).size
    // "The order of the values is lexicographical"; "the first 100 values".
    case 'values':
      return [...new Set(texts)].toSorted()
    case 'list':
      return texts.slice(0, 100)
    case 'sum':
      return numbers.length === 0 ? null : sum
    case 'avg':
    case 'mean':
      return numbers.length === 0 ? null : sum / numbers.length
    // "The sample standard deviation": of one value 0, which is from memory.
    case 'stdev': {
      const mean = sum / numbers.length
      const squares = numbers.reduce((total, number) => total + (number - mean) ** 2, 0)
      return numbers.length > 1 ? Math.sqrt(squares / (numbers.length - 1)) : 0
    }
    // "Processes field values as numbers if possible, otherwise as strings."
    case 'min':
      return sorted(numbers)[0] ?? texts.toSorted()[0] ?? null
    case 'max':
      return sorted(numbers).at(-1) ?? texts.toSorted().at(-1) ?? null
    // "If there is an even number of events, the median is the average of the two in the middle."
    case 'median': {
      const half = (numbers.length - 1) / 2
      const all = sorted(numbers)
      return all.length === 0 ? null : (all[Math.floor(half)]! + all[Math.ceil(half)]!) / 2
    }
    default:
      throw new Error(`${name}() of stats is not interpreted`)
  }
}

const nearestRank = (all: readonly number[], share: number): number | null =>
  all[Math.max(0, Math.ceil(share * all.length) - 1)] ?? null

/**
 * The rows that tstats makes of events: filtered by its where clause, then a row for each combination of the values of the
 * by-fields, with no other field. "Omits rows for events with one or more null" by-fields unless fillnull_value is set.
 */
export function tstats(body: string, events: readonly Event[]): readonly Event[] {
  const { head, where, by = '' } = tstatsClauses(body)
  const found = events.filter(compileSearch(where))
  const filled = /\bfillnull_value\s*=\s*"?([^\s"]+)/i.exec(head)?.[1]
  const fill = filled ?? (head.includes('`security_content_summariesonly`') ? 'null' : undefined)
  const span = lengthOf(/\bspan\s*=\s*(\S+)/i.exec(by)?.[1] ?? '')
  const names = fieldsOf(by.replace(/\bspan\s*=\s*\S+/i, ''))
  const rows = each(found, (row) =>
    names.reduce<Event>((made, name) => {
      const values = valuesOf(row, name)
      if (name !== '_time')
        return values.length === 0 && fill !== undefined ? { ...made, [name]: fill } : made
      const time = Number(values[0] ?? 0)
      return { ...made, [name]: Number.isNaN(span) ? time : Math.floor(time / span) * span }
    }, row),
  )
  const options = /`[^`]*`|\b\w+\s*=\s*(?:"[^"]*"|[^\s,]+)/g
  const terms = termsOf(head.replaceAll(options, ''))
  // A time that is cut into spans is that of groups: statistics are of the time itself.
  const times = new Map(rows.map((row, index) => [row, found[index]!]))
  return groupsOf(rows, names).map(({ key, rows: of }) =>
    madeOf(
      {
        ...key,
        ...measuresOf(
          terms,
          of.map((row) => times.get(row)!),
        ),
      },
      of,
    ),
  )
}

/** The clauses of a tstats, cut at their words in any case where these stand outside of quotes. */
function tstatsClauses(body: string): {
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
