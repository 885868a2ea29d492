import { expect, test } from '@jest/globals'
import { macroSet, readRules, transpile } from 'siemantic'
import { loadTargets } from '../rules/pack.js'

const targets = await loadTargets()

async function convert(target: string, aggregation: string, more = '') {
  const text = `title: t
logsource: {category: process_creation, product: windows}
detection:
  s: {CommandLine|contains: x}
  ${more}
  condition: s | ${aggregation}
`
  const { rules } = await readRules({ path: 'rule.yml', text }, macroSet())
  const backend = targets.find(({ name }) => name === target)!
  const { status, queries, diagnostics } = await transpile(rules[0]!.detection!, backend)
  const stages = queries.flatMap((query) => query.split('\n')).slice(-3)
  return { status, stages, codes: diagnostics.map(({ code }) => code) }
}

test.each([
  ['count() > 5', 'narrower'],
  ['count(User) by Image >= 5', 'narrower'],
  ['count() = 5', 'approximate'],
  ['sum(ProcessId) > 5', 'approximate'],
])('%s in fixed windows is %s', async (aggregation, status) => {
  const converted = await convert('splunk-search', aggregation, 'timeframe: 5m')
  expect(converted.status).toBe(status)
  expect(converted.codes).toContain('fidelity/fixed-windows')
})

test('without a window all events count, and a note says so', async () => {
  const { status, codes, stages } = await convert('splunk-search', 'count() > 5')
  expect([status, codes]).toEqual(['exact', ['fidelity/no-window']])
  expect(stages.slice(1)).toEqual(['| stats count', '| where count > 5'])
})

test.each(['elastic-kql', 'regex'])('%s refuses a threshold', async (target) => {
  const { status, codes } = await convert(target, 'count() > 5')
  expect([status, codes]).toEqual(['refused', ['fidelity/unsupported']])
})

test('the measured number has a name that no field has', async () => {
  const { stages } = await convert('splunk-search', 'count() by count > 5')
  expect(stages.slice(1)).toEqual(['| stats count as count_ by count', '| where count_ > 5'])
})

test('the fields of the groups become those of the target', async () => {
  const { stages } = await convert('sentinel-kql', 'max(ProcessId) by Image > 5', 'timeframe: 1h')
  expect(stages).toEqual([
    '| where isnotnull(ProcessId)',
    '| summarize Value = max(ProcessId) by FolderPath, bin(Timestamp, 1h)',
    '| where Value > 5',
  ])
})

test('a field that the target does not have is refused', async () => {
  const { status, codes } = await convert('sentinel-kql', 'count() by Nonsense > 5')
  expect([status, codes]).toEqual(['refused', ['mapping/no-field']])
})

test.each([
  ['count() > 5', 'wider'],
  ['count() < 5', 'approximate'],
])('%s of a condition that became wider is %s', async (aggregation, status) => {
  const text = `title: t
logsource: {category: process_creation, product: windows}
detection:
  s: {CommandLine|cased: Abc}
  condition: s | ${aggregation}
`
  const { rules } = await readRules({ path: 'rule.yml', text }, macroSet())
  const backend = targets.find(({ name }) => name === 'splunk-tstats')!
  expect((await transpile(rules[0]!.detection!, backend)).status).toBe(status)
})

test('tstats counts by itself, without filling fields that are missing', async () => {
  const { stages, status } = await convert(
    'splunk-tstats',
    'count() by Computer >= 3',
    'timeframe: 1h',
  )
  expect([status, stages]).toEqual([
    'narrower',
    [
      '| tstats summariesonly=false allow_old_summaries=true count from datamodel=Endpoint.Processes where Processes.process="*x*" by Processes.dest _time span=1h',
      '| where count >= 3',
    ],
  ])
})
