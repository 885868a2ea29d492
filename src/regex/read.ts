/** Regular expressions as rules write them: PCRE's syntax, read but never run. */
import type { Regex } from '../ast/nodes.js'
import { parseRegex } from './parse.js'

/**
 * The regex of a source text. A leading `(?i)`, `(?m)` or `(?s)` becomes its flag, so that targets with flags of their
 * own can say it. `at` is where in the file the text stands, if it stands there as it is.
 */
export function regexOf(text: string, at?: number): Regex {
  const [leading = '', letters = ''] = /^\(\?([ims]+)\)/.exec(text) ?? []
  return {
    kind: 'regex',
    source: text.slice(leading.length),
    ignoreCase: letters.includes('i'),
    multiline: letters.includes('m'),
    dotAll: letters.includes('s'),
    ...(at === undefined ? {} : { at: at + leading.length }),
  }
}

/** Why a text is no regular expression; undefined where it is one. */
export function regexProblem(text: string): string | undefined {
  const parsed = parseRegex(regexOf(text))
  return parsed.ok ? undefined : parsed.reason
}
