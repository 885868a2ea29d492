/** The stages behind the first: all of them have to be display only. */
import type { Span, Verbatim } from '../ast/nodes.js'
import { diagnostic, type Diagnostic, type Result } from '../diagnostics/diagnostic.js'
import { spanOf } from '../source/mapped.js'
import { commandOf, effectOf } from './commands.js'
import { fileSpan, type Expansion } from './expansion.js'
import { expandMacros, type MacroSet } from './macros.js'
import { splitStages, type Stage } from './stages.js'

/**
 * Keeps display stages word for word. Diagnostics: splunk/unsupported-command for each stage that is more, those of
 * macros and of stages, and one note splunk/display-stages.
 */
export function readLaterStages(
  stages: readonly Stage[],
  macros: MacroSet,
): Result<readonly Verbatim[]> {
  const diagnostics: Diagnostic[] = []
  const shown: { readonly number: number; readonly name: string; readonly span: Span }[] = []
  const verbatim = stages.map((stage): Verbatim => {
    const { text, number } = stage
    const span = spanOf(text, 0, text.text.length)
    const expanded = expandMacros(text, macros)
    const problems = [...expanded.diagnostics, ...problemsOf(expanded.value, number)]
    diagnostics.push(...problems)
    const name = nameOf(expanded.value)
    if (problems.length === 0) shown.push({ number, name, span })
    return { kind: 'verbatim', text: text.text, stage: number, effect: 'display', span }
  })
  const first = shown[0]
  if (first !== undefined) {
    const names = [...new Set(shown.map(({ name }) => name))].join(', ')
    const numbers = ranges(shown.map(({ number }) => number))
    const span = { start: first.span.start, end: shown.at(-1)!.span.end }
    diagnostics.push(
      diagnostic('splunk/display-stages', { stages: `${numbers}: ${names}` }, { span }),
    )
  }
  return { value: verbatim, diagnostics }
}

/** A macro that is a whole stage is known by its own name, not by that of the command that it becomes. */
function nameOf({ written, calls }: Expansion): string {
  const [call] = calls
  return call !== undefined && written.text === `\`${call.written}\``
    ? call.name
    : commandOf(written.text)
}

function problemsOf(expansion: Expansion, number: number): readonly Diagnostic[] {
  if (!expansion.complete) return []
  const { text, origins } = expansion
  // Offsets of the expansion, so that each stage that a macro makes is placed at the macro's call.
  const own = { text, origins: Array.from(origins, (_, index) => index) }
  const split = splitStages(own)
  const unbalanced = split.diagnostics.map(({ span, ...rest }) => ({
    ...rest,
    span: fileSpan(expansion, span?.start ?? 0, span?.end ?? 0),
  }))
  const refusals = split.value.flatMap((stage): readonly Diagnostic[] => {
    const effect = effectOf(stage.text.text)
    if (effect === 'display') return []
    const command = commandOf(stage.text.text)
    const start = stage.text.origins[0] ?? 0
    const span = fileSpan(expansion, start, start + command.length)
    const parameters = { command, stage: number, reason: effect.refused }
    return [diagnostic('splunk/unsupported-command', parameters, { span })]
  })
  return [...unbalanced, ...refusals]
}

/** `2-5, 7` of 2, 3, 4, 5, 7. */
function ranges(numbers: readonly number[]): string {
  const parts: { readonly first: number; last: number }[] = []
  for (const number of numbers) {
    const part = parts.at(-1)
    if (part !== undefined && part.last === number - 1) part.last = number
    else parts.push({ first: number, last: number })
  }
  return parts
    .map(({ first, last }) => (first === last ? String(first) : `${first}-${last}`))
    .join(', ')
}
