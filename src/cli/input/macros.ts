/** Reads the files of `--macros`. */
import { macroSet, readMacroFile, type Macro, type MacroSet } from '../../index.js'
import {
  diagnostic,
  hasErrors,
  type Diagnostic,
  type Result,
} from '../../diagnostics/diagnostic.js'
import type { Console } from '../output/console.js'
import { readText, type TextOrProblem } from './file.js'
import { findInputs, standardInput, type Input } from './inputs.js'
import { isMacroFile } from './walk.js'

/** The macros of some files. */
export interface MacroFiles {
  /** Those that could be read, and the built-in ones. */
  readonly value: MacroSet
  /** What is wrong with the paths. */
  readonly diagnostics: readonly Diagnostic[]
  /** Whether a file was wrong, which is reported already. */
  readonly failed: boolean
}

/**
 * The macros of files and folders. What is wrong inside a file is reported at its place at once; the macros of the
 * others stand, and a search that needs one that is missing will say so.
 */
export function readMacros(paths: readonly string[], cwd: string, console: Console): MacroFiles {
  const inputs = findInputs(
    paths.filter((path) => path !== standardInput),
    { cwd, isWanted: isMacroFile },
  )
  const read = inputs.value.map((input) => readMacrosOf(input, console))
  return {
    value: macroSet(read.flatMap(({ value }) => value)),
    diagnostics: paths.includes(standardInput)
      ? [diagnostic('cli/usage', { reason: '--macros reads files, not standard input.' })]
      : inputs.diagnostics,
    failed: read.some(({ diagnostics }) => hasErrors(diagnostics)),
  }
}

function readMacrosOf(
  { path, location, problem }: Input,
  console: Console,
): Result<readonly Macro[]> {
  const read: TextOrProblem = problem === undefined ? readText(location ?? path) : { problem }
  const source = { path, text: read.text ?? '' }
  const result =
    read.problem === undefined ? readMacroFile(source) : { value: [], diagnostics: [read.problem] }
  for (const found of result.diagnostics) console.report(found, source)
  return result
}
