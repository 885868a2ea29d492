/** A test of values inside XML, as a regex over the XML, finds the same values; also where texts look like entities. */
import { describe, expect, test } from '@jest/globals'
import * as fc from '../random.js'
import { field, matches, or, predicate } from '../../src/ast/build.js'
import { evaluate } from '../../src/ast/evaluate.js'
import type { Condition, Regex } from '../../src/ast/nodes.js'
import { anyRun, oneCharacter, pattern, type Pattern } from '../../src/ast/pattern.js'
import { alternativesInXml, dataInXml } from '../../src/legalise/rewrites/xml-data.js'

const data = field('Data', { type: 'eventXml' })

/** What entities are made of, and what is written as one. */
const texts = fc
  .array(fc.constantFrom(...Array.from('amplt;&<>"\'#389xqu\t /'), 'amp;', '&lt;', 'Data'), {
    maxLength: 4,
  })
  .map((parts) => parts.join(''))

const patterns: fc.Arbitrary<Pattern> = fc
  .array(fc.oneof(texts, fc.constant(anyRun), fc.constant(oneCharacter)), { maxLength: 4 })
  .map((parts) => pattern(...parts))

/** The ways to write a character of a text. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  '&': ['&amp;', '&#38;'],
  '<': ['&lt;', '&#60;'],
  '>': ['>', '&gt;', '&#62;'],
  '"': ['"', '&quot;', '&#34;'],
  "'": ["'", '&apos;', '&#39;'],
  '\t': ['\t', '&#9;', '&#x9;'],
}

const spelled = (text: string): fc.Arbitrary<string> =>
  fc
    .tuple(...Array.from(text, (each) => fc.constantFrom(...(spellings[each] ?? [each]))))
    .map((all) => all.join(''))

const elements = (values: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(...values.map(spelled))
    .map((all) => all.map((text) => (text === '' ? '<Data />' : `<Data>${text}</Data>`)).join(''))

/** Texts of values, and of a piece that has a name, which are none. */
const events = fc.tuple(fc.array(texts, { maxLength: 2 }), texts).chain(([values, other]) =>
  fc.tuple(elements(values), spelled(other)).map(([xml, named]) => ({
    values,
    xml: `<Data Name='Data'>${named}</Data>${xml}<Binary>6161</Binary>`,
  })),
)

const finds = ({ source, ignoreCase }: Pick<Regex, 'source' | 'ignoreCase'>, text: string) =>
  new RegExp(source, ignoreCase ? 'iu' : 'u').test(text)

/** Whether the condition holds of an event whose field is the XML. */
const holds = (condition: Condition, xml: string): boolean =>
  evaluate(condition, { Data: xml }, { regexFinds: finds })

describe('the same values', () => {
  test('of patterns', () => {
    fc.assert(
      fc.property(patterns, fc.boolean(), events, (value, cased, { values, xml }) => {
        const leaf = predicate(data, matches(value, { cased }))
        expect(holds(dataInXml(leaf)!, xml)).toBe(evaluate(leaf, { Data: values }, {}))
      }),
      { numRuns: 8_000, seed: 20_261_121 },
    )
  })

  test('of what is inside of a value', () => {
    fc.assert(
      fc.property(texts, events, (text, { values, xml }) => {
        const leaf = predicate(data, matches(pattern(anyRun, text, anyRun)))
        expect(holds(dataInXml(leaf)!, xml)).toBe(evaluate(leaf, { Data: values }, {}))
      }),
      { numRuns: 8_000, seed: 20_261_121 },
    )
  })

  test('of alternatives', () => {
    const some = fc.array(fc.tuple(patterns, fc.boolean()), { minLength: 2, maxLength: 3 })
    fc.assert(
      fc.property(some, events, (each, { values, xml }) => {
        const written = or(each.map(([value, cased]) => predicate(data, matches(value, { cased }))))
        const joined = alternativesInXml(written)
        const parts = joined.kind === 'or' ? joined.operands : [joined]
        const found = parts.map((part) =>
          part.kind === 'predicate' && part.test.kind === 'matches' ? dataInXml(part)! : part,
        )
        expect(holds(or(found), xml)).toBe(evaluate(written, { Data: values }, {}))
      }),
      { numRuns: 5_000, seed: 20_261_121 },
    )
  })

  test('of whether there is any', () => {
    fc.assert(
      fc.property(events, ({ values, xml }) => {
        for (const kind of ['exists', 'isNull'] as const) {
          const leaf = predicate(data, { kind })
          expect(holds(dataInXml(leaf)!, xml)).toBe(evaluate(leaf, { Data: values }, {}))
        }
      }),
      { numRuns: 500, seed: 20_261_121 },
    )
  })
})

test.each<readonly [Pattern, string]>([
  [pattern(anyRun, 'a<b', anyRun), '<Data>[^<]*a&(?:lt|#60);b'],
  [pattern('a', anyRun), '<Data>a'],
  [pattern(anyRun, 'C:\\x'), String.raw`<Data>[^<]*C:\\x</Data>`],
  // What may be a part of an entity has to begin where a character does.
  [pattern(anyRun, 'amp', anyRun), '<Data>[^<&]*(?:&[^<;]*;[^<&]*)*amp'],
  [pattern(anyRun, 'amp1', anyRun), '<Data>[^<]*amp1'],
])('%j', (value, source) => {
  expect(dataInXml(predicate(data, matches(value)))).toMatchObject({ test: { source } })
})

test('basenames are not joined: they are something else first', () => {
  const basename = predicate(field('Data', { type: 'eventXml', part: 'basename' }), matches('a'))
  expect(alternativesInXml(or([basename, basename]))).toEqual(or([basename, basename]))
})

test.each([
  predicate(data, matches('a\nb')),
  predicate(data, { kind: 'compare', operator: 'lt', value: '5' }),
  predicate(field('Data', { type: 'string' }), matches('a')),
])('nothing is said of what only values can be asked: %j', (leaf) => {
  expect(dataInXml(leaf)).toBeUndefined()
})
