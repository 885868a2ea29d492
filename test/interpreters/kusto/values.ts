/** Values of Kusto and the functions on them that a detection needs. Sources: the function pages of the Kusto docs. */
import { isIP } from 'node:net'
import { inNetwork } from '../address.js'
import { toJavaScript } from '../regex/pcre.js'
import { parseXml } from './xml.js'

/** A string, number, boolean, null or dynamic value. A datetime is its milliseconds. */
export type Value = unknown

/** Dynamic values and others as `tostring` writes them; null is the empty string. */
export function textOf(value: Value): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  return JSON.stringify(value)
}

/** Ordinal comparison without regard to case: .NET's, a character at a time, one to one, without ı and ſ. */
export const foldCase = (text: string): string =>
  Array.from(text, (character) => {
    const upper = character.toUpperCase()
    return upper.length === character.length && !/[ıſ]/.test(character) ? upper : character
  }).join('')

const isWord = (character: string | undefined): boolean => /[\p{L}\p{N}]/u.test(character ?? ' ')

/** Whether a term stands in the text between what is no letter or digit. */
export function hasTerm(text: string, term: string): boolean {
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    const before = isWord(term[0]) && isWord(text[at - 1])
    const after = isWord(term.at(-1)) && isWord(text[at + term.length])
    if (!before && !after) return true
  }
  return false
}

/** The member of a dynamic value; null where it has none. */
export function memberOf(value: Value, key: string | number): Value {
  if (Array.isArray(value)) {
    const list = value as readonly unknown[]
    return typeof key === 'number' ? (list.at(key) ?? null) : null
  }
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return null
  return (value as Readonly<Record<string, unknown>>)[key] ?? null
}

function toNumber(value: Value, whole: boolean): number | null {
  if (typeof value === 'boolean') return Number(value)
  if (typeof value === 'number') return whole ? Math.trunc(value) : value
  const text = textOf(value).trim()
  const pattern = whole
    ? /^(?:[+-]?\d+|0x[0-9a-f]+)$/i
    : /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i
  return pattern.test(text) ? Number(text) : null
}

/** "The week number is calculated from the first week of a year, which is the one that includes the first Thursday." */
function weekOfYear(time: Date): number {
  const day = 24 * 60 * 60 * 1000
  const sinceMonday = (time.getUTCDay() + 6) % 7
  const monday = new Date(time.getTime() - sinceMonday * day)
  const thursday = new Date(monday.getTime() + 3 * day)
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1)
  return Math.ceil((Math.floor((thursday.getTime() - first) / day) + 1) / 7)
}

function timePart(part: string, value: Value): Value {
  const time = new Date(typeof value === 'number' ? value : textOf(value))
  if (value === null || Number.isNaN(time.getTime())) return null
  const parts: Readonly<Record<string, number>> = {
    minute: time.getUTCMinutes(),
    hour: time.getUTCHours(),
    day: time.getUTCDate(),
    month: time.getUTCMonth() + 1,
    year: time.getUTCFullYear(),
    week_of_year: weekOfYear(time),
  }
  if (!Object.hasOwn(parts, part)) throw new Error(`datetime_part of ${part} is not interpreted`)
  return parts[part]
}

function inRange4(address: Value, networks: readonly Value[]): boolean | null {
  if (isIP(textOf(address)) !== 4) return null
  return networks.some((network) => inNetwork(textOf(network), textOf(address)) === true)
}

function inRange6(address: Value, network: Value): boolean | null {
  const text = textOf(address)
  if (isIP(text) === 0) return null
  // IPv4 is taken as IPv4-mapped, which no network of ours is about.
  return isIP(text) === 6 ? (inNetwork(textOf(network), text) ?? null) : false
}

const isEmpty = (value: Value): boolean => textOf(value) === ''
const isNull = (value: Value): boolean => value === null || value === undefined

/** Scalar functions by name; each gets its arguments' values. */
export const functions: Readonly<Record<string, (...values: readonly Value[]) => Value>> = {
  not: (value) => (isNull(value) ? null : !value),
  tostring: textOf,
  tolower: (value) => textOf(value).toLowerCase(),
  toupper: (value) => textOf(value).toUpperCase(),
  isempty: isEmpty,
  isnotempty: (value) => !isEmpty(value),
  isnull: isNull,
  isnotnull: (value) => !isNull(value),
  strcat: (...values) => values.map(textOf).join(''),
  strlen: (value) => textOf(value).length,
  // "For string arguments, the first that is not empty."
  coalesce: (...values) => values.find((value) => !isNull(value) && value !== '') ?? values.at(-1),
  iff: (condition, yes, no) => (condition === true ? yes : no),
  toint: (value) => toNumber(value, true),
  tolong: (value) => toNumber(value, true),
  todouble: (value) => toNumber(value, false),
  toreal: (value) => toNumber(value, false),
  tobool: (value) => {
    const text = textOf(value).toLowerCase()
    return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : null
  },
  extract: (regex, group, text) =>
    toJavaScript(textOf(regex), 're2').exec(textOf(text))?.[Number(group)] ?? '',
  // "Rounds values down to an integer multiple of a given bin size."
  bin: (value, size) =>
    typeof value === 'number' && typeof size === 'number' ? Math.floor(value / size) * size : null,
  parse_xml: (text) => parseXml(textOf(text)),
  parse_json: (text) => {
    try {
      return JSON.parse(textOf(text)) as unknown
    } catch {
      return text
    }
  },
  dynamic: (value) => value,
  // "gettype(): the runtime type of its single argument": array, dictionary, string, long, double, bool or null.
  gettype: (value) =>
    isNull(value)
      ? 'null'
      : Array.isArray(value)
        ? 'array'
        : typeof value === 'object'
          ? 'dictionary'
          : typeof value === 'number'
            ? Number.isInteger(value)
              ? 'long'
              : 'double'
            : typeof value === 'boolean'
              ? 'bool'
              : 'string',
  pack_array: (...values) => values,
  bag_pack: (...values) =>
    Object.fromEntries(
      values.flatMap((key, index) => (index % 2 ? [] : [[textOf(key), values[index + 1]]])),
    ),
  // "Checks whether a dynamic property bag object contains a given key": also where its value is null.
  bag_has_key: (bag, key) =>
    typeof bag === 'object' &&
    bag !== null &&
    !Array.isArray(bag) &&
    Object.hasOwn(bag, textOf(key)),
  ipv4_is_in_range: (address, network) => inRange4(address, [network]),
  ipv4_is_in_any_range: (address, ...networks) => inRange4(address, networks.flat()),
  ipv6_is_in_range: inRange6,
  datetime_part: (part, value) => timePart(textOf(part).toLowerCase(), value),
  todatetime: (value) => {
    const time = typeof value === 'number' ? value : Date.parse(textOf(value))
    return Number.isNaN(time) ? null : time
  },
  hourofday: (value) => timePart('hour', value),
  dayofmonth: (value) => timePart('day', value),
  monthofyear: (value) => timePart('month', value),
  getyear: (value) => timePart('year', value),
}
