/** Cuts a stream of text into the records of events, each with the line that it starts on. Nothing else is kept. */

/** The text of one record, or why there is none. Lines are counted from 1. */
export type RawRecord =
  | { readonly kind: 'json' | 'xml' | 'line'; readonly text: string; readonly line: number }
  | { readonly kind: 'bad'; readonly reason: string; readonly line: number }

/** Longer records are no events: what is kept of a stream is never longer. In UTF-16 code units. */
const maxRecord = 10_000_000

const tooLong = (line: number): RawRecord => ({
  kind: 'bad',
  reason: `it is longer than ${maxRecord} characters`,
  line,
})

/** The records of a text that comes in pieces: JSON documents and lists of them, XML events, or lines. */
export async function* cutRecords(
  chunks: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<RawRecord> {
  let cutter: Cutter | undefined
  let head = ''
  for await (const chunk of chunks) {
    head += chunk
    cutter ??= cutterFor(head)
    if (cutter === undefined) continue
    yield* cutter.push(head)
    head = ''
  }
  cutter ??= cutterFor(head, true)
  if (cutter === undefined) return
  yield* cutter.push(head)
  yield* cutter.end()
}

/** Takes a text in pieces, and gives the records that end in each. */
interface Cutter {
  readonly push: (text: string) => readonly RawRecord[]
  readonly end: () => readonly RawRecord[]
}

/** The first character says what a file holds; of JSON, its first line whether every line is a record. */
function cutterFor(head: string, isAll = false): Cutter | undefined {
  const first = /\S/.exec(head.replace(/^\uFEFF/, ' '))?.[0]
  if (first === undefined) return isAll ? new LineCutter('line') : undefined
  if (first === '<') return new XmlCutter()
  if (first !== '{' && first !== '[') return new LineCutter('line')
  const line = /^\s*([^\r\n]*)[\r\n]/.exec(head)?.[1]
  if (line === undefined && !isAll && head.length < 65_536) return undefined
  return first === '{' && isObject(line ?? head) ? new LineCutter('json') : new JsonCutter()
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null
  } catch {
    return false
  }
}

/** Every line that is not blank is a record. */
class LineCutter implements Cutter {
  readonly #kind: 'json' | 'line'
  #rest = ''
  #line = 1
  #isSkipping = false

  constructor(kind: 'json' | 'line') {
    this.#kind = kind
  }

  push(text: string): readonly RawRecord[] {
    const lines = (this.#rest + text).split('\n')
    this.#rest = lines.pop() ?? ''
    const records = lines.flatMap((line) => this.#take(line))
    if (this.#rest.length <= maxRecord) return records
    const problem = this.#isSkipping ? [] : [tooLong(this.#line)]
    this.#isSkipping = true
    this.#rest = ''
    return [...records, ...problem]
  }

  end(): readonly RawRecord[] {
    return this.#take(this.#rest)
  }

  #take(text: string): readonly RawRecord[] {
    const line = this.#line++
    if (this.#isSkipping) {
      this.#isSkipping = false
      return []
    }
    return text.trim() === '' ? [] : [{ kind: this.#kind, text: text.trim(), line }]
  }
}

/** Objects one after another, or in one list; they may go over several lines. */
class JsonCutter implements Cutter {
  /** What is kept: from the start of an object that has not ended. */
  #text = ''
  #at = 0
  #depth = 0
  #isInString = false
  #line = 1
  #startLine = 1

  push(text: string): readonly RawRecord[] {
    const records: RawRecord[] = []
    this.#text += text
    let start = 0
    for (; this.#at < this.#text.length; this.#at++) {
      const character = this.#text[this.#at]
      if (character === '\n') this.#line++
      if (this.#isInString) {
        // What is escaped may be in the next piece: then `#at` is behind the end of this one.
        if (character === '\\') this.#at++
        else if (character === '"') this.#isInString = false
      } else if (character === '"') this.#isInString = this.#depth > 0
      else if (character === '{') {
        if (this.#depth++ === 0) [start, this.#startLine] = [this.#at, this.#line]
      } else if (character === '}' && this.#depth > 0 && --this.#depth === 0) {
        const object = this.#text.slice(start, this.#at + 1)
        records.push({ kind: 'json', text: object, line: this.#startLine })
      }
    }
    const kept = this.#depth === 0 ? this.#text.length : start
    this.#at -= kept
    this.#text = this.#text.slice(kept)
    if (this.#text.length <= maxRecord) return records
    ;[this.#text, this.#at, this.#depth, this.#isInString] = ['', 0, 0, false]
    return [...records, tooLong(this.#startLine)]
  }

  end(): readonly RawRecord[] {
    return this.#depth === 0
      ? []
      : [{ kind: 'bad', reason: 'it does not end', line: this.#startLine }]
  }
}

/** What stands from `<Event` to `</Event>`. */
class XmlCutter implements Cutter {
  #text = ''
  #line = 1

  push(text: string): readonly RawRecord[] {
    this.#text += text
    const records: RawRecord[] = []
    let done = 0
    for (const { 0: found, index } of this.#text.matchAll(/<Event[\s>][\s\S]*?<\/Event>/g)) {
      this.#line += linesIn(this.#text.slice(done, index))
      records.push({ kind: 'xml', text: found, line: this.#line })
      this.#line += linesIn(found)
      done = index + found.length
    }
    this.#text = this.#text.slice(done)
    if (this.#text.length <= maxRecord) return records
    this.#text = ''
    return [...records, tooLong(this.#line)]
  }

  end(): readonly RawRecord[] {
    const start = this.#text.search(/<Event[\s>]/)
    if (start < 0) return []
    const line = this.#line + linesIn(this.#text.slice(0, start))
    return [{ kind: 'bad', reason: 'it does not end', line }]
  }
}

const linesIn = (text: string): number => text.split('\n').length - 1
