/** How Splunk writes values and names: one function for each of its two languages and for PCRE inside them. */
import { withBackslashes } from '../../src/ast/escape.js'
import type { Pattern } from '../../src/ast/pattern.js'

/**
 * A value in `search` and in tstats' where. Wildcards work inside quotes; `\\` and `\"` are the only escapes needed
 * (Search Reference, search command, "Quotes and escaping characters"). Whole numbers stand bare.
 */
export function searchValue(value: Pattern): string {
  const text = value.map((part) => (typeof part === 'string' ? escapeQuoted(part) : '*')).join('')
  return /^\d+$/.test(text) ? text : `"${text}"`
}

const escapeQuoted = (text: string): string => withBackslashes(text, /["\\]/g)

/** A field name in `search`: bare where it has only the characters of one, else in double quotes. */
export const searchField = (name: string): string =>
  /^[A-Za-z_][\w.:{}@-]*$/.test(name) && !/^(?:AND|OR|NOT|IN|AS|BY)$/i.test(name)
    ? name
    : `"${escapeQuoted(name)}"`

/** A string of `where` and `eval`, which know `\t` and `\n` too: every backslash is doubled. */
export const evalString = (text: string): string =>
  `"${escapeQuoted(text).replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')}"`

/** A field name in `where` and `eval`: in single quotes unless it is a plain word, as a dot would concatenate. */
export const evalField = (name: string): string =>
  /^[A-Za-z_]\w*$/.test(name) ? name : `'${name.replaceAll(/['\\]/g, '\\$&')}'`
