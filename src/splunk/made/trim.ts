/** `trim`, `ltrim` and `rtrim`: a text without some characters at its ends. */
import { never } from '../../ast/build.js'
import { anyRun, isOne, isRun, type PatternPart } from '../../ast/pattern.js'
import {
  atomsOf,
  beforeDollar,
  caseMatters,
  holdsCharacter,
  mayTakeLineFeed,
  minds,
  own,
  regexTest,
  type Answer,
  type Characters,
  type RegexPiece,
  type Trim,
} from './step.js'

export const askTrim: Answer<Trim> = (trim, test, { ask }) => {
  const { characters, left, right, beforeLineFeed } = trim
  if (minds(characters, test)) return caseMatters
  if (beforeLineFeed && (isRun(test.pattern.at(-1)) || mayTakeLineFeed(test.pattern))) {
    return beforeDollar
  }
  const atoms = sorted(atomsOf(test.pattern), trim)
  const [first, last] = [atoms[0], atoms.at(-1)]
  if (atoms.length === 0) return ask(regexTest([own(`^${characters.one}*$`)], test))
  const isTrimmed = (atom: PatternPart | undefined): boolean =>
    typeof atom === 'string' && holdsCharacter(characters, atom)
  if ((left && isTrimmed(first)) || (right && isTrimmed(last))) return never
  const before = left ? edgeOf(atoms, characters) : 'open'
  const after = right ? edgeOf(atoms.toReversed(), characters) : 'open'
  if (before === 'open' && after === 'open') return ask(test)
  const pieces = atoms.map((atom, index): RegexPiece => {
    const isEdge = (left && index === 0) || (right && index === atoms.length - 1)
    if (typeof atom === 'string') return { text: atom }
    if (isRun(atom)) return own('.*')
    return own(isEdge ? characters.others : '.')
  })
  const starts = { open: isRun(first) ? '' : '^', anchored: `^${characters.one}*` }
  const ends = { open: isRun(last) ? '' : '$', anchored: `${characters.one}*$` }
  const inner = pieces.slice(
    isRun(first) && before !== 'needed' ? 1 : 0,
    isRun(last) && after !== 'needed' ? -1 : undefined,
  )
  const { others } = characters
  return ask(
    regexTest(
      [
        own(before === 'needed' ? others : starts[before]),
        ...inner,
        own(after === 'needed' ? others : ends[after]),
      ],
      test,
    ),
  )
}

/**
 * What trimming asks at one side: the value is `anchored` there; or it has a run there, and is as `open` to the function as
 * to the test, unless what follows is trimmed itself, in front of which another character is `needed`.
 */
function edgeOf(
  [first, second]: readonly PatternPart[],
  characters: Characters,
): 'anchored' | 'open' | 'needed' {
  if (!isRun(first)) return 'anchored'
  return typeof second === 'string' && holdsCharacter(characters, second) ? 'needed' : 'open'
}

/**
 * Single characters beside a run at an end that is trimmed stand at the very end, as one of them is not trimmed there. Of a pattern
 * of nothing else, one stands at each.
 */
function sorted(atoms: readonly PatternPart[], { left, right }: Trim): readonly PatternPart[] {
  const firstText = atoms.findIndex((atom) => typeof atom === 'string')
  if (firstText < 0) {
    const ones = atoms.filter(isOne)
    if (ones.length === atoms.length) return atoms
    const before = left ? ones.slice(0, right ? 1 : undefined) : []
    return [...before, anyRun, ...ones.slice(before.length)]
  }
  const lastText = atoms.findLastIndex((atom) => typeof atom === 'string')
  const [head, tail] = [atoms.slice(0, firstText), atoms.slice(lastText + 1)]
  return [
    ...(left && head.some(isRun) ? [...head.filter(isOne), anyRun] : head),
    ...atoms.slice(firstText, lastText + 1),
    ...(right && tail.some(isRun) ? [anyRun, ...tail.filter(isOne)] : tail),
  ]
}
