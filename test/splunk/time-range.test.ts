/** Searches that name the time that they look at. */
import { expect, test } from '@jest/globals'
import { macroSet, readRules, transpile } from 'siemantic'
import search from '../../backends/splunk/search.js'
import tstats from '../../backends/splunk/tstats.js'
import sentinel from '../../backends/sentinel/index.js'
import { conditionOf, read } from './reading.js'

test.each([
  ['earliest=-24h@h latest=@h a=x', { earliest: '-24h@h', latest: '@h', window: 86_400 }],
  ['a=x AND earliest="-1h"', { earliest: '-1h', window: 3600 }],
  ['(a=x latest=now)', { latest: 'now' }],
  ['a=x earliest=01/31/2026:00:00:00', { earliest: '01/31/2026:00:00:00' }],
])('%s has a schedule, and no other condition', (text, schedule) => {
  const { from, span, ...said } = read(text).value?.schedule ?? {}
  expect(said).toEqual(schedule)
  expect({ from, start: typeof span?.start }).toEqual({ from: 'detection', start: 'number' })
  expect(conditionOf(text)).toBe('a=x')
})

const events = 'source="XmlWinEventLog:Security" earliest=-60m latest=now EventCode=4625'
const model =
  '| tstats count from datamodel=Endpoint.Processes where earliest=-60m latest=now Processes.process=x by Processes.dest'

const detectionOf = async (text: string) => {
  const { rules } = await readRules({ path: 'a.spl', text }, macroSet())
  return rules[0]!.detection!
}

test('it goes back to Splunk, and the schedule of others has it', async () => {
  const backs = [
    await transpile(await detectionOf(events), search),
    await transpile(await detectionOf(model), tstats),
  ]
  expect(backs.map(({ queries }) => queries[0])).toEqual([
    events,
    model.replace('process=x', 'process="x"'),
  ])
  expect(backs.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code))).not.toContain(
    'splunk/time-range',
  )
  const { queries, diagnostics, status } = await transpile(await detectionOf(events), sentinel)
  expect(queries[0]).not.toMatch(/earliest|60m/)
  expect(status).toBe('exact')
  expect(diagnostics.map(({ code, span }) => [code, span?.start])).toContainEqual([
    'splunk/time-range',
    events.indexOf('earliest'),
  ])
})

test('a threshold counts in it', async () => {
  const { aggregation } = await detectionOf(`${events} | stats count by user | where count > 5`)
  expect(aggregation).toMatchObject({ window: 3600 })
})

test('it counts instead of the schedule of a detection, but for when that is run', async () => {
  const text = `name: A
id: 0f8fad5b-d9cb-469f-a165-70867728950e
version: 1
search: ${events}
deployment:
  scheduling: { cron_schedule: 5 * * * *, earliest_time: -7d@d, latest_time: "@d" }
`
  const { rules } = await readRules({ path: 'a.yml', text }, macroSet())
  expect(rules[0]?.detection?.schedule).toMatchObject({
    cron: '5 * * * *',
    earliest: '-60m',
    latest: 'now',
    window: 3600,
  })
})
