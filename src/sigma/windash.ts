/** The characters that Windows programs take for the dash of a flag. */
import { pattern, type Pattern } from '../ast/pattern.js'

/** `-`, `/`, en dash, em dash, horizontal bar. */
const dashes = ['-', '/', '\u2013', '\u2014', '\u2015'] as const

/** A dash that no letter or digit precedes and one follows; the text of a pattern starts and ends like a word. */
const flagDash = /(?<![\p{L}\p{N}_])[-/\u2013\u2014\u2015](?=[\p{L}\p{N}_])/gu

/** The most patterns that one value may become. */
export const maxVariants = 1_000

/**
 * The patterns with every flag dash replaced by each kind, the value as written first; or, where those are too many,
 * their number.
 */
export function dashVariants(value: Pattern): readonly Pattern[] | number {
  const flags = value.reduce(
    (count, part) => count + (typeof part === 'string' ? [...part.matchAll(flagDash)].length : 0),
    0,
  )
  const count = dashes.length ** flags
  if (count > maxVariants) return count
  return value
    .map((part) => (typeof part === 'string' ? textVariants(part) : [part]))
    .reduce<readonly Pattern[]>(
      (heads, tails) => heads.flatMap((head) => tails.map((tail) => pattern(...head, tail))),
      [[]],
    )
}

function textVariants(text: string): readonly string[] {
  let variants: readonly string[] = ['']
  let end = 0
  for (const { 0: written, index } of text.matchAll(flagDash)) {
    const before = text.slice(end, index)
    const kinds = [written, ...dashes.filter((dash) => dash !== written)]
    variants = variants.flatMap((head) => kinds.map((dash) => head + before + dash))
    end = index + written.length
  }
  return variants.map((head) => head + text.slice(end))
}
