/** Prints a search anew: one stage a line, what is too long broken where people do. What it means stays as it is. */
import { hasErrors, type Result } from '../../diagnostics/diagnostic.js'
import type { MappedText } from '../../source/mapped.js'
import { splitStages } from '../stages.js'
import { pipelineLines } from './layout.js'
import { unmatchedParentheses } from './parentheses.js'
import { readPipeline } from './pipeline.js'

/**
 * The search with other white space, and no other change; also where it has commands that nobody knows. Undefined where it
 * cannot be split into stages, or where parentheses have no counterpart: splunk/unbalanced, splunk/syntax.
 */
export function formatSearch(search: MappedText): Result<string | undefined> {
  const { value: stages, diagnostics } = splitStages(search)
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics }
  const pipeline = readPipeline(search.text)
  const unmatched = unmatchedParentheses(stages, pipeline)
  return unmatched.length > 0
    ? { value: undefined, diagnostics: [...diagnostics, ...unmatched] }
    : { value: pipelineLines(pipeline, 0).join('\n').trim(), diagnostics }
}
