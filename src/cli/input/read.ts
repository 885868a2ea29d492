/** From one file to its rules. */
import { macroSet, readSource, type MacroSet, type ReadFile } from '../../index.js'
import type { Io } from '../io.js'
import { readStandardInput, readText, type TextOrProblem } from './file.js'
import type { Input } from './inputs.js'

/** Reads the rules of an input, unlinked. One that cannot be read has one entry that says why. */
export async function readInput(
  input: Input,
  io: Io,
  macros: MacroSet = macroSet(),
): Promise<ReadFile> {
  const { text, problem } = await textOf(input, io)
  if (text !== undefined) return readSource({ path: input.path, text }, macros)
  return {
    source: { path: input.path, text: '' },
    rules: [{ title: input.path, detection: undefined, diagnostics: [problem] }],
  }
}

async function textOf({ location, problem }: Input, io: Io): Promise<TextOrProblem> {
  if (problem !== undefined) return { problem }
  return location === undefined ? readStandardInput(io) : readText(location)
}
