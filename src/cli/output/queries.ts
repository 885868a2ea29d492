/** Prints queries one after the other. */
import type { Console } from './console.js'

/** Prints queries; unless `bare`, each below a line that says what it is, with a blank line between two. */
export class QueryPrinter {
  bare = false
  readonly #console: Console
  #printed = 0

  constructor(console: Console) {
    this.#console = console
  }

  /** Prints a query below its head; `separator` is a line that its language wants between two. */
  print(query: string, head: string, separator?: string): void {
    if (this.#printed++ > 0) this.#console.print(separator === undefined ? '\n' : `${separator}\n`)
    if (!this.bare) this.#console.printHead(head)
    this.#console.printQuery(query)
  }
}
