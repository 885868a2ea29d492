/** `explain`: what became of each test of a rule. */
import { resolve } from 'node:path'
import type { Event } from '../../ast/evaluate.js'
import type { Detection, Joint } from '../../ast/nodes.js'
import { diagnostic, hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { explain, type ExplainRequest, type Explanation } from '../../explain/explain.js'
import { convertible, linkFiles, type SourceText } from '../../index.js'
import { transpile, type Conversion } from '../../transpile.js'
import { selectTargets, type Target } from '../convert/request.js'
import { reasonOf } from '../input/file.js'
import { findInputs } from '../input/inputs.js'
import { readMacros } from '../input/macros.js'
import { readInput } from '../input/read.js'
import type { Io } from '../io.js'
import { Console } from '../output/console.js'
import { eventsOf } from '../test/events.js'
import { exit, UsageError } from '../usage.js'
import { jsonLines, textLines } from './print.js'

/** The command line of `explain`. */
export interface ExplainArguments {
  readonly path: string
  readonly targets: readonly string[]
  readonly options: readonly string[]
  readonly event: string | undefined
  readonly json: boolean
  readonly macros: readonly string[]
}

/** Runs the command; the result is the exit code. */
export async function explainFile(request: ExplainArguments, io: Io): Promise<number> {
  const console = new Console(io)
  const { targets, options } = request
  const selected =
    targets.length === 0 && options.length === 0
      ? { value: [], diagnostics: [] }
      : await selectTargets({ targets, options, format: undefined })
  const inputs = findInputs([request.path], { cwd: io.cwd })
  const macros = readMacros(request.macros, io.cwd, console)
  const event = request.event === undefined ? undefined : await firstEvent(request.event, io)
  const [input, ...others] = inputs.value
  const problems = [
    ...selected.diagnostics,
    ...inputs.diagnostics,
    ...macros.diagnostics,
    ...(others.length === 0
      ? []
      : [diagnostic('cli/usage', { reason: 'explain reads one file.' })]),
  ]
  if (input === undefined || hasErrors(problems)) throw new UsageError(problems)
  const [file] = linkFiles([await readInput(input, io, macros.value)])
  const { source, rules } = file!
  const running = event === undefined ? undefined : await runningOn(event)
  let failed = macros.failed
  for (const read of rules) {
    for (const found of read.diagnostics) console.report(found, source)
    failed ||= hasErrors(read.diagnostics)
    const query = convertible(read)
    if (query === undefined) continue
    for (const target of selected.value.length === 0 ? [undefined] : selected.value) {
      const conversion = target && (await convert(query, target, read.diagnostics))
      const parts = partsOf(query).map(({ rule, of }): ExplainedPart => {
        if (of.kind === 'joint') return { rule, of, explanation: undefined }
        return { rule, of, explanation: explain(of, { ...requestOf(target), ...running }) }
      })
      show({ source, query, parts, target, conversion }, request.json, console)
    }
  }
  return failed ? exit.findings : exit.fine
}

const convert = async (
  query: Detection | Joint,
  { backend, format, options }: Target,
  found: readonly Diagnostic[],
): Promise<Conversion> => transpile(query, backend, { format, options, found })

interface Part {
  /** What a correlation calls it; undefined of what is explained itself. */
  readonly rule: string | undefined
  readonly of: Detection | Joint
}

/** What is explained, and behind a correlation what it is over. */
const partsOf = (query: Detection | Joint, rule?: string): readonly Part[] => [
  { rule, of: query },
  ...(query.kind === 'detection' ? [] : query.parts.flatMap((part) => partsOf(part.of, part.rule))),
]

const requestOf = (target: Target | undefined): ExplainRequest =>
  target === undefined
    ? {}
    : { backend: target.backend, format: target.format, options: target.options }

/** An event, and what it takes to run rules on it, which is loaded only then. */
async function runningOn(event: Event): Promise<Partial<ExplainRequest>> {
  const { surroundings, unrunnable } = await import('../../testing/matcher.js')
  return { event, surroundings, problemsOf: (condition) => unrunnable(condition, {}) }
}

async function firstEvent(path: string, io: Io): Promise<Event> {
  try {
    for await (const record of eventsOf(resolve(io.cwd, path))) {
      if ('event' in record) return record.event
      const { line, problem: reason } = record
      throw new UsageError([diagnostic('testing/event', { path, line, reason })])
    }
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError([diagnostic('testing/unreadable', { path, reason: reasonOf(error) })])
  }
  throw new UsageError([diagnostic('testing/unreadable', { path, reason: 'it has no event' })])
}

/** A detection with what became of it; a correlation says what its rules have to come to, and no more. */
export type ExplainedPart =
  | (Part & { readonly of: Detection; readonly explanation: Explanation })
  | (Part & { readonly of: Joint; readonly explanation: undefined })

/** What is explained. */
export interface Subject {
  readonly source: SourceText
  readonly query: Detection | Joint
  /** First the query itself, then the rules that it is over. */
  readonly parts: readonly ExplainedPart[]
  readonly target: Target | undefined
  readonly conversion: Conversion | undefined
}

function show(subject: Subject, json: boolean, console: Console): void {
  const lines = json ? jsonLines(subject) : textLines(subject)
  for (const line of lines) console.print(`${line}\n`)
}
