import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import { regexOf, regexProblem } from '../../src/regex/read.js'

test.each([
  String.raw`^a\d+"x/y$`,
  '(?i)x',
  'a(?i)b',
  '(?i:x)|(?-s:.)',
  '(?>atomic)x++y*+z?+',
  'a{2,3}+',
  '(?P<name>x)(?P=name)',
  '(?<name>x)\\k<name>',
  "(?'name'x)",
  '(?#a comment)x',
  String.raw`\Qa(b\E`,
  String.raw`\A\x{1F600}\h\z`,
  String.raw`\p{L}\P{Lu}\pN`,
  '[[:alpha:][:^digit:]_]',
  '[]abc]',
  '[^]abc]',
  String.raw`[\]\w-]`,
  '[a-z0-9+/=]{40,}',
  '(?<!a|bc)d(?=e)(?!f)',
  '(?(1)a|b)',
  '(a)(?1)(?R)',
  'a{,3}',
  '{',
  '',
  'a}',
  String.raw`\d{1,3}(?:\.\d{1,3}){3}`,
])('%s is a regex', (source) => {
  expect(regexProblem(source)).toBeUndefined()
})

test.each([
  ['a(', 'unterminated group'],
  ['a)', "unmatched ')'"],
  ['(?<!a', 'unterminated group'],
  ['[a', 'unterminated character class'],
  ['*a', 'nothing to repeat'],
  ['a**', 'nothing to repeat'],
  ['[z-a]', 'range out of order in character class'],
  ['a{3,2}', 'numbers out of order in {} quantifier'],
  ['a\\', '\\ at end of pattern'],
  ['(?z)', 'invalid group'],
])('%s is none: %s', (source, reason) => {
  expect(regexProblem(source)).toBe(reason)
})

test('leading flags become flags; others stay where they are', () => {
  const plain = { kind: 'regex', ignoreCase: false, multiline: false, dotAll: false }
  expect(regexOf('(?is)x')).toEqual({ ...plain, source: 'x', ignoreCase: true, dotAll: true })
  expect(regexOf('(?ix)x')).toEqual({ ...plain, source: '(?ix)x' })
  expect(regexOf('a(?i)x')).toEqual({ ...plain, source: 'a(?i)x' })
})

test('no text makes the check throw', () => {
  const symbols = fc.constantFrom(...'()[]{}?*+|\\^$.:-<>=!PQEa1,i#'.split(''))
  fc.assert(
    fc.property(fc.array(symbols, { maxLength: 30 }), (characters) => {
      const problem = regexProblem(characters.join(''))
      expect(problem === undefined || problem.length > 0).toBe(true)
    }),
    { numRuns: 2000 },
  )
})
