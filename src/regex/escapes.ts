/** PCRE's escapes. Source: pcre2pattern(3), "Backslash". */
import type { Emitted, Note } from './notes.js'
import type { SetName } from './sets.js'

/** Stands for anything in the text that is parsed; what it means is in its note. It takes a quantifier. */
const standIn = '(?:)'

/** A character, so written that JavaScript takes it as itself. Beyond the first plane the note knows it. */
export function characterText(code: number): Emitted {
  const text = code > 0xffff ? String.raw`\uFFFF` : `\\u${code.toString(16).padStart(4, '0')}`
  return { text, note: { kind: 'character', code } }
}

/** Something that stands at a place and takes no character there. */
export const placed = (note: Note): Emitted => ({ text: standIn, note })

const setOf = (name: SetName, negated: boolean): Emitted => ({
  text: String.raw`\d`,
  note: { kind: 'set', name, negated },
})

const letters: Readonly<Record<string, number>> = { a: 7, e: 27, f: 12, n: 10, r: 13, t: 9 }

const sets: Readonly<Record<string, SetName>> = {
  d: 'digit',
  w: 'word',
  s: 'space',
  h: 'horizontal',
  v: 'vertical',
}

const foreign: Readonly<Record<string, string>> = {
  R: String.raw`'\R', a line end of any kind`,
  X: String.raw`'\X', a grapheme`,
  C: String.raw`'\C', a code unit`,
  G: String.raw`the anchor '\G'`,
}

/** The token of an escape, its length, and whether it means something in brackets, outside of them, or in both. */
const forms: readonly (readonly [
  form: RegExp,
  where: 'inside' | 'outside' | 'both',
  emit: (match: RegExpExecArray) => Emitted,
])[] = [
  [/\\0[0-7]{0,2}/y, 'both', ([text]) => characterText(Number.parseInt(text.slice(1), 8))],
  [/\\([0-7]{1,3})/y, 'inside', ([, digits = '']) => characterText(Number.parseInt(digits, 8))],
  [/\\x\{([0-9a-fA-F]+)\}/y, 'both', ([, hex = '']) => characterText(Number.parseInt(hex, 16))],
  [/\\x([0-9a-fA-F]{0,2})/y, 'both', ([, hex]) => characterText(Number.parseInt(hex || '0', 16))],
  [/\\o\{([0-7]+)\}/y, 'both', ([, octal = '']) => characterText(Number.parseInt(octal, 8))],
  [/\\N\{U\+([0-9a-fA-F]+)\}/y, 'both', ([, hex = '']) => characterText(Number.parseInt(hex, 16))],
  [/\\c([ -~])/y, 'both', ([, key = '']) => characterText(key.toUpperCase().charCodeAt(0) ^ 64)],
  [
    /\\([pP])(?:\{(\^?)([^{}]*)\}|([A-Za-z]))/y,
    'both',
    ([, letter, not, name, short = '']) => ({
      text: String.raw`\d`,
      note: {
        kind: 'property',
        name: (name ?? short).trim(),
        negated: (letter === 'P') !== (not === '^'),
      },
    }),
  ],
  [/\\([aefnrt])/y, 'both', ([, letter = '']) => characterText(letters[letter] ?? 0)],
  [
    /\\([dwshv])/iy,
    'both',
    ([, letter = '']) => setOf(sets[letter.toLowerCase()] ?? 'digit', letter < 'a'),
  ],
  [/\\b/y, 'inside', () => characterText(8)],
  [/\\N/y, 'outside', () => setOf('lineFeed', true)],
  [/\\A/y, 'outside', () => placed({ kind: 'edge', at: 'start' })],
  [/\\z/y, 'outside', () => placed({ kind: 'edge', at: 'end' })],
  [/\\Z/y, 'outside', () => placed({ kind: 'edge', at: 'lastLineEnd' })],
  [/\\([bB])/y, 'outside', ([, letter]) => placed({ kind: 'boundary', negated: letter === 'B' })],
  [
    /\\([RXCG])/y,
    'outside',
    ([, letter = '']) => placed({ kind: 'foreign', what: foreign[letter] ?? '' }),
  ],
  [
    /\\k(?:\{(\w+)\}|<(\w+)>|'(\w+)')/y,
    'outside',
    ([, a, b, c]) => placed({ kind: 'backreference', to: a ?? b ?? c ?? '' }),
  ],
  [
    /\\g(?:<[^>]*>|'[^']*')/y,
    'outside',
    () => placed({ kind: 'foreign', what: 'a call of a group' }),
  ],
  // A character that is neither letter nor digit stands for itself.
  [/\\([^A-Za-z0-9])/uy, 'both', ([, literal = '']) => characterText(literal.codePointAt(0) ?? 0)],
]

/** The escape at an offset: how long it is, and what becomes of it; undefined where it means nothing there. */
export function escapeAt(
  source: string,
  at: number,
  place: 'inside' | 'outside',
): (Emitted & { readonly length: number }) | undefined {
  for (const [form, where, emit] of forms) {
    if (where !== 'both' && where !== place) continue
    form.lastIndex = at
    const match = form.exec(source)
    if (match !== null) return { ...emit(match), length: match[0].length }
  }
  return undefined
}
