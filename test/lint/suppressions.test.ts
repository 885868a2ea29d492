import { expect, test } from '@jest/globals'
import { findIn, textOf } from './example.js'

const found = async (text: string): Promise<readonly string[]> =>
  (await findIn(text)).map(({ code, message }) => (code === 'check/unknown-name' ? message : code))

const rule = (line: string): string =>
  textOf({ text: `detection:\n    selection:\n${line}\n    condition: selection\n` })

test.each([
  ["        CommandLine|contains: 'a'", ['lint/one-character']],
  ["        CommandLine|contains: 'a' # siemantic: disable=one-character", []],
  ["        CommandLine|contains: 'a' #siemantic:disable=list-of-one, lint/one-character", []],
  ["        # siemantic: disable=one-character\n        CommandLine|contains: 'a'", []],
  // Another line, another check.
  [
    "        CommandLine|contains: 'a'\n        # siemantic: disable=one-character",
    ['lint/one-character'],
  ],
  ["        CommandLine|contains: 'a' # siemantic: disable=list-of-one", ['lint/one-character']],
  // No comment.
  [
    "        CommandLine|contains: 'a'\n        Image: '# siemantic: disable=nothing'",
    ['lint/one-character'],
  ],
  [
    "        CommandLine|contains: 'a' # siemantic: disable=one-charakter",
    [
      'lint/one-character',
      "This comment disables 'one-charakter', and there is no such check. Did you mean 'one-character'?",
    ],
  ],
])('%s', async (line, expected) => {
  expect(await found(rule(line))).toEqual(expected)
})

test('a comment at the top is about the whole file', async () => {
  const text = rule("        CommandLine|contains: 'a'").replace('status: test\n', '')
  expect(await found(text)).toEqual(['lint/missing-status', 'lint/one-character'])
  expect(
    await found(`# Ours.\n# siemantic: disable=one-character,missing-status\n---\n${text}`),
  ).toEqual([])
})

test('findings of the reader can be disabled, errors cannot', async () => {
  const unused = rule(
    "        CommandLine: 'ab'\n    other: # siemantic: disable=sigma/unused-selection\n        Image: a",
  )
  expect(await found(unused)).toEqual([])
  const wrong = rule(
    "        CommandLine|contans: 'ab' # siemantic: disable=sigma/unknown-modifier",
  )
  expect(await found(wrong)).toEqual([
    'sigma/unknown-modifier',
    expect.stringContaining('unknown-modifier'),
  ])
})

const star = String.raw`process="a\*b"`

const inSearch = async (text: string): Promise<readonly string[]> =>
  (await findIn(text, 'x.spl')).map(({ code }) => code)

test.each([
  [`index=x ${star}`, ['lint/star-cannot-be-escaped']],
  [
    'index=x ```siemantic: disable=star-cannot-be-escaped```\n' + star,
    ['lint/star-cannot-be-escaped'],
  ],
  ['index=x\n``` siemantic: disable=star-cannot-be-escaped ```\n' + star, []],
  [`index=x ${star} \`\`\`siemantic: disable=star-cannot-be-escaped\`\`\``, []],
  ['```siemantic: disable=star-cannot-be-escaped```\nindex=x\n' + star, []],
])('comments of SPL: %j', async (text, expected) => {
  expect(await inSearch(text)).toEqual(expected)
})

test('comments of SPL inside of YAML', async () => {
  const search = `name: x\nsearch: |-\n  index=x\n  \`\`\` siemantic: disable=star-cannot-be-escaped \`\`\`\n  ${star}\n`
  expect((await findIn(search, 'x.yml')).map(({ code }) => code)).toEqual([])
  expect(
    (await findIn(search.replace(/ {2}```.*\n/, ''), 'x.yml')).map(({ code }) => code),
  ).toEqual(['lint/star-cannot-be-escaped'])
})
