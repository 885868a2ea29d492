/** Values of eval expressions, how they compare, and the functions on them (Search Reference, Evaluation functions). */
import { inNetwork } from '../address.js'
import { toJavaScript } from '../regex/pcre.js'
import { compileSearch } from './search.js'
import { isDecimal, type Event } from './text.js'

/** Null, or one or several values. */
export type Value = null | boolean | number | string | readonly string[]

const many = (value: Value): readonly (string | number | boolean)[] =>
  value === null ? [] : typeof value === 'object' ? value : [value]

/** Any value of a multivalue field may pass. Numbers where both are, a field's text included; else texts. */
export function compare(left: Value, operator: string, right: Value): boolean | null {
  if (left === null || right === null) return null
  return many(left).some((first) => many(right).some((second) => passes(first, operator, second)))
}

const isNumber = (value: string | number | boolean): boolean => isDecimal(String(value))

function passes(
  left: string | number | boolean,
  operator: string,
  right: string | number | boolean,
): boolean {
  const numeric = isNumber(left) && isNumber(right)
  const [first, second] = numeric ? [Number(left), Number(right)] : [String(left), String(right)]
  switch (operator) {
    case '=':
    case '==':
      return first === second
    case '!=':
      return first !== second
    case '<':
      return first < second
    case '<=':
      return first <= second
    case '>':
      return first > second
    default:
      return first >= second
  }
}

function likeSource(pattern: string): string {
  const escaped = pattern.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  return `^(?:${escaped.replaceAll('%', '.*').replaceAll('_', '.')})$`
}

/**
 * "The indexes follow SQLite semantics; they start at 1", and a negative one counts from the end. SQLite's documentation of
 * substr(X,Y,Z): Z characters from there on, of which those count that stand in front of the first.
 */
function substring(text: string, from: number, length: Value | undefined): string {
  const characters = Array.from(text)
  const start = from > 0 ? from - 1 : from < 0 ? characters.length + from : 0
  const end = typeof length === 'number' ? start + length : characters.length
  return characters.slice(Math.max(0, start), Math.max(0, end)).join('')
}

/** "Removes the trim characters from both sides"; "if not specified, spaces and tabs". */
function trimmed(name: 'trim' | 'ltrim' | 'rtrim', text: string, trim: string): string {
  const characters = Array.from(text)
  const stays = (character: string): boolean => !trim.includes(character)
  const first = name === 'rtrim' ? 0 : characters.findIndex(stays)
  const last = name === 'ltrim' ? characters.length - 1 : characters.findLastIndex(stays)
  return first < 0 ? '' : characters.slice(first, last + 1).join('')
}

/** Calls a function. Those that test a value are null of null, and of several values true where any passes. */
export function call(name: string, values: readonly Value[], event: Event): Value {
  const [first = null, second = null] = values
  const any = (test: (text: string) => boolean): boolean | null =>
    first === null ? null : many(first).some((value) => test(String(value)))
  switch (name) {
    case 'true':
      return true
    case 'false':
      return false
    case 'null':
      return null
    case 'isnull':
      return first === null
    case 'isnotnull':
      return first !== null
    case 'match': {
      const expression = toJavaScript(String(second))
      return any((text) => expression.test(text))
    }
    case 'like': {
      const expression = new RegExp(likeSource(String(second)), 'su')
      return any((text) => expression.test(text))
    }
    case 'in':
      return values
        .slice(1)
        .reduce<boolean | null>(
          (found, value) => (found === true ? found : compare(first, '=', value)),
          null,
        )
    case 'cidrmatch':
      return second === null
        ? null
        : many(second).some((value) => inNetwork(String(first), String(value)) === true)
    case 'searchmatch':
      return compileSearch(String(first))(event)
    case 'lower':
      return first === null
        ? null
        : many(first)
            .map((value) => String(value).toLowerCase())
            .slice(0, 1)[0]!
    case 'upper':
      return first === null ? null : String(many(first)[0]).toUpperCase()
    // "A count of the UTF-8 code points in a string".
    case 'len':
      return first === null ? null : Array.from(String(first)).length
    case 'tonumber': {
      const text = first === null ? '' : String(first)
      return isDecimal(text) ? Number(text) : null
    }
    case 'tostring':
      return first === null ? null : String(first)
    case 'substr':
      return first === null || typeof second !== 'number'
        ? null
        : substring(String(first), second, values[2])
    case 'trim':
    case 'ltrim':
    case 'rtrim':
      return first === null ? null : trimmed(name, String(first), String(second ?? ' \t'))
    case 'nullif':
      return first !== null && compare(first, '=', second) === true ? null : first
    // "Splits a string by a delimiter into a multivalue field"; an empty delimiter splits every character.
    case 'split':
      return first === null || second === null ? null : String(first).split(String(second))
    case 'mvindex': {
      const index = Number(second)
      if (values.length > 2) throw new Error('mvindex() of a range is not interpreted')
      return first === null ? null : (many(first).at(index)?.toString() ?? null)
    }
    // "The index of the first value that matches the regex", null where none does.
    case 'mvfind': {
      const expression = toJavaScript(String(second))
      const index = many(first).findIndex((value) => expression.test(String(value)))
      return index < 0 ? null : index
    }
    case 'mvcount':
      return first === null ? null : many(first).length
    case 'mvjoin':
      return first === null || second === null ? null : many(first).join(String(second))
    // How a time is written: no test of the text of a time is interpreted.
    case 'strftime':
      return first === null ? null : new Date(Number(first) * 1000).toISOString()
    case 'case': {
      const at = values.findIndex((value, index) => index % 2 === 0 && value === true)
      return at < 0 ? null : (values[at + 1] ?? null)
    }
    case 'coalesce':
      return values.find((value) => value !== null) ?? null
    case 'if':
      return first === true ? second : (values[2] ?? null)
    // "Substitutes the replacement string for every occurrence of the regular expression"; `\1` is a group.
    case 'replace':
      return first === null
        ? null
        : String(first).replace(
            new RegExp(toJavaScript(String(second)).source, 'gu'),
            (...match: readonly (string | undefined)[]) =>
              String(values[2]).replace(
                /\\(\d)/g,
                (_, group: string) => match[Number(group)] ?? '',
              ),
          )
    default:
      throw new Error(`${name}() is not interpreted`)
  }
}
