import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import { codes } from '../../src/diagnostics/codes.js'
import {
  diagnostic,
  fidelityOf,
  hasErrors,
  oneLine,
  type Effect,
} from '../../src/diagnostics/diagnostic.js'
import { didYouMean, nearest } from '../../src/diagnostics/suggest.js'

test('a diagnostic is the entry of the table with its message filled in', () => {
  const span = { start: 1, end: 2 }
  expect(diagnostic('sigma/unknown-modifier', { name: 'x', suggestion: '' }, { span })).toEqual({
    code: 'sigma/unknown-modifier',
    severity: 'error',
    message: "Unknown modifier 'x'.",
    help: codes['sigma/unknown-modifier'].help,
    span,
  })
})

test('a value is never taken for a part of the message, or for another line', () => {
  const { message } = diagnostic('sigma/bad-regex', { reason: '{name} $& $1\n\u001B[31m\u2028' })
  expect(message).toBe('This is not a regular expression: {name} $& $1\\n\\u001b[31m\\u2028.')
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      // oxlint-disable-next-line no-control-regex
      expect(oneLine(text)).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u2028\u2029]/)
    }),
  )
})

test('every code names its area, and every message is a sentence', () => {
  for (const [code, { message }] of Object.entries(codes)) {
    expect(code).toMatch(/^[a-z]+\/[a-z0-9-]+$/)
    expect(message).toMatch(/^[A-Z{'].*(?:\.|\}|`)$/)
  }
})

test.each<readonly [readonly Effect[], string]>([
  [[], 'exact'],
  [['wider'], 'wider'],
  [['narrower', 'narrower'], 'narrower'],
  [['wider', 'narrower'], 'approximate'],
  [['wider', 'approximate'], 'approximate'],
])('%j make a query %s', (effects, fidelity) => {
  const notes = effects.map((effect) =>
    diagnostic('fidelity/case-ignored', { target: 't' }, { effect }),
  )
  expect(fidelityOf(notes)).toBe(fidelity)
})

test('errors among diagnostics', () => {
  const warning = diagnostic('sigma/unused-selection', { name: 's' })
  expect(hasErrors([warning])).toBe(false)
  expect(hasErrors([warning, diagnostic('input/empty', {})])).toBe(true)
})

test.each([
  ['containz', 'contains'],
  ['Contains', 'contains'],
  ['hihg', 'high'],
  ['titel', 'title'],
  ['le', 'lte'],
  ['I', 'i'],
  ['', undefined],
  ['x', undefined],
  ['somethingelse', undefined],
])('%j is nearly %s', (name, expected) => {
  const names = ['i', 'lte', 'contains', 'high', 'title', 'startswith']
  expect(nearest(name, names)).toBe(expected)
  expect(didYouMean(name, names)).toBe(expected === undefined ? '' : ` Did you mean '${expected}'?`)
})
