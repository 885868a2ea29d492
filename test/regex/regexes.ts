/**
 * Random regexes of rules, each with the same one in JavaScript's words: what a rule's regex means is decided by
 * JavaScript's engine, and shares nothing with our parser and printers.
 */
import * as fc from '../random.js'
import type { Regex } from '../../src/ast/nodes.js'

/** A regex of a rule, what it means, and a text that it may find. */
export interface Sample {
  readonly regex: Regex
  readonly means: RegExp
  readonly text: string
}

/** A piece of a regex in PCRE, in JavaScript (flags u), and a text that it takes. */
type Part = readonly [pcre: string, javascript: string, text: string]

/** What escapes, quotes and folding trip over. */
export const characters: readonly string[] = [
  ...Array.from('aAbBxu019_-+.,:;/"\'\\ \t\n&~[]{}()|^$*?eEtf'),
  'é',
  'É',
  '漢',
  '\u001b',
  '\u007f',
  '\u0085',
]

const escaped = (character: string): string =>
  /[\\^$.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character

const literal = fc.constantFrom(...characters).map((character): Part => {
  const source = character === '\n' ? '\\n' : escaped(character)
  return [source, source, character]
})

const fixed: readonly Part[] = [
  ['.', '.', 'q'],
  [String.raw`\d`, '[0-9]', '4'],
  [String.raw`\D`, '[^0-9]', '"'],
  [String.raw`\s`, '[\\t-\\r ]', '\t'],
  [String.raw`\S`, '[^\\t-\\r ]', '\\'],
  [String.raw`\w`, '[0-9A-Za-z_]', 'u'],
  [String.raw`\W`, '[^0-9A-Za-z_]', '/'],
  [String.raw`\h`, '[\\t \\xA0]', '\t'],
  [String.raw`\N`, '[^\\n]', '"'],
  [String.raw`\x41`, 'A', 'A'],
  [String.raw`\x{e9}`, 'é', 'é'],
  [String.raw`\"`, '"', '"'],
  [String.raw`\Q.*\E`, '(?:\\.\\*)', '.*'],
  ['(?#a comment)a', 'a', 'a'],
  ['[a-c]', '[a-c]', 'b'],
  ['[^a-c]', '[^a-c]', 'A'],
  [String.raw`[^\\]`, String.raw`[^\\]`, '"'],
  [String.raw`[\\/"']`, String.raw`[\\\/"']`, '\\'],
  [String.raw`[^\\/"']`, String.raw`[^\\\/"']`, '\n'],
  ['[]a&&b]', '[\\]a&b]', ']'],
  ['[^]a[-]', '[^\\]a\\[\\-]', 'x'],
  [String.raw`[^-\s]`, '[^\\-\\t-\\r ]', 'b'],
  [String.raw`[\w+|\s]`, '[0-9A-Za-z_+|\\t-\\r ]', '|'],
  [String.raw`[\D]`, '[^0-9]', '"'],
  ['[[:alpha:]_]', '[A-Za-z_]', 'a'],
  ['[[:^alpha:]]', '[^A-Za-z]', '\\'],
  ['[é-ü]', '[é-ü]', 'é'],
  [String.raw`[^\x00-\x7f]`, '[^\\u{0}-\\u{7f}]', '漢'],
  [String.raw`[\x00-\x1f]`, '[\\u{0}-\\u{1f}]', '\u001b'],
  [String.raw`[^\x{e9}漢]`, '[^é漢]', 'É'],
]

/** Things that stand at a place. */
const places: readonly Part[] = [
  ['^', '^', ''],
  ['$', '$', ''],
  [String.raw`\A`, '(?<![^])', ''],
  [String.raw`\z`, '(?![^])', ''],
  [String.raw`\b`, '(?:(?<=[0-9A-Za-z_])(?![0-9A-Za-z_])|(?<![0-9A-Za-z_])(?=[0-9A-Za-z_]))', ''],
  [String.raw`\B`, '(?:(?<=[0-9A-Za-z_])(?=[0-9A-Za-z_])|(?<![0-9A-Za-z_])(?![0-9A-Za-z_]))', ''],
]

const lookarounds: readonly Part[] = [
  ['(?=a)', '(?=a)', ''],
  ['(?!"|b)', '(?!"|b)', ''],
  [String.raw`(?!.*\\)`, String.raw`(?!.*\\)`, ''],
  ['(?<=n)', '(?<=n)', ''],
  [String.raw`(?<!\\)`, String.raw`(?<!\\)`, ''],
  [String.raw`(?<![a-z"])`, String.raw`(?<![a-z"])`, ''],
  ['(?>a|ab)', '(?:(?=(a|ab))\\1)', 'a'],
]

const quantifiers: readonly (readonly [pcre: string, least: number])[] = [
  ['*', 0],
  ['+', 1],
  ['?', 0],
  ['*?', 0],
  ['+?', 1],
  ['{2}', 2],
  ['{1,3}', 1],
  ['{2,}', 2],
]

export interface Choices {
  readonly lookaround?: boolean
  readonly places?: boolean
}

function sequence(parts: fc.Arbitrary<Part>, maxLength: number): fc.Arbitrary<Part> {
  return fc
    .array(parts, { minLength: 1, maxLength })
    .map((all): Part => [
      all.map(([pcre]) => pcre).join(''),
      all.map(([, javascript]) => javascript).join(''),
      all.map(([, , text]) => text).join(''),
    ])
}

const alternatives = (options: readonly Part[], open: string): Part => [
  `${open}${options.map(([pcre]) => pcre).join('|')})`,
  `(?:${options.map(([, javascript]) => javascript).join('|')})`,
  options.at(-1)?.[2] ?? '',
]

/** Regexes that are patterns in disguise, or nearly. */
export const disguised: fc.Arbitrary<Sample> = fc
  .record({
    parts: sequence(
      fc.oneof(
        { weight: 4, arbitrary: literal },
        fc.constantFrom<Part>(
          ['.', '.', 'q'],
          ['.*', '.*', ' '],
          ['.{1,}', '.+', ' x'],
          ['[ab]', '[ab]', 'b'],
          ['[Aa]', '[Aa]', 'A'],
          ['x?', 'x?', 'x'],
          ['(?:ab|\\\\)', '(?:ab|\\\\)', 'ab'],
          ['(?:^a|b)', '(?:^a|b)', 'a'],
          ['(?:a|b$)', '(?:a|b$)', 'b'],
          ['"{2}', '"{2}', '""'],
          ['é', 'é', 'é'],
        ),
      ),
      4,
    ),
    start: fc.boolean(),
    end: fc.boolean(),
    ignoreCase: fc.boolean(),
  })
  .map(({ parts: [source, javascript, text], start, end, ignoreCase }) => {
    const around = (inner: string): string => (start ? '^' : '') + inner + (end ? '$' : '')
    return {
      regex: { kind: 'regex', source: around(source), ignoreCase, multiline: false, dotAll: true },
      means: new RegExp(around(javascript), ignoreCase ? 'isu' : 'su'),
      text,
    }
  })

/** Regexes of literals, classes, groups, repetitions and, as asked for, anchors and lookaround. */
export function regexes(choices: Choices): fc.Arbitrary<Sample> {
  const single = fc.oneof(
    { weight: 3, arbitrary: literal },
    { weight: 3, arbitrary: fc.constantFrom(...fixed) },
  )
  const repeated = fc
    .tuple(single, fc.constantFrom(...quantifiers))
    .map(([[pcre, javascript, text], [quantifier, least]]): Part => [
      `(?:${pcre})${quantifier}`,
      `(?:${javascript})${quantifier}`,
      text.repeat(least),
    ])
  const inner = fc.oneof({ weight: 3, arbitrary: single }, repeated)
  const placed = fc.constantFrom(
    ...(choices.places ? places : places.slice(0, 2)),
    ...(choices.lookaround ? lookarounds : []),
  )
  const group = fc
    .tuple(
      fc.array(sequence(fc.oneof({ weight: 6, arbitrary: inner }, placed), 2), {
        minLength: 1,
        maxLength: 3,
      }),
      fc.constantFrom('(', '(?:', '(?P<name>'),
      fc.constantFrom<readonly [string, number]>(
        ['', 1],
        ['', 1],
        ['?', 0],
        ['+', 1],
        ['{0,2}', 0],
      ),
    )
    .map(([options, open, [quantifier, least]]): Part => {
      const [pcre, javascript, text] = alternatives(options, open === '(?P<name>' ? '(?:' : open)
      return [pcre + quantifier, javascript + quantifier, text.repeat(least)]
    })
  const piece = fc.oneof(
    { weight: 5, arbitrary: inner },
    { weight: 2, arbitrary: group },
    { weight: 2, arbitrary: placed },
  )
  return fc
    .record({
      options: fc.array(sequence(piece, 4), { minLength: 1, maxLength: 2 }),
      ignoreCase: fc.boolean(),
      dotAll: fc.boolean(),
      start: fc.boolean(),
      end: fc.boolean(),
    })
    .map(({ options, ignoreCase, dotAll, start, end }) => {
      const [source, javascript] = [0, 1].map((index) =>
        options.map((option) => option[index]).join('|'),
      ) as [string, string]
      const around = (text: string): string => (start ? '^' : '') + text + (end ? '$' : '')
      return {
        regex: { kind: 'regex', source: around(source), ignoreCase, multiline: false, dotAll },
        // A dot of JavaScript stops at more than a line feed.
        means: new RegExp(around(withDots(javascript, dotAll)), ignoreCase ? 'iu' : 'u'),
        text: options.at(-1)?.[2] ?? '',
      }
    })
}

/** The same regex with its dots spelled out. */
const withDots = (source: string, dotAll: boolean): string =>
  source.replaceAll(/\\.|\[(?:\\.|[^\]\\])*\]|\./gu, (token) =>
    token === '.' ? (dotAll ? '[^]' : '[^\\n]') : token,
  )

/** Values around a sample: it, more of it, less of it, and others. */
export function valuesOf(sample: string): fc.Arbitrary<string> {
  const text = fc.array(fc.constantFrom(...characters), { maxLength: 6 }).map((all) => all.join(''))
  return fc.tuple(text, text, fc.nat(6), fc.nat(8)).map(([before, after, how, at]) => {
    const units = Array.from(sample)
    switch (how) {
      case 0:
        return sample
      case 1:
        return before + sample + after
      case 2:
        return sample + after
      case 3:
        return before + sample
      case 4:
        return units.filter((_, index) => index !== at % Math.max(1, units.length)).join('')
      case 5:
        return sample.toUpperCase()
      default:
        return before + after
    }
  })
}
