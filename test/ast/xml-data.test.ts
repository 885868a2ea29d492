/** A regex over the XML of an event is read as the tests of data that it was written for, and never as others. */
import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import { field, or, predicate } from '../../src/ast/build.js'
import { evaluate } from '../../src/ast/evaluate.js'
import {
  anyRun,
  isAny,
  mindsCase,
  oneCharacter,
  pattern,
  type Pattern,
} from '../../src/ast/pattern.js'
import { dataRegex, dataTests } from '../../src/ast/xml-data.js'
import { events, finds, patterns, texts } from './xml-data.js'

/** Also what means something in a regex, or in one of ours, and letters of every kind. */
const odd = fc
  .array(
    fc.oneof(
      texts,
      fc.constantFrom(...Array.from('aÄß漢😀K.*+?()[]{}|\\^$-/:@é')),
      fc.constantFrom('[^<]*', '(?:', '\\t', '\\s*/>', '&(?:lt|#60);', '</Data>', '<Data>', 'LT;'),
    ),
    { maxLength: 4 },
  )
  .map((parts) => parts.join(''))

/** The tests of patterns: one of a text without letters minds no case, whatever it says. */
const asTests = (values: readonly Pattern[], cased: boolean) =>
  values.map((value) =>
    isAny(value)
      ? { kind: 'exists' }
      : { kind: 'matches', pattern: value, cased: cased && mindsCase(value) },
  )

test('what is written for patterns is read as those', () => {
  fc.assert(
    fc.property(
      fc.array(patterns(odd), { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      (values, cased) => {
        expect(dataTests(dataRegex(values, cased))).toEqual(asTests(values, cased))
      },
    ),
    { numRuns: 8_000 },
  )
})

test('alternatives are read however many there are', () => {
  const values = Array.from({ length: 5_000 }, (_, at) => pattern(anyRun, `&${at}|`, anyRun))
  expect(dataTests(dataRegex(values, false))).toEqual(asTests(values, false))
})

/** What regexes of ours are made of, and what they are easily mistaken for. */
const snippets: readonly string[] = [
  '<Data',
  '</Data>',
  '>',
  '<',
  '&',
  '[^<]*',
  '[^<&]*(?:&[^<;]*;[^<&]*)*',
  '(?:[^<&]|&[^<;]*;)',
  '(?:>|\\s*/>)',
  '(?:></Data>|\\s*/>)',
  '&(?:lt|#60);',
  '&(?:amp|#38);',
  '(?:"|&(?:quot|#34);)',
  '(?:',
  '(',
  ')',
  '|',
  '*',
  '?',
  '.',
  '.*',
  '^',
  '$',
  '\\',
  '\\.',
  '\\d',
  '\\t',
  'a',
  'lt',
  'amp;',
  ' ',
]

/** A regex of ours, and what becomes of it where something is cut out of it, or put into it. */
const changed = fc
  .tuple(
    fc.array(patterns(), { minLength: 1, maxLength: 3 }),
    fc.array(fc.record({ at: fc.nat(60), cut: fc.nat(3), put: fc.constantFrom('', ...snippets) }), {
      minLength: 1,
      maxLength: 2,
    }),
  )
  .map(([values, changes]) =>
    changes.reduce(
      (source, { at, cut, put }) => source.slice(0, at) + put + source.slice(at + cut),
      dataRegex(values, false).source,
    ),
  )

const assembled = fc
  .array(fc.constantFrom(...snippets), { maxLength: 6 })
  .map((parts) => `<Data>${parts.join('')}`)

const isRegex = (source: string): boolean => {
  try {
    return RegExp(source, 'u') instanceof RegExp
  } catch {
    return false
  }
}

test.each([
  ['changed', changed],
  ['assembled', assembled],
])('a regex that was %s is read as what it means, or not at all', (_, sources) => {
  const outcomes = { unread: 0, found: 0, missed: 0 }
  const data = field('Data')
  fc.assert(
    fc.property(
      sources.filter(isRegex),
      fc.boolean(),
      fc.array(events, { minLength: 4, maxLength: 4 }),
      (source, ignoreCase, all) => {
        const regex = {
          kind: 'regex',
          source,
          ignoreCase,
          multiline: false,
          dotAll: false,
        } as const
        const tests = dataTests(regex)
        if (tests === undefined) {
          outcomes.unread++
          return
        }
        const condition = or(tests.map((each) => predicate(data, each)))
        for (const { values, xml } of all) {
          const means = evaluate(condition, { Data: values }, {})
          expect({ source, xml, means }).toEqual({ source, xml, means: finds(regex, xml) })
          outcomes[means ? 'found' : 'missed']++
        }
      },
    ),
    { numRuns: 8_000 },
  )
  expect(outcomes.unread).toBeGreaterThan(500)
  expect(outcomes.found).toBeGreaterThan(100)
  expect(outcomes.missed).toBeGreaterThan(500)
})

const regex = (source: string) =>
  ({ kind: 'regex', source, ignoreCase: false, multiline: false, dotAll: false }) as const

test.each<readonly [string, Pattern]>([
  ['<Data>[^<]*foo', pattern(anyRun, 'foo', anyRun)],
  ['<Data>foo', pattern('foo', anyRun)],
  ['<Data>[^<]*foo</Data>', pattern(anyRun, 'foo')],
  ['<Data>fo(?:[^<&]|&[^<;]*;)</Data>', pattern('fo', oneCharacter)],
])('a regex that a person wrote just so: %s', (source, value) => {
  expect(dataTests(regex(source))).toEqual([{ kind: 'matches', pattern: value, cased: true }])
})

test.each([
  'foo',
  '<Data',
  '<Data>',
  '<Data>[^<]*',
  // Elements with a name are no data without one, and dots run over the ends of elements.
  "<Data Name='a'>foo",
  '<Data>.*foo',
  // Half of the ways to write these characters.
  '<Data>[^<]*a&amp;b',
  '<Data>[^<]*a>b',
  // This finds the names of entities.
  '<Data>[^<]*amp',
  '<Data>[^<]*(?:foo|amp)',
  '<Data>[^<]*(?:foo)',
  '<Data>[^<]*foo|bar',
  '<Data>[^<]*(?:foo|bar',
  '<Data>foo</Data>bar',
  '^<Data>foo',
  String.raw`<Data>[^<]*\d`,
  String.raw`<Data>[^<]*fo\o`,
])('other regexes are none of ours: %s', (source) => {
  expect(dataTests(regex(source))).toBeUndefined()
})
