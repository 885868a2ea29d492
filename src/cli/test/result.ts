/** What a test came to. */
import type { Diagnostic, SourceText } from '../../index.js'

/** One test that was run, or could not be. */
export interface Result {
  /** The file that says what is expected. */
  readonly source: SourceText
  readonly name: string
  /** The title of the rule; the file of rules where there is none. */
  readonly rule: string
  readonly milliseconds: number
  /** What went otherwise than expected; nothing where the test passed. */
  readonly problems: readonly Diagnostic[]
}
