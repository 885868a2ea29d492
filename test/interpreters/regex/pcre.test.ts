import { describe, expect, test } from '@jest/globals'
import { grepMatches, matchesLine, toJavaScript } from './pcre.js'

const cases: readonly (readonly [pattern: string, line: string, found: boolean])[] = [
  ['abc', 'xabcx', true],
  ['^abc$', 'xabc', false],
  ['(?i)abc', 'ABC', true],
  ['abc', 'ABC', false],
  ['(?i:abc)d', 'AbCd', true],
  ['(?i:abc)d', 'AbCD', false],
  ['(?i:\\x41b)', 'Ab', true],
  ['x(?i:[a-c]+)x', 'xABCx', true],
  ['(?i:[^a])', 'A', false],
  ['(?i:\\bfoo\\b)', 'a FOO b', true],
  ['(?i)a(?-i:b)c', 'AbC', true],
  ['(?i)a(?-i:b)c', 'ABC', false],
  ['((?i)a)b', 'Ab', true],
  ['((?i)a)b', 'AB', false],
  ['a.c', 'a c', true],
  ['(?=.*b)(?=.*a)', 'a b', true],
  ['^(?!.*a).*b', 'a b', false],
  ['\\-\\/\\ \\:', '-/ :', true],
  ['a]{2}', 'a]]', true],
  ['[]a]b', ']b', true],
  ['[a\\]\\-]b', '-b', true],
  ['[[:digit:]]x', '1x', true],
  ['a\\\\b', 'a\\b', true],
  ['(?i:é)', 'É', true],
  ['(?i:ı)', 'I', false],
  ['(?i:İ)', 'i', false],
  ['(?i:[h-l])', '\u212a', true],
  ['漢', '漢字', true],
  ['(?s:a.b)', 'a b', true],
  ['(?<name>a)(?:b)', 'ab', true],
  ['(?<![a-z])x', 'ax', false],
]

describe.each(cases)('%s on %j', (pattern, line, found) => {
  test('by JavaScript', () => {
    expect(matchesLine(pattern, line)).toBe(found)
  })

  test('by grep, where it is there', () => {
    expect(grepMatches(pattern, [line, '']) ?? [found]).toContain(found)
    expect((grepMatches(pattern, [line]) ?? [found])[0]).toBe(found)
  })
})

test('line ends, which grep cannot be given', () => {
  expect(matchesLine('a.b', 'a\nb')).toBe(false)
  expect(matchesLine('(?s)a.b', 'a\nb')).toBe(true)
  expect(matchesLine('(?is)^A.*B$', 'a\n\nb')).toBe(true)
  expect(matchesLine('^b', 'a\nb')).toBe(false)
  expect(matchesLine('(?m)^b$', 'a\nb\nc')).toBe(true)
  expect(matchesLine('a$', 'a\n')).toBe(true)
})

const re2Finds = (pattern: string, text: string): boolean => toJavaScript(pattern, 're2').test(text)

/** What RE2's syntax page says, where it is not what PCRE does. */
describe('RE2', () => {
  test.each([
    // "$ at end of text (like \z not \Z)" without the flag m.
    ['a$', 'a\n', false],
    ['(?m)a$', 'a\nb', true],
    ['(?s)a.b', 'a\nb', true],
    ['a.b', 'a\nb', false],
    ['(?i)straße', 'STRAßE', true],
    ['[[:alpha:]]+9', 'x9', true],
    [String.raw`\x{48}i`, 'Hi', true],
    [String.raw`^\d+$`, '12', true],
    ['(?P<name>a)b', 'ab', true],
  ] as const)('%s on %j', (pattern, text, found) => {
    expect(re2Finds(pattern, text)).toBe(found)
  })

  test.each(['(?=a)', '(?!a)', '(?<=a)b', '(?<!a)b', String.raw`(a)\1`])('has no %s', (pattern) => {
    expect(() => re2Finds(pattern, 'ab')).toThrow('lookaround')
  })
})
