/** Prints queries and diagnostics, and on a terminal how far a long run has come. */
import {
  frame,
  locate,
  type Diagnostic,
  type Located,
  type Severity,
  type SourceText,
} from '../../index.js'
import { oneLine } from '../../diagnostics/diagnostic.js'
import type { Io } from '../io.js'
import { paintFor, type Paint } from './paint.js'

/** How long a run may take before it says how far it has come, and then between two such lines; in milliseconds. */
const patience = 1000
const interval = 100

/** The two streams of a run. */
export class Console {
  readonly #io: Io
  readonly #paintOut: Paint
  readonly #paintError: Paint
  #nextProgress = performance.now() + patience
  #showsProgress = false

  constructor(io: Io) {
    this.#io = io
    this.#paintOut = paintFor(io.stdout, io)
    this.#paintError = paintFor(io.stderr, io)
  }

  /** Prints results. */
  print(text: string): void {
    this.clear()
    this.#io.stdout.write(text)
  }

  /** Prints a query. A terminal would obey what a rule's author wrote into it; pipes and files get it as it is. */
  printQuery(text: string): void {
    const shown = this.#io.stdout.isTerminal ? text.split('\n').map(oneLine).join('\n') : text
    this.print(shown.endsWith('\n') ? shown : `${shown}\n`)
  }

  /** Prints a line that stands over results. */
  printHead(text: string): void {
    this.print(`${this.#paintOut('head', oneLine(text))}\n`)
  }

  /** Reports what is wrong with the call itself, which has no place in a file. */
  complain(found: Diagnostic): void {
    const { severity, code, message, help } = found
    this.#report(`siemantic: ${this.#finding(severity, code, message)}`, help)
  }

  /** Reports a diagnostic at its place; `suffix` stands behind it. On a terminal with the line that it is about. */
  report(found: Diagnostic, source: SourceText, suffix = ''): void {
    const place = locate(found, source)
    const { path, line, column, severity, code, message } = place
    this.#report(
      `${oneLine(path)}:${line}:${column} ${this.#finding(severity, code, message)}${suffix}`,
      found.help,
      found.span === undefined || severity === 'note' ? undefined : this.#frame(place, source),
    )
  }

  #finding(severity: Severity, code: string, message: string): string {
    return `${this.#paintError(severity, severity)} ${this.#paintError('faint', code)} ${message}`
  }

  #frame(place: Located, source: SourceText): string {
    return frame(place, source).replaceAll(/^/gm, '  ')
  }

  #report(line: string, help: string | undefined, shown?: string): void {
    this.clear()
    const more = this.#io.stderr.isTerminal
      ? [shown, help === undefined ? undefined : `  ${this.#paintError('faint', 'help:')} ${help}`]
      : []
    const lines = [line, ...more.filter((part) => part !== undefined)]
    this.#io.stderr.write(`${lines.join('\n')}\n`)
  }

  /** Says that `done` of `total` files are done, on a terminal and not too often. */
  progress(done: number, total: number): void {
    const now = performance.now()
    if (!this.#io.stderr.isTerminal || now < this.#nextProgress) return
    this.#nextProgress = now + interval
    this.clear()
    this.#showsProgress = true
    this.#io.stderr.write(this.#paintError('faint', `${done} of ${total} files`))
  }

  /** Erases the line of progress. */
  clear(): void {
    if (!this.#showsProgress) return
    this.#showsProgress = false
    this.#io.stderr.write('\r\u001B[K')
  }
}
