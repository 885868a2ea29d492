/** Values of Sigma rules: escapes undone, numbers without loss. */
import { anyRun, oneCharacter, pattern, patternOf, type Pattern } from '../ast/pattern.js'
import type { Matches } from '../ast/nodes.js'
import type { YamlScalar } from '../source/yaml.js'

/**
 * The pattern of a Sigma string. `*` and `?` are wildcards; a backslash makes one of `*`, `?` and `\` literal, and
 * before anything else stands for itself, so that paths need no escapes.
 */
export function parseSigmaString(text: string): Pattern {
  // A backslash before none of the three, as in nearly every path, escapes nothing.
  if (!/[*?]|\\\\/.test(text)) return pattern(text)
  const parts: (string | typeof anyRun | typeof oneCharacter)[] = []
  for (const piece of piecesOfSigmaString(text)) {
    if (piece === '*') parts.push(anyRun)
    else if (piece === '?') parts.push(oneCharacter)
    else parts.push(/^\\[\\*?]$/.test(piece) ? piece.slice(1) : piece)
  }
  return patternOf(parts)
}

/** The pieces of a Sigma string as written: wildcards, escapes, and what stands for itself. */
export const piecesOfSigmaString = (text: string): readonly string[] =>
  text.match(/\\[\\*?]|[*?]|[^\\*?]+|\\/g) ?? []

/**
 * The Sigma string of a pattern, as a person would write it: what {@link parseSigmaString} reads as that pattern. A single
 * backslash stands for itself, unless what follows it would make an escape of it.
 */
export const printSigmaString = (value: Pattern): string =>
  value
    .map((part, index) => {
      if (typeof part !== 'string') return part.wildcard === 'run' ? '*' : '?'
      const isLast = index === value.length - 1
      return part.replaceAll(/\\+$|\\+(?=[*?])|\\{2,}|[*?]/g, (found, at: number) =>
        found === '\\' && isLast && at === part.length - 1 ? found : escapeEach(found),
      )
    })
    .join('')

const escapeEach = (text: string): string => text.replaceAll(/[^]/g, String.raw`\$&`)

/**
 * The decimal text of a YAML number: integers of any length in their shortest form (`010`, `0xA` and `+10` are 10), and
 * what has a fraction or an exponent as it was written.
 */
export function decimalText(text: string): string {
  if (/^0[xo]/.test(text)) return BigInt(text).toString()
  return /^[-+]?\d+$/.test(text) ? BigInt(text.replace(/^\+/, '')).toString() : text
}

/** What a plain scalar is equal to; a number or boolean equals the same value written as text. Null is no such value. */
export function testOfScalar({ type, text, span }: YamlScalar): Matches {
  switch (type) {
    case 'number': {
      const value = pattern(decimalText(text))
      return { kind: 'matches', pattern: value, cased: false, written: 'number', span }
    }
    case 'boolean': {
      const value = pattern(text.toLowerCase())
      return { kind: 'matches', pattern: value, cased: false, written: 'boolean', span }
    }
    case 'string':
    case 'null':
      return { kind: 'matches', pattern: parseSigmaString(text), cased: false, span }
  }
}
