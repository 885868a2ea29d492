/** Events as `key=value` text, one a line. */
import type { Event } from '../ast/evaluate.js'

const pair = /([^\s=,;|"']+)=(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|([^\s,;|]*))/g

/** The fields of a line; a value in quotes may have blanks, and escape quotes; paths have
 * their backslashes as they are. Words that belong to no pair are left out. */
export function parsePairs(line: string): Event {
  const fields = new Map<string, string[]>()
  for (const [, name = '', double, single, bare = ''] of line.matchAll(pair)) {
    const quoted = double ?? single
    const value = quoted === undefined ? bare : quoted.replaceAll(/\\(["'])/g, '$1')
    const known = fields.get(name)
    if (known === undefined) fields.set(name, [value])
    else known.push(value)
  }
  return Object.fromEntries(
    [...fields].map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  )
}
