/**
 * Runs searches that group events, on a list of events: `multisearch`, `union`, `bin`, `stats`, `eventstats`, and what
 * filters and computes between them (Search Reference, the pages of these commands).
 */
import { compileExpression } from './expression.js'
import { compileSearch } from './search.js'
import { valuesOf, type Event } from './text.js'

/** The rows that are left after the last stage. `_time` of an event is in seconds. */
export function evaluateTable(query: string, events: readonly Event[]): readonly Event[] {
  const [first = '', ...rest] = pipelineOf(query.trim())
  const start =
    first === ''
      ? combined(rest.shift() ?? '', events)
      : events.filter(compileSearch(first.replace(/^search\b/i, '')))
  return rest.reduce<readonly Event[]>((rows, stage) => run(stage, rows), start)
}

/** Cuts a pipeline at the pipes that stand in no quotes and in no brackets. */
function pipelineOf(text: string): readonly string[] {
  const stages = ['']
  let depth = 0
  for (const [token] of text.matchAll(/"(?:\\[\s\S]|[^"\\])*"|[\s\S]/g)) {
    if (token === '[') depth++
    if (token === ']') depth--
    if (token === '|' && depth === 0) stages.push('')
    else stages[stages.length - 1] += token
  }
  return stages.map((stage) => stage.trim())
}

