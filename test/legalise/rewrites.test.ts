/** Rewrites are equivalent: proved by random tests and values, each against the tree's own meaning. */
import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import { field, matches, or, predicate } from '../../src/ast/build.js'
import { evaluate, type Event } from '../../src/ast/evaluate.js'
import type { Condition, Predicate, Regex } from '../../src/ast/nodes.js'
import { anyRun, oneCharacter, pattern, type Pattern } from '../../src/ast/pattern.js'
import { basenameAsPath } from '../../src/legalise/rewrites/basename.js'
import { networksAsPrefixes } from '../../src/legalise/rewrites/cidr.js'
import { impliedBy } from '../../src/legalise/rewrites/implication.js'
import { regexAsPattern } from '../../src/legalise/rewrites/regex.js'
import { disguised, regexes, valuesOf } from '../regex/regexes.js'

const surroundings = {
  regexFinds: (regex: { readonly source: string; readonly ignoreCase: boolean }, text: string) =>
    new RegExp(regex.source.replaceAll(String.raw`\z`, '$'), regex.ignoreCase ? 'is' : 's').test(
      text,
    ),
}

const means = (condition: Condition, event: Event): boolean =>
  evaluate(condition, event, surroundings)

const names = fc
  .array(fc.constantFrom('a', 'B', '.', ' ', 'x.exe', 'Ü'), { maxLength: 4 })
  .map((all) => all.join(''))

const patterns: fc.Arbitrary<Pattern> = fc
  .array(fc.oneof(names, fc.constant(anyRun), fc.constant(oneCharacter)), { maxLength: 4 })
  .map((parts) => pattern(...parts))

const windowsPaths = fc
  .array(names, { minLength: 1, maxLength: 3 })
  .map((parts) => ['C:', ...parts].join('\\'))

const linuxPaths = windowsPaths.map((path) => path.slice(2).replaceAll('\\', '/'))

const anyPaths = fc
  .array(fc.tuple(names, fc.constantFrom('\\', '/')), { maxLength: 3 })
  .map((parts) => parts.flat().join(''))
  .chain((start) => names.map((name) => start + name))

test.each([
  ['absolute paths of Windows', '\\' as const, windowsPaths],
  ['absolute paths of Linux', '/' as const, linuxPaths],
  ['any paths', undefined, anyPaths],
])('a basename is the end of a path: %s', (_name, separator, paths) => {
  fc.assert(
    fc.property(patterns, fc.boolean(), paths, (value, cased, path) => {
      const of = field('F', { part: 'basename', ...(separator === undefined ? {} : { separator }) })
      const leaf = predicate(of, matches(value, { cased }))
      const rewritten = basenameAsPath(leaf)
      expect(rewritten).toBeDefined()
      for (const event of [{ F: path }, {}]) {
        expect(means(rewritten!, event)).toBe(means(leaf, event))
      }
    }),
    { numRuns: 2_000 },
  )
})

test('a network is its prefixes, on addresses', () => {
  const bytes = fc.integer({ min: 0, max: 255 })
  const addresses = fc.tuple(bytes, bytes, bytes, bytes)
  fc.assert(
    fc.property(
      addresses,
      fc.integer({ min: 0, max: 32 }),
      addresses,
      ([a, b, c, d], prefix, near) => {
        const bits = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0
        const network = prefix === 0 ? 0 : ((bits >>> (32 - prefix)) << (32 - prefix)) >>> 0
        const address = [24, 16, 8, 0].map((shift) => (network >>> shift) & 255).join('.')
        const leaf: Predicate = predicate(field('F'), { kind: 'cidr', version: 4, address, prefix })
        const rewritten = networksAsPrefixes.replace(leaf)
        for (const value of [address, [a, b, c, d].join('.'), near.join('.')]) {
          expect(means(rewritten, { F: value })).toBe(means(leaf, { F: value }))
        }
      },
    ),
    { numRuns: 1_000 },
  )
})

test.each([
  ['foo', [anyRun, 'foo', anyRun]],
  ['^foo', ['foo', anyRun]],
  ['foo$', [anyRun, 'foo']],
  ['^a\\.b$', ['a.b']],
  ['^a.*b.c', ['a', anyRun, 'b', oneCharacter, 'c', anyRun]],
  [String.raw`C:\\x`, [anyRun, 'C:\\x', anyRun]],
  [String.raw`^a\$`, ['a$', anyRun]],
])('the regex %s is a pattern', (source, parts) => {
  const leaf = predicate(field('F'), {
    kind: 'regex',
    source,
    ignoreCase: true,
    multiline: false,
    dotAll: true,
  })
  expect(regexAsPattern(leaf)).toEqual({ ...leaf, test: matches(pattern(...parts)) })
})

test.each([
  ['a|^b$', [[anyRun, 'a', anyRun], ['b']]],
  ['^[Aab]c$', [['Ac'], ['bc']]],
  ['(a)', [[anyRun, 'a', anyRun]]],
  ['^a{2}', [['aa', anyRun]]],
  ['^a.?$', [['a'], ['a', oneCharacter]]],
  [
    '^https?://(?:a|b)/',
    [
      ['http://a/', anyRun],
      ['http://b/', anyRun],
      ['https://a/', anyRun],
      ['https://b/', anyRun],
    ],
  ],
  ['^a.{2,}z', [['a', oneCharacter, oneCharacter, anyRun, 'z', anyRun]]],
  [String.raw`^\Qa.b\E\x41(?#c)\z`, [['a.bA']]],
] as const)('the regex %s is several patterns', (source, expected) => {
  const leaf = predicate(field('F'), {
    kind: 'regex',
    source,
    ignoreCase: true,
    multiline: false,
    dotAll: true,
  })
  expect(regexAsPattern(leaf)).toEqual(
    or(expected.map((parts) => ({ ...leaf, test: matches(pattern(...parts)) }))),
  )
})

