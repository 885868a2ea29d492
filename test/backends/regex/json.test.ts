import { expect, test } from '@jest/globals'
import { jsonLine } from '../../../backends/regex/languages.js'
import { field, matches, predicate } from '../../../src/ast/build.js'
import { anyRun, oneCharacter, pattern, type PatternPart } from '../../../src/ast/pattern.js'
import { printConjuncts } from '../../../src/print/printer.js'
import { matchesLine } from '../../interpreters/regex/pcre.js'

const finds = (parts: readonly PatternPart[], json: string): boolean =>
  matchesLine(
    `^${printConjuncts(predicate(field('F'), matches(pattern(...parts))), jsonLine).join('')}`,
    `{"F":${json}}`,
  )

test('the number of an escaped character is no text', () => {
  expect(JSON.stringify('\u001b[0m')).toBe(String.raw`"\u001b[0m"`)
  expect(finds([anyRun, '001b', anyRun], JSON.stringify('\u001b[0m'))).toBe(false)
  expect(finds([anyRun, '[0m'], JSON.stringify('\u001b[0m'))).toBe(true)
  expect(finds([anyRun, '001b', anyRun], JSON.stringify('\\u001b'))).toBe(true)
  expect(finds([oneCharacter, '00e9'], String.raw`"\u00e9"`)).toBe(false)
  expect(finds([oneCharacter, 'x'], String.raw`"\u00e9x"`)).toBe(true)
})
