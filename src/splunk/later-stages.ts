/** The stages behind the first: all of them have to be display only. */
import type { Verbatim } from '../ast/nodes.js'
import { diagnostic, type Diagnostic, type Result } from '../diagnostics/diagnostic.js'
import { spanOf } from '../source/mapped.js'
import { commandOf, effectOf } from './commands.js'
import { fileSpan, type Expansion } from './expansion.js'
import { expandMacros, type MacroSet } from './macros.js'
import { splitStages, type Stage } from './stages.js'

/**
 * Keeps display stages word for word. Diagnostics: splunk/unsupported-command for each stage that is more, and those of
 * macros and of stages.
 */
export function readLaterStages(
  stages: readonly Stage[],
  macros: MacroSet,
): Result<readonly Verbatim[]> {
  const diagnostics: Diagnostic[] = []
  const verbatim = stages.map((stage): Verbatim => {
    const { text, number } = stage
    const span = spanOf(text, 0, text.text.length)
    const expanded = expandMacros(text, macros)
    diagnostics.push(...expanded.diagnostics, ...problemsOf(expanded.value, number))
    return { kind: 'verbatim', text: text.text, stage: number, effect: 'display', span }
  })
  return { value: verbatim, diagnostics }
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