test.each([
  'a+',
  '[a-z]',
  '[^a]',
  'a^b',
  'a$b',
  'a*',
  String.raw`\bfoo`,
  'a(?=b)',
  '(?>a)',
  'a{30}',
  '[a-f]{2}',
  'a(?i)b',
  String.raw`(a)\1`,
  String.raw`\Z`,
])('the regex %s is more than patterns', (source) => {
  const leaf = predicate(field('F'), {
    kind: 'regex',
    source,
    ignoreCase: false,
    multiline: false,
    dotAll: true,
  })
  expect(regexAsPattern(leaf)).toBeUndefined()
})

const asked = (source: string) =>
  regexAsPattern(
    predicate(field('F'), {
      kind: 'regex',
      source,
      ignoreCase: false,
      multiline: false,
      dotAll: false,
    }),
  )

test('a long regex takes no longer than it is, and one that repeats repetitions is left', () => {
  expect(asked(`^${'ab'.repeat(50_000)}${'$'.repeat(10_000)}`)).toMatchObject({
    test: { pattern: ['ab'.repeat(50_000)] },
  })
  expect(asked(`${'('.repeat(50)}a${'{20})'.repeat(50)}`)).toBeUndefined()
})

test('what becomes patterns means the same', () => {
  let rewritten = 0
  fc.assert(
    fc.property(
      disguised.chain((sample) =>
        fc
          .array(valuesOf(sample.text), { minLength: 3, maxLength: 6 })
          .map((values) => ({ sample, values })),
      ),
      ({ sample: { regex, means: finds }, values }) => {
        const condition = regexAsPattern(predicate(field('F'), regex))
        if (condition === undefined) return
        rewritten++
        for (const value of values) {
          const { source } = regex
          expect({ source, value, found: means(condition, { F: value }) }).toEqual({
            source,
            value,
            found: finds.test(value),
          })
        }
      },
    ),
    { numRuns: 1_000 },
  )
  expect(rewritten).toBeGreaterThan(400)
})

test('a dot that stops at line ends is no wildcard', () => {
  const leaf = predicate(field('F'), {
    kind: 'regex',
    source: 'a.b',
    ignoreCase: false,
    multiline: false,
    dotAll: false,
  })
  expect(regexAsPattern(leaf)).toBeUndefined()
})

test.each(['^foo', 'foo$', '^foo$'])(
  'a keyword has no ends: the regex %s is no pattern',
  (source) => {
    const of: Regex = { kind: 'regex', source, ignoreCase: true, multiline: false, dotAll: false }
    expect(regexAsPattern({ kind: 'keyword', test: of })).toBeUndefined()
    expect(regexAsPattern(predicate(field('F'), of))).toBeDefined()
  },
)

const regexLeaf = (source: string, ignoreCase = false): Predicate =>
  predicate(field('F'), { kind: 'regex', source, ignoreCase, multiline: false, dotAll: false })

test.each([
  ['foobar', [[anyRun, 'foobar', anyRun]]],
  ['^foobar', [['foobar', anyRun]]],
  ['foobar$', [[anyRun, 'foobar']]],
  [
    String.raw`^foo\s+bar$`,
    [
      ['foo', anyRun],
      [anyRun, 'bar'],
    ],
  ],
  ['foo(?=x)bar', [[anyRun, 'foobar', anyRun]]],
  [
    '(?:foo)b?(?<n>bar)+',
    [
      [anyRun, 'foo', anyRun],
      [anyRun, 'bar', anyRun],
    ],
  ],
  ['(?:foo.)?bar{2}', [[anyRun, 'bar', anyRun]]],
  ['fo(?:o)(b)ar', [[anyRun, 'foobar', anyRun]]],
] as const)('the regex %s asks for texts', (source, expected) => {
  const [only, ...others] = expected.map((each) => ({
    ...regexLeaf(source),
    test: matches(pattern(...each), { cased: true }),
  }))
  expect(impliedBy(regexLeaf(source))).toEqual(
    others.length === 0 ? only : { kind: 'and', operands: [only, ...others] },
  )
})

test('alternatives each ask for something, or nothing is sure', () => {
  expect(impliedBy(regexLeaf('foo|bar.baz', true))).toMatchObject({
    kind: 'or',
    operands: [
      { test: { pattern: [anyRun, 'foo', anyRun], cased: false } },
      { kind: 'and', operands: [{}, {}] },
    ],
  })
  expect(impliedBy(regexLeaf('(?:foo|b)module'))).toMatchObject({ kind: 'predicate' })
})

test.each(['fo', 'foo|b', 'foo*', '(?:foo)?', '[foo]', 'f(?i)oo', '(*ACCEPT)foo', '(?R)?foo'])(
  'the regex %s asks for nothing',
  (source) => {
    expect(impliedBy(regexLeaf(source))).toBeUndefined()
  },
)

test('what a regex implies is true wherever it finds something', () => {
  let implied = 0
  const choices = { lookaround: true, places: true }
  fc.assert(
    fc.property(
      regexes(choices).chain((sample) =>
        fc
          .array(valuesOf(sample.text), { minLength: 3, maxLength: 6 })
          .map((values) => ({ sample, values })),
      ),
      ({ sample: { regex, means: finds }, values }) => {
        const condition = impliedBy(predicate(field('F'), regex), 1)
        if (condition === undefined) return
        for (const value of values.filter((each) => finds.test(each))) {
          implied++
          const { source } = regex
          expect({ source, value, found: means(condition, { F: value }) }).toEqual({
            source,
            value,
            found: true,
          })
        }
      },
    ),
    { numRuns: 5_000 },
  )
  expect(implied).toBeGreaterThan(400)
})
