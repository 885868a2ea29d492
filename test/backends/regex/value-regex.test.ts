/** A rule's regex over written values against the same over the values themselves. */
import { expect, test } from '@jest/globals'
import * as fc from '../../random.js'
import { valueRegex } from '../../../backends/regex/value-regex.js'
import { regexOf } from '../../../src/regex/read.js'
import { grepMatches, toJavaScript } from '../../interpreters/regex/pcre.js'
import { regexes, valuesOf, type Sample } from '../../regex/regexes.js'

/** Any number of characters of a string. */
const run = String.raw`(?:[^"\\]|\\(?:u.{4}|[^u]))*`

const numbers: readonly unknown[] = [0, 7, 29, -1, 10.5, 4688, 1e21, true, false]

const asText = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value)

/** Beyond ASCII writers differ: as it is, or by its number. */
const byNumber = (json: string): string =>
  json.replaceAll(/[^\0-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

const cases = (): fc.Arbitrary<{ readonly sample: Sample; readonly values: readonly unknown[] }> =>
  regexes({ lookaround: true, places: true }).chain((sample) =>
    fc
      .array(
        fc.oneof({ weight: 6, arbitrary: valuesOf(sample.text) }, fc.constantFrom(...numbers)),
        {
          minLength: 4,
          maxLength: 8,
        },
      )
      .map((values) => ({ sample, values })),
  )

/** Lines with the values, and whether the regex finds something in each. */
const linesOf = (values: readonly unknown[], { means }: Sample) =>
  values.flatMap((value) => {
    const line = JSON.stringify({ Before: 'x', Field: value, After: '"\\' })
    return [line, byNumber(line)].map((each) => ({
      line: each,
      expected: means.test(asText(value)),
    }))
  })

const over = (value: string): string => String.raw`^(?=.*[{,]"Field":${value})`

test('it finds in a line of JSON what the regex finds in the value', () => {
  let said = 0
  let refused = 0
  let found = 0
  fc.assert(
    fc.property(cases(), ({ sample, values }) => {
      const translated = valueRegex(sample.regex)
      if (typeof translated !== 'string') return void refused++
      if (translated.includes('(?>')) return
      said++
      const query = toJavaScript(over(translated))
      for (const { line, expected } of linesOf(values, sample)) {
        if (expected) found++
        if (query.test(line) !== expected) {
          throw new Error(
            `expected ${expected}\n${sample.regex.source}\n${over(translated)}\n${line}`,
          )
        }
      }
    }),
    { numRuns: 1000, seed: 20_261_121 },
  )
  expect(refused).toBeLessThan(said / 8)
  expect(found).toBeGreaterThan(said)
})

test('grep -P finds the same', () => {
  fc.assert(
    fc.property(cases(), ({ sample, values }) => {
      const translated = valueRegex(sample.regex)
      if (typeof translated !== 'string') return
      const lines = linesOf(values, sample)
      const found = grepMatches(
        over(translated),
        lines.map(({ line }) => line),
      )
      expect({ source: sample.regex.source, lines, found }).toEqual({
        source: sample.regex.source,
        lines,
        found: found === undefined ? undefined : lines.map(({ expected }) => expected),
      })
    }),
    { numRuns: 150, seed: 20_261_121 },
  )
})

test('long and nested regexes take no longer than they are', () => {
  const sources = [
    'a'.repeat(20_000),
    String.raw`\10`.repeat(20_000),
    `${'('.repeat(90)}a${'+)'.repeat(90)}`,
    `${'(?:^|'.repeat(90)}a${')'.repeat(90)}b`,
    `${'(?i)'.repeat(5_000)}^a`,
    String.raw`a\b-`.repeat(5_000),
    String.raw`\b`.repeat(5_000),
    '[^a]*'.repeat(5_000),
  ]
  const refused = sources.filter((source) => typeof valueRegex(regexOf(source)) !== 'string')
  expect(refused).toEqual([])
})

test.each([
  [String.raw`\\a"/b`, String.raw`"${run}\\\\a\\"/b`],
  ['^x$', '"x"'],
  [String.raw`^\d+$`, String.raw`(?:"[0-9]+"|(?=[-\dtf])[0-9]+(?![-+.\w]))`],
  ['^a.b', String.raw`"a(?:[^"\\]|\\(?:u.{4}|[^un]))b`],
  ['(?s)^a.b', String.raw`"a(?:[^"\\]|\\(?:u.{4}|[^u]))b`],
  ['^[^x]', String.raw`(?:"(?:[^"\\x]|\\(?:u.{4}|[^u]))|(?=[-\dtf])[+\-.0-9Eaeflr-u])`],
  ['(?i)^é', String.raw`"(?i:(?:é|\\u(?:00[cC]9|00[eE]9)))`],
  ['^x(?=y)|z', String.raw`"(?:x(?=y)|${run}z)`],
  [String.raw`^x\b`, '"x(?![0-9A-Za-z_])'],
  [String.raw`^(?<!/)\b\Bx`, '"(?=[0-9A-Za-z_])(?![0-9A-Za-z_])x'],
  [String.raw`-(?<!/)\b\bx`, String.raw`"${run}-(?=[0-9A-Za-z_])(?=[0-9A-Za-z_])x`],
  ['(?m)^x$', String.raw`"(?:${run}\\n|)x(?="|\\n)`],
])('%s over JSON is %s', (source, expected) => {
  expect(valueRegex(regexOf(source))).toBe(expected)
})

test.each([
  [String.raw`(a)\1`, 'a backreference', String.raw`\1`],
  ['(?<=ab|c)x', undefined, ''],
  ['x(?<!ab)', 'a lookbehind for more than one character', '(?<!ab)'],
  [String.raw`(?:aa|b)?(?:\bx)?`, 'a word boundary behind more than one character', String.raw`\b`],
  [String.raw`\p{L}`, 'a property of Unicode', String.raw`\p{L}`],
  [String.raw`a\R`, String.raw`'\R', a line end of any kind`, String.raw`\R`],
  ['a(?R)?', 'a call of a group', '(?R)'],
])('%s over JSON is refused for %s', (source, what, construct) => {
  const found = valueRegex(regexOf(source))
  const { span } = typeof found === 'string' ? { span: { start: 0, end: 0 } } : found
  expect(typeof found === 'string' ? undefined : found.what).toBe(what)
  expect(source.slice(span.start, span.end)).toBe(construct)
})
