/** Data without names, as old providers write it: what Splunk and Sentinel have of it is XML. */
import { expect, test } from '@jest/globals'
import { macroSet, readRules, transpile } from 'siemantic'
import { backends } from 'siemantic/backends'
import { tables } from '../../backends/sentinel/schema.js'
import { evaluate as runKusto } from '../interpreters/kusto/evaluate.js'
import { evaluate as runSpl } from '../interpreters/spl/evaluate.js'

const ruleOf = (detection: string): string => `title: T
logsource: {product: windows, service: application}
detection:
  ${detection}
`

/** Whether each target's query selects an event with this data, and what it promises. */
async function selectedBy(detection: string, data: string) {
  const { rules } = await readRules({ path: 'r.yml', text: ruleOf(detection) }, macroSet())
  const ask = async (target: string, run: (query: string) => boolean) => {
    const { status, queries } = await transpile(rules[0]!.detection!, await backends[target]!())
    return [status, run(queries[0]!)]
  }
  const row = {
    EventLog: 'Application',
    EventData: `<DataItem><EventData>${data}</EventData></DataItem>`,
  }
  const event = { _raw: data, source: 'XmlWinEventLog:Application', EventData_Xml: data }
  return {
    sentinel: await ask('sentinel-kql', (query) => runKusto(query, row, tables)),
    splunk: await ask('splunk-search', (query) => runSpl(query, event)),
  }
}

const of = (values: string): string => `s: {${values}}\n  condition: s`

test.each<readonly [what: string, detection: string, data: string, selected: boolean]>([
  ['one of several pieces', of("Data|contains: 'b c'"), '<Data>a</Data><Data>xB Cx</Data>', true],
  ['two pieces together', of("Data|contains: 'b c'"), '<Data>b </Data><Data>c</Data>', false],
  ['each in another piece', of('Data|contains|all: [b, c]'), '<Data>b</Data><Data>c</Data>', true],
  ['a named piece', of("Data|contains: 'b'"), "<Data Name='b'>b</Data><Data>a</Data>", false],
  ['the name of a tag', of("Data|contains: 'data'"), '<Data>a</Data>', false],
  ['what is no data', of("Data|contains: 'ff'"), '<Data>a</Data><Binary>FF</Binary>', false],
  ['entities', of('Data|contains: \'<a> & "b"\''), '<Data>&lt;A> &amp; &quot;b"</Data>', true],
  ['the name of an entity', of("Data|contains: 'amp'"), '<Data>a &amp; b</Data>', false],
  ['a word that is one too', of("Data|contains: 'amp'"), '<Data>&amp; 5 Amp</Data>', true],
  ['one character that is an entity', of("Data: 'a?b'"), '<Data>a&lt;b</Data>', true],
  ['two characters for one', of("Data: 'a?b'"), '<Data>a&lt;&lt;b</Data>', false],
  ['the whole of a piece', of("Data: 'b'"), '<Data>ab</Data><Data>b</Data>', true],
  ['a part of each piece', of("Data: 'b'"), '<Data>ab</Data><Data>bc</Data>', false],
  ['the start', of("Data|startswith: 'b'"), '<Data>ab</Data>', false],
  ['the end', of("Data|endswith: 'b'"), '<Data>ab</Data>', true],
  ['another case', of("Data|contains|cased: 'B'"), '<Data>b</Data>', false],
  ['a literal star', of(String.raw`Data|contains: 'a\*b'`), '<Data>axb</Data>', false],
  ['an empty piece', of("Data: ''"), '<Data>a</Data><Data/>', true],
  ['a piece of white space', of("Data: ''"), '<Data> </Data>', false],
  ['no piece without a name', of('Data: null'), "<Data Name='x'>b</Data>", true],
  ['an empty piece, which is there', of('Data: null'), '<Data></Data>', false],
  [
    'a filter',
    "s: {Data|contains: a}\n  f: {Data|contains: ['b', '<c']}\n  condition: s and not f",
    '<Data>a</Data><Data>&lt;C</Data>',
    false,
  ],
  [
    'a filter, nearly',
    "s: {Data|contains: a}\n  f: {Data|contains: ['b', '<c']}\n  condition: s and not f",
    "<Data>a</Data><Data Name='b'>b</Data>",
    true,
  ],
])('%s', async (_, detection, data, selected) => {
  const exactly = ['exact', selected]
  expect(await selectedBy(detection, data)).toEqual({ sentinel: exactly, splunk: exactly })
})

test.each([
  ['a regex of its own', 'approximate', of("Data|re: 'a[0-9]+b'")],
  ['a line end', 'wider', of(String.raw`Data|contains: "a\nb"`)],
])('what cannot be asked of values is said: %s', async (_, status, detection) => {
  const { sentinel, splunk } = await selectedBy(detection, '')
  expect([sentinel[0], splunk[0]]).toEqual([status, status])
})

test('a regex that is a pattern is exact', async () => {
  const { sentinel, splunk } = await selectedBy(of("Data|re: '(?i)a b'"), '<Data>xA B</Data>')
  expect([sentinel, splunk]).toEqual([
    ['exact', true],
    ['exact', true],
  ])
})

test('a Splunk search of the XML asks the same of it, in Splunk and in Sentinel', async () => {
  const text = 'source="XmlWinEventLog:Application" EventData_Xml="*<Data>a*"'
  const { rules } = await readRules({ path: 'r.spl', text }, macroSet())
  const [{ detection }] = rules as [(typeof rules)[number]]
  const queryOf = async (target: string) =>
    (await transpile(detection!, await backends[target]!())).queries[0]
  expect(await queryOf('splunk-search')).toBe(text)
  expect(await queryOf('sentinel-kql')).toContain('EventData contains "<Data>a"')
})
