/**
 * Reads expressions that are right by hand, in time in proportion to their length, as the grammar does: some hundred times
 * faster. It gives up where anything is amiss or rare; then eval.ohm decides, and says what it expected.
 */
import { Cursor } from './cursor.js'
import type { Expression } from './eval.js'
import type { Operator } from './search.js'

/** Comparisons as they are written, and what they are. */
export const operators: Readonly<Record<string, Operator>> = {
  '=': '=',
  '==': '=',
  '!=': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
}

/** Search Reference, "Types of expressions": a sequence without a meaning keeps its backslash. */
const escapes: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r' }

/** What a text in quotes stands for. */
export const unescape = (text: string): string =>
  text.replaceAll(/\\([\\"tnr])/g, (_, character: string) => escapes[character] ?? character)

/** An expression; undefined where the grammar has to read it. */
export function readEval(text: string, maxDepth: number): Expression | undefined {
  return new EvalReader(text, maxDepth).read()
}

/** A name, of which the grammar also takes letters beyond ASCII. */
const names = /[A-Za-z_$][\w$:{}@]*/y
const numbers = /(?:\d+\.\d+|\.\d+|\d+)(?![\w$:{}@])/y
const strings = /"(?:[^"\\]|\\[^])*"/y
const quotedNames = /'[^']+'/y
const comparisons = /!=|<=|>=|==|=|<|>/y
const sums = /[-+.]/y
const products = /[*/%]/y
const keyword = /^(?:and|or|not|xor|like|in)$/i

class EvalReader extends Cursor {
  /** Behind the last word that was read. */
  #end = 0

  read(): Expression | undefined {
    this.skip()
    const expression = this.#expression()
    return this.at < this.text.length ? undefined : expression
  }

  #expression(): Expression | undefined {
    return this.#joined('xor', () =>
      this.#joined('or', () => this.#joined('and', () => this.#not())),
    )
  }

  #joined(kind: 'and' | 'or' | 'xor', read: () => Expression | undefined): Expression | undefined {
    const start = this.at
    const operands: Expression[] = []
    do {
      const operand = read()
      if (operand === undefined) return undefined
      operands.push(operand)
    } while (this.#keyword(kind))
    return operands.length === 1 ? operands[0] : { kind, operands, start, end: this.#end }
  }

  #not(): Expression | undefined {
    const start = this.at
    if (!this.#keyword('not')) return this.#comparison()
    const operand = this.deeper(() => this.#not())
    return operand && { kind: 'not', operand, start, end: this.#end }
  }

  #comparison(): Expression | undefined {
    const start = this.at
    const left = this.#sum()
    if (left === undefined) return undefined
    const sign = this.#word(comparisons)
    if (sign !== undefined) {
      const operator = operators[sign]
      const right = this.#sum()
      return (
        operator && right && { kind: 'comparison', operator, left, right, start, end: this.#end }
      )
    }
    const isNegated = this.#keyword('not')
    const name = this.#keyword('like') ? 'like' : this.#keyword('in') ? 'in' : undefined
    if (name === undefined) return isNegated ? undefined : left
    const others = name === 'like' ? this.#like() : this.#bracketed(1)
    if (others === undefined) return undefined
    const place = { start, end: this.#end }
    const call: Expression = { kind: 'call', name, parameters: [left, ...others], ...place }
    return isNegated ? { kind: 'not', operand: call, ...place } : call
  }

  #like(): readonly Expression[] | undefined {
    const pattern = this.#sum()
    return pattern && [pattern]
  }

  #sum(): Expression | undefined {
    return this.#arithmetic(sums, () => this.#arithmetic(products, () => this.#value()))
  }

  #arithmetic(signs: RegExp, read: () => Expression | undefined): Expression | undefined {
    const start = this.at
    const operands: Expression[] = []
    const written: string[] = []
    for (;;) {
      const operand = read()
      if (operand === undefined) return undefined
      operands.push(operand)
      const sign = this.#word(signs)
      if (sign === undefined) break
      written.push(sign)
    }
    return operands.length === 1
      ? operands[0]
      : { kind: 'arithmetic', operators: written, operands, start, end: this.#end }
  }

  #value(): Expression | undefined {
    const start = this.at
    switch (this.text.charAt(start)) {
      case '(': {
        const inner = this.#bracketed(1)
        return inner?.length === 1 ? inner[0] : undefined
      }
      case '-':
        return this.#negative(start)
      case '"': {
        const quoted = this.#word(strings)
        return quoted === undefined
          ? undefined
          : this.#leaf('text', unescape(quoted.slice(1, -1)), start)
      }
      case "'": {
        const name = this.#word(quotedNames)?.slice(1, -1)
        return name === undefined ? undefined : { kind: 'field', name, start, end: this.#end }
      }
      default: {
        const number = this.#word(numbers)
        return number === undefined ? this.#named(start) : this.#leaf('number', number, start)
      }
    }
  }

  #leaf(kind: 'text' | 'number', text: string, start: number): Expression {
    return { kind, text, start, end: this.#end }
  }

  #negative(start: number): Expression | undefined {
    this.at++
    this.skip()
    const operand = this.deeper(() => this.#value())
    if (operand === undefined) return undefined
    return operand.kind === 'number'
      ? this.#leaf('number', `-${operand.text}`, start)
      : { kind: 'arithmetic', operators: ['-'], operands: [operand], start, end: this.#end }
  }

  /** A function that is called, or a field. */
  #named(start: number): Expression | undefined {
    const name = this.#word(names)
    if (name === undefined || this.text.charCodeAt(this.#end) > 127) return undefined
    if (this.text[this.at] !== '(') {
      return keyword.test(name) ? undefined : { kind: 'field', name, start, end: this.#end }
    }
    const parameters = this.#bracketed(0)
    return (
      parameters && { kind: 'call', name: name.toLowerCase(), parameters, start, end: this.#end }
    )
  }

  /** The expressions in brackets, so many at least, with commas between them. */
  #bracketed(least: 0 | 1): readonly Expression[] | undefined {
    if (!this.#punctuation('(')) return undefined
    const expressions: Expression[] = []
    if (least === 0 && this.#punctuation(')')) return expressions
    do {
      const expression = this.deeper(() => this.#expression())
      if (expression === undefined) return undefined
      expressions.push(expression)
    } while (this.#punctuation(','))
    return this.#punctuation(')') ? expressions : undefined
  }

  #punctuation(character: string): boolean {
    if (this.text[this.at] !== character) return false
    this.at++
    this.#ended()
    return true
  }

  #word(form: RegExp): string | undefined {
    const text = this.take(form)
    if (text !== undefined) this.#ended()
    return text
  }

  /** Goes on behind what was read. */
  #ended(): void {
    this.#end = this.at
    this.skip()
  }

  #keyword(word: string): boolean {
    names.lastIndex = this.at
    if (names.exec(this.text)?.[0].toLowerCase() !== word) return false
    if (this.text.charCodeAt(this.at + word.length) > 127) return false
    this.at += word.length
    this.#ended()
    return true
  }
}
