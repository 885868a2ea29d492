/** `convert`: every rule of every input to every target. A rule that fails never stops the others. */
import { resolve } from 'node:path'
import { diagnostic, hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.js'
import {
  convertible,
  linkFiles,
  transpile,
  type Conversion,
  type ReadFile,
  type ReadRule,
} from '../../index.js'
import type { Input } from '../input/inputs.js'
import { internalError, readInputs } from '../input/read.js'
import type { Io } from '../io.js'
import { isLimit } from '../limits.js'
import { Console } from '../output/console.js'
import { Folder } from '../output/folder.js'
import { jsonLine } from '../output/json-line.js'
import { QueryPrinter } from '../output/queries.js'
import { exit, UsageError } from '../usage.js'
import { prepare, type ConvertArguments, type Target } from './request.js'
import { Summary } from './summary.js'

/** Runs the command; the result is the exit code. */
export async function convert(request: ConvertArguments, io: Io): Promise<number> {
  const console = new Console(io)
  try {
    return await new Run(request, io, console).run()
  } finally {
    console.clear()
  }
}

/** A rule in its file; `number` counts from 1, and is missing where the file has no other. */
interface Place {
  readonly input: Input
  readonly file: ReadFile
  readonly rule: ReadRule
  readonly number: number | undefined
}

class Run {
  readonly #request: ConvertArguments
  readonly #io: Io
  readonly #console: Console
  readonly #folder: Folder | undefined
  readonly #queries: QueryPrinter
  #targets: readonly Target[] = []
  #failed = false
  #refused = false
  #broken = false
  readonly #summary = new Summary()

  constructor(request: ConvertArguments, io: Io, console: Console) {
    this.#request = request
    this.#io = io
    this.#console = console
    this.#queries = new QueryPrinter(console)
    this.#folder =
      request.out === undefined ? undefined : new Folder(resolve(io.cwd, request.out), request.out)
  }

  async run(): Promise<number> {
    const prepared = await prepare(this.#request, this.#io, this.#console)
    const { inputs, targets, macros } = prepared
    this.#targets = targets
    this.#failed = prepared.failed
    // All of the files before the first query, as a filter may stand behind its rules.
    const files = linkFiles(await readInputs(inputs, macros, this.#io, this.#console))
    const withQueries = files.filter(({ rules }) => !rules.every(changesOthers))
    for (const [index, file] of files.entries()) {
      this.#console.progress(index, inputs.length)
      const several = file.rules.filter((rule) => !changesOthers(rule)).length > 1
      this.#queries.bare = withQueries.length === 1 && targets.length === 1 && !several
      for (const [at, rule] of file.rules.entries()) {
        const number = several ? at + 1 : undefined
        await this.#convertRule({ input: inputs[index]!, file, rule, number })
      }
    }
    const problems = this.#folder?.write() ?? []
    if (problems.length > 0) throw new UsageError(problems)
    if (!this.#request.json) for (const line of this.#summary.lines()) this.#console.sum(line)
    if (this.#broken) return exit.usage
    const refused = this.#refused && !this.#request.skipRefused
    return this.#failed || refused ? exit.findings : exit.fine
  }

  async #convertRule(place: Place): Promise<void> {
    const { file, rule } = place
    this.#broken ||= rule.diagnostics.some(({ code }) => code === 'cli/internal')
    const errors = rule.diagnostics.filter(({ severity }) => severity === 'error')
    if (errors.length > 0 && errors.every(isLimit)) this.#refused = true
    else if (errors.length > 0 || rule.rule === undefined) this.#failed = true
    // What only changes other rules has no line of JSON to say it in.
    const isSilent = changesOthers(rule)
    if (!this.#request.json || isSilent) {
      for (const found of rule.diagnostics) this.#console.report(found, file.source)
    }
    if (isSilent) return
    for (const target of this.#targets) {
      const conversion = await this.#convertTo(target, rule)
      if (convertible(rule) !== undefined) {
        this.#summary.add(rule, target.backend.name, conversion.status)
        if (conversion.status === 'refused') this.#refused = true
      }
      this.#show(place, target, conversion)
    }
  }

  async #convertTo({ backend, format, options }: Target, rule: ReadRule): Promise<Conversion> {
    const query = convertible(rule)
    if (query === undefined) return refused([])
    try {
      const conversion = await transpile(query, backend, {
        format,
        options,
        found: rule.diagnostics,
      })
      const { accept } = this.#request
      const { status, diagnostics } = conversion
      if (status === 'refused' || accept === 'any' || status === 'exact' || status === accept) {
        return conversion
      }
      const { span } = query
      return refused([
        ...diagnostics,
        diagnostic('cli/not-accepted', { fidelity: status, accept }, { span }),
      ])
    } catch (error) {
      this.#broken = true
      return refused([internalError(error)])
    }
  }

  #show({ input, file, rule, number }: Place, target: Target, conversion: Conversion): void {
    const { name } = target.backend
    if (this.#request.json) {
      this.#console.print(jsonLine({ source: file.source, rule, target: name, conversion }))
    } else {
      const suffix = this.#targets.length > 1 ? ` [${name}]` : ''
      for (const found of conversion.diagnostics) {
        this.#console.report(found, file.source, suffix)
      }
    }
    const head = `# ${file.source.path}: ${rule.title} [${name}]`
    for (const query of conversion.queries) {
      if (this.#folder !== undefined) {
        this.#folder.add({ target: name, mirror: input.mirror, number, ...target }, query)
      } else if (!this.#request.json) this.#queries.print(query, head, target.backend.separator)
    }
  }
}

/** Whether a rule has no query of its own by its nature, as a filter or what only serves a correlation. */
const changesOthers = (read: ReadRule): boolean =>
  read.rule !== undefined && convertible(read) === undefined && !hasErrors(read.diagnostics)

const refused = (diagnostics: readonly Diagnostic[]): Conversion => ({
  status: 'refused',
  queries: [],
  diagnostics,
})
