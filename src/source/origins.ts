/** Where the characters of a text come from, kept by runs, so that long texts cost what their pieces cost. */

/** Characters from `start` on that come from `origin` on, one after the other; or all from there. */
interface Run {
  readonly start: number
  readonly origin: number
  readonly isFixed: boolean
}

/** A run that lies in a text. */
export interface OriginRun extends Run {
  readonly end: number
}

/** For each offset of a text, an offset of the text that it is made from. */
export class Origins {
  readonly length: number
  readonly #runs: readonly Run[]
  /** Where the text starts in what the runs are of: slices share them. */
  readonly #start: number

  /** The first run starts at 0, and each behind the one before it. */
  constructor(runs: readonly Run[], start: number, length: number) {
    this.#runs = runs
    this.#start = start
    this.length = length
  }

  /** The origin of the character at an offset; undefined where there is none. */
  at(offset: number): number | undefined {
    if (offset < 0 || offset >= this.length) return undefined
    const at = this.#start + offset
    const run = this.#runs[this.#runAt(at)]
    if (run === undefined) return undefined
    return run.isFixed ? run.origin : run.origin + at - run.start
  }

  /** Those of the characters from `start` to `end`. */
  slice(start: number, end: number): Origins {
    const from = Math.min(Math.max(0, start), this.length)
    const to = Math.max(from, Math.min(end, this.length))
    return new Origins(this.#runs, this.#start + from, to - from)
  }

  /** The runs, in their order. */
  *runs(): Iterable<OriginRun> {
    const end = this.#start + this.length
    for (let index = this.#runAt(this.#start); index < this.#runs.length; index++) {
      const { start, origin, isFixed } = this.#runs[index]!
      if (start >= end) return
      const from = Math.max(start, this.#start)
      const to = Math.min(this.#runs[index + 1]?.start ?? end, end)
      yield {
        start: from - this.#start,
        end: to - this.#start,
        origin: isFixed ? origin : origin + from - start,
        isFixed,
      }
    }
  }

  /** The origins of these origins: where what this text is made from comes from itself. */
  through(inner: Origins): Origins {
    const made = new OriginsBuilder()
    for (const { start, end, origin, isFixed } of this.runs()) {
      if (isFixed) made.addFixed(end - start, inner.at(origin) ?? 0)
      else made.addAll(inner.slice(origin, origin + end - start))
    }
    return made.build()
  }

  *[Symbol.iterator](): Iterator<number> {
    for (let offset = 0; offset < this.length; offset++) yield this.at(offset) ?? 0
  }

  /** The index of the last run that starts at an offset or before it. */
  #runAt(offset: number): number {
    let low = 0
    let high = this.#runs.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#runs[middle]!.start <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
}

/** Puts origins together from the start of a text to its end. */
export class OriginsBuilder {
  readonly #runs: Run[] = []
  #length = 0

  /** How many characters have their origin. */
  get length(): number {
    return this.#length
  }

  /** Characters that come from `origin` on. */
  add(length: number, origin: number): void {
    this.#add(length, origin, false)
  }

  /** Characters that all come from one place. */
  addFixed(length: number, origin: number): void {
    this.#add(length, origin, true)
  }

  addAll(origins: Origins): void {
    for (const { start, end, origin, isFixed } of origins.runs()) {
      this.#add(end - start, origin, isFixed)
    }
  }

  build(): Origins {
    return new Origins(this.#runs, 0, this.#length)
  }

  #add(length: number, origin: number, isFixed: boolean): void {
    if (length <= 0) return
    const last = this.#runs.at(-1)
    const goesOn =
      last !== undefined &&
      last.isFixed === isFixed &&
      last.origin + (isFixed ? 0 : this.#length - last.start) === origin
    if (!goesOn) this.#runs.push({ start: this.#length, origin, isFixed })
    this.#length += length
  }
}

/** Origins one after the other from `origin` on. */
export const originsFrom = (origin: number, length: number): Origins =>
  new Origins([{ start: 0, origin, isFixed: false }], 0, length)
