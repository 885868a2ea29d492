/** Diagnostics as values: what is wrong or inexact, where, and what to do about it. */
import { controlEscape, replaceControls } from '../ast/control.js'
import type { Span } from '../ast/nodes.js'
import type { Polarity } from '../ast/visit.js'
import { codes, type Code, type Severity } from './codes.js'

/** What a note says of the query: it selects more events, fewer, or some more and some fewer than the rule. */
export type Effect = 'wider' | 'narrower' | 'approximate'

/** The effect on the whole of what has this effect in its place: under a negation, widening narrows. */
export function effectUnder(effect: Effect, polarity: Polarity): Effect {
  if (polarity === 'positive' || effect === 'approximate') return effect
  return effect === 'wider' ? 'narrower' : 'wider'
}

/** How a whole query stands to its rule. */
export type Fidelity = 'exact' | Effect

/** Another place that a diagnostic is about; its line and column follow the message. */
export interface Related {
  readonly message: string
  readonly span: Span
}

/** One finding. `span` is a range of the file that was being read; without one it is about the whole file. */
export interface Diagnostic {
  readonly code: Code
  readonly severity: Severity
  readonly message: string
  readonly help?: string
  readonly span?: Span
  readonly related?: readonly Related[]
  /** Only of notes on fidelity. */
  readonly effect?: Effect
  /** What was meant by the word at `span`, where a slip can hardly mean anything else. */
  readonly meant?: string
}

/** The parts `{name}` of a message. */
type ParametersIn<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParametersIn<Rest>
  : never

type HelpOf<C extends Code> = (typeof codes)[C] extends { readonly help: infer Help extends string }
  ? Help
  : ''

/** What has to be filled in for a code. */
export type Parameters<C extends Code> = {
  readonly [Name in ParametersIn<(typeof codes)[C]['message']> | ParametersIn<HelpOf<C>>]:
    string | number
}

interface Details<C extends Code> {
  readonly span?: Span | undefined
  readonly related?: readonly Related[]
  /** Only of a code whose help says what would make the query exact. */
  readonly effect?: '' extends HelpOf<C> ? never : Effect
  readonly meant?: string | undefined
}

/** A diagnostic of the table of codes, its message and help filled in. A wrong code or parameter does not compile. */
export function diagnostic<C extends Code>(
  code: C,
  parameters: Parameters<C>,
  { span, related, effect, meant }: Details<C> = {},
): Diagnostic {
  const { severity, message, help }: { severity: Severity; message: string; help?: string } =
    codes[code]
  const values: Readonly<Record<string, string | number>> = parameters
  const fill = (text: string): string =>
    partsOf(text)
      .map((part, index) => (index % 2 === 0 ? part : oneLine(String(values[part]))))
      .join('')
  return {
    code,
    severity,
    message: asSentence(fill(message)),
    ...(help === undefined ? {} : { help: fill(help) }),
    ...(span === undefined ? {} : { span }),
    ...(related === undefined ? {} : { related }),
    ...(effect === undefined ? {} : { effect }),
    ...(meant === undefined ? {} : { meant }),
  }
}

/** By text; these are all of the table of codes. */
const knownParts = new Map<string, readonly string[]>()

/** A text cut at its parameters: every other part is the name of one. */
function partsOf(text: string): readonly string[] {
  const parts = knownParts.get(text) ?? text.split(/\{(\w+)\}/)
  knownParts.set(text, parts)
  return parts
}

const asSentence = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** Values come from untrusted files: none may start a line of its own, or move a terminal's cursor, in a report. */
export const oneLine = (text: string): string => replaceControls(text, controlEscape)

/** A value and what was found on the way to it. */
export interface Result<T> {
  readonly value: T
  readonly diagnostics: readonly Diagnostic[]
}

/** Whether any of these is an error. */
export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === 'error')

/** The fidelity that remains after all of these effects: wider and narrower together are approximate. */
export function fidelityOf(diagnostics: readonly Diagnostic[]): Fidelity {
  const effects = new Set(diagnostics.map(({ effect }) => effect))
  if (effects.has('approximate') || (effects.has('wider') && effects.has('narrower')))
    return 'approximate'
  return effects.has('wider') ? 'wider' : effects.has('narrower') ? 'narrower' : 'exact'
}
