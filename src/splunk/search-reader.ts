/**
 * Reads what is right by hand, in time in proportion to its length, as the grammar does: some hundred times faster. It
 * gives up where anything is amiss or rare; then search.ohm decides, and says what it expected.
 */
import { Cursor } from './cursor.js'
import type { Operator, SearchNode, SearchValue } from './search.js'

/** The tree of a search expression, `tree` undefined of an empty one; undefined where the grammar has to read it. */
export function readSearch(
  text: string,
  maxDepth: number,
): { readonly tree: SearchNode | undefined } | undefined {
  const reader = new SearchReader(text, maxDepth)
  return reader.read()
}

/** What search.ohm calls fieldCharacter. */
const fieldCharacters = /[-a-zA-Z_.-9:;?@*{}#-'+^~\u00A1-\uFFFF]+/y
/** termCharacter: those, escapes and exclamation marks. */
const termCharacters = /(?:[-a-zA-Z_.-9:;?@*{}#-'+^~!\u00A1-\uFFFF]|\\[\\"|]?)+/y
/** bareCharacter: those, and equals signs. */
const bareCharacters = /(?:[-a-zA-Z_.-9:;?@*{}#-'+^~!=\u00A1-\uFFFF]|\\[\\"|]?)+/y
const quotedText = /"(?:[^"\\]|\\[^])*"/y
const directives = /(CASE|TERM)\(([^)]+)\)/y
const operators = /!=|<=|>=|==|=|<|>/y
const keywords = /(?:AND|OR|NOT|IN)(?![-a-zA-Z_.-9:;?@*{}#-'+^~!=\\\u00A1-\uFFFF])/y

class SearchReader extends Cursor {
  read(): { readonly tree: SearchNode | undefined } | undefined {
    this.skip()
    if (this.at === this.text.length) return { tree: undefined }
    const tree = this.#all()
    return tree === undefined || this.at < this.text.length ? undefined : { tree }
  }

  #all(): SearchNode | undefined {
    const operands: SearchNode[] = []
    for (;;) {
      const operand = this.#any()
      if (operand === undefined) return undefined
      operands.push(operand)
      const isSaid = this.#keyword('AND')
      if (!isSaid && (this.at === this.text.length || this.text[this.at] === ')')) {
        return grouped('and', operands)
      }
    }
  }

  #any(): SearchNode | undefined {
    const operands: SearchNode[] = []
    do {
      const operand = this.#not()
      if (operand === undefined) return undefined
      operands.push(operand)
    } while (this.#keyword('OR'))
    return grouped('or', operands)
  }

  #not(): SearchNode | undefined {
    const start = this.at
    if (!this.#keyword('NOT')) return this.#primary()
    const operand = this.deeper(() => this.#not())
    return operand && { kind: 'not', operand, start, end: operand.end }
  }

  #primary(): SearchNode | undefined {
    const start = this.at
    if (this.text[start] === '(') {
      this.at++
      this.skip()
      const operand = this.deeper(() => this.#all())
      if (operand === undefined || this.text[this.at] !== ')') return undefined
      this.at++
      const end = this.at
      this.skip()
      return { kind: 'group', operand, start, end }
    }
    if (this.text[start] === '[') return this.#subsearch()
    const field = this.#field()
    if (field !== undefined) {
      this.skip()
      const operator = this.take(operators)
      if (operator !== undefined) {
        this.skip()
        const value = this.#value()
        if (value === undefined) return undefined
        this.skip()
        const found = operator as Operator
        return { kind: 'comparison', field, operator: found, value, start, end: value.end }
      }
      if (this.#keyword('IN')) return this.#list(field, start)
      this.at = start
    }
    const value = this.#term()
    if (value === undefined) return undefined
    this.skip()
    return { kind: 'term', value, start, end: value.end }
  }

  /** What stands in brackets, as far as its strings and its own brackets end. */
  #subsearch(): SearchNode | undefined {
    const start = this.at
    let depth = 0
    do {
      const character = this.text[this.at]
      if (character === '"') {
        if (this.take(quotedText) === undefined) return undefined
        continue
      }
      if (character === undefined || depth > this.maxDepth) return undefined
      if (character === '[') depth++
      if (character === ']') depth--
      this.at++
    } while (depth > 0)
    const end = this.at
    this.skip()
    return { kind: 'subsearch', start, end }
  }

  #list(field: SearchValue, start: number): SearchNode | undefined {
    if (this.text[this.at] !== '(') return undefined
    this.at++
    const values: SearchValue[] = []
    let tidy = true
    let commas = this.#commas()
    tidy &&= commas === 0
    while (this.text[this.at] !== ')') {
      if (values.length > 0) tidy &&= commas === 1
      const value = this.#value()
      if (value === undefined) return undefined
      values.push(value)
      commas = this.#commas()
    }
    if (values.length === 0) return undefined
    tidy &&= commas === 0
    this.at++
    const end = this.at
    this.skip()
    return { kind: 'in', field, values, tidy, start, end }
  }

  /** How many commas stand here, with blanks around them. */
  #commas(): number {
    let count = 0
    this.skip()
    while (this.text[this.at] === ',') {
      count++
      this.at++
      this.skip()
    }
    return count
  }

  #field(): SearchValue | undefined {
    return this.text[this.at] === '"' ? this.#quoted() : this.#bare(fieldCharacters)
  }

  #value(): SearchValue | undefined {
    const found = this.text[this.at] === '"' ? this.#quoted() : this.#plain(bareCharacters)
    return this.#isGlued(found) ? undefined : found
  }

  #term(): SearchValue | undefined {
    const found = this.text[this.at] === '"' ? this.#quoted() : this.#plain(termCharacters)
    return this.#isGlued(found) || this.text[this.at] === '=' ? undefined : found
  }

  /** What the grammar refuses right behind a value. */
  #isGlued(found: SearchValue | undefined): boolean {
    const next = this.text[this.at]
    return (found?.kind === 'quoted' && next === '*') || (found?.kind === 'bare' && next === '"')
  }

  #plain(form: RegExp): SearchValue | undefined {
    directives.lastIndex = this.at
    const match = directives.exec(this.text)
    if (match === null) return this.#bare(form)
    const start = this.at
    this.at = directives.lastIndex
    const text = match[2]!.replace(/^"(.*)"$/s, '$1')
    return { kind: match[1] === 'CASE' ? 'CASE' : 'TERM', text, start, end: this.at }
  }

  #bare(form: RegExp): SearchValue | undefined {
    const start = this.at
    keywords.lastIndex = start
    if (keywords.test(this.text)) return undefined
    const text = this.take(form)
    return text === undefined ? undefined : { kind: 'bare', text, start, end: this.at }
  }

  #quoted(): SearchValue | undefined {
    const start = this.at
    const text = this.take(quotedText)
    if (text === undefined) return undefined
    return { kind: 'quoted', text: text.slice(1, -1), start, end: this.at }
  }

  #keyword(word: string): boolean {
    if (!this.text.startsWith(word, this.at)) return false
    keywords.lastIndex = this.at
    if (!keywords.test(this.text)) return false
    this.at += word.length
    this.skip()
    return true
  }
}

function grouped(kind: 'and' | 'or', operands: readonly SearchNode[]): SearchNode {
  const [first] = operands
  const last = operands.at(-1)
  return operands.length === 1 || last === undefined
    ? first!
    : { kind, operands, start: first!.start, end: last.end }
}
