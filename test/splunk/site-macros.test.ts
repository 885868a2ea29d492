/** Macros that every site defines for itself, and what a search says of its Windows events in words. */
import { expect, test } from '@jest/globals'
import { backends } from '../../backends/index.js'
import { bareMetadata } from '../../src/ast/build.js'
import { transpile } from '../../src/transpile.js'
import { conditionOf, macro, read } from './reading.js'

const events = '`get_endpoint_data` `get_endpoint_data_winevent`'

const sourcesOf = (search: string): unknown =>
  read(search).value?.logSources.map(({ category, product }) => ({ category, product }))

const processes = [{ category: 'process_creation', product: 'windows' }]

test.each([
  [`${events} EventCode=4688 x=1`, processes],
  ['`get_endpoint_data_winevent` EventID=4688', processes],
  [`${events} TERM(EventCode=4688)`, processes],
  [`${events} "<EventID>4688<"`, processes],
  [`${events} (TERM(EventCode=4688) OR "<EventID>4688<" OR Type=Process) x=1`, processes],
  [`${events} EventCode=4104`, [{ category: 'ps_script', product: 'windows' }]],
  // The search names it itself.
  [`${events} source="XmlWinEventLog:Microsoft-Windows-Sysmon/Operational" EventCode=1`, processes],
  // Many logs have an event 1; which log has event 4624 is in no table; and of no id anything may be.
  [`${events} EventCode=1`, []],
  [`${events} EventCode=4624`, []],
  [`${events} x=1`, []],
  // Endpoints have other data than that of Windows.
  ['`get_endpoint_data` EventCode=4688', []],
  [`${events} (EventCode=4688 OR x=1)`, []],
])('%s is about %j', (search, expected) => {
  expect(sourcesOf(search)).toEqual(expected)
})

test('each call has a note', () => {
  const { diagnostics } = read(`${events} EventCode=4688`)
  expect(diagnostics.map(({ code, effect, span }) => [code, effect, span?.start])).toEqual([
    ['splunk/site-macro', 'wider', 0],
    ['splunk/site-macro', 'wider', 20],
  ])
})

test("a site's own definition counts", () => {
  const own = macro('get_endpoint_data_winevent', 'source="XmlWinEventLog:Security"')
  const { value, diagnostics } = read('`get_endpoint_data_winevent` EventCode=4688', own)
  expect(value?.logSources).toMatchObject(processes)
  expect(diagnostics).toEqual([])
})

test.each([
  [
    '(TERM(EventCode=4688) OR "<EventID>4688<" OR Type=Process)',
    '(EventCode=4688 | EventCode=4688)',
  ],
  ['(EventCode=4688 OR Type="Process")', 'EventCode=#4688'],
  // Types that Windows has, values that nobody knows, and alternatives to other things stay.
  ['(EventCode=4688 OR Type=Information)', '(EventCode=#4688 | Type=Information)'],
  ['(EventCode=4688 OR Type=*)', '(EventCode=#4688 | Type exists)'],
  ['(EventCode=4688 OR Type=Process OR x=1)', '(EventCode=#4688 | Type=Process | x=#1)'],
  ['(x=1 OR Type=Process)', '(x=#1 | Type=Process)'],
  ['Type=Process', 'Type=Process'],
])('in a search of Windows events, %s is %s', (search, expected) => {
  expect(conditionOf(`${events} ${search}`)).toBe(expected)
})

test('what is left out has a note, and is left out of Windows events only', () => {
  const found = read(`${events} (EventCode=4688 OR Type=Process)`).diagnostics
  expect(found.map(({ code, effect }) => [code, effect])).toContainEqual([
    'splunk/other-data',
    'narrower',
  ])
  expect(conditionOf('source=x (EventCode=4688 OR Type=Process)')).toBe(
    'source=x & (EventCode=#4688 | Type=Process)',
  )
})

async function again(search: string): Promise<readonly [status: string, query: string]> {
  const { value, diagnostics: found } = read(search)
  const detection = { kind: 'detection', metadata: bareMetadata('t'), selections: [] } as const
  const { status, queries } = await transpile(
    { ...detection, ...value! },
    await backends['splunk-search']!(),
    { found },
  )
  return [status, queries.join('\n')]
}

/** Words go back as they are written, in the order that the printer gives conditions. */
test.each([
  `${events} (TERM(EventCode=4688) OR "<EventID>4688<" OR Type=Process) TERM(w3wp) (TERM(cmd) OR TERM(powershell))`,
  `${events} (TERM(EventCode=4688) OR "<EventID>4688<") word`,
  'source=x (a* OR *b OR "two words") NOT TERM(c)',
  'source=x (TERM(a) OR a)',
  'source=x word word | search word',
])('%s goes back word for word', async (search) => {
  expect(await again(search)).toEqual([
    'exact',
    search.replace('word word', 'word').replace(' | ', '\n| '),
  ])
})

/** Where two ways of writing come to the same condition, neither is that of both. */
test.each([
  ['source=x (a OR (*a* b=q))', 'source=x ("*a*" OR (b="q" "*a*"))', 'wider'],
  ['source=x a (*a OR b=q)', 'source=x "*a*" ("*a*" OR b="q")', 'wider'],
  [
    'source=x (TERM(EventCode=5) y=q) OR (EventCode=5 z=q)',
    'source=x ((EventCode=5 y="q") OR (EventCode=5 z="q"))',
    'approximate',
  ],
  [
    `${events} (EventCode=4688 OR Type=Process) (EventCode=4688 OR y=q)`,
    `${events} EventCode=4688 (EventCode=4688 OR y="q")`,
    'narrower',
  ],
])('%s goes back as %s', async (search, expected, status) => {
  const [found, query] = await again(search)
  expect(query.replaceAll('"5"', '5')).toBe(expected)
  expect(found).toBe(status)
})
