/** How Kibana's KQL writes values and names. Source: Kibana's kuery grammar (kbn-es-query, grammar.peggy). */
import type { Pattern } from '../../src/ast/pattern.js'

// oxlint-disable-next-line no-control-regex
const control = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]/g

const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

const escapeControl = (character: string): string =>
  shortEscapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** A value in quotes: no wildcards, a `*` is a star. */
export const quoted = (text: string): string =>
  `"${text.replaceAll(/["\\]/g, '\\$&').replaceAll(control, escapeControl)}"`

/** A value without quotes, in which `*` is a wildcard. White space is kept but for that at the outer ends. */
export const unquoted = (value: Pattern): string =>
  value.map((part) => (typeof part === 'string' ? escapeUnquoted(part) : '*')).join('')

const escapeUnquoted = (text: string): string =>
  text
    .replaceAll(/[\\():<>"*{}]/g, '\\$&')
    // `and` and `or` are operators between white space, `not` already before it, even at the end of a word. `\not`
    // would be a line end and `ot`: its n is written by its number.
    .replaceAll(/(?<=\s|^)(?:and|or)(?=\s|$)/gi, '\\$&')
    .replaceAll(/n(?=ot(?:\s|$))/gi, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`)
    .replaceAll(control, escapeControl)

/** A field name: bare where it has only harmless characters. */
export const fieldName = (name: string): string => (/^[\w@.-]+$/.test(name) ? name : quoted(name))
