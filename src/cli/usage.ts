/** What every command needs: how commands are declared, and what ends a run before it starts. */
import type { Argv } from 'yargs'
import type { Diagnostic } from '../diagnostics/diagnostic.js'
import type { Io } from './io.js'

/** Adds a command to the parser; `execute` does its work and keeps its exit code. */
export type AddCommand = (parser: Argv, io: Io, execute: Execute) => Argv

/** Does the work of a command, unless its words are only being completed. */
export type Execute = (work: () => Promise<number>) => Promise<void>

/** What a run ends with. */
export const exit = { fine: 0, findings: 1, usage: 2 } as const

/** The call is wrong: reported, and the run ends with 2. */
export class UsageError extends Error {
  readonly diagnostics: readonly Diagnostic[]

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ message }) => message).join(' '))
    this.diagnostics = diagnostics
  }
}

/** The last value of an option that takes one: as elsewhere, a later one wins. */
export const last = (values: readonly string[] | undefined): string | undefined => values?.at(-1)

/** The rules that a command works on. */
export const inputPaths = {
  describe: "Files, folders, patterns such as 'rules/**/*.yml', or - for standard input",
  type: 'string',
  array: true,
  demandOption: true,
} as const

/** Where a command finds the macros of Splunk searches. */
export const macroFiles = {
  describe: "A file or folder with definitions of Splunk's macros",
  type: 'string',
  array: true,
  requiresArg: true,
} as const
