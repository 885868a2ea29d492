/** Comparisons of two fields, by grep over lines of JSON, against what they mean. */
import { expect, test } from '@jest/globals'
import * as fc from '../../random.js'
import { jsonLine } from '../../../backends/regex/languages.js'
import { field, not, or, predicate } from '../../../src/ast/build.js'
import { evaluate } from '../../../src/ast/evaluate.js'
import type { Condition, SameAs } from '../../../src/ast/nodes.js'
import { printConjuncts } from '../../../src/print/printer.js'
import { grepMatches } from '../../interpreters/regex/pcre.js'

const piece = fc.constantFrom(
  ...Array.from('aAbB01"\\/ \t,:{}.-é'),
  '',
  'null',
  'true',
  '",G:"',
  '\u001b',
)
const text = fc.array(piece, { maxLength: 4 }).map((all) => all.join(''))
const value = fc.oneof(
  { weight: 5, arbitrary: text },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(0, 1, 10, -1, 1.5, true, false, null, undefined),
  },
)

const tests = fc
  .record({
    relation: fc.constantFrom<SameAs['relation']>('equals', 'contains', 'startswith', 'endswith'),
    cased: fc.boolean(),
  })
  .map(({ relation, cased }): SameAs => ({ kind: 'sameAs', field: field('G'), relation, cased }))

const conditions: fc.Arbitrary<Condition> = fc
  .tuple(tests, tests, fc.nat(2))
  .map(([first, second, how]) => {
    const [one, other] = [predicate(field('F'), first), predicate(field('H'), second)]
    return how === 0 ? one : how === 1 ? not(one) : or([one, not(other)])
  })

/** Values that have to do with each other, in any order of their keys. */
const events = fc
  .tuple(value, text, text, value, fc.nat(5), fc.boolean())
  .map(([g, before, after, h, how, first]) => {
    const near =
      typeof g !== 'string'
        ? how < 2
          ? String(g)
          : g
        : [g, g.toUpperCase(), before + g, g + after, before + g + after, before][how]
    return first ? { F: near, G: g, H: h } : { H: h, G: g, x: before, F: near }
  })

test('grep finds the lines in which two fields stand so to each other', () => {
  let found = 0
  fc.assert(
    fc.property(conditions, fc.array(events, { minLength: 8, maxLength: 12 }), (condition, all) => {
      const query = `^${printConjuncts(condition, jsonLine).join('')}`
      const expected = all.map((event) => evaluate(condition, event))
      found += expected.filter(Boolean).length
      const lines = all.map((event) => JSON.stringify(event))
      expect({ query, lines, found: grepMatches(query, lines) ?? expected }).toEqual({
        query,
        lines,
        found: expected,
      })
    }),
    { numRuns: 200, seed: 20_261_121 },
  )
  expect(found).toBeGreaterThan(300)
})
