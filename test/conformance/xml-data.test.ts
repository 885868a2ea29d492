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

/** What targets make of a Splunk search of the channel Application, and what they promise. */
async function ofSearch(search: string, targets: readonly string[]) {
  const text = `source="XmlWinEventLog:Application" ${search}`
  const { rules } = await readRules({ path: 'r.spl', text }, macroSet())
  const made: Record<string, readonly [status: string, query: string]> = {}
  for (const target of targets) {
    const { status, queries } = await transpile(rules[0]!.detection!, await backends[target]!())
    made[target] = [status, queries.join('\n')]
  }
  return made
}

test('a Splunk search of the XML asks the same of it, in Splunk and in Sentinel', async () => {
  const made = await ofSearch('EventData_Xml="*<Data>a*"', ['splunk-search', 'sentinel-kql'])
  expect(made['splunk-search']?.[1]).toBe(
    'source="XmlWinEventLog:Application" EventData_Xml="*<Data>a*"',
  )
  expect(made['sentinel-kql']?.[1]).toContain('EventData contains "<Data>a"')
})

test.each([
  ['a value', "Data: 'a'"],
  ['a part of a value', "Data|contains|cased: 'a'"],
  ['entities, and the name of one', "Data|contains: ['<a>', 'amp', \"'\"]"],
  ['wildcards', "Data: 'a*b?c'"],
  ['any value', 'Data|exists: true'],
  ['no value', 'Data: null'],
  ['an empty value', "Data: ''"],
])('a rule that went to Splunk is the same in Sentinel: %s', async (_, values) => {
  const { rules } = await readRules({ path: 'r.yml', text: ruleOf(of(values)) }, macroSet())
  const [{ detection }] = rules as [(typeof rules)[number]]
  const queryOf = async (target: string) => transpile(detection!, await backends[target]!())
  const search = (await queryOf('splunk-search')).queries.join('\n')
  const { queries, status } = await queryOf('sentinel-kql')
  const made = await ofSearch(search, ['sentinel-kql'])
  expect(made['sentinel-kql']).toEqual([status, queries.join('\n')])
  expect(status).toBe('exact')
})

test.each([
  ['| where match(EventData_Xml, "(?i)<Data>[^<]*foo")', "Data|contains: 'foo'"],
  ['| regex EventData_Xml="(?i)<Data>foo</Data>"', "Data: 'foo'"],
  [
    'EventData_Xml="*fo*" | where match(EventData_Xml, "<Data>[^<]*foo")',
    "Data|contains|cased: 'foo'",
  ],
  ['| where NOT coalesce(match(EventData_Xml, "(?i)<Data>foo</Data>"), false())', "Data: 'foo'"],
])('a regex as ours is a test of data in other names: %s', async (search, selection) => {
  const { sigma, 'elastic-kql': elastic } = await ofSearch(search, ['sigma', 'elastic-kql'])
  expect(sigma?.[0]).toBe('exact')
  expect(sigma?.[1]).toContain(`${selection}\n`)
  // A message is the text of the event, and holds what its data are.
  expect(elastic?.[1]).toMatch(/message: \*?foo/)
})

test.each([
  ['| where match(EventData_Xml, "foo")', "Data|contains|cased: 'foo'"],
  ['| where match(EventData_Xml, "<Data>.*foo")', "Data|re: '<Data>.*foo'"],
  ['EventData_Xml="*foobar*" | where match(EventData_Xml, "(?i)<Data>[^<]*foo")', "- 'foobar'"],
])('what else is asked of the XML is not quite the same: %s', async (search, selection) => {
  const { sigma } = await ofSearch(search, ['sigma'])
  expect(sigma?.[0]).toBe('approximate')
  expect(sigma?.[1]).toContain(selection)
})

test('that there is data is asked beside the text of its XML', async () => {
  const search = String.raw`EventData_Xml="*x*" | where match(EventData_Xml, "<Data(?:>|\s*/>)")`
  const { 'sentinel-kql': sentinel } = await ofSearch(search, ['sentinel-kql'])
  expect(sentinel?.[0]).toBe('exact')
  expect(sentinel?.[1]).toContain('EventData contains "x"')
  expect(sentinel?.[1]).toContain('EventData matches regex "<Data(?:>|[[:space:]]*/>)"')
})
