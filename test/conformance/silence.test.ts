/** What a threshold is said by finds nothing where there is nothing: a group has at least one event. */
import { expect, test } from '@jest/globals'
import { convertible, macroSet, readRules, transpile } from 'siemantic'
import { tables } from '../../backends/sentinel/schema.js'
import { evaluateAll } from '../interpreters/kusto/evaluate.js'
import { evaluateTable } from '../interpreters/spl/evaluate.js'
import { loadTargets } from '../rules/pack.js'

const targets = await loadTargets()

async function queryOf(condition: string, target: string): Promise<string> {
  const text = `title: Silence
logsource: {category: process_creation, product: windows}
detection: {s: {Image: cmd.exe}, condition: 's | ${condition}'}
`
  const { rules } = await readRules({ path: 's.yml', text }, macroSet())
  const backend = targets.find(({ name }) => name === target)!
  const { queries } = await transpile(convertible(rules[0]!)!, backend)
  return queries[0]!
}

const conditions = [
  'count() < 3',
  'count() != 2',
  'count(User) <= 1',
  'sum(ProcessId) != 1',
  'avg(ProcessId) != 1',
  'max(ProcessId) < 7',
]

test.each(conditions)('%s in Splunk', async (condition) => {
  for (const target of ['splunk-search', 'splunk-tstats']) {
    const query = await queryOf(condition, target)
    expect([query, evaluateTable(query, [])]).toEqual([query, []])
  }
})

test.each(conditions)('%s in Sentinel', async (condition) => {
  const query = await queryOf(condition, 'sentinel-kql')
  expect([query, evaluateAll(query, () => [], tables)]).toEqual([query, []])
})

test('with style=escu, the table of results too', async () => {
  const text =
    'title: Word\nlogsource: {product: acme}\ndetection: {words: [mimikatz], condition: words}\n'
  const { rules } = await readRules({ path: 'w.yml', text }, macroSet())
  const backend = targets.find(({ name }) => name === 'splunk-search')!
  const { queries } = await transpile(convertible(rules[0]!)!, backend, {
    options: { style: 'escu' },
  })
  expect(evaluateTable(queries[0]!, [])).toEqual([])
  expect(evaluateTable(queries[0]!, [{ _time: 0, host: 'h', _raw: 'mimikatz' }])).toHaveLength(1)
})
