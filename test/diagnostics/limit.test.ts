import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import { diagnostic, fidelityOf, type Effect } from '../../src/diagnostics/diagnostic.js'
import { limited, listed } from '../../src/diagnostics/limit.js'

const unused = (start: number) =>
  diagnostic('sigma/unused-selection', { name: 's' }, { span: { start, end: start + 1 } })
const duplicate = diagnostic('input/empty', {})
const many = Array.from({ length: listed }, (_, at) => unused(at))

test('as many findings as are listed are all that there are', () => {
  expect(limited([...many, duplicate])).toEqual([...many, duplicate])
})

test('of a code with more, one note stands where the first is left out', () => {
  const rest = [unused(1000), duplicate, unused(2000)]
  expect(limited([...many, ...rest])).toEqual([
    ...many,
    diagnostic(
      'input/not-listed',
      { code: 'sigma/unused-selection', limit: listed },
      { span: { start: 1000, end: 1001 } },
    ),
    duplicate,
  ])
})

test('the fidelity that follows stays what it is', () => {
  const effects = fc.array(fc.constantFrom<Effect>('wider', 'narrower', 'approximate'), {
    maxLength: 3,
  })
  fc.assert(
    fc.property(effects, fc.integer({ min: 0, max: 3 * listed }), (last, count) => {
      const notes = [...Array.from<Effect>({ length: count }).fill('wider'), ...last].map(
        (effect) => diagnostic('fidelity/case-ignored', { target: 't' }, { effect }),
      )
      expect(fidelityOf(limited(notes))).toBe(fidelityOf(notes))
    }),
  )
})
