import { expect, test } from '@jest/globals'
import { isBeyondRe2 } from '../../src/ast/regex.js'

test.each([
  'foo|bar',
  '^\\d+\\/\\.\\p{L}\\x{1F600}\\Qa.b\\E$',
  '(?i)a(?:b)(?P<name>c)(?<name2>d)(?s-i:e)',
  '[*+][\\]\\w][[:alpha:]]',
  'a\\++b*?c{2,1000}?',
  '\\\\h',
])('RE2 knows %s', (source) => {
  expect(isBeyondRe2(source)).toBe(false)
})

test.each([
  'a(?=b)',
  'a(?!b)',
  '(?<=a)b',
  '(?<!a)b',
  '(a)\\1',
  '(?>a)',
  'a++',
  'a{2}+',
  'a{2,1001}',
  '\\h',
  '[\\h]',
  '\\\\\\R',
  '\\Kx',
  '\\e',
  '(?#x)',
  '(?x) a',
  '(?|a)',
  "(?'n'a)",
  '(?P=n)',
  '(?R)',
  '(?(1)a)',
  '(*UTF)a',
])('RE2 does not know %s', (source) => {
  expect(isBeyondRe2(source)).toBe(true)
})
