import { expect, test } from '@jest/globals'
import { allPieces } from '../../src/regex/nodes.js'
import { parseRegex } from '../../src/regex/parse.js'
import { regexOf } from '../../src/regex/read.js'

/** The pieces of a regex, each with its text. */
function pieces(source: string): readonly string[] {
  const regex = regexOf(source)
  const parsed = parseRegex(regex)
  if (!parsed.ok) throw new Error(parsed.reason)
  return [...allPieces(parsed.tree.alternatives)].map(
    ({ kind, span }) => `${kind} ${regex.source.slice(span.start, span.end)}`,
  )
}

test.each([
  ['ab', ['character a', 'character b']],
  ['a|b*', ['character a', 'repeat b*', 'character b']],
  [
    String.raw`\A\h(?P<n>x)`,
    [String.raw`edge \A`, String.raw`set \h`, 'group (?P<n>x)', 'character x'],
  ],
  ['(?=a)(?>b)', ['look (?=a)', 'character a', 'group (?>b)', 'character b']],
  [String.raw`\Qa.\E.`, ['character a', 'character .', 'any .']],
  ['a{,2}', ['character a', 'character {', 'character ,', 'character 2', 'character }']],
  ['a++', ['repeat a++', 'character a']],
  ['😀+', ['repeat 😀+', 'character 😀']],
  [String.raw`\12`, [String.raw`character \12`]],
  [String.raw`(a)\1`, ['group (a)', 'character a', String.raw`backreference \1`]],
  ['(?x: a b # c\n)d', ['group (?x: a b # c\n)', 'character a', 'character b', 'character d']],
  ['[]a-c[:alpha:]]', ['class []a-c[:alpha:]]']],
] as const)('%s has its pieces at their places', (source, expected) => {
  expect(pieces(source)).toEqual(expected)
})

test('flags hold to the end of their group, also behind a bar', () => {
  const parsed = parseRegex(regexOf('a((?i)b|c)d(?i:e)f'))
  const ignoring = parsed.ok
    ? [...allPieces(parsed.tree.alternatives)].filter(
        (piece) => piece.kind === 'character' && piece.ignoreCase,
      )
    : []
  expect(ignoring.map(({ span }) => span.start)).toEqual([6, 8, 15])
})

test.each([
  [String.raw`ab\y`, String.raw`\y has no meaning`, 2],
  [String.raw`[a\R]`, String.raw`\R has no meaning in brackets`, 2],
  ['a[[:nope:]]', 'there is no class [:nope:]', 2],
  ['ab[c', 'unterminated character class', 2],
  ['a(?Z)', 'invalid group', 1],
  [String.raw`(a)\2`, 'there is no group 2', 3],
  [String.raw`(a)\k<n>`, 'there is no group n', 3],
  ['a{70000}', 'a number above 65535 in a quantifier', 1],
  [String.raw`\x{110000}`, 'a character beyond U+10FFFF', 0],
  ['x[b-a]', 'range out of order in character class', 4],
  ['a**', 'nothing to repeat', 2],
  ['('.repeat(200), 'more than 100 groups in each other', 100],
])('%s is no regex: %s', (source, reason, offset) => {
  expect(parseRegex(regexOf(source))).toEqual({ ok: false, reason, offset })
})

test('long regexes take no longer than they are', () => {
  for (const source of ['a'.repeat(100_000), '(a|b)*'.repeat(10_000), '[a-z]{2}'.repeat(10_000)]) {
    expect(parseRegex(regexOf(source)).ok).toBe(true)
  }
})
