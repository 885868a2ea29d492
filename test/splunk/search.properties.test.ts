import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import { anyRun, pattern } from '../../src/ast/pattern.js'
import { decode } from '../../src/splunk/values.js'
import { conditionOf, errors, macro, read } from './reading.js'

/** Search text, and how its condition is written down. */
interface Sample {
  readonly text: string
  readonly shown: string
}

const leaf = fc
  .tuple(fc.constantFrom('a', 'b.c', 'd{}'), fc.constantFrom('x', 'y z', '5.x'))
  .map(([field, value]): Sample => ({ text: `${field}="${value}"`, shown: `${field}=${value}` }))

const joined = (parts: readonly Sample[], separators: readonly string[], sign: string): Sample => ({
  text: parts.map(({ text }, index) => (index === 0 ? '' : separators[index - 1]) + text).join(''),
  shown:
    parts.length === 1 ? parts[0]!.shown : `(${parts.map(({ shown }) => shown).join(` ${sign} `)})`,
})

const { search: searches } = fc.letrec<{
  search: Sample
  any: Sample
  not: Sample
  primary: Sample
}>((tie) => ({
  search: fc
    .tuple(
      fc.array(tie('any'), { minLength: 1, maxLength: 3 }),
      fc.array(fc.constantFrom(' ', ' AND ', '\n  '), { minLength: 2, maxLength: 2 }),
    )
    .map(([parts, separators]) => joined(parts, separators, '&')),
  any: fc
    .array(tie('not'), { minLength: 1, maxLength: 3 })
    .map((parts) => joined(parts, [' OR ', ' OR '], '|')),
  not: fc.oneof(
    { maxDepth: 3 },
    tie('primary'),
    tie('not').map(({ text, shown }): Sample => ({ text: `NOT ${text}`, shown: `!${shown}` })),
  ),
  primary: fc.oneof(
    { maxDepth: 3 },
    leaf,
    tie('search').map(({ text, shown }): Sample => ({ text: `(${text})`, shown })),
  ),
}))

test('NOT binds before OR, and OR before AND', () => {
  fc.assert(
    fc.property(searches, ({ text, shown }) => {
      expect(conditionOf(text)).toBe(shown)
    }),
  )
})

const escape = (part: string): string => part.replaceAll(/[\\"]/g, String.raw`\$&`)

test('a value that was escaped is the value again', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'B', '\\', '"', '|', '?', ' ', 'é', '\n') })
  const parts = fc.array(fc.oneof(text, fc.constant(anyRun)))
  fc.assert(
    fc.property(parts, (value) => {
      const written = value.map((part) => (typeof part === 'string' ? escape(part) : '*')).join('')
      expect(decode(written)).toEqual(pattern(...value))
    }),
  )
})

test('whatever is read, there is a tree or an error, and every place is in the text', () => {
  const tokens =
    '| tstats count from datamodel=A.B where by search stats ` m m(1) x_filter ``` " \\ \\" \\\\ ( ) [ ] , AND OR NOT IN = != < a b.c "v w" * 5 10.0.0.0/8 TERM( CASE( \n'
  const text = fc
    .array(fc.constantFrom(...tokens.split(' '), ' '), { maxLength: 30 })
    .chain((parts) => fc.constantFrom(parts.join(' '), parts.join('')))
  const macros = [macro('m', 'a=1 OR `n`'), macro('n', 'b | c'), macro('m', '$x$ "', 'x')]
  fc.assert(
    fc.property(text, (search) => {
      const { value, diagnostics } = read(search, ...macros)
      expect(value === undefined).toBe(errors(diagnostics).length > 0)
      for (const { span } of diagnostics) {
        expect(span!.start).toBeLessThanOrEqual(span!.end)
        expect(span!.end).toBeLessThanOrEqual(search.length)
      }
    }),
    { numRuns: 2000 },
  )
})
