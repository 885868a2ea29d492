/** A pipeline taken apart for printing: nothing of it is lost but white space between words. */
import { commandOf } from '../commands/command.js'
import { grainAt, isBlank } from '../scan.js'
import { normalise } from './normalise.js'
import { readItems } from './items.js'
import type { Comment, FormattedStage, Mode, Pipeline } from './tree.js'

const modes: Readonly<Record<string, Mode>> = {
  search: 'search',
  ...Object.fromEntries(
    (
      'tstats mstats where eval stats eventstats streamstats sistats chart timechart table fields rename sort ' +
      'dedup lookup fillnull filldown top rare join append appendcols appendpipe union multisearch foreach ' +
      'transaction mvexpand convert bin bucket head tail return inputlookup outputlookup iplocation spath ' +
      'fieldformat addtotals makeresults mvcombine nomv datamodel from format'
    )
      .split(' ')
      .map((command) => [command, 'eval']),
  ),
}

/** Takes a pipeline apart whose strings, comments and brackets end. */
export function readPipeline(text: string, depth = 0): Pipeline {
  const segments = splitAtPipes(text)
  const [first = '', ...others] = segments
  const { comments, rest } = commentsBefore(first)
  const piped = others.length > 0 && rest === ''
  return {
    comments,
    stages: (piped ? others : [rest, ...others]).map((segment, index) =>
      readStage(segment, piped || index > 0, depth),
    ),
  }
}

function splitAtPipes(text: string): readonly string[] {
  const segments: string[] = []
  let brackets = 0
  let start = 0
  let at = 0
  while (at < text.length) {
    const { kind, end } = grainAt(text, at)
    const character = kind === 'character' ? text[at] : undefined
    if (character === '[') brackets++
    else if (character === ']') brackets--
    else if (character === '|' && brackets === 0) {
      segments.push(text.slice(start, at))
      start = end
    }
    at = end
  }
  return [...segments, text.slice(start)]
}

function readStage(segment: string, piped: boolean, depth: number): FormattedStage {
  const { words, comments } = commentsBehind(segment)
  // A subsearch says its command, also where no pipe stands before; of a tstats, some people forget it.
  const isNamed =
    piped || (depth > 0 ? /^[a-z]\w*(?:\s|$)/i : /^(?:search|tstats)(?:\s|$)/i).test(words)
  const isImplied = !isNamed
  const command = isImplied ? 'search' : commandOf(words).toLowerCase()
  const mode = Object.hasOwn(modes, command) ? modes[command]! : 'plain'
  const hasClauses = command === 'tstats' || command === 'mstats'
  const items = hasCommentLines(words)
    ? undefined
    : readItems(words, { mode, hasClauses, depth }, readPipeline)
  return {
    piped,
    command,
    isImplied,
    isPlain: mode === 'plain',
    items: normalise(items ?? [], mode, command, isImplied),
    ...(items === undefined ? { verbatim: words } : {}),
    comments,
  }
}

/** The words of a stage, and the comments behind the last one. */
function commentsBehind(segment: string): {
  readonly words: string
  readonly comments: readonly Comment[]
} {
  let comments: Comment[] = []
  let start = 0
  let end = 0
  let at = 0
  let isFirst = true
  let line = false
  while (at < segment.length) {
    const { kind, end: next } = grainAt(segment, at)
    if (kind === 'character' && isBlank(segment[at])) line ||= /[\r\n]/.test(segment[at]!)
    else if (kind === 'comment') {
      comments.push({ text: segment.slice(at, next), ownLine: line })
      line = false
    } else {
      if (isFirst) start = comments.length > 0 ? firstWord(segment) : at
      isFirst = false
      comments = []
      line = false
      end = next
    }
    at = next
  }
  return { words: segment.slice(start, end), comments }
}

const firstWord = (segment: string): number => segment.search(/\S/)

/** The comments before the first word, and what follows them. */
function commentsBefore(segment: string): {
  readonly comments: readonly Comment[]
  readonly rest: string
} {
  const comments: Comment[] = []
  let at = 0
  while (at < segment.length) {
    const { kind, end } = grainAt(segment, at)
    if (kind === 'comment') comments.push({ text: segment.slice(at, end), ownLine: true })
    else if (!isBlank(segment[at])) break
    at = end
  }
  return { comments, rest: segment.slice(at) }
}

/** Whether a comment between words is at an end of a line. */
function hasCommentLines(words: string): boolean {
  for (let at = 0; at < words.length;) {
    const { kind, end } = grainAt(words, at)
    const isLine =
      kind === 'comment' && /[\r\n][ \t]*$/.test(words.slice(Math.max(0, at - 200), at))
    if (isLine || (kind === 'comment' && /^[ \t]*[\r\n]/.test(words.slice(end, end + 200))))
      return true
    at = end
  }
  return false
}
