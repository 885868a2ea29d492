/** `check`: everything that readers and checks find in the rules of some paths. */
import { diagnostic, hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { didYouMean } from '../../diagnostics/suggest.js'
import type { ReadFile, Severity } from '../../index.js'
import type { Profile } from '../../lint/check.js'
import { checksOf } from '../../lint/index.js'
import { lint } from '../../lint/lint.js'
import { checkNames, codeNamed } from '../../lint/names.js'
import { thresholds, type ReportFormat } from '../check.js'
import { findInputs } from '../input/inputs.js'
import { readMacros } from '../input/macros.js'
import { readInput } from '../input/read.js'
import type { Io } from '../io.js'
import { Console } from '../output/console.js'
import { exit, UsageError } from '../usage.js'
import { reporters } from './reporters.js'

/** The command line of `check`. */
export interface CheckArguments {
  readonly paths: readonly string[]
  readonly profile: Profile
  readonly format: ReportFormat
  readonly failOn: Severity
  /** Names, some of them joined by commas. */
  readonly disable: readonly string[]
  readonly macros: readonly string[]
}

/** Runs the command; the result is the exit code. */
export async function check(request: CheckArguments, io: Io): Promise<number> {
  const console = new Console(io)
  try {
    return await run(request, io, console)
  } finally {
    console.clear()
  }
}

async function run(request: CheckArguments, io: Io, console: Console): Promise<number> {
  const disabled = request.disable
    .flatMap((list) => list.split(','))
    .map((name) => name.trim())
    .filter(Boolean)
  const inputs = findInputs(request.paths, { cwd: io.cwd })
  const macros = readMacros(request.macros, io.cwd, console)
  const problems = [
    ...disabled.filter((name) => codeNamed(name) === undefined).map(unknownCheck),
    ...inputs.diagnostics,
    ...macros.diagnostics,
  ]
  if (hasErrors(problems)) throw new UsageError(problems)
  const files: ReadFile[] = []
  for (const [index, input] of inputs.value.entries()) {
    console.progress(index, inputs.value.length)
    files.push(await readInput(input, io, macros.value))
  }
  const without = new Set(disabled.map(codeNamed))
  const found = lint(files, checksOf(request.profile)).map(({ source, diagnostics }) => ({
    source,
    diagnostics: diagnostics.filter(({ code }) => !without.has(code)),
  }))
  reporters[request.format](found, console)
  const failing = thresholds.slice(0, thresholds.indexOf(request.failOn) + 1)
  const fails = found.some(({ diagnostics }) =>
    diagnostics.some(({ severity }) => failing.includes(severity)),
  )
  return fails || macros.failed ? exit.findings : exit.fine
}

const unknownCheck = (name: string): Diagnostic =>
  diagnostic('cli/unknown-check', { name, suggestion: didYouMean(name, checkNames) })
