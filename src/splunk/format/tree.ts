/** What a pipeline is to those who print it: words and brackets. */

/** How the words of a stage are read: of `plain` ones nothing is known but where they end. */
export type Mode = 'search' | 'eval' | 'plain'

/** A word, a string, a macro's call, a comment or a comma, as written. */
export interface Atom {
  readonly kind: 'atom'
  readonly text: string
  /** Whether white space stands before. */
  readonly space: boolean
}

/** What stands in parentheses, or the subsearch in brackets. */
export type Group =
  | {
      readonly kind: 'group'
      readonly items: readonly Item[]
      readonly mode: Mode
      readonly space: boolean
    }
  | { readonly kind: 'subsearch'; readonly pipeline: Pipeline; readonly space: boolean }

/** What a stage is made of. */
export type Item = Atom | Group

/** A comment behind the words of a stage. */
export interface Comment {
  readonly text: string
  /** Whether it starts a line. */
  readonly ownLine: boolean
}

/** One stage. */
export interface FormattedStage {
  readonly piped: boolean
  /** In lower case; `search` also where that is implied. */
  readonly command: string
  readonly isImplied: boolean
  /** Whether nothing is known of its words, so that none of them starts a line. */
  readonly isPlain: boolean
  readonly items: readonly Item[]
  /** The stage as its author wrote it, where comments between its lines or strange quotes say that it should stay so. */
  readonly verbatim?: string
  readonly comments: readonly Comment[]
}

/** A pipeline, or a subsearch. */
export interface Pipeline {
  /** Before the first pipe. */
  readonly comments: readonly Comment[]
  readonly stages: readonly FormattedStage[]
}
