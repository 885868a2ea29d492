/**
 * A parser of Kibana's KQL, from the rules of its grammar (kbn-es-query): ordered choice, no look-back. What that
 * implies is kept, however odd: `cannot go` ends before `not `, and an escaped tab at the end of a value is trimmed.
 */

/** A value or the name of a field: texts with a wildcard between each two. */
export interface Literal {
  readonly pieces: readonly string[]
  readonly quoted: boolean
}

export type Query =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Query[] }
  | { readonly kind: 'not'; readonly operand: Query }
  /** `field` is null for a value without one: any field. */
  | { readonly kind: 'is'; readonly field: Literal | null; readonly value: Literal }
  | {
      readonly kind: 'range'
      readonly field: Literal
      readonly operator: '<' | '<=' | '>' | '>='
      readonly value: Literal
    }

/** Turns the values of a list into tests of its field. */
type OfField = (field: Literal | null) => Query

/** Parses a query; throws a SyntaxError with the offset where it is none. An empty query matches everything. */
export function parse(text: string): Query {
  return new Parser(text).start()
}

const space = /[ \t\r\n\u00a0]*/y
const orWord = /[ \t\r\n\u00a0]+or[ \t\r\n\u00a0]+/iy
const andWord = /[ \t\r\n\u00a0]+and[ \t\r\n\u00a0]+/iy
const notWord = /not[ \t\r\n\u00a0]+/iy
// White space comes first in the grammar, so that `\not` is a line feed and `ot`.
const escapedCharacter =
  /\\(?:(?<white>[trn])|u(?<unicode>[0-9a-fA-F]{4})|(?<special>[\\():<>"*{}]))/y
const escapedWord = /\\(or|and|not)/iy
const whiteSpaceOf: Readonly<Record<string, string>> = { t: '\t', r: '\r', n: '\n' }

class Parser {
  readonly #text: string
  #at = 0
  #furthest = 0

  constructor(text: string) {
    this.#text = text
  }

  start(): Query {
    this.#take(space)
    if (this.#at === this.#text.length) {
      const any: Literal = { pieces: ['', ''], quoted: false }
      return { kind: 'is', field: any, value: any }
    }
    const query = this.#or(() => this.#and(() => this.#negation(() => this.#subQuery())))
    this.#take(space)
    if (query === undefined || this.#at < this.#text.length) this.#fail()
    return query
  }

  #fail(): never {
    const at = Math.max(this.#furthest, this.#at)
    throw new SyntaxError(`not KQL at offset ${at}: ${this.#text.slice(at, at + 20)}`)
  }

  #take(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.#at
    const match = expression.exec(this.#text)
    if (match === null) return undefined
    this.#at += match[0].length
    this.#furthest = Math.max(this.#furthest, this.#at)
    return match
  }

  #looksAt(expression: RegExp): boolean {
    expression.lastIndex = this.#at
    return expression.test(this.#text)
  }

  #character(character: string): boolean {
    if (this.#text[this.#at] !== character) return false
    this.#at++
    return true
  }

  /** Tries something, and is back at the same place where it does not succeed. */
  #attempt<T>(something: () => T | undefined): T | undefined {
    const at = this.#at
    const result = something()
    if (result === undefined) this.#at = at
    return result
  }

  #chain<T>(word: RegExp, next: () => T | undefined): readonly T[] | undefined {
    const first = next()
    if (first === undefined) return undefined
    const all = [first]
    for (;;) {
      const more = this.#attempt(() => (this.#take(word) === undefined ? undefined : next()))
      if (more === undefined) return all
      all.push(more)
    }
  }

  #or(next: () => Query | undefined): Query | undefined {
    return group('or', this.#chain(orWord, next))
  }

  #and(next: () => Query | undefined): Query | undefined {
    return group('and', this.#chain(andWord, next))
  }

  #negation(next: () => Query | undefined): Query | undefined {
    const negated = this.#attempt(() => (this.#take(notWord) === undefined ? undefined : next()))
    return negated === undefined ? next() : { kind: 'not', operand: negated }
  }

  #subQuery(): Query | undefined {
    const inner = this.#bracketed(() =>
      this.#or(() => this.#and(() => this.#negation(() => this.#subQuery()))),
    )
    return inner ?? this.#attempt(() => this.#expression())
  }

  #bracketed<T>(inside: () => T | undefined): T | undefined {
    return this.#attempt(() => {
      if (!this.#character('(')) return undefined
      this.#take(space)
      const result = inside()
      this.#take(space)
      return this.#character(')') ? result : undefined
    })
  }

  #expression(): Query | undefined {
    const literal = this.#literal()
    if (literal === undefined) return undefined
    const end = this.#at
    this.#take(space)
    const operator = this.#take(/<=|>=|<|>/y)?.[0]
    if (operator !== undefined) {
      this.#take(space)
      const value = this.#literal()
      return value && { kind: 'range', field: literal, operator: operator as '<', value }
    }
    if (this.#character(':')) {
      this.#take(space)
      if (this.#text[this.#at] === '{') throw new SyntaxError('nested queries are not interpreted')
      return this.#values()?.(literal)
    }
    this.#at = end
    return { kind: 'is', field: null, value: literal }
  }

  #values(): OfField | undefined {
    const list = this.#bracketed(() => this.#orValues())
    if (list !== undefined) return list
    const value = this.#literal()
    return value && ((field) => ({ kind: 'is', field, value }))
  }

  #orValues(): OfField | undefined {
    return groupValues(
      'or',
      this.#chain(orWord, () => this.#andValues()),
    )
  }

  #andValues(): OfField | undefined {
    return groupValues(
      'and',
      this.#chain(andWord, () => this.#notValues()),
    )
  }

  #notValues(): OfField | undefined {
    const negated = this.#attempt(() =>
      this.#take(notWord) === undefined ? undefined : this.#values(),
    )
    if (negated === undefined) return this.#values()
    return (field) => ({ kind: 'not', operand: negated(field) })
  }

  #literal(): Literal | undefined {
    return this.#attempt(() => this.#quoted()) ?? this.#attempt(() => this.#unquoted())
  }

  #quoted(): Literal | undefined {
    if (!this.#character('"')) return undefined
    let text = ''
    for (;;) {
      const escaped = this.#take(
        /\\(?:(?<white>[trn])|u(?<unicode>[0-9a-fA-F]{4})|(?<special>[\\"]))/y,
      )
      if (escaped !== undefined) text += unescaped(escaped)
      else if (this.#character('"')) return { pieces: [text], quoted: true }
      else if (this.#at === this.#text.length) return undefined
      else text += this.#text[this.#at++]
    }
  }

  #unquoted(): Literal | undefined {
    const pieces = ['']
    const begin = this.#at
    const append = (text: string) => (pieces[pieces.length - 1] += text)
    for (;;) {
      const escaped = this.#take(escapedCharacter)
      const word = escaped ? undefined : this.#take(escapedWord)
      if (escaped !== undefined) append(unescaped(escaped))
      else if (word !== undefined) append(word[1]!)
      else if (this.#character('*')) pieces.push('')
      else if (this.#atEndOfUnquoted()) break
      else append(this.#text[this.#at++]!)
    }
    if (this.#at === begin) return undefined
    pieces[0] = pieces[0]!.trimStart()
    pieces.push(pieces.pop()!.trimEnd())
    return { pieces, quoted: false }
  }

  #atEndOfUnquoted(): boolean {
    if (this.#at === this.#text.length) return true
    if (/[\\():<>"*{}]/.test(this.#text[this.#at]!)) return true
    return this.#looksAt(orWord) || this.#looksAt(andWord) || this.#looksAt(notWord)
  }
}

function unescaped({ groups }: RegExpExecArray): string {
  const { white, unicode, special } = groups ?? {}
  if (white !== undefined) return whiteSpaceOf[white]!
  if (unicode !== undefined) return String.fromCharCode(Number.parseInt(unicode, 16))
  return special!
}

function group(kind: 'and' | 'or', operands: readonly Query[] | undefined): Query | undefined {
  return operands?.length === 1 ? operands[0] : operands && { kind, operands }
}

function groupValues(
  kind: 'and' | 'or',
  values: readonly OfField[] | undefined,
): OfField | undefined {
  if (values === undefined || values.length === 1) return values?.[0]
  return (field) => ({ kind, operands: values.map((value) => value(field)) })
}
