/** Regular expressions as rules write them: PCRE's syntax, checked but never run. */
import type { Regex } from './nodes.js'

/**
 * The regex of a source text. A leading `(?i)`, `(?m)` or `(?s)` becomes its flag, so that targets with flags of their
 * own can say it.
 */
export function regexOf(text: string): Regex {
  const [leading = '', letters = ''] = /^\(\?([ims]+)\)/.exec(text) ?? []
  return {
    kind: 'regex',
    source: text.slice(leading.length),
    ignoreCase: letters.includes('i'),
    multiline: letters.includes('m'),
    dotAll: letters.includes('s'),
  }
}

/** Why a text is no regular expression; undefined where it is one. */
export function regexProblem(source: string): string | undefined {
  const { text, problem } = toJavaScript(source)
  if (problem !== undefined) return problem
  try {
    return void new RegExp(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return reasonOf(error)
  }
}

/** V8 says `Invalid regular expression: /…/: Unterminated group`. */
const reasonOf = ({ message }: SyntaxError): string =>
  message.slice(message.lastIndexOf(': ') + 2).toLowerCase()

/** A character class, with what PCRE allows inside: a leading `]`, `[:alpha:]`, escapes. */
const characterClass = /\[\^?\]?(?:\[:\^?\w+:\]|\\[^]|[^\]\\])*\]/y

/**
 * What PCRE has and JavaScript has not, each with something that JavaScript accepts in its place. Only the structure
 * counts: the result is compiled and thrown away.
 */
const replacements: readonly (readonly [RegExp, string])[] = [
  // pcre2pattern(3), "Comments", "Internal option setting", "Backtracking control".
  [/\(\?#[^)]*\)/y, ''],
  [/\(\?[imsxnUJaLu^]*(?:-[imsxnUJ]+)?\)/y, ''],
  [/\(\?[imsxnUJaLu^]*(?:-[imsxnUJ]+)?:/y, '(?:'],
  [/\(\*[A-Z_]+(?::[^)]*)?\)/y, ''],
  // Atomic groups, branch reset, lookaround.
  [/\(\?[>|]/y, '(?:'],
  [/\(\?<?[=!]/y, '(?:'],
  // Names, in Python's and Perl's spellings; references, recursion and conditions.
  [/\(\?(?:P?<\w+>|'\w+')/y, '('],
  [/\(\?P=\w+\)/y, '(?:)'],
  [/\(\?(?:R|[-+]?\d+|&\w+|P>\w+)\)/y, '(?:)'],
  [/\(\?\((?:\w+|<\w+>|'\w+'|[-+]\d+)\)/y, '(?:'],
  // Quoted text and the escapes that take more than one character.
  [/\\Q[^]*?(?:\\E|$)/y, 'q'],
  [/\\[xo]\{[0-9a-fA-F]+\}/y, 'x'],
  [/\\[pP](?:\{[^}]*\}|[A-Z])/y, 'p'],
  [/\\[gk](?:\{[^}]*\}|<\w+>|'\w+'|[-+]?\d+)/y, '(?:)'],
  [/\\[AzZGKbB]/y, '(?:)'],
  [/\\[^]/y, 'e'],
  // Possessive quantifiers.
  [/(?:[*+?]|\{\d+(?:,\d*)?\})\+/y, '*'],
]

function toJavaScript(source: string): { readonly text: string; readonly problem?: string } {
  let text = ''
  let at = 0
  while (at < source.length) {
    if (source[at] === '[') {
      characterClass.lastIndex = at
      const found = characterClass.exec(source)?.[0]
      if (found === undefined) return { text, problem: 'unterminated character class' }
      const range = badRange(found)
      if (range !== undefined) return { text, problem: `range out of order: ${range}` }
      text += '[c]'
      at += found.length
      continue
    }
    const replaced = replacementAt(source, at)
    text += replaced.text
    at += replaced.length
  }
  return { text }
}

function replacementAt(source: string, at: number): { text: string; length: number } {
  for (const [form, text] of replacements) {
    form.lastIndex = at
    const found = form.exec(source)?.[0]
    if (found !== undefined) return { text, length: found.length }
  }
  return { text: source[at]!, length: 1 }
}

/** A range of plain characters in a class that runs backwards. */
function badRange(characters: string): string | undefined {
  const plain = characters.slice(1, -1).replaceAll(/\[:\^?\w+:\]|\\[^]-\\?[^]|\\[^]/g, '')
  return [...plain.matchAll(/([a-zA-Z0-9])-([a-zA-Z0-9])/g)].find(
    ([, from, to]) => from! > to!,
  )?.[0]
}
