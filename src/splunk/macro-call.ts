/** Macro calls as written between backticks: `name`, `name(argument, "argument 2")`. */

/** A call taken apart. */
export interface MacroCall {
  readonly name: string
  /** The values of the arguments, their quotes undone. */
  readonly parameters: readonly string[]
  /** The call as written, without its backticks. */
  readonly written: string
}

/** Reads a call. `name()` has no arguments; what is not a call at all is taken as a name that no macro has. */
export function parseCall(text: string): MacroCall {
  const written = text.trim()
  const open = written.indexOf('(')
  if (open < 0 || !written.endsWith(')')) return { name: written, parameters: [], written }
  const inside = written.slice(open + 1, -1)
  const parameters = inside.trim() === '' ? [] : splitParameters(inside).map(unquote)
  return { name: written.slice(0, open).trim(), parameters, written }
}

/** Splits at commas outside of quotes and brackets. */
function splitParameters(text: string): readonly string[] {
  const parts: string[] = []
  let start = 0
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '\\') at++
    else if (character === '"') quoted = !quoted
    else if (quoted) continue
    else if (character === '(') depth++
    else if (character === ')') depth--
    else if (character === ',' && depth === 0) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  return [...parts, text.slice(start)]
}

function unquote(text: string): string {
  const value = text.trim()
  return value.length > 1 && value.startsWith('"') && value.endsWith('"')
    ? value.slice(1, -1).replaceAll('\\"', '"')
    : value
}
