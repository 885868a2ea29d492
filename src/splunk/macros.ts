/** Macros: named pieces of SPL. What is done with them is in expand-macros.ts. */
import { builtinMacros } from './builtin-macros.js'

/** A macro as macros.conf has it; a macro of the same name with another number of parameters is another macro. */
export interface Macro {
  readonly name: string
  readonly parameters: readonly string[]
  /** SPL, in which `$parameter$` stands for an argument. */
  readonly definition: string
  /** The definition is an expression of `eval`, which makes the SPL. */
  readonly evaluated?: true
  /** Each site defines it for itself, to select such data: as long as nobody says how, it keeps everything. */
  readonly site?: SiteData
  /** What arguments have to be, and what Splunk says where they are not. */
  readonly validation?: { readonly expression: string; readonly message: string }
}

/** Data that each site selects in its own way. */
export type SiteData = 'endpoints' | 'windowsEventLog'

/** Macros by their key in macros.conf: `name`, or `name(2)` of one with two parameters. */
export type MacroSet = ReadonlyMap<string, Macro>

/** What macros.conf calls a macro of so many parameters. */
export const keyOf = (name: string, count: number): string =>
  count === 0 ? name : `${name}(${count})`

/** The built-in macros and these; of macros with one key, the last. */
export const macroSet = (macros: readonly Macro[] = []): MacroSet =>
  new Map(
    [...builtinMacros, ...macros].map((macro) => [
      keyOf(macro.name, macro.parameters.length),
      macro,
    ]),
  )
