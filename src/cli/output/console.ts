/** Prints queries and diagnostics, and on a terminal how far a long run has come. */
import { frame, locate, type Diagnostic, type SourceText } from '../../index.js'
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

  /** Prints a diagnostic that is a result, at its place; on a terminal with the line that it is about. */
  printFinding(found: Diagnostic, source: SourceText): void {
    const painted = { paint: this.#paintOut, isTerminal: this.#io.stdout.isTerminal }
    this.print(`${linesOf(found, source, painted)}\n`)
  }

  /** Reports what a run came to. */
  sum(text: string): void {
    this.#report(text)
  }

  /** Reports what is wrong with the call itself, which has no place in a file. */
  complain(found: Diagnostic): void {
    const { help } = found
    const line = `siemantic: ${findingOf(found, this.#paintError)}`
    const { isTerminal } = this.#io.stderr
    this.#report(
      isTerminal && help !== undefined ? `${line}\n${helpLine(help, this.#paintError)}` : line,
    )
  }

  /** Reports a diagnostic at its place; `suffix` stands behind it. On a terminal with the line that it is about. */
  report(found: Diagnostic, source: SourceText, suffix = ''): void {
    const painted = { paint: this.#paintError, isTerminal: this.#io.stderr.isTerminal }
    this.#report(linesOf(found, source, painted, suffix))
  }

  #report(lines: string): void {
    this.clear()
    this.#io.stderr.write(`${lines}\n`)
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

/** Where lines are printed to. */
interface Surface {
  readonly paint: Paint
  readonly isTerminal: boolean
}

function linesOf(
  found: Diagnostic,
  source: SourceText,
  { paint, isTerminal }: Surface,
  suffix = '',
): string {
  const place = locate(found, source)
  const { path, line, column, severity } = place
  const head = `${oneLine(path)}:${line}:${column} ${findingOf(place, paint)}${suffix}`
  if (!isTerminal) return head
  const shown =
    found.span === undefined || severity === 'note'
      ? []
      : [frame(place, source).replaceAll(/^/gm, '  ')]
  return [head, ...shown, ...(found.help === undefined ? [] : [helpLine(found.help, paint)])].join(
    '\n',
  )
}

const findingOf = (
  { severity, code, message }: Pick<Diagnostic, 'severity' | 'code' | 'message'>,
  paint: Paint,
): string => `${paint(severity, severity)} ${paint('faint', code)} ${message}`

const helpLine = (help: string, paint: Paint): string => `  ${paint('faint', 'help:')} ${help}`