/** The results of all of the subsearches. Those of multisearch may only stream. */
function combined(stage: string, events: readonly Event[]): readonly Event[] {
  const [, command = '', body = ''] = /^(multisearch|union)\s+([\s\S]*)$/.exec(stage) ?? []
  const searches = bracketed(body)
  if (searches.length < 2) throw new SyntaxError(`${command} of less than two searches: ${stage}`)
  if (command === 'multisearch') {
    const stages = searches.flatMap((search) => pipelineOf(search).slice(1))
    const bad = stages.find((each) => !/^(?:where|eval|search|rename|regex)\b/.test(each))
    if (bad !== undefined) throw new SyntaxError(`multisearch does not stream: ${bad}`)
  }
  return searches.flatMap((search) => evaluateTable(search, events))
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

function run(stage: string, rows: readonly Event[]): readonly Event[] {
  const [, command = '', body = ''] = /^(\w+)\s*([\s\S]*)$/.exec(stage) ?? []
  switch (command) {
    case 'where': {
      const expression = compileExpression(body)
      return rows.filter((row) => expression(row) === true)
    }
    case 'search':
      return rows.filter(compileSearch(body))
    case 'eval': {
      const assignments = [...body.matchAll(/([\w.]+|'[^']+')=("(?:\\.|[^"\\])*"|'[^']+'|\w+)/g)]
      return rows.map((row) =>
        assignments.reduce<Event>(
          (made, [, name = '', value = '']) => ({
            ...made,
            [name.replaceAll("'", '')]: compileExpression(value)(made),
          }),
          row,
        ),
      )
    }
    case 'bin':
      return binned(body, rows)
    case 'stats': {
      const { terms, by } = clausesOf(body)
      return groupsOf(rows, by).map(({ key, rows: of }) => ({ ...key, ...measuresOf(terms, of) }))
    }
    case 'eventstats': {
      const { terms, by } = clausesOf(body)
      const groups = groupsOf(rows, by)
      return rows.map((row) => {
        const group = groups.find(({ rows: of }) => of.includes(row))
        return group === undefined ? row : { ...row, ...measuresOf(terms, group.rows) }
      })
    }
    default:
      throw new Error(`the command ${command || stage} is not interpreted`)
  }
}

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** `bin _time span=5m`, or `bin span=5m _time as window`: the start of the span that the time is in. */
function binned(body: string, rows: readonly Event[]): readonly Event[] {
  const [, count, unit = ''] = /\bspan=(\d+)([smhd])\b/.exec(body) ?? []
  const [, as = '_time'] = /\bas (\w+)$/.exec(body) ?? []
  const span = Number(count) * (seconds[unit] ?? Number.NaN)
  if (!/\b_time\b/.test(body) || Number.isNaN(span)) throw new SyntaxError(`not a bin: ${body}`)
  return rows.map((row) => ({ ...row, [as]: Math.floor(Number(row['_time']) / span) * span }))
}

function clausesOf(body: string): { readonly terms: string; readonly by: readonly string[] } {
  const [, terms = '', by = ''] = /^([\s\S]*?)(?:\s+by\s+([^"]*))?$/.exec(body) ?? []
  return { terms, by: by.split(/[\s,]+/).filter((name) => name !== '') }
}

interface Group {
  readonly key: Event
  readonly rows: Event[]
}

/** A row that lacks a field of the by-clause is in no group. Without a by-clause all rows are one, also none. */
function groupsOf(rows: readonly Event[], by: readonly string[]): readonly Group[] {
  if (by.length === 0) return [{ key: {}, rows: [...rows] }]
  const groups = new Map<string, Group>()
  for (const row of rows) {
    const values = by.map((name) => valuesOf(row, name)[0])
    if (values.includes(undefined)) continue
    const text = JSON.stringify(values)
    const group = groups.get(text)
    const key = Object.fromEntries(by.map((name, index) => [name, values[index]]))
    if (group === undefined) groups.set(text, { key, rows: [row] })
    else group.rows.push(row)
  }
  return [...groups.values()]
}

/** `count max(_time) as _time dc(x) as y count(eval(…)) as z`. */
function measuresOf(terms: string, rows: readonly Event[]): Event {
  const result: Record<string, unknown> = {}
  for (let at = 0; at < terms.length;) {
    const [head = '', name = ''] = /^[\s,]*([a-z]+[\d.]*)/.exec(terms.slice(at)) ?? []
    if (head === '') throw new SyntaxError(`not a statistic: ${terms.slice(at)}`)
    at += head.length
    const end = terms[at] === '(' ? closing(terms, at) : at
    const argument = end > at ? terms.slice(at + 1, end) : undefined
    at = end > at ? end + 1 : at
    const [alias = '', as = name] = /^ as (\w+)/.exec(terms.slice(at)) ?? []
    at += alias.length
    result[as] = measured(name, argument, rows)
  }
  return result
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

/** An argument is a field, or an `eval(…)`; a count of an eval is how often it is true. */
function measured(name: string, argument: string | undefined, rows: readonly Event[]): unknown {
  if (argument === undefined) {
    if (name !== 'count') throw new SyntaxError(`${name} needs a field`)
    return rows.length
  }
  const evaluated = /^eval\(([\s\S]*)\)$/.exec(argument)?.[1]
  const expression = evaluated === undefined ? undefined : compileExpression(evaluated)
  const values = rows.flatMap((row): readonly unknown[] => {
    if (expression === undefined) return valuesOf(row, argument)
    const value = expression(row)
    return value === null || value === false ? [] : [value]
  })
  const numbers = values.map(Number).filter((number) => !Number.isNaN(number))
  const sorted = numbers.toSorted((a, b) => a - b)
  const sum = numbers.reduce((total, number) => total + number, 0)
  const share = /^exactperc([\d.]+)$/.exec(name)?.[1]
  if (share !== undefined) return nearestRank(sorted, Number(share) / 100)
  switch (name) {
    case 'count':
      return values.length
    case 'dc':
      return new Set(values.map(String)).size
    case 'sum':
      return numbers.length === 0 ? null : sum
    case 'avg':
      return numbers.length === 0 ? null : sum / numbers.length
    // "The sample standard deviation": of one value 0, which is from memory.
    case 'stdev': {
      const mean = sum / numbers.length
      const squares = numbers.reduce((total, number) => total + (number - mean) ** 2, 0)
      return numbers.length > 1 ? Math.sqrt(squares / (numbers.length - 1)) : 0
    }
    case 'min':
      return sorted[0] ?? null
    case 'max':
      return sorted.at(-1) ?? null
    // "If there is an even number of events, the median is the average of the two in the middle."
    case 'median': {
      const half = (sorted.length - 1) / 2
      return sorted.length === 0 ? null : (sorted[Math.floor(half)]! + sorted[Math.ceil(half)]!) / 2
    }
    default:
      throw new Error(`${name}() is not interpreted`)
  }
}

const nearestRank = (sorted: readonly number[], share: number): number | null =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null
