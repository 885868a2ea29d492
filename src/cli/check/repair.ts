/** `check --fix`: writes repairs into files. */
import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { applyEdits } from '../../lint/fix.js'
import type { LintedFile } from '../../lint/lint.js'
import { readText, reasonOf } from '../input/file.js'
import type { Input } from '../input/inputs.js'

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
    replace(location, hasMark(location) ? `\uFEFF${text}` : text)
    return { count: fixes.size }
  } catch (error) {
    return {
      count: 0,
      problem: diagnostic('cli/output-failed', { path, reason: reasonOf(error) }),
    }
  }
}

/** Whether a file starts with a byte order mark, which its text has not. */
const hasMark = (location: string): boolean =>
  readFileSync(location)
    .subarray(0, 3)
    .equals(Buffer.from([0xef, 0xbb, 0xbf]))

/** Writes beside the file, then renames; what a link leads to is what is written. */
function replace(location: string, text: string): void {
  const place = realpathSync(location)
  const beside = `${place}.siemantic-${process.pid}`
  try {
    writeFileSync(beside, text, { flag: 'wx', mode: statSync(place).mode })
    renameSync(beside, place)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}
