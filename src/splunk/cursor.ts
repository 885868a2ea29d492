/** A place in a text that is read by hand, word by word, as a grammar would read it. */

/** What Ohm skips between the parts of a rule whose name has a capital: white space of Unicode is a part of words, or amiss. */
// oxlint-disable-next-line no-control-regex
const blanks = /[\u0000-\u0020]*/y

/** What the readers of both languages have in common. */
export abstract class Cursor {
  protected readonly text: string
  protected at = 0
  protected readonly maxDepth: number
  #depth = 0

  constructor(text: string, maxDepth: number) {
    this.text = text
    this.maxDepth = maxDepth
  }

  /** The text of a sticky form that stands here, behind which the cursor goes; undefined of another. */
  protected take(form: RegExp): string | undefined {
    form.lastIndex = this.at
    const text = form.exec(this.text)?.[0]
    if (text !== undefined) this.at += text.length
    return text
  }

  protected skip(): void {
    blanks.lastIndex = this.at
    blanks.test(this.text)
    this.at = blanks.lastIndex
  }

  /** What is read inside of something else; undefined where that is nested too deep. */
  protected deeper<T>(read: () => T | undefined): T | undefined {
    if (this.#depth >= this.maxDepth) return undefined
    this.#depth++
    const result = read()
    this.#depth--
    return result
  }
}
