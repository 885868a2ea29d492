/**
 * The pieces of data without a name in the XML of an event, of which an old provider's event has any number: what is asked of
 * them as a regex over the XML, and back. The XML is as Windows writes it: without comments and CDATA, and with entities
 * where characters cannot or may not stand as themselves (XML 1.0, "Predefined Entities").
 */
import { hasControl } from './control.js'
import type { Exists, Matches, Regex } from './nodes.js'
import {
  anyRun,
  isAny,
  isOne,
  isRun,
  literalText,
  mindsCase,
  oneCharacter,
  patternOf,
  someText,
  type Pattern,
  type PatternPart,
} from './pattern.js'
import { escapeRegex } from './regex.js'

/** How a character may be written that need not, or cannot, stand as itself. */
const written: ReadonlyMap<string, string> = new Map([
  ['&', '&(?:amp|#38);'],
  ['<', '&(?:lt|#60);'],
  ['>', '(?:>|&(?:gt|#62);)'],
  ['"', '(?:"|&(?:quot|#34);)'],
  ["'", "(?:'|&(?:apos|#39);)"],
  ['\t', String.raw`(?:\t|&#(?:9|x9);)`],
])

const marked = /([&<>"'\t])/

const inXml = (text: string): string =>
  text
    .split(marked)
    .map((piece) => written.get(piece) ?? escapeRegex(piece))
    .join('')

/** One character of a value, and any number of them: an entity is one. */
const one = '(?:[^<&]|&[^<;]*;)'
const run = '[^<&]*(?:&[^<;]*;[^<&]*)*'
/** Any number of characters in front of what cannot begin inside an entity. */
const anyRunInXml = '[^<]*'

const entities = ['amp;', 'lt;', 'gt;', 'quot;', 'apos;']

/** Whether a text may be found where an entity is written: all of it inside, or from there on. */
function mayBeginInEntity(text: string): boolean {
  const lower = text.toLowerCase()
  const tails = entities.flatMap((entity) => Array.from(entity, (_, at) => entity.slice(at)))
  return (
    /^#?x?[\da-f]*(?:;|$)/.test(lower) ||
    tails.some((tail) => tail.startsWith(lower) || lower.startsWith(tail))
  )
}

/** The pieces of a pattern, between the tags of an element. */
const piecesInXml = (value: Pattern): string =>
  value
    .map((part, index) => {
      if (typeof part === 'string') return inXml(part)
      if (isOne(part)) return one
      const next = value[index + 1]
      if (next === undefined) return anyRunInXml
      return typeof next === 'string' && !mayBeginInEntity(next) ? anyRunInXml : run
    })
    .join('')

const name = '<Data'
const end = '</Data>'
/** What stands behind the name of a piece whatever its value, and of an empty one. */
const anyValue = String.raw`(?:>|\s*/>)`
const emptyValue = String.raw`(?:></Data>|\s*/>)`

/** What stands behind the name of a piece of the pattern. */
function behindName(value: Pattern): string {
  if (isAny(value)) return anyValue
  if (literalText(value) === '') return emptyValue
  return isRun(value.at(-1))
    ? `>${piecesInXml(value.slice(0, -1))}`
    : `>${piecesInXml(value)}${end}`
}

/** Nearly all values begin so, and alternatives that do write it once. */
const start = `>${anyRunInXml}`

function alternation(all: readonly string[]): string {
  const shared = all.every((each) => each.startsWith(start)) ? start : ''
  return `${shared}(?:${all.map((each) => each.slice(shared.length)).join('|')})`
}

/** Whether XML has one way to write a pattern: line ends have more, and control characters but the tab have none. */
export const isWritableInXml = (value: Pattern): boolean =>
  !someText(value, (text) => hasControl(text.replaceAll('\t', '')))

const sourceOf = (values: readonly Pattern[]): string => {
  const all = values.map(behindName)
  return name + (all.length === 1 ? all.join('') : alternation(all))
}

/** A regex that finds something in the XML where some piece of data is of one of the patterns, all of which are writable. */
export const dataRegex = (values: readonly Pattern[], cased: boolean): Regex => ({
  kind: 'regex',
  source: sourceOf(values),
  ignoreCase: !cased && values.some(mindsCase),
  multiline: false,
  dotAll: false,
})

/**
 * The tests of pieces of data that a regex over the XML stands for, any of which is to hold; undefined where it is not what
 * {@link dataRegex} writes, letter by letter.
 */
export function dataTests({
  source,
  ignoreCase,
}: Regex): readonly (Matches | Exists)[] | undefined {
  if (!source.startsWith(name)) return undefined
  const values = new Reader(source).all()
  // What reads as these patterns may still be other than what they are written as.
  if (values === undefined || sourceOf(values) !== source) return undefined
  return values.map((value) =>
    isAny(value)
      ? { kind: 'exists' }
      : { kind: 'matches', pattern: value, cased: !ignoreCase && mindsCase(value) },
  )
}

/** What the pieces of a pattern look like in a regex. */
const parts: ReadonlyMap<string, PatternPart> = new Map<string, PatternPart>([
  ...[...written].map(([character, text]) => [text, character] as const),
  [one, oneCharacter],
  [run, anyRun],
  [anyRunInXml, anyRun],
])

/** One of those, a character behind a backslash, or characters that mean themselves. */
const token = new RegExp(
  `(${[...parts.keys()].map(escapeRegex).join('|')})|\\\\([^])|([^\\\\^$.*+?()[\\]{}|<>&]+)`,
  'y',
)

/** Reads the patterns of a regex, and trusts that it is written as they are. */
class Reader {
  readonly #source: string
  #at = name.length

  constructor(source: string) {
    this.#source = source
  }

  all(): readonly Pattern[] | undefined {
    const only = this.#value()
    if (only !== undefined && this.#isAtEnd()) return [only]
    this.#at = name.length
    const first = this.#take(start) ? [anyRun] : []
    return this.#take('(?:') ? this.#alternatives(first) : undefined
  }

  #alternatives(first: Pattern): readonly Pattern[] | undefined {
    const values: Pattern[] = []
    do {
      const value = first.length === 0 ? this.#value() : this.#rest(first)
      if (value === undefined) return undefined
      values.push(value)
    } while (this.#take('|'))
    return this.#take(')') && this.#isAtEnd() ? values : undefined
  }

  /** What stands behind the name, as the pattern that it asks for. */
  #value(): Pattern | undefined {
    if (this.#take(anyValue)) return [anyRun]
    if (this.#take(emptyValue)) return []
    return this.#take('>') ? this.#rest([]) : undefined
  }

  /** A pattern of which the first parts are known: without the end of the element, anything may follow. */
  #rest(first: Pattern): Pattern {
    const value: PatternPart[] = [...first]
    for (let part = this.#part(); part !== undefined; part = this.#part()) value.push(part)
    if (!this.#take(end)) value.push(anyRun)
    return patternOf(value)
  }

  #part(): PatternPart | undefined {
    token.lastIndex = this.#at
    const found = token.exec(this.#source)
    if (found === null) return undefined
    this.#at = token.lastIndex
    const [, known, escaped, plain] = found
    return known === undefined ? (escaped ?? plain) : parts.get(known)
  }

  #take(text: string): boolean {
    const isThere = this.#source.startsWith(text, this.#at)
    if (isThere) this.#at += text.length
    return isThere
  }

  #isAtEnd(): boolean {
    return this.#at === this.#source.length
  }
}
