/**
 * Eval expressions, of `where` and `eval`: NOT > AND > OR > XOR, case-sensitive, 'fields' and "strings"; a comparison
 * with null is null, and `where` drops what is null (Search Reference, where; Evaluation functions).
 */
import { call, compare, type Value } from './functions.js'
import { valuesOf, type Event } from './text.js'

type Expression = (event: Event) => Value

/** Compiles an eval expression; throws a SyntaxError where it is none. */
export function compileExpression(text: string): Expression {
  return new ExpressionParser(tokensOf(text)).whole()
}

interface Token {
  readonly kind: 'string' | 'field' | 'number' | 'word' | 'symbol'
  readonly text: string
}

const tokenPattern =
  /\s+|"(?<string>(?:\\[\s\S]|[^"\\])*)"|'(?<field>[^']*)'|(?<number>\d+(?:\.\d+)?)|(?<word>[A-Za-z_]\w*)|(?<symbol>==|!=|<=|>=|[=<>(),.+*/%-])/y

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  tokenPattern.lastIndex = 0
  while (tokenPattern.lastIndex < text.length) {
    const at = tokenPattern.lastIndex
    const match = tokenPattern.exec(text)
    if (match === null) throw new SyntaxError(`not an expression at ${text.slice(at, at + 20)}`)
    const found = Object.entries(match.groups ?? {}).find(([, group]) => group !== undefined)
    if (found !== undefined) tokens.push({ kind: found[0] as Token['kind'], text: found[1] })
  }
  return tokens
}

const controls: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r' }

