/** What a command behind the first is, and what it does to the results. */
import type { Condition, Outlier, Span, Threshold } from '../../ast/nodes.js'
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.js'
import type { Budget } from '../budget.js'
import { fileSpan, type Expansion } from '../expansion.js'
import type { Basis, MeasureValue, Opaque, Results, UsualValue } from '../lineage.js'
import { wordsOf, type Word } from '../words.js'

/** One command of a pipeline. */
export interface Command {
  /** In lower case. */
  readonly name: string
  /** The whole stage, macros replaced. */
  readonly expansion: Expansion
  /** Where its arguments start. */
  readonly body: number
  /** Counted from 1, the search itself being stage 1. */
  readonly stage: number
  /** How much more may be computed in this search. */
  readonly budget: Budget
  /** Hears what each field rests on that a filter reads. */
  readonly reads?: ((basis: Basis) => void) | undefined
}

/** A measured number and how it has to stand to another, or to what is usual of it. */
export interface TestedMeasure {
  readonly name: string
  readonly measure: MeasureValue
  readonly having: Threshold | Unusual
}

/** How a measured number has to stand to what is usual of it. */
export interface Unusual {
  readonly operator: Outlier['operator']
  readonly usual: UsualValue
  readonly span: Span
}

/** What a command makes of the results. */
export interface Step {
  readonly results: Results
  /** What it asks of the events that the search found. */
  readonly says?: readonly Condition[]
  readonly thresholds?: readonly TestedMeasure[]
  /** With an error among them, the command is not read and the results mean nothing. */
  readonly diagnostics?: readonly Diagnostic[]
}

/** Reads a command. */
export type Handler = (command: Command, results: Results) => Step

/** The name of the command that a stage starts with. */
export const commandOf = (stage: string): string =>
  /^[^\s(["`]+/.exec(stage)?.[0] ?? stage.slice(0, 1)

/** The refusal of a command; the reason ends a sentence about it. `start` and `end` are of the stage's text. */
export function refusal(
  { expansion, stage }: Command,
  reason: string,
  start = 0,
  end = commandOf(expansion.text).length,
): Diagnostic {
  const span = fileSpan(expansion, start, end)
  const command = commandOf(expansion.text)
  return diagnostic('splunk/unsupported-command', { command, stage, reason }, { span })
}

/** The arguments of a command. */
export const argumentsOf = ({ expansion, body }: Command): readonly Word[] =>
  wordsOf(expansion.text, body)

/** A value that this command makes, and that no condition on an event can tell. */
export const made = ({ name, stage }: Command, verb = 'adds'): Opaque => ({
  kind: 'opaque',
  what: `which '${name}' (stage ${stage}) ${verb}`,
})

/** Such a value that is made of nothing but the event. */
export const madeOfEvent = (command: Command, verb: string): Opaque => ({
  ofEvent: true,
  ...made(command, verb),
})
