/** What a test of a text that a function makes asks of the text that it is made of. */
import { matches, or } from '../../ast/build.js'
import type { Condition, Matches, Regex, Test } from '../../ast/nodes.js'
import { anyRun, isAny, patternOf, type PatternPart } from '../../ast/pattern.js'
import type { Piece } from '../../regex/nodes.js'
import { regexTree } from '../../regex/parse.js'
import { mindsLastLineFeed } from '../line-feed.js'
import { askBehind } from './behind.js'
import { askCut } from './cut.js'
import { askFold } from './fold.js'
import { unsaid, type Asking, type Step, type Unsaid } from './step.js'
import { askSwap } from './swap.js'
import { askTrim } from './trim.js'
import { askWindow } from './window.js'

/** What a test of what a function makes asks of the text that it makes it of. */
export function askMade(step: Step, test: Test, asking: Asking): Condition | Unsaid {
  switch (test.kind) {
    case 'exists':
    case 'isNull':
      return asking.ask(test)
    case 'matches':
      return askPattern(step, test, asking)
    case 'regex':
      return askRegex(step, test, asking)
    case 'compare':
      return unsaid('compared by its order')
    case 'cidr':
      return unsaid('compared with a network')
    case 'sameAs':
      return unsaid('compared with another field')
    case 'datePart':
    case 'inList':
    case 'placeholder':
      return unsaid('compared with what is no text')
  }
}

function askPattern(step: Step, test: Matches, asking: Asking): Condition | Unsaid {
  // A text is made of each value.
  if (isAny(test.pattern)) return asking.ask({ kind: 'exists' })
  switch (step.kind) {
    case 'fold':
      return askFold(step, test, asking)
    case 'window':
      return askWindow(step, test, asking)
    case 'trim':
      return askTrim(step, test, asking)
    case 'swap':
      return askSwap(step, test, asking)
    case 'cut':
      return askCut(step, test, asking)
    case 'behind':
      return askBehind(step, test, asking)
  }
}

/** A regex that is only texts, at an end or anywhere. */
function askRegex(step: Step, test: Regex, asking: Asking): Condition | Unsaid {
  if (step.kind === 'fold') return askFold(step, test, asking)
  const patterns = patternsOf(test)
  if (patterns === undefined) return unsaid('compared with a regex that is more than a text')
  const conditions: Condition[] = []
  for (const pattern of patterns) {
    const { ignoreCase, span } = test
    const asked = matches(pattern, { cased: !ignoreCase, ...(span && { span }) })
    const condition = askPattern(step, asked, asking)
    if (condition.kind === 'unsaid') return condition
    conditions.push(condition)
  }
  const found = or(conditions)
  return mindsLastLineFeed(test) ? asking.mark(found, 'end') : found
}

/** More alternatives are no help to anybody who reads the query. */
const maxPatterns = 20

function patternsOf(test: Regex): readonly Matches['pattern'][] | undefined {
  const tree = regexTree(test)
  if (tree === undefined || tree.edits.length > 0 || tree.alternatives.length > maxPatterns) {
    return undefined
  }
  const patterns = tree.alternatives.map((pieces) => patternOfPieces(pieces, test.ignoreCase))
  return patterns.every((pattern) => pattern !== undefined) ? patterns : undefined
}

function patternOfPieces(
  pieces: readonly Piece[],
  ignoreCase: boolean,
): Matches['pattern'] | undefined {
  const [first, last] = [pieces[0], pieces.at(-1)]
  const isStart = first?.kind === 'edge' && first.at === 'start'
  const isEnd = last?.kind === 'edge' && last.at === 'end'
  const parts: (PatternPart | undefined)[] = pieces
    .slice(isStart ? 1 : 0, isEnd ? -1 : undefined)
    .map((piece) => {
      if (piece.kind !== 'character' || piece.ignoreCase !== ignoreCase) return undefined
      return String.fromCodePoint(piece.code)
    })
  const known = parts.filter((part) => part !== undefined)
  if (known.length < parts.length) return undefined
  return patternOf([...(isStart ? [] : [anyRun]), ...known, ...(isEnd ? [] : [anyRun])])
}
