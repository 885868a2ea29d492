/** `check --fix`: writes repairs into files. */
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { applyEdits } from '../../lint/fix.js'
import type { LintedFile } from '../../lint/lint.js'
import { readText, reasonOf } from '../input/file.js'
import type { Input } from '../input/inputs.js'
import { replaceFile } from '../output/replace.js'

/** How many findings were repaired, or why none could be. */
export interface Repaired {
  readonly count: number
  readonly problem?: Diagnostic
}

/** Writes the repairs of a file. It is whole at any time, and is left alone where it changed since it was read. */
export function repair({ path, location }: Input, { source, fixes }: LintedFile): Repaired {
  if (fixes.size === 0 || location === undefined) return { count: 0 }
  try {
    if (readText(location).text !== source.text) return { count: 0 }
    const text = applyEdits(source.text, [...fixes.values()])
    replaceFile(location, text)
    return { count: fixes.size }
  } catch (error) {
    return {
      count: 0,
      problem: diagnostic('cli/output-failed', { path, reason: reasonOf(error) }),
    }
  }
}
