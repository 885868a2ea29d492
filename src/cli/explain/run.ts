/** `explain`: what became of each test of a rule. */
import { resolve } from 'node:path'
import type { Event } from '../../ast/evaluate.js'
import type { Detection } from '../../ast/nodes.js'
import { diagnostic, hasErrors } from '../../diagnostics/diagnostic.js'
import { explain, type ExplainRequest, type Explanation } from '../../explain/explain.js'
import { convertible, linkFiles, type SourceText } from '../../index.js'
import { matcherOf } from '../../testing/matcher.js'
import { regexFinds } from '../../testing/regexes.js'
import { selectTargets, type Target } from '../convert/request.js'
import { reasonOf } from '../input/file.js'
import { findInputs } from '../input/inputs.js'
import { readMacros } from '../input/macros.js'
import { readInput } from '../input/read.js'
import type { Io } from '../io.js'
import { Console } from '../output/console.js'
import { eventsOf } from '../test/events.js'
import { exit, UsageError } from '../usage.js'
import { jsonOf, linesOf } from './print.js'

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
  let failed = macros.failed
  for (const read of rules) {
    for (const found of read.diagnostics) console.report(found, source)
    failed ||= hasErrors(read.diagnostics)
    for (const detection of detectionsOf(convertible(read))) {
      for (const target of selected.value.length === 0 ? [undefined] : selected.value) {
        const given = { ...requestOf(target), ...runnable(detection, event) }
        show(explain(detection, given), { source, detection, target, json: request.json }, console)
      }
    }
  }
  return failed ? exit.findings : exit.fine
}

/** A correlation is explained by what it is over. */
const detectionsOf = (rule: ReturnType<typeof convertible>): readonly Detection[] =>
  rule === undefined
    ? []
    : rule.kind === 'detection'
      ? [rule]
      : rule.parts.flatMap(({ of }) => detectionsOf(of))

const requestOf = (target: Target | undefined): ExplainRequest =>
  target === undefined
    ? {}
    : { backend: target.backend, format: target.format, options: target.options }

/** An event says nothing about a rule that cannot be run. */
const runnable = (detection: Detection, event: Event | undefined): ExplainRequest =>
  event === undefined || matcherOf(detection).value === undefined
    ? {}
    : { event, surroundings: { regexFinds } }

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

/** What is explained. */
export interface Subject {
  readonly source: SourceText
  readonly detection: Detection
  readonly target: Target | undefined
  readonly json: boolean
}

function show(explanation: Explanation, subject: Subject, console: Console): void {
  if (subject.json) console.print(`${jsonOf(explanation, subject)}\n`)
  else for (const line of linesOf(explanation, subject)) console.print(`${line}\n`)
}
