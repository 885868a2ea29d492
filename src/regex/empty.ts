/** Whether a regex finds something in an empty text. */
import type { Alternatives, Piece } from './nodes.js'

/** Whether these may match nothing at all; what is not known counts as if they may. */
export const mayBeEmpty = (alternatives: Alternatives): boolean =>
  alternatives.some((sequence) => sequence.every(takesNothing))

function takesNothing(piece: Piece): boolean {
  switch (piece.kind) {
    case 'character':
    case 'any':
    case 'set':
    case 'property':
    case 'class':
      return false
    case 'group':
      return mayBeEmpty(piece.alternatives)
    case 'repeat':
      return piece.min === 0 || takesNothing(piece.body)
    case 'edge':
    case 'boundary':
    case 'look':
    case 'backreference':
    case 'options':
    case 'foreign':
      return true
  }
}
