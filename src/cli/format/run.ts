/** `format`: searches of some paths, with other white space. */
import { diagnostic, hasErrors, oneLine, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { macroSet, type ReadFile, type ReadRule } from '../../index.js'
import { formatSearch } from '../../splunk/format/index.js'
import { reasonOf } from '../input/file.js'
import { findInputs, type Input } from '../input/inputs.js'
import { readInputs } from '../input/read.js'
import type { Io } from '../io.js'
import { Console } from '../output/console.js'
import { replaceFile } from '../output/replace.js'
import { exit, UsageError } from '../usage.js'

/** The command line of `format`. */
export interface FormatArguments {
  readonly paths: readonly string[]
  readonly does: 'print' | 'write' | 'check'
}

/** Runs the command; the result is the exit code. */
export async function format({ paths, does }: FormatArguments, io: Io): Promise<number> {
  const console = new Console(io)
  const inputs = findInputs(paths, { cwd: io.cwd })
  if (hasErrors(inputs.diagnostics)) throw new UsageError(inputs.diagnostics)
  const files = await readInputs(inputs.value, macroSet(), io, console)
  console.clear()
  if (does === 'print') return print(files, console)
  const held = inputs.value.filter(
    ({ location }, index) => (does === 'write' && location === undefined) || !isBare(files[index]),
  )
  if (held.length > 0) throw new UsageError(held.map(({ path }) => notOwn(path, does)))
  const bad = files.filter((file, index) => !settle(file, inputs.value[index]!, does, console))
  return bad.length > 0 ? exit.findings : exit.fine
}

/** Writes a file of SPL, or reports that it is not formatted; false where there is something to report. */
function settle(
  { source, rules }: ReadFile,
  input: Input,
  does: 'write' | 'check',
  console: Console,
): boolean {
  const [rule] = rules
  const { value, diagnostics } = rule === undefined ? { diagnostics: [] } : formatted(rule)
  for (const one of diagnostics) console.report(one, source)
  if (value === undefined) return false
  const text = `${value}\n`
  if (source.text === text) return true
  if (does === 'write') write(input, text)
  else console.report(diagnostic('cli/not-formatted', {}, { span: { start: 0, end: 1 } }), source)
  return does === 'write'
}

/** Whether a file is a search and nothing else, or cannot be read. */
const isBare = (file: ReadFile | undefined): boolean => {
  const [rule, ...others] = file?.rules ?? []
  if (rule === undefined || others.length > 0) return false
  return rule.search === undefined
    ? rule.map === undefined && hasErrors(rule.diagnostics)
    : rule.search.text === file?.source.text
}

const notOwn = (path: string, does: 'write' | 'check'): Diagnostic =>
  diagnostic('cli/usage', { reason: `--${does} is for files of SPL alone, and ${path} is none.` })

function write({ path, location }: Input, text: string): void {
  try {
    if (location !== undefined) replaceFile(location, text)
  } catch (error) {
    throw new UsageError([diagnostic('cli/output-failed', { path, reason: reasonOf(error) })])
  }
}

function print(files: readonly ReadFile[], console: Console): number {
  const all = files.flatMap(({ source, rules }) => rules.map((rule) => ({ source, rule })))
  let failed = 0
  for (const { source, rule } of all) {
    const { value, diagnostics } = formatted(rule)
    for (const one of diagnostics) console.report(one, source)
    if (value === undefined) {
      failed++
      continue
    }
    if (all.length > 1) console.printHead(`${oneLine(source.path)}: ${rule.title}`)
    console.printQuery(all.length > 1 ? `${value}\n\n` : value)
  }
  return failed > 0 ? exit.findings : exit.fine
}

/** The search of a rule; of one that has none, why. */
function formatted({ search, diagnostics }: ReadRule): ReturnType<typeof formatSearch> {
  if (search !== undefined) return formatSearch(search)
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  return {
    value: undefined,
    diagnostics: errors.length > 0 ? errors : [diagnostic('input/no-search', {})],
  }
}
