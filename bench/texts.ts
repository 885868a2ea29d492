/** The files that a measurement is about. */
import { findInputs, type Input } from '../src/cli/input/inputs.js'
import { readText } from '../src/cli/input/file.js'
import { macroSet, readMacroFile, type MacroSet, type SourceText } from '../src/index.js'

/** The inputs at some paths; undefined where one cannot be found, which is then told of. */
export function inputsAt(paths: readonly string[]): readonly Input[] | undefined {
  const { value, diagnostics } = findInputs(paths, { cwd: process.cwd() })
  for (const { message } of diagnostics) console.error(message)
  return diagnostics.length > 0 ? undefined : value
}

/** The texts of inputs; a file that cannot be read is told of, and left out. */
export function* textsOf(inputs: readonly Input[]): Generator<SourceText> {
  for (const { path, location = '', problem } of inputs) {
    const read = problem === undefined ? readText(location) : { problem }
    if (read.text !== undefined) yield { path, text: read.text }
    else console.error(`${path}: ${read.problem.message}`)
  }
}

/** The macros of inputs, beside those that every Splunk has. */
export const macrosOf = (inputs: readonly Input[]): MacroSet =>
  macroSet([...textsOf(inputs)].flatMap((file) => readMacroFile(file).value))
