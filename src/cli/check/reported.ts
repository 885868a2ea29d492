/** What is left to report of a file. */
import type { LintedFile } from '../../lint/lint.js'

/** A file and its findings, in the order of its lines. */
export type Reported = Pick<LintedFile, 'source' | 'diagnostics'>