/** `\t` is a tab in a string of eval; a sequence without a meaning keeps its backslash. */
const unescapeString = (text: string): string =>
  text.replace(/\\([\\"tnr])/g, (_, character: string) => controls[character] ?? character)

class ExpressionParser {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  whole(): Expression {
    const expression = this.#xor()
    if (this.#at < this.#tokens.length) this.#fail()
    return expression
  }

  #fail(): never {
    const rest = this.#tokens.slice(this.#at).map(({ text }) => text)
    throw new SyntaxError(`not an expression at: ${rest.join(' ').slice(0, 40) || 'the end'}`)
  }

  #take(kind: Token['kind'], ...texts: readonly string[]): string | undefined {
    const token = this.#tokens[this.#at]
    const text = kind === 'word' ? token?.text.toUpperCase() : token?.text
    if (token?.kind !== kind || !texts.includes(text!)) return undefined
    this.#at++
    return text
  }

  #xor(): Expression {
    let left = this.#or()
    while (this.#take('word', 'XOR')) {
      const [first, second] = [left, this.#or()]
      left = (event) => truth(first(event)) !== truth(second(event))
    }
    return left
  }

  #or(): Expression {
    const operands = [this.#and()]
    while (this.#take('word', 'OR')) operands.push(this.#and())
    return operands.length === 1 ? operands[0]! : (event) => decide(operands, event, true)
  }

  #and(): Expression {
    const operands = [this.#not()]
    while (this.#take('word', 'AND')) operands.push(this.#not())
    return operands.length === 1 ? operands[0]! : (event) => decide(operands, event, false)
  }

  #not(): Expression {
    if (!this.#take('word', 'NOT')) return this.#comparison()
    const operand = this.#not()
    return (event) => {
      const value = truth(operand(event))
      return value === null ? null : !value
    }
  }

  #comparison(): Expression {
    const left = this.#sum()
    const operator = this.#take('symbol', '=', '==', '!=', '<', '<=', '>', '>=')
    if (operator !== undefined) {
      const right = this.#sum()
      return (event) => compare(left(event), operator, right(event))
    }
    if (this.#take('word', 'LIKE')) {
      const right = this.#concatenation()
      return (event) => call('like', [left(event), right(event)], event)
    }
    if (this.#take('word', 'IN')) {
      const items = this.#arguments()
      return (event) => call('in', [left(event), ...items.map((item) => item(event))], event)
    }
    return left
  }

  /** Sums and differences of numbers, `+` of two strings their concatenation; null of anything else. */
  #sum(): Expression {
    let left = this.#product()
    for (;;) {
      const operator = this.#take('symbol', '+', '-')
      if (operator === undefined) return left
      const [first, second] = [left, this.#product()]
      const sign = operator === '+' ? 1 : -1
      left = (event) => {
        const [one, other] = [first(event), second(event)]
        const [a, b] = [numberOf(one), numberOf(other)]
        if (a !== null && b !== null) return a + sign * b
        const areTexts = typeof one === 'string' && typeof other === 'string'
        return areTexts && sign === 1 ? one + other : null
      }
    }
  }

  #product(): Expression {
    let left = this.#concatenation()
    for (;;) {
      const operator = this.#take('symbol', '*', '/')
      if (operator === undefined) return left
      const [first, second] = [left, this.#concatenation()]
      left = (event) => {
        const [a, b] = [numberOf(first(event)), numberOf(second(event))]
        if (a === null || b === null) return null
        return operator === '*' ? a * b : b === 0 ? null : a / b
      }
    }
  }

  #concatenation(): Expression {
    const parts = [this.#primary()]
    while (this.#take('symbol', '.')) parts.push(this.#primary())
    if (parts.length === 1) return parts[0]!
    return (event) => {
      const values = parts.map((part) => part(event))
      return values.includes(null) ? null : values.join('')
    }
  }

  #primary(): Expression {
    if (this.#take('symbol', '(')) {
      const inner = this.#xor()
      return this.#take('symbol', ')') ? inner : this.#fail()
    }
    const sign = this.#take('symbol', '-') === undefined ? 1 : -1
    const token = this.#tokens[this.#at++]
    if (token?.kind === 'number') return () => sign * Number(token.text)
    if (token?.kind === 'string') {
      const text = unescapeString(token.text)
      return () => text
    }
    if (token?.kind === 'field') return (event) => fieldValue(event, token.text)
    if (token?.kind !== 'word' || /^(?:and|or|not|xor)$/i.test(token.text)) this.#fail()
    const next = this.#tokens[this.#at]
    if (next?.text !== '(' || next.kind !== 'symbol') {
      if (/^(?:in|like)$/i.test(token.text)) this.#fail()
      return (event) => fieldValue(event, token.text)
    }
    if (token.text.toLowerCase() === 'mvmap') return this.#mvmap()
    const values = this.#arguments()
    return (event) =>
      call(
        token.text.toLowerCase(),
        values.map((value) => value(event)),
        event,
      )
  }

  /** `mvmap(X, expression)` "iterates over the values of a multivalue field", each time as X. */
  #mvmap(): Expression {
    const field = this.#tokens[this.#at + 1]?.text ?? ''
    const [, expression, ...others] = this.#arguments()
    if (expression === undefined || others.length > 0) this.#fail()
    return (event) => {
      const made = valuesOf(event, field)
        .map((value) => expression({ ...event, [field]: value }))
        .flatMap((value) => (value === null ? [] : [String(value)]))
      return made.length === 0 ? null : made.length === 1 ? made[0]! : made
    }
  }

  #arguments(): readonly Expression[] {
    if (!this.#take('symbol', '(')) this.#fail()
    if (this.#take('symbol', ')')) return []
    const values = [this.#xor()]
    while (this.#take('symbol', ',')) values.push(this.#xor())
    return this.#take('symbol', ')') ? values : this.#fail()
  }
}

function fieldValue(event: Event, name: string): Value {
  const values = valuesOf(event, name)
  return values.length === 0 ? null : values.length === 1 ? values[0]! : values
}

const numberOf = (value: Value): number | null =>
  typeof value === 'number' || (typeof value === 'string' && /^-?[\d.]+(?:e-?\d+)?$/.test(value))
    ? Number(value)
    : null

const truth = (value: Value): boolean | null => {
  if (value === null || typeof value === 'boolean') return value
  throw new Error('where needs a condition, not a value')
}

/** Three-valued AND (decided by false) and OR (decided by true). */
function decide(operands: readonly Expression[], event: Event, decisive: boolean): boolean | null {
  const values = operands.map((operand) => truth(operand(event)))
  return values.includes(decisive) ? decisive : values.includes(null) ? null : !decisive
}
