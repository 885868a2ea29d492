/** How Kibana's KQL writes values and names. Source: Kibana's kuery grammar (kbn-es-query, grammar.peggy). */
import { controlEscape, replaceControls } from '../../src/ast/control.js'
import { replaceEach, withBackslashes } from '../../src/ast/escape.js'
import type { Pattern } from '../../src/ast/pattern.js'

/** A value in quotes: no wildcards, a `*` is a star. */
export const quoted = (text: string): string =>
  `"${replaceControls(withBackslashes(text, /["\\]/g), controlEscape)}"`

/** A value without quotes, in which `*` is a wildcard. White space is kept but for that at the outer ends. */
export const unquoted = (value: Pattern): string =>
  value.map((part) => (typeof part === 'string' ? escapeUnquoted(part) : '*')).join('')

/**
 * What has to be escaped outside of quotes. `and` and `or` are operators between white space, `not` already before it,
 * even at the end of a word. `\\not` would be a line end and `ot`: its n is written by its number.
 */
const special = /[\\():<>"*{}]|(?<=\s|^)(?:and|or)(?=\s|$)|n(?=ot(?:\s|$))/gi

const escapeUnquoted = (text: string): string =>
  replaceControls(
    replaceEach(text, special, (piece) =>
      piece.toLowerCase() === 'n' ? controlEscape(piece) : `\\${piece}`,
    ),
    controlEscape,
  )

/** A field name: bare where it has only harmless characters. */
export const fieldName = (name: string): string => (/^[\w@.-]+$/.test(name) ? name : quoted(name))
