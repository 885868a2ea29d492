/** `test`: rules on events. */
import { resolve } from 'node:path'
import { hasErrors } from '../../diagnostics/diagnostic.js'
import { convertible, linkFiles, type ReadFile } from '../../index.js'
import { findInputs, type Input } from '../input/inputs.js'
import { readMacros } from '../input/macros.js'
import { readInputs } from '../input/read.js'
import type { Io } from '../io.js'
import { isLimit } from '../limits.js'
import { oneLineJson } from '../output/json-line.js'
import { Console } from '../output/console.js'
import type { ResultFormat } from '../test.js'
import { exit, UsageError } from '../usage.js'
import { runCases } from './cases.js'
import { isEventFile } from './events.js'
import { runRegressions } from './regression.js'
import { reporters } from './reporters.js'
import type { Result } from './result.js'
import { search } from './search.js'
import { watch } from './watch.js'

/** The command line of `test`. */
export interface TestArguments {
  readonly paths: readonly string[]
  readonly events: readonly string[]
  readonly regression: readonly string[]
  readonly format: ResultFormat
  readonly watch: boolean
  readonly macros: readonly string[]
}

/** Runs the command; the result is the exit code. With `watch` it ends when the process is told to. */
export async function test(request: TestArguments, io: Io): Promise<number> {
  const console = new Console(io)
  const once = async (): Promise<number> => run(request, io, console).finally(() => console.clear())
  if (!request.watch) return once()
  const { paths, events, regression, macros } = request
  return watch([...paths, ...events, ...regression, ...macros], once, io)
}

async function run(request: TestArguments, io: Io, console: Console): Promise<number> {
  const { cwd } = io
  const inputs = findInputs(request.paths, { cwd })
  const macros = readMacros(request.macros, cwd, console)
  const events = findInputs(request.events, { cwd, isWanted: isEventFile })
  const problems = [...inputs.diagnostics, ...macros.diagnostics, ...events.diagnostics]
  if (hasErrors(problems)) throw new UsageError(problems)
  const files = linkFiles(await readInputs(inputs.value, macros.value, io, console))
  const isBroken = reportErrors(files, console)
  const failed =
    request.events.length > 0
      ? await searchEvents(files, events.value, request.format, console)
      : await runTests(request, inputs.value, files, io, console)
  return isBroken || failed || macros.failed ? exit.findings : exit.fine
}

/** Reports why rules cannot be read. What is refused fails the tests that it has, if any; what is wrong fails the run. */
function reportErrors(files: readonly ReadFile[], console: Console): boolean {
  let isWrong = false
  for (const { source, rules } of files) {
    for (const one of rules.flatMap(({ diagnostics }) => diagnostics)) {
      if (one.severity !== 'error') continue
      console.report(one, source)
      isWrong ||= !isLimit(one)
    }
  }
  return isWrong
}

async function runTests(
  request: TestArguments,
  inputs: readonly Input[],
  files: readonly ReadFile[],
  io: Io,
  console: Console,
): Promise<boolean> {
  const results: Result[] = []
  let untested = 0
  for (const [index, file] of files.entries()) {
    console.progress(index, files.length)
    const own = await runCases(inputs[index]!, file)
    if (own !== undefined) results.push(...own)
    else if (file.rules.some((rule) => convertible(rule) !== undefined)) untested++
  }
  for (const path of request.regression) {
    results.push(...(await runRegressions({ path, location: resolve(io.cwd, path) }, files)))
  }
  reporters[request.format](results, console)
  const failures = results.filter(({ problems }) => problems.length > 0).length
  const without =
    untested === 0 || request.regression.length > 0 ? '' : ` Files without tests: ${untested}.`
  console.sum(`${results.length - failures} tests passed, ${failures} failed.${without}`)
  return failures > 0
}

async function searchEvents(
  files: readonly ReadFile[],
  inputs: readonly Input[],
  format: ResultFormat,
  console: Console,
): Promise<boolean> {
  const { selected, events, problems } = await search(files, inputs)
  for (const { source, found } of problems) console.report(found, source)
  for (const { file, rule, count, places } of selected) {
    if (count === 0) continue
    const { path } = file.source
    const { title, id = null } = rule
    if (format === 'text') {
      console.printHead(`${path}: ${title}: ${count}`)
      for (const place of places) console.print(`  ${place}\n`)
    } else console.print(`${oneLineJson({ path, id, title, count, places })}\n`)
  }
  const hits = selected.filter(({ count }) => count > 0).length
  console.sum(`${events} events, ${hits} of ${selected.length} rules found any.`)
  return problems.some(({ found }) => found.severity === 'error')
}
