/** Fields that Sentinel's tables keep as XML. */
import { expect, test } from '@jest/globals'
import { macroSet, readRules, transpile } from 'siemantic'
import { backends } from 'siemantic/backends'
import { tables } from '../../backends/sentinel/schema.js'
import { evaluate } from '../interpreters/kusto/evaluate.js'

const rule = `title: Weak Ticket
logsource: {product: windows, service: security}
detection:
  s: {EventID: 4769, TicketEncryptionType: '0x17'}
  f: {ServiceName|endswith: $}
  condition: s and not f
`

const data = (pieces: Readonly<Record<string, string>>): string => {
  const all = Object.entries(pieces).map(([name, text]) => `<Data Name="${name}">${text}</Data>`)
  return `<EventData xmlns="http://schemas.microsoft.com/win/2004/08/events/event">${all.join('')}</EventData>`
}

test.each([
  ['a piece of several', data({ TicketOptions: '0x1', TicketEncryptionType: '0x17' }), true],
  ['the only piece', data({ TicketEncryptionType: '0X17' }), true],
  ['another value', data({ TicketOptions: '0x17', TicketEncryptionType: '0x12' }), false],
  ['no such piece', data({ TicketOptions: '0x17' }), false],
  ['no data', '', false],
])('SecurityEvent: %s', async (_, EventData, selected) => {
  const { rules } = await readRules({ path: 'r.yml', text: rule }, macroSet())
  const sentinel = await backends['sentinel-kql']!()
  const { status, queries } = await transpile(rules[0]!.detection!, sentinel)
  expect(status).toBe('exact')
  const row = { EventID: 4769, ServiceName: 'web', EventData }
  expect(evaluate(queries[0]!, row, tables)).toBe(selected)
  expect(evaluate(queries[0]!, { ...row, ServiceName: 'pc$' }, tables)).toBe(false)
})

test('names that only an add-on of Splunk has are not in the XML', async () => {
  const text = '`wineventlog_security` EventCode=4625 Account_Name=x'
  const { rules } = await readRules({ path: 'r.spl', text }, macroSet())
  const sentinel = await backends['sentinel-kql']!()
  const { diagnostics } = await transpile(rules[0]!.detection!, sentinel)
  expect(diagnostics.map(({ code }) => code)).toContain('mapping/no-field')
})

const selectedBy = async (
  condition: string,
  pieces: string,
): Promise<readonly [string, boolean]> => {
  const text = `title: T
logsource: {product: windows, service: system}
detection:
  missing: {Name: null}
  empty: {Name: ''}
  any: {Name: '*'}
  regex: {Name|re: '^x*$'}
  same: {Name|fieldref: Other}
  condition: ${condition}
`
  const { rules } = await readRules({ path: 'r.yml', text }, macroSet())
  const { status, queries } = await transpile(
    rules[0]!.detection!,
    await backends['sentinel-kql']!(),
  )
  const EventData = `<DataItem><EventData>${pieces}</EventData></DataItem>`
  return [status, evaluate(queries[0]!, { EventLog: 'System', EventData }, tables)]
}

const missing = '<Data Name="Other"/>'
const empty = '<Data Name="Name"/><Data Name="Other"></Data>'
const filled = '<Data Name="Name">x</Data><Data Name="Other">X</Data>'

test.each<readonly [condition: string, ofEach: readonly [boolean, boolean, boolean]]>([
  ['missing', [true, false, false]],
  ['empty', [false, true, false]],
  ['any', [false, true, true]],
  ['regex', [false, true, true]],
  ['same', [false, true, true]],
  ['missing or empty', [true, true, false]],
  ['not missing and not empty', [false, false, true]],
  ['any and not empty', [false, false, true]],
  ['not empty', [true, false, true]],
  ['not same', [true, false, false]],
])('an empty piece of data is not a missing one: %s', async (condition, ofEach) => {
  for (const [index, pieces] of [missing, empty, filled].entries()) {
    expect(await selectedBy(condition, pieces)).toEqual(['exact', ofEach[index]])
  }
})

test.each<readonly [condition: string, status: string, queries: readonly string[]]>([
  ['not missing and not empty', 'exact', ['where isnotempty(CommandLine)']],
  ['not 1 of them', 'exact', ['where isnotempty(CommandLine)']],
  ['missing or empty', 'exact', ['where isempty(CommandLine)']],
  ['missing', 'wider', ['where isempty(CommandLine)']],
  ['not missing', 'narrower', ['where isnotempty(CommandLine)']],
])('of a column, only both together can be said: %s', async (condition, status, conjuncts) => {
  const text = `title: T
logsource: {product: windows, category: process_creation}
detection:
  missing: {CommandLine: null}
  empty: {CommandLine: ''}
  condition: ${condition}
`
  const { rules } = await readRules({ path: 'r.yml', text }, macroSet())
  const conversion = await transpile(rules[0]!.detection!, await backends['sentinel-kql']!())
  expect(conversion.status).toBe(status)
  expect(conversion.queries[0]!.split('\n| ').slice(2)).toEqual(conjuncts)
})
