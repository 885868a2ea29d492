/** Reads the files of `--macros`. */
import { macroSet, readMacroFile, type Macro, type MacroSet } from '../../index.js'
import { diagnostic, hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.js'
import type { Console } from '../output/console.js'
import { readText, type TextOrProblem } from './file.js'
import { findInputs, standardInput, type Input } from './inputs.js'

/**
 * The macros of files and folders, and the built-in ones. What is wrong inside a file is reported at its place at once;
 * then there is no set, as searches would be read wrongly.
 */
export function readMacros(
  paths: readonly string[],
  cwd: string,
  console: Console,
): { readonly value: MacroSet | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const inputs = findInputs(
    paths.filter((path) => path !== standardInput),
    { cwd },
  )
  const read = inputs.value.map((input) => readMacrosOf(input, console))
  const macros = read.flatMap((one) => one ?? [])
  return {
    value: read.includes(undefined) ? undefined : macroSet(macros),
    diagnostics: paths.includes(standardInput)
      ? [diagnostic('cli/usage', { reason: '--macros reads files, not standard input.' })]
      : inputs.diagnostics,
  }
}

function readMacrosOf(
  { path, location, problem }: Input,
  console: Console,
): readonly Macro[] | undefined {
  const read: TextOrProblem = problem === undefined ? readText(location ?? path) : { problem }
  const source = { path, text: read.text ?? '' }
  const { value, diagnostics } =
    read.problem === undefined ? readMacroFile(source) : { value: [], diagnostics: [read.problem] }
  for (const found of diagnostics) console.report(found, source)
  return hasErrors(diagnostics) ? undefined : value
}
