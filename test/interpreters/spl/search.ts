/**
 * The search grammar, of `search` and of the where clause of tstats: AND between neighbours, NOT > OR > AND, words in
 * capitals, values without regard to case (Search Reference, search command; Search Manual, Boolean expressions).
 */
import { inNetwork } from '../address.js'
import {
  isDecimal,
  likeValue,
  unescapeSearch,
  valuesOf,
  wildcardSource,
  type Event,
} from './text.js'

type Test = (event: Event) => boolean

type Token =
  | { readonly kind: 'word' | 'quoted' | 'macro'; readonly text: string; readonly glued: boolean }
  | { readonly kind: 'symbol'; readonly text: string; readonly glued: boolean }

/** Compiles a search expression; an empty one, or a macro alone, is true of everything. */
export function compileSearch(text: string): Test {
  const parser = new SearchParser(tokensOf(text))
  return parser.whole()
}

const tokenPattern =
  /(?<space>\s+)|(?<macro>`[^`]*`)|"(?<quoted>(?:\\[\s\S]|[^"\\])*)"|(?<symbol>[(),]|!=|<=|>=|==|[=<>])|(?<word>(?:\\[\s\S]|[^\s"`()[\],|<>=!\\]|!(?!=))+)/y
/** After an operator a bare value may hold `=` and the like. */
const bareValue = /(?:\\[\s\S]|[^\s"`()[\],|<>\\])+/y

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  let glued = false
  while (at < text.length) {
    const previous = tokens.at(-1)
    const isValue = previous?.kind === 'symbol' && /[=<>]/.test(previous.text)
    bareValue.lastIndex = at
    const bare = isValue ? bareValue.exec(text)?.[0] : undefined
    tokenPattern.lastIndex = at
    const match = bare === undefined ? tokenPattern.exec(text) : null
    const length = bare?.length ?? match?.[0].length
    if (length === undefined) throw new SyntaxError(`not a search at ${text.slice(at, at + 20)}`)
    at += length
    const { macro, quoted, symbol, word } = match?.groups ?? {}
    const plain = bare ?? word
    if (plain !== undefined) tokens.push({ kind: 'word', text: plain, glued })
    else if (macro !== undefined) tokens.push({ kind: 'macro', text: macro, glued })
    else if (quoted !== undefined) tokens.push({ kind: 'quoted', text: quoted, glued })
    else if (symbol !== undefined) tokens.push({ kind: 'symbol', text: symbol, glued })
    glued = match?.groups?.['space'] === undefined
  }
  return tokens
}

class SearchParser {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  whole(): Test {
    if (this.#tokens.length === 0) return () => true
    const test = this.#and()
    if (this.#at < this.#tokens.length) this.#fail()
    return test
  }

  #fail(): never {
    const rest = this.#tokens.slice(this.#at).map(({ text }) => text)
    throw new SyntaxError(`not a search at: ${rest.join(' ').slice(0, 40) || 'the end'}`)
  }

  #peek(kind: Token['kind'], text?: string, ahead = 0): boolean {
    const token = this.#tokens[this.#at + ahead]
    return token?.kind === kind && (text === undefined || token.text === text)
  }

  #take(kind: Token['kind'], text?: string): boolean {
    const found = this.#peek(kind, text)
    if (found) this.#at++
    return found
  }

  #and(): Test {
    const tests = [this.#or()]
    while (this.#at < this.#tokens.length && !this.#peek('symbol', ')')) {
      this.#take('word', 'AND')
      tests.push(this.#or())
    }
    return (event) => tests.every((test) => test(event))
  }

  #or(): Test {
    const tests = [this.#not()]
    while (this.#take('word', 'OR')) tests.push(this.#not())
    return (event) => tests.some((test) => test(event))
  }

  #not(): Test {
    if (!this.#take('word', 'NOT')) return this.#primary()
    const test = this.#not()
    return (event) => !test(event)
  }

  #primary(): Test {
    if (this.#take('symbol', '(')) {
      const test = this.#and()
      return this.#take('symbol', ')') ? test : this.#fail()
    }
    if (this.#take('macro')) return () => true
    const token = this.#tokens[this.#at]
    if (token === undefined || token.kind === 'symbol') this.#fail()
    if (token.kind === 'word' && /^(?:AND|OR|IN)$/.test(token.text)) this.#fail()
    this.#at++
    const operator = this.#tokens[this.#at]
    if (operator?.kind === 'symbol' && /^(?:!=|[<>]=?|==?)$/.test(operator.text)) {
      this.#at++
      const { text, cased } = this.#value()
      return (event) =>
        compare(valuesOf(event, unescapeSearch(token.text)), operator.text, text, cased)
    }
    if (this.#peek('word', 'IN') && this.#peek('symbol', '(', 1)) {
      this.#at += 2
      return this.#list(unescapeSearch(token.text))
    }
    if (token.kind === 'word' && this.#peek('symbol', '(') && /^(?:TERM|CASE)$/.test(token.text)) {
      const cased = token.text === 'CASE'
      return keyword(this.#directive(), cased)
    }
    return keyword(unescapeSearch(token.text), false)
  }

  #list(field: string): Test {
    const items: string[] = []
    do items.push(this.#value().text)
    while (this.#take('symbol', ','))
    if (!this.#take('symbol', ')')) this.#fail()
    return (event) => items.some((item) => compare(valuesOf(event, field), '=', item, false))
  }

  #value(): { readonly text: string; readonly cased: boolean } {
    const token = this.#tokens[this.#at]
    if (token === undefined || token.kind === 'symbol' || token.kind === 'macro') this.#fail()
    this.#at++
    if (token.kind === 'word' && /^(?:TERM|CASE)$/.test(token.text) && this.#peek('symbol', '(')) {
      return { text: this.#directive(), cased: token.text === 'CASE' }
    }
    // `a"b"` and `"a"b`: what Splunk makes of them is not documented, so nobody should print them.
    const next = this.#tokens[this.#at]
    if (next?.glued && (next.kind === 'word' || next.kind === 'quoted')) this.#fail()
    return { text: unescapeSearch(token.text), cased: false }
  }

  #directive(): string {
    const end = this.#tokens.findIndex(
      ({ kind, text }, at) => at > this.#at && kind === 'symbol' && text === ')',
    )
    // TERM(a=b) is one term.
    const parts = this.#tokens.slice(this.#at + 1, end)
    if (end < 0 || parts.length === 0) this.#fail()
    this.#at = end + 1
    return unescapeSearch(parts.map(({ text }) => text).join(''))
  }
}

/**
 * A comparison of a field that may have several values: true where any value passes, also for `!=`; a missing field
 * passes none. `=` compares texts; an order is of numbers where both are, else of texts.
 */
function compare(
  values: readonly string[],
  operator: string,
  wanted: string,
  cased: boolean,
): boolean {
  const equal = (value: string): boolean =>
    likeValue(wanted, value, cased) || (wanted.includes('/') && inNetwork(wanted, value) === true)
  if (operator === '=' || operator === '==') return values.some(equal)
  if (operator === '!=') return values.some((value) => !equal(value))
  return values.some((value) => {
    const isNumeric = isDecimal(value) && isDecimal(wanted)
    const order = isNumeric
      ? Number(value) - Number(wanted)
      : value < wanted
        ? -1
        : Number(value > wanted)
    if (operator === '<') return order < 0
    if (operator === '<=') return order <= 0
    return operator === '>' ? order > 0 : order >= 0
  })
}

/** A term or phrase in the raw text, between breakers unless it has a wildcard there; any value stands for the raw. */
function keyword(text: string, cased: boolean): Test {
  const start = text.startsWith('*') ? '' : String.raw`(?<![\p{L}\p{N}])`
  const end = text.endsWith('*') ? '' : String.raw`(?![\p{L}\p{N}])`
  const source = wildcardSource(text).replaceAll(String.raw`\-`, '-')
  const expression = new RegExp(start + source + end, cased ? 'u' : 'iu')
  return (event) => {
    const fields = Object.hasOwn(event, '_raw') ? ['_raw'] : Object.keys(event)
    return fields.some((field) => valuesOf(event, field).some((value) => expression.test(value)))
  }
}
