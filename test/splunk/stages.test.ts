import { expect, test } from '@jest/globals'
import { mapPiece } from '../../src/source/mapped.js'
import { splitStages } from '../../src/splunk/stages.js'
import { errors, read } from './reading.js'

const split = (text: string) => splitStages(mapPiece(text, 0))

test.each([
  ['a | b', ['a', 'b']],
  ['| a|b ', ['a', 'b']],
  ['a', ['a']],
  ['', []],
  ['a="x|y" | b', ['a="x|y"', 'b']],
  [String.raw`a="\"|" | b`, [String.raw`a="\"|"`, 'b']],
  [String.raw`a=x\|y | b`, [String.raw`a=x\|y`, 'b']],
  ['a `m("|")` `n(|)` | b', ['a `m("|")` `n(|)`', 'b']],
  ['a [b | c [d | e]] | f', ['a [b | c [d | e]]', 'f']],
  ['a ```x | y``` | b ```z```', ['a', 'b']],
  ['a |\n\n  b c\n| d', ['a', 'b c', 'd']],
])('%s', (text, expected) => {
  const { value, diagnostics } = split(text)
  expect(value.map((stage) => stage.text.text)).toEqual(expected)
  expect(diagnostics).toEqual([])
})

test('stages are counted from 1 and know their places', () => {
  const { value } = split('| a ```c``` b | d')
  expect(value).toMatchObject([
    { number: 1, piped: true, text: { text: 'a  b' } },
    { number: 2, piped: true, text: { text: 'd' } },
  ])
  expect(value.map(({ text }) => [...text.origins])).toEqual([
    [2, 3, 11, 12, 13],
    [16, 17],
  ])
  expect(split('a | b').value[0]).toMatchObject({ piped: false })
})

test.each([
  ['a="b', 'splunk/unbalanced@2', 'quote'],
  ['a `b', 'splunk/unbalanced@2', 'backtick'],
  ['a [b', 'splunk/unbalanced@2', 'bracket'],
  ['a ```b', 'splunk/unbalanced@2', 'comment'],
  ['a | | b', 'splunk/syntax@4', 'stage 2'],
  ['a |', 'splunk/syntax@2', 'stage 2'],
])('%s: %s', (text, expected, what) => {
  const { diagnostics } = split(text)
  expect(errors(diagnostics)).toEqual([expected])
  expect(diagnostics[0]?.message).toContain(what)
})

test.each([
  ['join x [search y]', "SPL command 'join' (stage 2) combines this search with another"],
  ['head 5', "SPL command 'head' (stage 2) keeps only some"],
  ['sort 5 x', "SPL command 'sort' (stage 2) keeps only some"],
  ['transaction x', "SPL command 'transaction' (stage 2) groups events"],
  ['apply model', "SPL command 'apply' (stage 2)"],
  ['hasOwnProperty x', "SPL command 'hasOwnProperty' (stage 2) is not known."],
  ['constructor', "SPL command 'constructor' (stage 2) is not known."],
])('a stage %s is refused', (stage, message) => {
  const { value, diagnostics } = read(`a=1 | ${stage}`)
  expect(value).toBeUndefined()
  expect(errors(diagnostics)).toEqual(['splunk/unsupported-command@6'])
  expect(diagnostics.map((found) => found.message).join(' ')).toContain(message)
})

test.each([
  ['| mstats avg(x) where y=1', "'mstats' (stage 1) does not search events"],
  ['| inputlookup x', "'inputlookup' (stage 1) does not search events"],
  ['| stats count', "'stats' (stage 1) cannot come first"],
  ['| nonsense', "'nonsense' (stage 1) is not known"],
])('a search that starts with %s is refused', (search, message) => {
  const { diagnostics } = read(search)
  expect(errors(diagnostics)).toEqual(['splunk/unsupported-command@2'])
  expect(diagnostics[0]?.message).toContain(message)
})

test('display stages are kept word for word', () => {
  const { value, diagnostics } = read(
    'a=1 | stats count by host "x|y" | `security_content_ctime(first)` | `z_filter` | sort - count ```c``` | table *',
  )
  expect(value?.splunk.stages.map(({ stage, text }) => `${stage} ${text}`)).toEqual([
    '2 stats count by host "x|y"',
    '3 `security_content_ctime(first)`',
    '4 `z_filter`',
    '5 sort - count',
    '6 table *',
  ])
  expect(diagnostics).toEqual([])
})
