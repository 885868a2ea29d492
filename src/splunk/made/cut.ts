/** `replace` of what a regex takes at one end by nothing. */
import { and, not, or } from '../../ast/build.js'
import type { Condition, Matches } from '../../ast/nodes.js'
import {
  anyRun,
  foldCase,
  hasCases,
  isRun,
  literalText,
  type PatternPart,
} from '../../ast/pattern.js'
import { charactersIn, foldCases, intersection, isEmpty } from '../../regex/sets.js'
import {
  beforeDollar,
  mayTakeLineFeed,
  own,
  piecesOf,
  regexTest,
  withPattern,
  type Answer,
  type Asking,
  type Cut,
  type RegexPiece,
} from './step.js'

/**
 * A value passes where it is such a piece and what passes; or where it passes itself and has no such piece there.
 */
export const askCut: Answer<Cut> = (cut, test, { ask }) => {
  const { beforeLineFeed } = cut
  const isOpen = isRun(test.pattern.at(-1))
  if (beforeLineFeed && mayTakeLineFeed(test.pattern)) return beforeDollar
  const isText = !test.cased && (cut.words ?? []).some(hasCases)
  const words = isText || (isOpen && beforeLineFeed) ? undefined : cut.words
  return words === undefined ? askRegex(cut, test, ask) : askWords(cut, words, test, ask)
}

/** Few texts: each is a pattern with what passes, and what passes by itself must not have one of them. */
function askWords(
  { side }: Cut,
  words: readonly string[],
  test: Matches,
  ask: Asking['ask'],
): Condition {
  const joined = (word: string, rest: readonly PatternPart[]): readonly PatternPart[] =>
    side === 'start' ? [word, ...rest] : [...rest, word]
  const cut = words.map((word) => ask(withPattern(test, joined(word, test.pattern))))
  const cutAnyway = words.map((word) => hasWord(word, side, test))
  if (cutAnyway.includes('always')) return or(cut)
  const possible = words.filter((_, index) => cutAnyway[index] === 'maybe')
  const without = possible.map((word) => not(ask(withPattern(test, joined(word, [anyRun])))))
  return or([...cut, without.length === 0 ? ask(test) : and([ask(test), ...without])])
}

/** Whether what is of a pattern has a word at one side. */
function hasWord(
  word: string,
  side: Cut['side'],
  { pattern, cased }: Matches,
): 'always' | 'never' | 'maybe' {
  const fold = (text: string): string => (cased ? text : foldCase(text))
  const part = side === 'start' ? pattern[0] : pattern.at(-1)
  if (part === undefined) return 'never'
  if (typeof part !== 'string') return 'maybe'
  const [text, sought] = [fold(part), fold(word)]
  const [starts, isInside] =
    side === 'start'
      ? [text.startsWith(sought), sought.startsWith(text)]
      : [text.endsWith(sought), sought.endsWith(text)]
  if (starts) return 'always'
  return isInside && literalText(pattern) === undefined ? 'maybe' : 'never'
}

function askRegex(cut: Cut, test: Matches, ask: Asking['ask']): Condition {
  const { side, regex, beforeLineFeed } = cut
  const [isOpen, isOpenEnd] = [isRun(test.pattern[0]), isRun(test.pattern.at(-1))]
  const isStart = side === 'start'
  const end: RegexPiece = own(!isStart && beforeLineFeed && isOpenEnd ? '\\n?$' : '$')
  const sought = isStart ? [own('^'), regex] : [regex, end]
  const body = piecesOf(test.pattern)
  const pieces = isStart
    ? [own('^'), regex, ...(isOpenEnd ? body.slice(0, -1) : [...body, own('$')])]
    : [...(isOpen ? body.slice(1) : [own('^'), ...body]), regex, end]
  const found = ask(regexTest(pieces, test))
  const itself = ask(test)
  return mayHave(cut, test)
    ? or([found, and([itself, not(ask(regexTest(sought, test)))])])
    : or([found, itself])
}

/** Whether a value of a pattern may have a piece that is cut. */
function mayHave({ side, first }: Cut, { pattern, cased }: Matches): boolean {
  const text = literalText(pattern)
  if (text === undefined || first === undefined) return true
  const characters = charactersIn(side === 'start' ? Array.from(text).slice(0, 1).join('') : text)
  return !isEmpty(intersection(first, cased ? characters : foldCases(characters)))
}
