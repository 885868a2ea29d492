/** `replace` of characters or of a text, wherever they stand: by nothing, or by another text. */
import { never, or } from '../../ast/build.js'
import type { Condition, Matches } from '../../ast/nodes.js'
import {
  foldCase,
  hasCases,
  isOne,
  isRun,
  literalText,
  type PatternPart,
} from '../../ast/pattern.js'
import { escapeRegex } from '../../ast/regex.js'
import {
  atomsOf,
  caseMatters,
  holdsCharacter,
  maxSource,
  minds,
  own,
  piecesOf,
  regexTest,
  tooLong,
  unsaid,
  withPattern,
  type Answer,
  type Asking,
  type Own,
  type RegexPiece,
  type Swap,
  type Token,
  type Unsaid,
} from './step.js'

export const askSwap: Answer<Swap> = (swap, test, asking) => {
  const { token, by } = swap
  if (token.kind === 'characters' && minds(token.characters, test)) return caseMatters
  const length = atomsOf(test.pattern).length * (ownOf(token).source.length + by.length + 1)
  if (length > maxSource) return tooLong
  if (by === '') return askWithout(token, test, asking)
  return askReplaced(swap, test, asking)
}

/** What is replaced, once. */
const ownOf = (token: Token): Own =>
  token.kind === 'characters'
    ? own(token.characters.one)
    : { source: escapeRegex(token.text), cased: hasCases(token.text) }

const wildcardsBeside = unsaid(
  'compared with wildcards, which may stand for a part of what it replaces',
)

/**
 * The text without what is replaced is of the pattern: there may be any number of that in front of each character, behind the
 * last one, and wherever a run stands.
 */
function askWithout(token: Token, test: Matches, { ask }: Asking): Condition | Unsaid {
  const atoms = atomsOf(test.pattern)
  const problem = againstWithout(token, test)
  if (problem !== undefined) return problem
  const isOpen = isRun(atoms[0]) && isRun(atoms.at(-1))
  if (isOpen && atoms.filter((atom) => !isRun(atom)).length === 1 && !atoms.some(isOne)) {
    return ask(test)
  }
  const filler = fillerOf(token)
  const pieces: RegexPiece[] = isRun(atoms[0]) ? [] : [own('^'), filler]
  for (const [index, atom] of atoms.entries()) {
    const previous = atoms[index - 1]
    const isBeside = previous !== undefined && !isRun(previous) && !isRun(atom)
    if (isBeside) pieces.push(filler)
    if (typeof atom === 'string') pieces.push({ text: atom })
    else if (isOne(atom)) pieces.push(othersOf(token))
    else if (index > 0 && index < atoms.length - 1) pieces.push(own('.*'))
  }
  if (!isRun(atoms.at(-1))) pieces.push(...(atoms.length > 0 ? [filler] : []), own('$'))
  return ask(regexTest(pieces, test))
}

const fillerOf = (token: Token): Own =>
  token.kind === 'characters'
    ? own(`${token.characters.one}*`)
    : { ...ownOf(token), source: `(?:${escapeRegex(token.text)})*` }

const othersOf = (token: Token): Own =>
  own(token.kind === 'characters' ? token.characters.others : '.')

/** Why nothing can be asked of a text without what is replaced; `never` of what cannot come out. */
function againstWithout(token: Token, { pattern, cased }: Matches): Condition | Unsaid | undefined {
  const atoms = atomsOf(pattern)
  if (token.kind === 'characters') {
    return atoms.some((atom) => isOf(token, atom)) ? never : undefined
  }
  const fold = (text: string): string => (cased ? text : foldCase(text))
  const replaced = fold(token.text)
  // No character that is asked for is one of the text, so that none is ever replaced.
  const isApart = !atoms.some(
    (atom) => isOne(atom) || (typeof atom === 'string' && replaced.includes(fold(atom))),
  )
  if (isApart) return undefined
  // Texts that cannot overlap are all replaced, and what is left between them is what is asked for.
  const text = literalText(pattern)
  if (text === undefined) return wildcardsBeside
  if (canOverlap(token.text)) return unsaid(overlapping)
  return fold(text).includes(replaced) ? unsaid(holdsItself) : undefined
}

const overlapping = 'whose regex is a text that may overlap itself'
const holdsItself = 'compared with a text that holds what it replaces'

/** Whether a character of a pattern is one of those that are replaced. */
const isOf = (token: Token, atom: PatternPart): boolean =>
  typeof atom === 'string' && token.kind === 'characters' && holdsCharacter(token.characters, atom)

/** Whether a text ends with its own start, and so may stand in a value in two places that overlap. */
const canOverlap = (text: string): boolean =>
  Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => index + 1).some((length) =>
    text.endsWith(text.slice(0, length)),
  )

/** The text with something in the place of what is replaced is of the pattern. */
function askReplaced(swap: Swap, test: Matches, { ask }: Asking): Condition | Unsaid {
  const { token, by } = swap
  const atoms = atomsOf(test.pattern)
  const fold = (text: string): string => (test.cased ? text : foldCase(text))
  const [inside, replaced] = [fold(by), token.kind === 'text' ? fold(token.text) : '']
  // Nothing that is asked for comes out of a replacement or goes into one: it stands in the text as it is.
  const isApart = atoms.every(
    (atom) =>
      isRun(atom) ||
      (typeof atom === 'string' && !inside.includes(fold(atom)) && !replaced.includes(fold(atom))),
  )
  if (isApart) return atoms.some((atom) => isOf(token, atom)) ? never : ask(test)
  const text = literalText(test.pattern)
  const areWords = text !== undefined && wordOf(token) !== undefined
  const isOneByOne = Array.from(by).length === 1 && token.kind === 'characters' && !token.many
  if (isOneByOne && !areWords) return askOneByOne(swap, token, test, ask)
  return text === undefined ? wildcardsBeside : askText(swap, text, test, ask)
}

