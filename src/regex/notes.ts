/** What the lexer tells the parser of what it put in a construct's place. */
import type { Edge, Flags } from './nodes.js'
import type { SetName } from './sets.js'

/** What a stand-in of the rewritten text means; what has none means what JavaScript says. */
export type Note =
  | { readonly kind: 'character'; readonly code: number }
  | { readonly kind: 'set'; readonly name: SetName; readonly negated: boolean }
  | { readonly kind: 'property'; readonly name: string; readonly negated: boolean }
  | { readonly kind: 'edge'; readonly at: Edge['at'] | 'caret' | 'dollar' }
  | { readonly kind: 'boundary'; readonly negated: boolean }
  | { readonly kind: 'look'; readonly behind: boolean; readonly negated: boolean }
  | { readonly kind: 'atomic' }
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'scope'; readonly flags: Flags }
  | { readonly kind: 'options'; readonly flags: Flags }
  | { readonly kind: 'backreference'; readonly to: number | string }
  | { readonly kind: 'possessive' }
  | { readonly kind: 'foreign'; readonly what: string }

/** What becomes of a token: the text for the parser, and what that stands for. */
export interface Emitted {
  readonly text: string
  readonly note?: Note
}

/** Why a text is no regular expression, and where in it. */
export interface Problem {
  readonly reason: string
  readonly offset: number
}
