/** Regular expressions as trees: what a rule's regex says, with its flags resolved where they count. */
import type { Span } from '../ast/nodes.js'
import type { SetName } from './sets.js'

/** What a person wrote has a place, here in the text of the regex. */
interface Placed {
  readonly span: Span
}

/** Sequences of pieces, any one of which may match. */
export type Alternatives = readonly (readonly Piece[])[]

export type Piece =
  | Character
  | AnyCharacter
  | CharacterSet
  | Property
  | CharacterClass
  | Edge
  | Boundary
  | Group
  | Lookaround
  | Repeat
  | Backreference
  | Options
  | Foreign

/** One code point. */
export interface Character extends Placed {
  readonly kind: 'character'
  readonly code: number
  readonly ignoreCase: boolean
}

/** A dot. */
export interface AnyCharacter extends Placed {
  readonly kind: 'any'
  /** It also matches a line feed. */
  readonly dotAll: boolean
}

/** A set with a name: `\d`, `[:alpha:]`. */
export interface CharacterSet extends Placed {
  readonly kind: 'set'
  readonly name: SetName
  readonly negated: boolean
}

/** A property of Unicode, `\p{Lu}`. */
export interface Property extends Placed {
  readonly kind: 'property'
  readonly name: string
  readonly negated: boolean
}

export interface Range extends Placed {
  readonly kind: 'range'
  readonly from: number
  readonly to: number
}

/** What may stand in brackets; single characters are ranges of one. */
export type ClassItem = Range | CharacterSet | Property

/** Characters in brackets. */
export interface CharacterClass extends Placed {
  readonly kind: 'class'
  readonly negated: boolean
  readonly items: readonly ClassItem[]
  readonly ignoreCase: boolean
}

/** The start or end of the value, of a line of it, or the end with or without a last line feed. */
export interface Edge extends Placed {
  readonly kind: 'edge'
  readonly at: 'start' | 'end' | 'lineStart' | 'lineEnd' | 'lastLineEnd'
}

/** `\b`: a word character on one side and none on the other. */
export interface Boundary extends Placed {
  readonly kind: 'boundary'
  readonly negated: boolean
}

export interface Group extends Placed {
  readonly kind: 'group'
  readonly alternatives: Alternatives
  /** Its number, where a backreference can name it. */
  readonly capture?: number
  readonly name?: string
  /** Gives nothing back once it has matched. */
  readonly atomic?: true
  /** Flags of its own. */
  readonly options?: Flags
}

export interface Lookaround extends Placed {
  readonly kind: 'look'
  readonly behind: boolean
  readonly negated: boolean
  readonly alternatives: Alternatives
}

export interface Repeat extends Placed {
  readonly kind: 'repeat'
  readonly min: number
  readonly max: number
  readonly mode: 'greedy' | 'lazy' | 'possessive'
  readonly body: Piece
}

/** What a group matched, once more. */
export interface Backreference extends Placed {
  readonly kind: 'backreference'
  readonly to: number | string
  readonly ignoreCase: boolean
}

/** Flags that change; what is not named stays. */
export interface Flags {
  readonly ignoreCase?: boolean
  readonly dotAll?: boolean
  readonly multiline?: boolean
}

/** `(?i)`: flags for the rest of the group. The pieces behind it know already what they are. */
export interface Options extends Placed {
  readonly kind: 'options'
  readonly flags: Flags
}

/** What PCRE alone knows, and no tree says more of: recursion, conditions, verbs. */
export interface Foreign extends Placed {
  readonly kind: 'foreign'
  /** For messages: `a recursion`. */
  readonly what: string
}

/** A part of the text that means nothing by itself, or something else in another dialect, and what to print instead. */
export interface Edit extends Placed {
  readonly text: string
}

/** A regex that was read. */
export interface RegexTree {
  readonly alternatives: Alternatives
  /** Comments, quotation and their like, in the order of their places. */
  readonly edits: readonly Edit[]
}

/** The pieces inside of a piece. */
export function insideOf(piece: Piece): Alternatives {
  if (piece.kind === 'repeat') return [[piece.body]]
  return piece.kind === 'group' || piece.kind === 'look' ? piece.alternatives : []
}

/** Every piece, those around others before them. */
export function* allPieces(alternatives: Alternatives): Generator<Piece> {
  for (const sequence of alternatives) {
    for (const piece of sequence) {
      yield piece
      yield* allPieces(insideOf(piece))
    }
  }
}
