/** Which characters a piece of a regex takes. */
import type {
  AnyCharacter,
  Character,
  CharacterClass,
  CharacterSet,
  ClassItem,
  Piece,
} from './nodes.js'
import { codeSet, complement, foldCases, namedSet, union, type CodeSet } from './sets.js'

/** A piece that takes exactly one character. */
export type OneCharacter = Character | AnyCharacter | CharacterSet | CharacterClass

/** Whether a piece takes exactly one character. */
export const isOneCharacter = (piece: Piece): piece is OneCharacter =>
  piece.kind === 'character' ||
  piece.kind === 'any' ||
  piece.kind === 'set' ||
  piece.kind === 'class'

/** The characters that a piece names, which may be those that it does not take; ignoring case is left to who asks. */
export interface Named {
  readonly codes: CodeSet
  readonly negated: boolean
  readonly ignoreCase: boolean
}

/** What a piece names; undefined where only tables of Unicode know. */
export function namedBy(piece: OneCharacter): Named | undefined {
  switch (piece.kind) {
    case 'character':
      return { codes: [[piece.code, piece.code]], negated: false, ignoreCase: piece.ignoreCase }
    case 'any':
      return { codes: piece.dotAll ? [] : namedSet('lineFeed'), negated: true, ignoreCase: false }
    case 'set':
      return { codes: namedSet(piece.name), negated: piece.negated, ignoreCase: false }
    case 'class': {
      const sets = piece.items.map((item) => codesOfItem(item, piece.ignoreCase))
      const known = sets.filter((set) => set !== undefined)
      return known.length < sets.length
        ? undefined
        : { codes: union(...known), negated: piece.negated, ignoreCase: piece.ignoreCase }
    }
  }
}

function codesOfItem(item: ClassItem, ignoreCase: boolean): CodeSet | undefined {
  switch (item.kind) {
    case 'range':
      return codeSet([[item.from, item.to]])
    case 'set': {
      // Without regard to case, each of the two classes is both.
      const isCase = item.name === 'upper' || item.name === 'lower'
      const set = namedSet(isCase && ignoreCase ? 'alpha' : item.name)
      return item.negated ? complement(set) : set
    }
    case 'property':
      return undefined
  }
}

/** The characters that a piece takes, in every case that it takes them. */
export function taken({ codes, negated, ignoreCase }: Named): CodeSet {
  const folded = ignoreCase ? foldCases(codes) : codes
  return negated ? complement(folded) : folded
}
