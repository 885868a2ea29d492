/** Regexes that find something else where `$` also stands before a line feed at the end, as it does in PCRE. */
import type { Regex } from '../ast/nodes.js'
import { isOneCharacter, namedBy, taken } from '../regex/codes.js'
import { insideOf, type Alternatives, type Piece } from '../regex/nodes.js'
import { regexTree } from '../regex/parse.js'
import { holds } from '../regex/sets.js'

/** Whether it makes a difference to a regex that a value ends with a line feed. */
export function mindsLastLineFeed(regex: Regex): boolean {
  const isDollar = (piece: Piece): boolean =>
    piece.kind === 'edge' &&
    piece.at === 'end' &&
    regex.source.slice(piece.span.start, piece.span.end) === '$'
  const minds = (alternatives: Alternatives): boolean =>
    alternatives.some((sequence) =>
      sequence.some((piece, index) =>
        isDollar(piece) ? !takesLineFeed(sequence[index - 1]) : minds(insideOf(piece)),
      ),
    )
  return minds(regexTree(regex)?.alternatives ?? [])
}

const lineFeed = 10

/** Whether a piece in front of the end may take a last line feed too, however many characters it has taken. */
function takesLineFeed(piece: Piece | undefined): boolean {
  if (piece?.kind === 'group' && piece.alternatives.length === 1) {
    return takesLineFeed(piece.alternatives[0]?.at(-1))
  }
  if (piece?.kind !== 'repeat' || piece.max !== Infinity || !isOneCharacter(piece.body))
    return false
  const named = namedBy(piece.body)
  return named !== undefined && holds(taken(named), lineFeed)
}
