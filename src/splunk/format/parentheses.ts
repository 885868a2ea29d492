/** Parentheses without a counterpart: what stands between them is not what anybody meant, so that it is not printed anew. */
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { sliceMapped, spanOf, type MappedText } from '../../source/mapped.js'
import { nothingOpened } from '../clause.js'
import { unmatchedIn } from '../scan.js'
import { splitStages, type Stage } from '../stages.js'
import { subsearchesIn } from './items.js'
import type { FormattedStage, Item, Pipeline } from './tree.js'

/**
 * Of each stage the first parenthesis that closes nothing (splunk/syntax), and the outermost that is never closed
 * (splunk/unbalanced). In the words of a command that nobody knows a parenthesis may be anything.
 */
export function unmatchedParentheses(
  stages: readonly Stage[],
  pipeline: Pipeline,
): readonly Diagnostic[] {
  return stages.flatMap((stage, index) => {
    const read = pipeline.stages[index]
    if (read === undefined || read.isPlain) return []
    return read.verbatim === undefined ? insideOf(stage.text, read) : problemsOf(stage)
  })
}

/** The same of the subsearches of a stage that could be read. */
function insideOf(text: MappedText, { items }: FormattedStage): readonly Diagnostic[] {
  const pipelines = items.flatMap(pipelinesIn)
  return subsearchesIn(text.text).flatMap(({ start, end }, index) => {
    const pipeline = pipelines[index]
    const { value } = splitStages(sliceMapped(text, start + 1, end - 1))
    return pipeline === undefined ? [] : unmatchedParentheses(value, pipeline)
  })
}

const pipelinesIn = (item: Item): readonly Pipeline[] =>
  item.kind === 'subsearch'
    ? [item.pipeline]
    : item.kind === 'group'
      ? item.items.flatMap(pipelinesIn)
      : []

/** Of a stage that could not be read; its subsearches are not known either. */
function problemsOf({ text, number: stage }: Stage): readonly Diagnostic[] {
  const { opened, closing } = unmatchedIn(withoutSubsearches(text.text))
  const place = (at: number) => ({ span: spanOf(text, at, at + 1) })
  const unopened = closing
    .slice(0, 1)
    .map((at) => diagnostic('splunk/syntax', { stage, reason: nothingOpened }, place(at)))
  const unclosed = opened
    .slice(0, 1)
    .map((at) => diagnostic('splunk/unbalanced', { what: 'parenthesis' }, place(at)))
  return [...unopened, ...unclosed]
}

/** The text with blanks in the place of its subsearches. */
function withoutSubsearches(text: string): string {
  const pieces: string[] = []
  let copied = 0
  for (const { start, end } of subsearchesIn(text)) {
    pieces.push(text.slice(copied, start), ' '.repeat(end - start))
    copied = end
  }
  return [...pieces, text.slice(copied)].join('')
}
