/** Runs SPL as the Splunk backends print it on one event, stage by stage. */
import { toJavaScript } from '../regex/pcre.js'
import { compileExpression } from './expression.js'
import { compileSearch } from './search.js'
import { stagesOf, unescapeSearch, valuesOf, type Event } from './text.js'

export type { Event } from './text.js'

/**
 * Whether the search finds the event: whether anything is left of it after the last stage. Macros are no-ops, true
 * inside an expression; only `drop_dm_object_name` and the `fillnull_value` that `security_content_summariesonly` sets
 * do what they do. After tstats only its by-fields are left. Throws a SyntaxError for what is not SPL, an Error for what is not interpreted.
 */
export function evaluate(query: string, event: Event): boolean {
  const [first = '', ...rest] = stagesOf(query.trim())
  let rows: readonly Event[] = [event]
  if (first !== '') rows = rows.filter(compileSearch(first.replace(/^search\b/i, '')))
  else if (!/^tstats\b/i.test(rest[0] ?? ''))
    throw new SyntaxError(`a search cannot start with | ${rest[0]}`)
  for (const [index, stage] of rest.entries()) {
    if (/^tstats\b/i.test(stage) && (index > 0 || first !== '')) {
      throw new SyntaxError('tstats has to be the first command')
    }
    rows = run(stage, rows)
  }
  return rows.length > 0
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
    case 'eval': {
      const [, field, text] = /^([\w.]+|'[^']+')\s*=([\s\S]+)$/.exec(body) ?? []
      if (field === undefined) throw new SyntaxError(`not an assignment: ${body}`)
      const expression = compileExpression(text!)
      return rows.map((row) => ({ ...row, [field.replaceAll("'", '')]: expression(row) }))
    }
    case 'tstats':
      return rows.flatMap((row) => tstats(body, row))
    case 'stats': {
      const fields = fieldsOf(/\bby\s+([\s\S]*)$/i.exec(body)?.[1] ?? '')
      return rows.filter((row) => fields.every((field) => valuesOf(row, field).length > 0))
    }
    // Which columns are shown and how: nothing is selected by them.
    case 'table':
    case 'fields':
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
    for (const [name, value] of Object.entries(result)) {
      const [before, after] = from
      const isMatch =
        after === undefined ? name === before : name.startsWith(before!) && name.endsWith(after)
      if (!isMatch) continue
      const middle =
        after === undefined ? '' : name.slice(before!.length, name.length - after.length)
      delete result[name]
      result[to.join(middle)] = value
    }
  }
  return result
}

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
  const filled = /\bfillnull_value\s*=\s*"?([^\s"]+)/i.exec(head)?.[1]
  const fill = filled ?? (head.includes('`security_content_summariesonly`') ? 'null' : undefined)
  return fieldsOf(by).reduce<readonly Event[]>(
    (rows, field) => {
      const found = field === '_time' ? [valuesOf(event, field)[0] ?? '0'] : valuesOf(event, field)
      const values = found.length === 0 && fill !== undefined ? [fill] : found
      return rows.flatMap((row) => values.map((value) => ({ ...row, [field]: value })))
    },
    [{}],
  )
}

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
