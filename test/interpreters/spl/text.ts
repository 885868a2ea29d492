/** The text of a search: its stages, its escapes and its wildcards. */

/** An event by field; a list is a multivalue field. */
export type Event = Readonly<Record<string, unknown>>

/** The values of a field as text; none where it is missing or null. */
export function valuesOf(event: Event, field: string): readonly string[] {
  const value = Object.hasOwn(event, field) ? event[field] : undefined
  const values = Array.isArray(value) ? (value as readonly unknown[]) : [value]
  return values.filter((item) => item !== null && item !== undefined).map(textOf)
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '')

/** Cuts a search at its pipes, which mean nothing in quotes, macros, comments and subsearches. */
export function stagesOf(search: string): readonly string[] {
  const stages = ['']
  let depth = 0
  const token = /```[\s\S]*?```|`[^`]*`|"(?:\\[\s\S]|[^"\\])*"|\\[\s\S]|[\s\S]/gy
  const quoted = /'[^']*'/y
  let at = 0
  while (at < search.length) {
    const isEval = /^\s*(?:where|eval)\b/i.test(stages.at(-1)!)
    const expression = isEval && search[at] === "'" ? quoted : token
    expression.lastIndex = at
    const text = expression.exec(search)?.[0]
    if (text === undefined || text === '"')
      throw new SyntaxError(`a quote is not closed: ${search}`)
    if (text === '[') depth++
    if (text === ']') depth--
    if (text === '|' && depth <= 0) stages.push('')
    else if (!text.startsWith('```')) stages[stages.length - 1] += text
    at += text.length
  }
  return stages.map((stage) => stage.trim())
}

/** Cuts a text at a separator that stands outside of quotes and brackets; a blank also stands for a comma. */
export function partsAt(text: string, separator: ',' | ' '): readonly string[] {
  const parts = ['']
  let depth = 0
  for (const [token] of text.matchAll(/"(?:\\[\s\S]|[^"\\])*"|'[^']*'|[\s\S]/g)) {
    if (token === '(') depth++
    if (token === ')') depth--
    const isCut = depth === 0 && (separator === ',' ? token === ',' : /^[\s,]$/.test(token))
    if (isCut) parts.push('')
    else parts[parts.length - 1] += token
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

/** The words of a command. */
export const wordsOf = (text: string): readonly string[] => partsAt(text, ' ')

/** A name without its quotes. */
export const bareName = (name: string): string => name.replaceAll('"', '')

/**
 * Undoes the escapes of `search`: `\\`, `\"` and `\|`. "Unrecognized backslash sequences are not altered" (search
 * command, Quotes and escaping).
 */
export const unescapeSearch = (text: string): string => text.replace(/\\([\\"|])/g, '$1')

const escapeRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

/** A value with `*` as a regular expression for the inside of a text: there is no escape for a star. */
export const wildcardSource = (value: string): string =>
  value
    .split('*')
    .map(escapeRegex)
    .join(String.raw`[\s\S]*`)

/** Whether a text is of a value with wildcards, as a whole. */
export const likeValue = (value: string, text: string, cased: boolean): boolean =>
  new RegExp(
    `^(?:${wildcardSource(value).replaceAll(String.raw`\-`, '-')})$`,
    cased ? 'u' : 'iu',
  ).test(text)

/** Numbers are decimal: `0x0` is text, unless tonumber is given a base (tonumber, "base"). */
export const isDecimal = (text: string): boolean =>
  /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i.test(text)
