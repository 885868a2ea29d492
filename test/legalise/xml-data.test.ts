/** A test of values inside XML, as a regex over the XML, finds the same values; also where texts look like entities. */
import { describe, expect, test } from '@jest/globals'
import * as fc from '../random.js'
import { searchLanguage, whereLanguage } from '../../backends/splunk/languages.js'
import { and, field, matches, or, predicate } from '../../src/ast/build.js'
import { evaluate } from '../../src/ast/evaluate.js'
import type { Condition } from '../../src/ast/nodes.js'
import { anyRun, pattern, type Pattern } from '../../src/ast/pattern.js'
import { legalise } from '../../src/legalise/legalise.js'
import { askedOnce } from '../../src/legalise/repeated.js'
import { alternativesInXml, dataInXml, impliedInXml } from '../../src/legalise/rewrites/xml-data.js'
import { events, finds, patterns, texts } from '../ast/xml-data.js'

const data = field('Data', { type: 'eventXml' })

/** Whether the condition holds of an event whose field is the XML. */
const holds = (condition: Condition, xml: string): boolean =>
  evaluate(condition, { Data: xml }, { regexFinds: finds })

describe('the same values', () => {
  test('of patterns', () => {
    fc.assert(
      fc.property(patterns(), fc.boolean(), events, (value, cased, { values, xml }) => {
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
    const some = fc.array(fc.tuple(patterns(), fc.boolean()), { minLength: 2, maxLength: 3 })
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

describe('the first stage', () => {
  const leaves = fc
    .array(patterns(), { minLength: 1, maxLength: 3 })
    .chain((values) =>
      fc
        .boolean()
        .map((cased) => or(values.map((value) => predicate(data, matches(value, { cased }))))),
    )
  const stages = { title: 'Splunk', language: searchLanguage, post: whereLanguage }

  test('asks nothing besides, and is not what is meant', () => {
    let several = 0
    fc.assert(
      fc.property(leaves, (asked) => {
        const { filter, post } = legalise(asked, stages).value!
        if (filter.kind !== 'always') several++
        expect(askedOnce(filter, [post])).toEqual(and([post]))
      }),
      { numRuns: 2_000 },
    )
    expect(several).toBeGreaterThan(1_500)
  })

  test('is true of all XML in which the regex finds something', () => {
    let found = 0
    fc.assert(
      fc.property(patterns(), fc.boolean(), events, (value, cased, { xml }) => {
        const exact = dataInXml(predicate(data, matches(value, { cased })))!
        if (exact.kind !== 'predicate' || !holds(exact, xml)) return
        found++
        expect(holds(impliedInXml(exact)!, xml)).toBe(true)
      }),
      { numRuns: 5_000 },
    )
    expect(found).toBeGreaterThan(500)
  })

  test('is said where it asks more than that', () => {
    const exact = dataInXml(predicate(data, matches(pattern(anyRun, 'foo', anyRun))))!
    const other = predicate(field('Data'), matches(pattern(anyRun, 'foobar', anyRun)))
    expect(askedOnce(other, [exact])).toEqual(and([other, exact]))
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
