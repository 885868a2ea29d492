/** Commands that look inside of texts: regex, rex, spath, fromjson, xmlkv. */
import { toJavaScript } from '../regex/pcre.js'
import type { Change } from './fields.js'
import { bareName, unescapeSearch, valuesOf, wordsOf, type Event } from './text.js'

/** `regex f="…"` keeps what is found, `regex f!="…"` drops it; an unanchored, case-sensitive PCRE after unescaping. */
export function keepsRegex(body: string): (row: Event) => boolean {
  const match = /^(?:("?)([^\s"=!]+)\1\s*(!?=)\s*)?"((?:\\[\s\S]|[^"\\])*)"$/.exec(body)
  if (match === null) throw new SyntaxError(`not a regex command: ${body}`)
  const [, , field = '_raw', operator = '=', text = ''] = match
  if (/(?<!\\)(?:\\\\)*\\\|/.test(text))
    throw new Error('whether \\| stays escaped in regex is not documented')
  const expression = toJavaScript(unescapeSearch(text))
  const keeps = operator === '='
  return (row) => valuesOf(row, field).some((value) => expression.test(value)) === keeps
}

/**
 * `rex field=f "(?<group>…)"`: the groups of the first place that the regex finds; without one, nothing changes. With
 * `max_match=n` those of n places, or of all with 0, "and the resulting fields are multivalued".
 */
export function rex(body: string): Change {
  const [, options = '', text] =
    /^((?:\w+\s*=\s*(?:"[^"]*"|[^\s"]+)\s+)*)"((?:\\[\s\S]|[^"\\])*)"$/.exec(body) ?? []
  const given = optionsOf(options)
  const names = Object.keys(given)
  if (text === undefined || names.some((name) => name !== 'field' && name !== 'max_match'))
    throw new Error(`this rex is not interpreted: ${body}`)
  const expression = toJavaScript(unescapeSearch(text))
  const most = Number(given['max_match'] ?? 1)
  const all = new RegExp(expression.source, `${expression.flags.replace('g', '')}g`)
  return (row) => {
    const [value = ''] = valuesOf(row, given['field'] ?? '_raw')
    const found = [...value.matchAll(all)].slice(0, most === 0 ? undefined : most)
    const groups: Record<string, string[]> = {}
    for (const match of found) {
      for (const [name, group] of Object.entries(match.groups ?? {})) {
        if (group !== undefined) (groups[name] ??= []).push(group)
      }
    }
    return { ...row, ...singled(groups) }
  }
}

/** A list of one value is that value. */
const singled = (lists: Readonly<Record<string, readonly string[]>>): Event =>
  Object.fromEntries(
    Object.entries(lists).map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  )

const optionsOf = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...text.matchAll(/(\w+)\s*=\s*(?:"([^"]*)"|([^\s"]+))/g)].map(
      ([, name = '', quoted, bare = '']) => [name.toLowerCase(), quoted ?? bare],
    ),
  )

/**
 * `spath input=f output=g path=a.b{}.c`: what stands there in the JSON text of a field, the raw event where none is named.
 * Without a path all fields of it, "auto-extract". Nothing changes where the text is no JSON, or has no such place.
 */
export function extractPath(body: string): Change {
  const { input = '_raw', output, path: named } = optionsOf(body)
  const [bare] = wordsOf(body).filter((word) => !/^\w+\s*=/.test(word))
  const path = named ?? (bare === undefined ? undefined : bareName(bare))
  if (path !== undefined && /\{[^}]/.test(path))
    throw new Error(`the index in ${path} is not interpreted`)
  return (row) => {
    const all = fieldsOfJson(valuesOf(row, input))
    if (path === undefined) return { ...row, ...singled(all) }
    const values = all[path]
    return values === undefined ? row : { ...row, ...singled({ [output ?? path]: values }) }
  }
}

/** `fromjson f prefix=p`: the keys of the object as fields, "and key values as field values". */
export function extractJson(body: string): Change {
  const { prefix = '' } = optionsOf(body)
  const [name, ...others] = wordsOf(body).filter((word) => !/^prefix\s*=/.test(word))
  if (name === undefined || others.length > 0) throw new SyntaxError(`not a fromjson: ${body}`)
  return (row) => {
    const object = parsed(valuesOf(row, bareName(name))[0] ?? '')
    if (typeof object !== 'object' || object === null || Array.isArray(object)) return row
    return {
      ...row,
      ...Object.fromEntries(
        Object.entries(object).map(([key, value]: [string, unknown]) => [prefix + key, value]),
      ),
    }
  }
}

/** `xmlkv f`: "the key-value pairs" of elements that hold text. */
export function extractXml(body: string): Change {
  const [field = '_raw', ...others] = wordsOf(body).map(bareName)
  if (others.length > 0) throw new Error(`this xmlkv is not interpreted: ${body}`)
  return (row) => {
    const [text = ''] = valuesOf(row, field)
    const pairs = [...text.matchAll(/<([\w.:-]+)(?:\s[^<>]*)?>([^<>]*)<\/\1>/g)]
    return { ...row, ...Object.fromEntries(pairs.map(([, key = '', value]) => [key, value])) }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Values by their paths: steps are joined by points, and what is in a list has `{}` behind the list's step. */
function fieldsOfJson(texts: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, string[]> = {}
  const add = (value: unknown, path: string): void => {
    if (Array.isArray(value)) {
      for (const item of value as readonly unknown[]) add(item, `${path}{}`)
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value))
        add(inner, path === '' ? key : `${path}.${key}`)
    } else if (path !== '' && value !== null && value !== undefined) {
      const text = typeof value === 'string' ? value : JSON.stringify(value)
      ;(found[path] ??= []).push(text)
    }
  }
  for (const text of texts) add(parsed(text), '')
  return found
}
