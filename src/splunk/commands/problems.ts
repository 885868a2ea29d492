/** What is wrong with an expression. */
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { defaultLimits, type Parsed } from '../../grammar/parse.js'
import { maxLength } from '../eval.js'
import { fileSpan, type Expansion } from '../expansion.js'

/** Why an expression cannot be read; `offset` is where it starts. */
export function syntaxProblem(
  parsed: Extract<Parsed<unknown>, { readonly ok: false }>,
  expansion: Expansion,
  offset: number,
  stage: number,
): Diagnostic {
  const at = Math.min(offset + parsed.offset, Math.max(0, expansion.text.length - 1))
  const place = { span: fileSpan(expansion, at, at + 1) }
  switch (parsed.problem) {
    case 'too-long': {
      const { length } = expansion.text
      return diagnostic('grammar/too-long', { length, limit: maxLength }, place)
    }
    case 'too-deep':
      return diagnostic('grammar/too-deep', { limit: defaultLimits.depth }, place)
    case 'syntax':
      return diagnostic('splunk/syntax', { stage, reason: `expected ${parsed.expected}` }, place)
  }
}
