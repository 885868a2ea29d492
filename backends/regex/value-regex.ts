/**
 * A rule's own regex, rewritten to run over a value as a line of JSON has it. The rewritten regex finds something in the
 * written value exactly where the rule's finds something in the value: each character becomes what it is written as.
 */
import type { Regex } from '../../src/ast/nodes.js'
import { namedBy } from '../../src/regex/codes.js'
import { allPieces, type Alternatives } from '../../src/regex/nodes.js'
import { parseRegex } from '../../src/regex/parse.js'
import type { Unsayable } from '../../src/regex/print.js'
import {
  foldCases,
  intersection,
  isEmpty,
  isSubset,
  namedSet,
  type CodeSet,
} from '../../src/regex/sets.js'
import { Translation, type Folding } from './translation.js'
import { bareWriting, oneOf, stringWriting, type Writing } from './units.js'

/** A value in which the regex finds something, from its first character on; or what stands in the way. */
export function valueRegex(regex: Regex): string | Unsayable {
  const parsed = parseRegex(regex)
  if (!parsed.ok) {
    const { reason, offset } = parsed
    return { what: `what is no regex (${reason})`, span: { start: offset, end: offset + 1 } }
  }
  const { alternatives } = parsed.tree
  const texts: string[] = []
  for (const [writing, open] of writings) {
    const translation = new Translation(writing, foldingOf(alternatives))
    const text = translation.value(alternatives)
    if (translation.problem !== undefined) return translation.problem
    if (text !== undefined) texts.push(open + text)
  }
  return texts.length === 0 ? '(?!)' : oneOf(texts)
}

const writings: readonly (readonly [Writing, open: string])[] = [
  [stringWriting, '"'],
  [bareWriting, String.raw`(?=[-\dtf])`],
]

function foldingOf(alternatives: Alternatives): Folding {
  const minding = [...allPieces(alternatives)].filter(
    (piece) =>
      (piece.kind === 'character' && hasCase(String.fromCodePoint(piece.code))) ||
      (piece.kind === 'class' && hasCases(namedBy(piece)?.codes ?? [])),
  )
  const folded = minding.filter((piece) => 'ignoreCase' in piece && piece.ignoreCase)
  return folded.length === 0 ? 'none' : folded.length === minding.length ? 'all' : 'some'
}

const hasCase = (letter: string): boolean => letter.toLowerCase() !== letter.toUpperCase()

const hasCases = (set: CodeSet): boolean =>
  !isEmpty(intersection(set, namedSet('alpha'))) || !isSubset(foldCases(set), set)
