/** Runs searches for outliers, and what is printed of them, over random events, against what they mean. */
import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import { convertible, macroSet, readRules, transpile, type Detection } from 'siemantic'
import { tables } from '../../backends/sentinel/schema.js'
import { findTogether, type TimedEvent } from '../../src/ast/aggregate.js'
import { evaluateAll } from '../interpreters/kusto/evaluate.js'
import { evaluateTable } from '../interpreters/spl/evaluate.js'
import { loadTargets } from '../rules/pack.js'
import { logons } from './logons.js'

const targets = await loadTargets()

/** What follows the search of failed logons. `n` is what is measured of an address, a type of logon and ten minutes. */
const searches = fc
  .record({
    measure: fc.constantFrom('count as n', 'dc(TargetUserName) as n', 'sum(LogonType) as n'),
    bin: fc.boolean(),
    like: fc.subarray(['_time', 'IpAddress', 'WorkstationName']),
    least: fc.constantFrom('', 'n>1 AND ', 'n<4 AND '),
    limit: fc.constantFrom('n>=a+s', 'n>a+2*s', 'n<a-1', 'n>=1+a+s*0.5', 'a<n', '(s*1.5+a)<=n'),
  })
  .map(({ measure, bin, like, least, limit }) => {
    const known = like.filter((name) => bin || name !== '_time')
    const by = known.length === 0 ? '' : ` by ${known.join(' ')}`
    return [
      'source="XmlWinEventLog:Security" EventCode=4625',
      ...(bin ? ['bin _time span=10m'] : []),
      `stats ${measure} by ${bin ? '_time ' : ''}IpAddress WorkstationName`,
      `eventstats avg(n) as a, stdev(n) as s${by}`,
      `where ${least}${limit}`,
    ].join(' | ')
  })

async function detectionOf(search: string): Promise<Detection> {
  const { rules } = await readRules({ path: 'o.spl', text: search }, macroSet())
  const rule = convertible(rules[0]!)
  if (rule?.kind !== 'detection') throw new Error(`not read: ${search}`)
  return rule
}

const queryOf = async (detection: Detection, name: string): Promise<string> => {
  const backend = targets.find((target) => target.name === name)!
  return (await transpile(detection, backend)).queries[0]!
}

/** Without its own words, so that all of it is printed. */
function anew(detection: Detection): Detection {
  const { splunk, ...rest } = detection
  expect(splunk).toBeDefined()
  return rest
}

type Row = Readonly<Record<string, unknown>>

const groupText = (row: Row, time: number): string =>
  JSON.stringify([row['IpAddress'], row['WorkstationName'], Number.isNaN(time) ? 0 : time])

const inSplunk = (query: string, given: readonly TimedEvent[]): readonly string[] =>
  evaluateTable(
    query,
    given.map(({ time, event }) => ({
      ...event,
      source: 'XmlWinEventLog:Security',
      _time: time,
    })),
  ).map((row) => groupText(row, Number(row['_time'])))

const inSentinel = (query: string, given: readonly TimedEvent[]): readonly string[] =>
  evaluateAll(
    query,
    () => given.map(({ time, event }) => ({ ...event, TimeGenerated: time * 1000 })),
    tables,
  ).map((row) => groupText(row, Number(row['TimeGenerated']) / 1000))

async function expectSame(
  search: string,
  given: readonly TimedEvent[],
  run: (detection: Detection) => Promise<readonly string[]> | readonly string[],
): Promise<number> {
  const detection = await detectionOf(search)
  const { aggregation } = detection
  expect(aggregation?.outlier).toBeDefined()
  const { fixed, window, ...rest } = aggregation!
  const asked = { ...rest, ...(window === undefined ? {} : { window, ...(fixed && { fixed }) }) }
  const meant = findTogether({ ...detection, aggregation: asked }, given).map(
    ({ group: [IpAddress, WorkstationName], start }) =>
      groupText({ IpAddress, WorkstationName }, start),
  )
  expect((await run(detection)).toSorted()).toEqual(meant.toSorted())
  return meant.length
}

test.each([
  ['as it is', 400, (_: Detection, search: string) => search, inSplunk],
  [
    'printed for Splunk',
    300,
    async (detection: Detection) => queryOf(anew(detection), 'splunk-search'),
    inSplunk,
  ],
  [
    'printed for Sentinel',
    60,
    async (detection: Detection) => queryOf(detection, 'sentinel-kql'),
    inSentinel,
  ],
] as const)('a search for outliers %s finds what it means', async (_, numRuns, print, run) => {
  let found = 0
  await fc.assert(
    fc.asyncProperty(searches, logons, async (search, given) => {
      found += await expectSame(search, given, async (detection) =>
        run(await print(detection, search), given),
      )
    }),
    { numRuns, seed: 7 },
  )
  // A generator that finds nothing would prove nothing.
  expect(found).toBeGreaterThan(numRuns / 4)
})

/** What it asks of groups, wherever it is written. */
const askedBy = ({ aggregation }: Detection): unknown =>
  JSON.parse(
    JSON.stringify(aggregation, (key, value: unknown) => (key === 'span' ? undefined : value)),
  )

test('what is printed for Splunk reads as the same again', async () => {
  await fc.assert(
    fc.asyncProperty(searches, async (search) => {
      const detection = await detectionOf(search)
      const again = await detectionOf(await queryOf(anew(detection), 'splunk-search'))
      expect(askedBy(again)).toEqual(askedBy(detection))
    }),
    { numRuns: 100, seed: 7 },
  )
})

test.each([
  [
    'stats count by IpAddress | where count>2 | eventstats avg(count) as a | where count>a',
    'before',
  ],
  [
    'stats count by IpAddress | eventstats avg(count) as a | search IpAddress="1*" | where count>a',
    'takes groups away',
  ],
  [
    'stats count dc(x) as n by IpAddress | eventstats avg(n) as a | where count>a',
    'another number',
  ],
  ['stats count by IpAddress | eventstats avg(count) as a | where count>2*a', 'several events'],
  ['stats count by IpAddress | streamstats avg(count) as a | where count>a', 'several events'],
])('%s is refused', async (stages, reason) => {
  const text = `source="XmlWinEventLog:Security" EventCode=4625 | ${stages}`
  const { rules } = await readRules({ path: 'o.spl', text }, macroSet())
  expect(convertible(rules[0]!)).toBeUndefined()
  expect(rules[0]!.diagnostics.map(({ message }) => message).join(' ')).toContain(reason)
})
