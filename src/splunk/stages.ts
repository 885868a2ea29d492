/** Splits a pipeline at its pipes: those not in strings, macro calls, subsearches or comments. */
import { diagnostic, type Diagnostic, type Result } from '../diagnostics/diagnostic.js'
import { sliceMapped, spanOf, type MappedText } from '../source/mapped.js'
import { OriginsBuilder } from '../source/origins.js'
import { grainAt, isBlank, nextOf } from './scan.js'

/** One stage, without comments and the white space around it. */
export interface Stage {
  readonly text: MappedText
  /** Counted from 1, the search itself being stage 1. */
  readonly number: number
  /** Whether a pipe stands before: a first stage without one is a search that does not say so. */
  readonly piped: boolean
}

/** What divides stages and subsearches, and what may hide that. */
const divisions = /[|[\]"`\\]/g

const opened = {
  string: 'quote',
  macro: 'backtick',
  comment: 'comment',
  character: 'character',
  escape: 'backslash',
} as const

/** The stages of a pipeline. What is never closed is splunk/unbalanced, an empty stage splunk/syntax. */
export function splitStages(pipeline: MappedText): Result<readonly Stage[]> {
  const { text } = pipeline
  const segments: { readonly pieces: MappedText[]; readonly end: number }[] = []
  const brackets: number[] = []
  let pieces: MappedText[] = []
  let start = 0
  for (let at = nextOf(divisions, text, 0); at < text.length;) {
    const { kind, end, closed } = grainAt(text, at)
    if (!closed) return unbalanced(pipeline, at, opened[kind])
    if (kind === 'comment') {
      pieces.push(sliceMapped(pipeline, start, at))
      start = end
    } else if (kind === 'character') {
      const character = text[at]
      if (character === '[') brackets.push(at)
      else if (character === ']') brackets.pop()
      else if (character === '|' && brackets.length === 0) {
        segments.push({ pieces: [...pieces, sliceMapped(pipeline, start, at)], end: at })
        pieces = []
        start = end
      }
    }
    at = nextOf(divisions, text, end)
  }
  if (brackets[0] !== undefined) return unbalanced(pipeline, brackets[0], 'bracket')
  segments.push({ pieces: [...pieces, sliceMapped(pipeline, start)], end: text.length })

  const texts = segments.map((segment) => ({ text: trim(join(segment.pieces)), end: segment.end }))
  const piped = texts.length > 1 && texts[0]?.text.text === ''
  const stages = (piped ? texts.slice(1) : texts).map((stage, index) => ({
    number: index + 1,
    piped: piped || index > 0,
    ...stage,
  }))
  // One is enough: of an empty stage, the next ones are mostly empty too.
  const empty = stages.find((stage) => stage.text.text === '' && stages.length > 1)
  return {
    value: stages.flatMap(({ text: of, number, piped: after }) =>
      of.text === '' ? [] : [{ text: of, number, piped: after }],
    ),
    diagnostics: empty === undefined ? [] : [emptyStage(pipeline, empty)],
  }
}

function emptyStage(
  pipeline: MappedText,
  { number, end }: { readonly number: number; readonly end: number },
): Diagnostic {
  const at = Math.min(end, pipeline.text.length - 1)
  const reason = 'nothing stands here'
  return diagnostic(
    'splunk/syntax',
    { stage: number, reason },
    { span: spanOf(pipeline, at, at + 1) },
  )
}

function unbalanced(pipeline: MappedText, at: number, what: string): Result<readonly Stage[]> {
  const span = spanOf(pipeline, at, at + 1)
  return { value: [], diagnostics: [diagnostic('splunk/unbalanced', { what }, { span })] }
}

/** The pieces as one text, each offset kept. */
function join(pieces: readonly MappedText[]): MappedText {
  const [only] = pieces
  if (only !== undefined && pieces.length === 1) return only
  const origins = new OriginsBuilder()
  for (const piece of pieces.slice(0, -1)) origins.addAll(piece.origins.slice(0, piece.text.length))
  const last = pieces.at(-1)
  if (last !== undefined) origins.addAll(last.origins)
  return { text: pieces.map(({ text }) => text).join(''), origins: origins.build() }
}

/** The text without the white space at its ends. */
export function trim(mapped: MappedText): MappedText {
  const { text } = mapped
  let start = 0
  let end = text.length
  while (start < end && isBlank(text[start])) start++
  while (end > start && isBlank(text[end - 1])) end--
  return sliceMapped(mapped, start, end)
}
