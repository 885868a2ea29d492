import { expect, test } from '@jest/globals'
import { parseCondition } from '../../src/sigma/condition.js'

test('the same text is parsed once, and gives the same tree', () => {
  expect(parseCondition('a and b')).toBe(parseCondition('a and b'))
  expect(parseCondition('a and')).toBe(parseCondition('a and'))
})

test('a failure says where, and what could have stood there', () => {
  expect(parseCondition('a and )')).toMatchObject({
    ok: false,
    problem: 'syntax',
    offset: 6,
    expected: expect.stringContaining('a name of a selection'),
  })
})

test.each([
  ['brackets', '('.repeat(101), 'too-deep', 100],
  ['brackets that close', '()'.repeat(500), 'syntax', 1],
  ['words', 'not '.repeat(101), 'too-deep', 400],
  ['brackets between words', 'not ('.repeat(60), 'too-deep', 250],
  ['brackets inside quotes', `"${'('.repeat(101)}"`, 'syntax', 0],
  ['length', 'a'.repeat(20_001), 'too-long', 20_000],
])('%s nest', (_name, text, problem, offset) => {
  expect(parseCondition(text)).toMatchObject({ ok: false, problem, offset })
})

test('a long chain is no deep one', () => {
  expect(parseCondition(`${'not a and '.repeat(1_900)}a`).ok).toBe(true)
})
