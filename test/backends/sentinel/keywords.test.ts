/** Keywords in Sentinel: what a later test of a field says anyway is not said again, the rest is looked for in all columns. */
import { expect, test } from '@jest/globals'
import { backends } from '../../../backends/index.js'
import { tables } from '../../../backends/sentinel/schema.js'
import { bareMetadata } from '../../../src/ast/build.js'
import { transpile } from '../../../src/transpile.js'
import { evaluate } from '../../interpreters/kusto/evaluate.js'
import { diagnose } from '../../interpreters/kusto/kusto.js'
import { read } from '../../splunk/reading.js'

const log = 'source="XmlWinEventLog:Security" EventCode=4688'

async function inSentinel(search: string) {
  const { value, diagnostics: found } = read(search)
  const detection = { kind: 'detection', metadata: bareMetadata('t'), selections: [] } as const
  const sentinel = await backends['sentinel-kql']!()
  return transpile({ ...detection, ...value! }, sentinel, { found })
}

const queryOf = async (search: string): Promise<string> =>
  (await inSentinel(search)).queries.join('').replace('SecurityEvent\n| where EventID == 4688', '')

test.each([
  [
    'TERM(w3wp) | regex Creator_Process_Name="(?i)w3wp"',
    '| where ParentProcessName matches regex "(?i)w3wp"',
  ],
  [
    '(a OR b) | regex New_Process_Name="(?i)a\\.exe|xb"',
    '| where NewProcessName matches regex @"(?i)a\\.exe|xb"',
  ],
  // pwsh has neither of the words.
  [
    '(cmd OR powershell) | regex New_Process_Name="(?i)cmd|pwsh"',
    '| where NewProcessName matches regex "(?i)cmd|pwsh"\n| where * contains "cmd" or * contains "powershell"',
  ],
  // A regex that minds case says less than a word that does not, and more than one that does.
  ['abc | regex New_Process_Name="abc"', '| where NewProcessName matches regex "abc"'],
  [
    'CASE(abc) | regex New_Process_Name="(?i)abc"',
    '| where NewProcessName matches regex "(?i)abc"\n| where * contains_cs "abc"',
  ],
  ['abc | where New_Process_Name!="abc"', '| where * contains "abc"'],
  ['"two words" a*b', '| where * contains "two words"\n| where * matches regex "(?is)a.*b"'],
  ['NOT abc', '| where not(* contains "abc")'],
])('%s is %s', async (search, expected) => {
  const query = await queryOf(`${log} ${search}`)
  expect(query).toContain(expected.trim())
  expect(query.includes('* ')).toBe(expected.includes('* '))
})

test('words in columns are looked for with a note, once', async () => {
  const { status, diagnostics } = await inSentinel(`${log} abc def`)
  expect(status).toBe('approximate')
  expect(diagnostics.map(({ code, effect }) => [code, effect])).toEqual([
    ['fidelity/every-column', 'approximate'],
  ])
})

test.each([
  [{ CommandLine: 'x ABC y' }, true],
  [{ Account: 'CORP\\xabcx' }, true],
  [{ CommandLine: 'ab', Account: 'c' }, false],
])('any column may have it: %j', async (row, expected) => {
  const [query = ''] = (await inSentinel(`${log} abc`)).queries
  expect(diagnose(query, tables)).toEqual([])
  expect(evaluate(query, { EventID: 4688, ...row }, tables)).toBe(expected)
})
