/** Macro calls as written between backticks: `name`, `name(argument, "argument 2")`, `name(parameter=argument)`. */

/** A call taken apart. */
export interface MacroCall {
  readonly name: string
  readonly parameters: readonly MacroArgument[]
  /** The call as written, without its backticks. */
  readonly written: string
}

/** An argument; with a name where it may be the one for the parameter of that name. */
export interface MacroArgument {
  /** All of it, its quotes undone. */
  readonly text: string
  readonly named?: { readonly name: string; readonly text: string }
}

/** Reads a call. `name()` has no arguments; what is not a call at all is taken as a name that no macro has. */
export function parseCall(text: string): MacroCall {
  const written = text.trim()
  const open = written.indexOf('(')
  if (open < 0 || !written.endsWith(')')) return { name: written, parameters: [], written }
  const inside = written.slice(open + 1, -1)
  const parameters = inside.trim() === '' ? [] : splitParameters(inside).map(argumentOf)
  return { name: written.slice(0, open).trim(), parameters, written }
}

/**
 * The values in the order of the parameters, or why they have none. Arguments may have names, `m(b=2, a=1)`; only a
 * parameter's name is one, so that `m(user=x)` passes this text to a parameter of another name. Source: macros.conf.example.
 */
export function valuesFor(
  parameters: readonly string[],
  given: readonly MacroArgument[],
): { readonly values: readonly string[] } | { readonly problem: string } {
  const named = new Map(
    given.flatMap(({ named: pair }) =>
      pair !== undefined && parameters.includes(pair.name) ? [[pair.name, pair.text] as const] : [],
    ),
  )
  if (named.size === 0) return { values: given.map(({ text }) => text) }
  return named.size === parameters.length
    ? { values: parameters.map((name) => named.get(name) ?? '') }
    : { problem: `some of them name a parameter, and not each parameter is named once` }
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

function argumentOf(written: string): MacroArgument {
  const text = unquote(written)
  const [, name, value] = /^\s*([\w-]+)\s*=(?!=)([^]*)$/.exec(written) ?? []
  return name === undefined || value === undefined
    ? { text }
    : { text, named: { name, text: unquote(value) } }
}

function unquote(text: string): string {
  const value = text.trim()
  return value.length > 1 && value.startsWith('"') && value.endsWith('"')
    ? value.slice(1, -1).replaceAll('\\"', '"')
    : value
}
