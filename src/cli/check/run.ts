/** `check`: everything that readers and checks find in the rules of some paths. */
import { diagnostic, hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { didYouMean } from '../../diagnostics/suggest.js'
import { checkLinks, type Severity } from '../../index.js'
import type { Profile } from '../../lint/check.js'
import { checksOf } from '../../lint/index.js'
import { lint } from '../../lint/lint.js'
import { checkNames, codeNamed } from '../../lint/names.js'
import { thresholds, type ReportFormat } from '../check.js'
import { findInputs } from '../input/inputs.js'
import { readMacros } from '../input/macros.js'
import { readInputs } from '../input/read.js'
import type { Io } from '../io.js'
import { Console } from '../output/console.js'
import { exit, UsageError } from '../usage.js'
import { repair } from './repair.js'
import { reporters } from './reporters.js'

/** The command line of `check`. */
export interface CheckArguments {
  readonly paths: readonly string[]
  readonly profile: Profile
  readonly format: ReportFormat
  readonly failOn: Severity
  /** Names, some of them joined by commas. */
  readonly disable: readonly string[]
  /** Whether files are repaired. */
  readonly fix: boolean
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
    ...(request.fix && inputs.value.some(({ location }) => location === undefined)
      ? [diagnostic('cli/usage', { reason: '--fix repairs files, not standard input.' })]
      : []),
  ]
  if (hasErrors(problems)) throw new UsageError(problems)
  const without = new Set(disabled.map(codeNamed))
  const checks = checksOf(request.profile).filter(({ name }) => !without.has(`lint/${name}`))
  let files = checkLinks(await readInputs(inputs.value, macros.value, io, console))
  let found = lint(files, checks, macros.value)
  let repaired = 0
  if (request.fix) {
    const results = inputs.value.map((input, index) => repair(input, found[index]!))
    const failures = results.flatMap(({ problem }) => problem ?? [])
    if (failures.length > 0) throw new UsageError(failures)
    repaired = results.reduce((sum, { count }) => sum + count, 0)
  }
  if (repaired > 0) {
    files = checkLinks(await readInputs(inputs.value, macros.value, io, console))
    found = lint(files, checks, macros.value)
  }
  const kept = found.map(({ source, diagnostics }) => ({
    source,
    diagnostics: diagnostics.filter(({ code }) => !without.has(code)),
  }))
  reporters[request.format](kept, console)
  if (repaired > 0) console.sum(`Repaired ${repaired} finding${repaired === 1 ? '' : 's'}.`)
  const failing = thresholds.slice(0, thresholds.indexOf(request.failOn) + 1)
  const all = kept.flatMap(({ diagnostics }) => diagnostics)
  if (all.some(({ code }) => code === 'cli/internal')) return exit.usage
  const fails = all.some(({ severity }) => failing.includes(severity))
  return fails || macros.failed ? exit.findings : exit.fine
}

const unknownCheck = (name: string): Diagnostic =>
  diagnostic('cli/unknown-check', { name, suggestion: didYouMean(name, checkNames) })
