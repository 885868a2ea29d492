/** The words of one stage: what white space separates, and what stands in brackets. */
import type { Span } from '../../ast/nodes.js'
import { grainAt, isBlank } from '../scan.js'
import type { Item, Mode, Pipeline } from './tree.js'

/** Reads what stands in brackets. */
type ReadSubsearch = (text: string, depth: number) => Pipeline

/** Deeper brackets are kept as they are written. */
const maxDepth = 60

/** The words of a stage; undefined where its quotes or brackets are not as those of its mode. */
export function readItems(
  text: string,
  { mode, hasClauses, depth }: Surroundings,
  readSubsearch: ReadSubsearch,
): readonly Item[] | undefined {
  if (mode === 'plain') return plainItems(text)
  return depth > maxDepth ? undefined : new Lexer(text, mode, depth, readSubsearch).all(hasClauses)
}

/** What decides how words are read. */
interface Surroundings {
  readonly mode: Mode
  /** Whether a where-clause of the search language may come. */
  readonly hasClauses: boolean
  /** In how many brackets the words stand. */
  readonly depth: number
}

/** Words as they stand: brackets and quotes have no known meaning, so that nothing in them is touched. */
function plainItems(text: string): readonly Item[] | undefined {
  if (text.includes("'")) return undefined
  const items: Item[] = []
  let start: number | undefined
  let at = 0
  while (at < text.length) {
    if (isBlank(text[at])) {
      if (start !== undefined)
        items.push({ kind: 'atom', text: text.slice(start, at), space: true })
      start = undefined
      at++
    } else {
      start ??= at
      at = (text[at] === '[' ? bracketEnd(text, at) : undefined) ?? grainAt(text, at).end
    }
  }
  if (start !== undefined) items.push({ kind: 'atom', text: text.slice(start), space: true })
  return items
}

/** Where the bracket that opens at an offset is closed; undefined where it is not. */
function bracketEnd(text: string, start: number): number | undefined {
  let open = 0
  let at = start
  while (at < text.length) {
    const { kind, end } = grainAt(text, at)
    if (kind === 'character' && text[at] === '[') open++
    else if (kind === 'character' && text[at] === ']' && --open === 0) return end
    at = end
  }
  return undefined
}

/** Where the subsearches of a text stand, with their brackets; not those inside of others. */
export function subsearchesIn(text: string): readonly Span[] {
  const found: Span[] = []
  for (let at = 0; at < text.length;) {
    const { kind, end } = grainAt(text, at)
    const close = kind === 'character' && text[at] === '[' ? bracketEnd(text, at) : undefined
    if (close !== undefined) found.push({ start: at, end: close })
    at = close ?? end
  }
  return found
}

class Lexer {
  readonly #text: string
  readonly #depth: number
  readonly #readSubsearch: ReadSubsearch
  #mode: Mode
  #at = 0

  constructor(text: string, mode: Mode, depth: number, readSubsearch: ReadSubsearch) {
    this.#text = text
    this.#mode = mode
    this.#depth = depth
    this.#readSubsearch = readSubsearch
  }

  /** All items; undefined where quotes or brackets are not as they have to be. */
  all(hasClauses: boolean): readonly Item[] | undefined {
    const items = this.#items(this.#depth, hasClauses)
    return items === undefined || this.#at < this.#text.length ? undefined : items
  }

  /** Up to a closing parenthesis, which is left where it is, or the end. */
  #items(depth: number, hasClauses: boolean): readonly Item[] | undefined {
    if (depth > maxDepth) return undefined
    const items: Item[] = []
    for (;;) {
      const before = this.#at
      while (isBlank(this.#text[this.#at])) this.#at++
      const space = this.#at > before
      const character = this.#text[this.#at]
      if (character === undefined || character === ')') return items
      const item = this.#item(character, space, depth)
      if (item === undefined) return undefined
      items.push(item)
      if (hasClauses && item.kind === 'atom') this.#switchMode(item.text)
    }
  }

  /** The where-clause is of the search language, all else is not. */
  #switchMode(word: string): void {
    if (/^where$/i.test(word)) this.#mode = 'search'
    else if (/^(?:by|groupby)$/i.test(word)) this.#mode = 'eval'
  }

  #item(character: string, space: boolean, depth: number): Item | undefined {
    const start = this.#at
    if (character === ']') return undefined
    if (character === '(') {
      const mode = this.#mode
      this.#at++
      const items = this.#items(depth + 1, false)
      if (items === undefined || this.#text[this.#at] !== ')') return undefined
      this.#at++
      return { kind: 'group', items, mode, space }
    }
    if (character === '[') {
      const end = bracketEnd(this.#text, start)
      if (end === undefined) return undefined
      const pipeline = this.#readSubsearch(this.#text.slice(start + 1, end - 1), depth + 1)
      this.#at = end
      return { kind: 'subsearch', pipeline, space }
    }
    if (character === "'" && this.#mode === 'eval') {
      const name = /'[^'"`|[\]\r\n]*'/y
      name.lastIndex = start
      const match = name.exec(this.#text)
      if (match === null) return undefined
      this.#at += match[0].length
    } else if (character === ',') this.#at++
    else if (character === '"' || character === '`') this.#at = grainAt(this.#text, start).end
    else if (!this.#word()) return undefined
    return { kind: 'atom', text: this.#text.slice(start, this.#at), space }
  }

  /** Reads a word; false where what it has in brackets never ends. */
  #word(): boolean {
    const start = this.#at
    while (this.#at < this.#text.length && !this.#endsWord(this.#text[this.#at]!)) {
      this.#at = grainAt(this.#text, this.#at).end
    }
    const directive = /(?:^|[=<>])(?:TERM|CASE|PREFIX)$/.test(this.#text.slice(start, this.#at))
    if (this.#mode !== 'search' || !directive || this.#text[this.#at] !== '(') return true
    while (this.#at < this.#text.length) {
      const { kind, end } = grainAt(this.#text, this.#at)
      const isClosed = kind === 'character' && this.#text[this.#at] === ')'
      this.#at = end
      if (isClosed) return true
    }
    return false
  }

  #endsWord(character: string): boolean {
    return /[\s"`()[\],]/.test(character) || (character === "'" && this.#mode === 'eval')
  }
}