type Characters = Extract<Token, { readonly kind: 'characters' }>

/** Each character of the result is one of the text: another, or the one that is put in its place. */
function askOneByOne(
  { by }: Swap,
  token: Characters,
  test: Matches,
  ask: Asking['ask'],
): Condition {
  const fold = (text: string): string => (test.cased ? text : foldCase(text))
  const atoms = atomsOf(test.pattern)
  const isBy = (atom: PatternPart): atom is string =>
    typeof atom === 'string' && fold(atom) === fold(by)
  if (atoms.some((atom) => isOf(token, atom) && !isBy(atom))) return never
  const isInside = holdsCharacter(token.characters, by)
  const pieces = atoms.map((atom): readonly RegexPiece[] => {
    if (!isBy(atom)) return piecesOf([atom])
    return isInside
      ? [own(token.characters.one)]
      : [own(`(?:${token.characters.one}|`), { text: atom }, own(')')]
  })
  return ask(regexTest(between(test, pieces.flat()), test))
}

/** Anchored where the pattern has no run, which needs not be said there. */
function between({ pattern }: Matches, pieces: readonly RegexPiece[]): readonly RegexPiece[] {
  const [isOpen, isOpenEnd] = [isRun(pattern[0]), isRun(pattern.at(-1))]
  const inner = pieces.slice(isOpen ? 1 : 0, isOpenEnd ? -1 : undefined)
  return [...(isOpen ? [] : [own('^')]), ...inner, ...(isOpenEnd ? [] : [own('$')])]
}

/** More patterns are no help to anybody who reads the query. */
const maxPatterns = 8

/**
 * Wherever the text that is asked for has the replacement, the value may have what is replaced. That is all, where replacements
 * do not overlap in it, and what is replaced does not overlap itself and is left nowhere.
 */
function askText(
  { token, by }: Swap,
  text: string,
  test: Matches,
  ask: Asking['ask'],
): Condition | Unsaid {
  const fold = (each: string): string => (test.cased ? each : foldCase(each))
  const [folded, inside] = [fold(text), fold(by)]
  const places = placesOf(inside, folded)
  const problem =
    folded.length === text.length
      ? againstPlaces(token, places, inside.length)
      : 'compared with letters whose cases have different lengths'
  if (problem !== undefined) return unsaid(problem)
  const parts = partsBetween(text, places, inside.length)
  if (token.kind === 'text' && folded.includes(fold(token.text))) return unsaid(holdsItself)
  if (parts.some((part) => Array.from(part).some((character) => isOf(token, character)))) {
    return never
  }
  if (places.length === 0) return ask(test)
  const isKept = !Array.from(by).some((character) => isOf(token, character))
  const word = wordOf(token)
  const areFew = 2 ** places.length <= maxPatterns
  if (word !== undefined && isKept && areFew && (test.cased || !hasCases(word))) {
    return or(choices(parts, [word, by]).map((each) => ask(withPattern(test, [each]))))
  }
  const replaced =
    token.kind === 'characters' && token.many ? own(`${token.characters.one}+`) : ownOf(token)
  const gap = isKept ? [own('(?:'), replaced, own('|'), { text: by }, own(')')] : [replaced]
  const pieces = parts.flatMap((part, index): readonly RegexPiece[] => [
    ...(index === 0 ? [] : gap),
    { text: part },
  ])
  return ask(regexTest([own('^'), ...pieces, own('$')], test))
}

/** Why more than one text may become what is asked for in a way that no regex here says. */
function againstPlaces(
  token: Token,
  places: readonly number[],
  length: number,
): string | undefined {
  const distances = places.slice(1).map((place, index) => place - places[index]!)
  if (token.kind === 'text' && canOverlap(token.text)) return overlapping
  if (distances.some((distance) => distance < length)) {
    return 'compared with a text in which replacements may overlap'
  }
  return token.kind === 'characters' && token.many && distances.includes(length)
    ? 'compared with two replacements side by side'
    : undefined
}

/** What stands in front of, between and behind places of so many characters. */
const partsBetween = (text: string, places: readonly number[], length: number): readonly string[] =>
  [...places, text.length].map((place, index) =>
    text.slice(index === 0 ? 0 : places[index - 1]! + length, place),
  )

/** Where a text holds another, overlapping places too. */
function placesOf(inner: string, text: string): readonly number[] {
  const places: number[] = []
  for (let at = text.indexOf(inner); at >= 0; at = text.indexOf(inner, at + 1)) places.push(at)
  return places
}

/** The only text that is replaced. */
function wordOf(token: Token): string | undefined {
  if (token.kind === 'text') return token.text
  const [range, ...others] = token.characters.codes
  const isSingle = range !== undefined && others.length === 0 && range[0] === range[1]
  return isSingle && !token.many ? String.fromCodePoint(range[0]) : undefined
}

/** All texts with one of some in each gap between parts. */
const choices = (parts: readonly string[], gaps: readonly string[]): readonly string[] =>
  parts.reduce<readonly string[]>(
    (texts, part, index) =>
      index === 0 ? [part] : texts.flatMap((text) => gaps.map((gap) => text + gap + part)),
    [],
  )
