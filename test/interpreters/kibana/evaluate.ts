/**
 * Runs KQL: does to one document what the queries would do that Kibana sends to Elasticsearch, type by type.
 * Documented in Kibana's KQL page, Elasticsearch's field types and its query_string, term, match_phrase, range, exists.
 */
import { isIP } from 'node:net'
import { inNetwork } from '../address.js'
import {
  hasPhrase,
  likePieces,
  lowerCase,
  queryString,
  tokens,
  type Pieces,
} from './query-string.js'
import { parse, type Literal, type Query } from './syntax.js'

/** Fields by their dotted names; a list is a field with several values. */
export type Document = Readonly<Record<string, unknown>>

/**
 * Elasticsearch types by field name. `caseless` is a keyword with a lower-case normalizer; `string` and a field
 * without a type are unknown to Kibana, which then sends what it sends for text.
 */
export type Types = Readonly<Record<string, string>>

/** Whether the document is a hit. Throws a SyntaxError for what is not KQL, an Error for what a shard would refuse. */
export function evaluate(query: string, document: Document, types: Types): boolean {
  return holds(parse(query), document, types)
}

function holds(query: Query, document: Document, types: Types): boolean {
  switch (query.kind) {
    case 'and':
      return query.operands.every((operand) => holds(operand, document, types))
    case 'or':
      return query.operands.some((operand) => holds(operand, document, types))
    case 'not':
      return !holds(query.operand, document, types)
    case 'is':
      return is(query.field, query.value, document, types)
    case 'range':
      return fieldsOf(query.field, document, types).some((name) =>
        valuesOf(name, document, types).some((value) =>
          inRange(value, query.operator, query.value, types[name]),
        ),
      )
  }
}

function is(field: Literal | null, value: Literal, document: Document, types: Types): boolean {
  const exists = !value.quoted && value.pieces.length === 2 && value.pieces.join('') === ''
  if (field === null) {
    if (value.pieces.length === 1) {
      return Object.keys(document).some((name) => test(name, value, document, types, true))
    }
    return queryString(value.pieces, (pieces) =>
      Object.keys(document).some((name) =>
        test(name, { pieces, quoted: false }, document, types, true),
      ),
    )
  }
  if (exists && field.pieces.join('*') === '*') return true
  return fieldsOf(field, document, types).some((name) =>
    exists ? valuesOf(name, document, types).length > 0 : test(name, value, document, types, false),
  )
}

/** The fields that a name with wildcards stands for, or the name itself. */
function fieldsOf(field: Literal, document: Document, types: Types): readonly string[] {
  if (field.pieces.length === 1) return [field.pieces[0]!]
  const names = new Set([...Object.keys(types), ...Object.keys(document)])
  return [...names].filter((name) => likePieces(field.pieces, name))
}

/** The indexed values: null is not indexed, and a multi-field holds what its parent holds. */
function valuesOf(name: string, document: Document, types: Types): readonly unknown[] {
  const parent = name.slice(0, Math.max(0, name.lastIndexOf('.')))
  const isMultiField = !Object.hasOwn(document, name) && types[name] !== undefined
  const source = isMultiField && /\.(?:caseless|keyword|text)$/.test(name) ? parent : name
  const value = Object.hasOwn(document, source) ? document[source] : undefined
  const values = Array.isArray(value) ? (value as readonly unknown[]) : [value]
  return values.filter((item) => item !== null && item !== undefined)
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '')

/** `lenient`: what a field's type cannot take is no hit, rather than an error of the shard. */
function test(
  name: string,
  value: Literal,
  document: Document,
  types: Types,
  lenient: boolean,
): boolean {
  if (!value.quoted && value.pieces.length === 1 && value.pieces[0] === 'null') {
    throw new Error(`${name}: null is not a value that can be searched`)
  }
  const values = valuesOf(name, document, types)
  const type = types[name] ?? 'unknown'
  switch (type) {
    case 'keyword':
    case 'constant_keyword':
      return values.some((item) => likePieces(value.pieces, textOf(item)))
    case 'caseless': {
      const pieces = value.pieces.map(lowerCase)
      return values.some((item) => likePieces(pieces, lowerCase(textOf(item))))
    }
    case 'wildcard':
      if (value.pieces.length === 1) return values.some((item) => textOf(item) === value.pieces[0])
      return values.some((item) =>
        queryString(value.pieces, (term) => likePieces(term, textOf(item))),
      )
    case 'text':
    case 'match_only_text':
    case 'string':
    case 'unknown':
      return values.some((item) => matchesText(value, textOf(item)))
    default:
      return matchesOther(name, value, values, type, lenient)
  }
}

function matchesText(value: Literal, text: string): boolean {
  if (value.quoted) return hasPhrase(text, value.pieces[0]!)
  const found = tokens(text)
  const anyToken = (term: Pieces): boolean =>
    term.length === 1
      ? tokens(term[0]!).some((token) => found.includes(token))
      : term.join('') === '' || found.some((token) => likePieces(term.map(lowerCase), token))
  // Without a wildcard Kibana sends `match`, whose tokens are alternatives as well.
  return value.pieces.length === 1 ? anyToken(value.pieces) : queryString(value.pieces, anyToken)
}

const numeric =
  /^(?:byte|short|integer|long|unsigned_long|half_float|float|double|scaled_float|number)$/

function matchesOther(
  name: string,
  { pieces }: Literal,
  values: readonly unknown[],
  type: string,
  lenient: boolean,
): boolean {
  const [text] = pieces
  const refuse = (): boolean => {
    if (lenient) return false
    throw new Error(`${name} is of type ${type}: it cannot be searched for ${pieces.join('*')}`)
  }
  if (text === undefined || pieces.length > 1) return refuse()
  if (numeric.test(type)) {
    const number = text.trim() === '' ? Number.NaN : Number(text)
    return Number.isNaN(number) ? refuse() : values.some((item) => Number(item) === number)
  }
  if (type === 'ip') {
    if (isIP(text.split('/')[0]!) === 0) return refuse()
    return values.some((item) => inNetwork(text, textOf(item)) === true)
  }
  if (type === 'boolean') {
    return /^(?:true|false)$/.test(text) ? values.some((item) => textOf(item) === text) : refuse()
  }
  if (type === 'date') {
    const time = Date.parse(text)
    return Number.isNaN(time) ? refuse() : values.some((item) => timeOf(item) === time)
  }
  throw new Error(`fields of type ${type} are not interpreted`)
}

const timeOf = (value: unknown): number =>
  typeof value === 'number' ? value : Date.parse(textOf(value))

function inRange(
  value: unknown,
  operator: '<' | '<=' | '>' | '>=',
  bound: Literal,
  type = 'unknown',
): boolean {
  const limit = bound.pieces.join('*')
  if (numeric.test(type)) {
    if (limit.trim() === '' || Number.isNaN(Number(limit))) throw new Error(`${limit} is no number`)
    return ordered(Number(value) - Number(limit), operator)
  }
  if (type === 'date') return ordered(timeOf(value) - Date.parse(limit), operator)
  const text = textOf(value)
  if (type === 'ip') {
    const [left, right] = [addressNumber(text), addressNumber(limit)]
    return ordered(left < right ? -1 : left > right ? 1 : 0, operator)
  }
  return ordered(Buffer.compare(Buffer.from(text), Buffer.from(limit)), operator)
}

const addressNumber = (address: string): number =>
  address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0)

function ordered(order: number, operator: '<' | '<=' | '>' | '>='): boolean {
  if (operator === '<') return order < 0
  if (operator === '<=') return order <= 0
  return operator === '>' ? order > 0 : order >= 0
}
