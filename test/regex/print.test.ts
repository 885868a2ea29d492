import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import type { Regex } from '../../src/ast/nodes.js'
import { linearText, pcreText, type Unsayable } from '../../src/regex/print.js'
import { regexOf } from '../../src/regex/read.js'
import { grepMatches, toJavaScript } from '../interpreters/regex/pcre.js'
import { regexes, valuesOf, type Sample } from './regexes.js'

const cases = (choices: Parameters<typeof regexes>[0]) =>
  regexes(choices).chain((sample) =>
    fc
      .array(valuesOf(sample.text), { minLength: 3, maxLength: 6 })
      .map((values) => ({ sample, values })),
  )

function agree({ regex, means }: Sample, text: string, found: (value: string) => boolean) {
  return (value: string): void => {
    const expected = means.test(value)
    if (found(value) !== expected) {
      throw new Error(
        `expected ${expected} of ${JSON.stringify(value)}\n${regex.source}\nbecame\n${text}`,
      )
    }
  }
}

test.each(['re2', 'kusto'] as const)('in the dialect %s a regex means the same', (dialect) => {
  let said = 0
  fc.assert(
    fc.property(cases({ places: true }), ({ sample, values }) => {
      const text = linearText(sample.regex, dialect)
      if (typeof text !== 'string') return
      said++
      const compiled = toJavaScript(text, 're2')
      values.forEach(agree(sample, text, (value) => compiled.test(value)))
    }),
    { numRuns: 1000, seed: 20_261_121 },
  )
  expect(said).toBeGreaterThan(700)
})

test('in PCRE a regex means the same', () => {
  let said = 0
  fc.assert(
    fc.property(cases({ places: true, lookaround: true }), ({ sample, values }) => {
      const text = pcreText(sample.regex)
      // JavaScript and the translation of the test have no atomic groups, and no comments.
      if (/\(\?>|\\[hN]|\[:\^/.test(text)) return
      said++
      const compiled = toJavaScript(text)
      values.forEach(agree(sample, text, (value) => compiled.test(value)))
    }),
    { numRuns: 1000, seed: 20_261_121 },
  )
  expect(said).toBeGreaterThan(700)
})

test('grep -P finds the same', () => {
  fc.assert(
    fc.property(cases({ places: true, lookaround: true }), ({ sample, values }) => {
      const lines = values.map((value) => value.replaceAll('\n', ' '))
      const text = pcreText(sample.regex)
      const expected = lines.map((line) => sample.means.test(line))
      expect({ text, lines, found: grepMatches(text, lines) ?? expected }).toEqual({
        text,
        lines,
        found: expected,
      })
    }),
    { numRuns: 200, seed: 20_261_121 },
  )
})

test.each([
  ['foo$', String.raw`foo\z`],
  [String.raw`^\\foo\.exe$`, String.raw`^\\foo\.exe\z`],
  ['(?i)foo', '(?i)foo'],
  ['(?m)^foo$', String.raw`(?<![^\n])foo(?![^\n])`],
  ['a(?#b)c', 'ac'],
  [String.raw`\Qa.(b`, String.raw`a\.\(b`],
  ['a{,3}b', String.raw`a\{,3}b`],
  ['(?x) a b # c', '(?x)ab'],
  ['(?>a+)b++(?R)?', '(?>a+)b++(?R)?'],
  ['a\tb\nc', String.raw`a\tb\nc`],
  [String.raw`[$]\$\Z`, String.raw`[$]\$\Z`],
])('in PCRE, %j is %j', (source, expected) => {
  expect(pcreText(regexOf(source))).toBe(expected)
})

test.each([
  [String.raw`\d+\s\w`, '[0-9]+[[:space:]][0-9A-Za-z_]'],
  [String.raw`\bfoo\b`, String.raw`(?-u:\b)foo(?-u:\b)`],
  [String.raw`[\w&&[~~x-]`, String.raw`[0-9A-Za-z_\&\&\[\~\~x\-]`],
  [String.raw`\<a\>\/\_`, '<a>/_'],
  [String.raw`[^\S\n]`, String.raw`[^\x{0}-\x{8}\x{e}-\x{1f}!-\x{10ffff}\n]`],
  [String.raw`\p{Lu}\P{L}\pN`, String.raw`\p{Lu}\P{L}\p{N}`],
  ['(?i)a(?-i:b)(?s).', '(?i)a(?-i:b)(?s).'],
  ['(?P<name>a)|(b)', '(a)|(b)'],
  ['(?m)^a$', '(?m:^)a(?m:$)'],
  [String.raw`a\Z`, String.raw`a\n?$`],
  [String.raw`\Aa\z`, '^a$'],
  [String.raw`\e\x41\x{1F600}`, String.raw`\x{001b}A😀`],
  ['(?#c)a{1,}b{0,1}c{2,3}?', 'a+b?c{2,3}?'],
  ['^*a', 'a'],
])("in Kusto's dialect, %j is %j", (source, expected) => {
  expect(linearText(regexOf(source), 'kusto')).toBe(expected)
})

test.each([
  ['a(?=b)', 'a lookahead', '(?='],
  ['a(?!b)', 'a negative lookahead', '(?!'],
  ['(?<=a)b', 'a lookbehind', '(?<'],
  ['x(?<!a)b', 'a negative lookbehind', '(?<'],
  [String.raw`(a)\1`, 'a backreference', String.raw`\1`],
  ['(?P<n>a)(?P=n)', 'a backreference', '(?P=n)'],
  ['x(?>a)', 'an atomic group', '(?>'],
  ['ab++', 'a possessive quantifier', '++'],
  ['a{2}+', 'a possessive quantifier', '{2}+'],
  ['ab{2,1001}', 'a repetition of more than 1000 times', '{2,1001}'],
  [String.raw`a\R`, String.raw`'\R', a line end of any kind`, String.raw`\R`],
  ['(?|a)', 'a branch reset group', '(?|'],
  ['a(?R)?', 'a call of a group', '(?R'],
  ['(a)(?(1)b|c)', 'a condition', '(?('],
  ['(*UTF)a', 'the verb (*UTF)', '(*U'],
  ['(?U)a', 'the option (?U)', '(?U'],
  [String.raw`\p{Xan}`, String.raw`the property '\p{Xan}'`, String.raw`\p{Xan}`],
  [String.raw`a\Zb`, String.raw`'\Z' before more`, String.raw`\Z`],
])('%s needs more than RE2: %s', (source, what, construct) => {
  const regex: Regex = regexOf(source)
  const found = linearText(regex, 're2') as Unsayable
  expect(found).toMatchObject({ what })
  expect(source.slice(found.span.start, found.span.end)).toBe(construct)
})
