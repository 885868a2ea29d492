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
  const text = '`wineventlog_security` EventCode=4625 Logon_Type=3'
  const { rules } = await readRules({ path: 'r.spl', text }, macroSet())
  const sentinel = await backends['sentinel-kql']!()
  const { diagnostics } = await transpile(rules[0]!.detection!, sentinel)
  expect(diagnostics.map(({ code }) => code)).toContain('mapping/no-field')
})
