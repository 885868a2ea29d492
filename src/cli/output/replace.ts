/** Writes a file anew, so that it is whole at any time. */
import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'

/**
 * Writes beside the file, then renames; what a link leads to is what is written, and a byte order mark stays. Throws an
 * Error where that cannot be done.
 */
export function replaceFile(location: string, text: string): void {
  const place = realpathSync(location)
  const beside = `${place}.siemantic-${process.pid}`
  try {
    const whole = hasMark(location) ? `\uFEFF${text}` : text
    writeFileSync(beside, whole, { flag: 'wx', mode: statSync(place).mode })
    renameSync(beside, place)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}

/** Whether a file starts with a byte order mark, which its text has not. */
const hasMark = (location: string): boolean =>
  readFileSync(location)
    .subarray(0, 3)
    .equals(Buffer.from([0xef, 0xbb, 0xbf]))
