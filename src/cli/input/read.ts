/** From one file to its rules. */
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { macroSet, readSource, type MacroSet, type ReadFile } from '../../index.js'
import type { Io } from '../io.js'
import type { Console } from '../output/console.js'
import { messageOf, readStandardInput, readText, type TextOrProblem } from './file.js'
import type { Input } from './inputs.js'

/** Reads the rules of an input, unlinked. One that cannot be read has one entry that says why. */
export async function readInput(
  input: Input,
  io: Io,
  macros: MacroSet = macroSet(),
): Promise<ReadFile> {
  const { text, problem } = await textOf(input, io)
  if (text !== undefined) return readSource({ path: input.path, text }, macros)
  return unreadable(input, problem)
}

/** Reads all of the inputs, unlinked. A mistake of ours in one is its entry, cli/internal, and the others are read. */
export async function readInputs(
  inputs: readonly Input[],
  macros: MacroSet,
  io: Io,
  console: Console,
): Promise<readonly ReadFile[]> {
  const files: ReadFile[] = []
  for (const [index, input] of inputs.entries()) {
    console.progress(index, inputs.length)
    files.push(
      await readInput(input, io, macros).catch((error: unknown) =>
        unreadable(input, internalError(error)),
      ),
    )
  }
  return files
}

/** What is reported where not the input, but the program is wrong. */
export const internalError = (error: unknown): Diagnostic =>
  diagnostic('cli/internal', { reason: messageOf(error) })

const unreadable = ({ path }: Input, problem: Diagnostic): ReadFile => ({
  source: { path, text: '' },
  rules: [{ title: path, detection: undefined, diagnostics: [problem] }],
})

async function textOf({ location, problem }: Input, io: Io): Promise<TextOrProblem> {
  if (problem !== undefined) return { problem }
  return location === undefined ? readStandardInput(io) : readText(location)
}
