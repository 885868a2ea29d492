/**
 * Runs searches that count with `eventstats`, and what is printed of them, over random events. What the search itself finds,
 * by an interpreter of SPL, decides.
 */
import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import {
  convertible,
  macroSet,
  readRules,
  transpile,
  type Detection,
  type Fidelity,
} from 'siemantic'
import { tables } from '../../backends/sentinel/schema.js'
import { findTogether, type TimedEvent } from '../../src/ast/aggregate.js'
import { fidelityOf, type Diagnostic } from '../../src/diagnostics/diagnostic.js'
import { evaluateAll } from '../interpreters/kusto/evaluate.js'
import { evaluateTable } from '../interpreters/spl/evaluate.js'
import { loadTargets } from '../rules/pack.js'
import { logons } from './logons.js'

const targets = await loadTargets()

interface Search {
  /** The stages in front of `eventstats`. */
  readonly before: readonly string[]
  readonly by: readonly string[]
  readonly after: readonly string[]
}

const textOf = ({ before, after }: Search): string =>
  ['source="XmlWinEventLog:Security" EventCode=4625', ...before, ...after].join(' | ')

/** Whether what is counted are the events themselves. */
const isOverEvents = ({ before }: Search): boolean => before[0]?.startsWith('stats') !== true

const fields = ['IpAddress', 'WorkstationName', 'TargetUserName'] as const

const limits = fc.constantFrom(
  'where n>1',
  'where n>=2 AND n<4',
  'where n<2',
  'where n<=3',
  'where 3>n',
  'where n=2',
  'where n!=1',
  'search n>1',
)

const eventstats = (measure: string, by: readonly string[]): string =>
  `eventstats ${measure} as n${by.length === 0 ? '' : ` by ${by.join(' ')}`}`

/** Over the events themselves. */
const ofEvents = fc
  .record({
    measure: fc.constantFrom(
      'count',
      'count(EventCode)',
      'dc(TargetUserName)',
      'sum(LogonType)',
      'max(LogonType)',
      'avg(LogonType)',
    ),
    bin: fc.boolean(),
    by: fc.subarray([...fields]),
    limit: limits,
    filter: fc.boolean(),
  })
  .map(({ measure, bin, by, limit, filter }): Search => {
    const isFiltered = filter && by.includes('IpAddress')
    return {
      before: bin ? ['bin _time span=10m'] : [],
      by: bin ? ['_time', ...by] : by,
      after: [
        eventstats(measure.replace('EventCode', by[0] ?? 'host'), bin ? ['_time', ...by] : by),
        // A filter on what a group has in common is the same before and after it is counted.
        ...(isFiltered ? ['search IpAddress="*.1"'] : []),
        limit,
      ],
    }
  })

/** Over the results of another grouping. */
const ofResults = fc
  .record({
    measure: fc.constantFrom('count', 'count(IpAddress)', 'dc(TargetUserName)', 'sum(count)'),
    by: fc.subarray(['IpAddress', 'WorkstationName'] as const),
    stats: fc.constantFrom('eventstats', 'stats'),
    limit: limits,
  })
  .map(({ measure, by, stats, limit }): Search => ({
    before: ['stats count by IpAddress WorkstationName TargetUserName'],
    by,
    after: [eventstats(measure, by).replace('eventstats', stats), limit],
  }))

interface Read {
  readonly detection: Detection
  readonly found: readonly Diagnostic[]
}

async function readSearch(search: Search): Promise<Read> {
  const { rules } = await readRules({ path: 'o.spl', text: textOf(search) }, macroSet())
  const detection = convertible(rules[0]!)
  if (detection?.kind !== 'detection') throw new Error(`not read: ${textOf(search)}`)
  expect(detection.aggregation).toBeDefined()
  return { detection, found: rules[0]!.diagnostics }
}

type Row = Readonly<Record<string, unknown>>

const groupText = (row: Row, by: readonly string[]): string =>
  JSON.stringify(by.map((name) => (name === '_time' ? Number(row[name]) : row[name])))

/** The groups of results, each once. */
const groupsOf = (rows: readonly Row[], by: readonly string[]): readonly string[] =>
  [...new Set(rows.map((row) => groupText(row, by)))].toSorted()

const inSplunk = (query: string, given: readonly TimedEvent[]): readonly Row[] =>
  evaluateTable(
    query,
    given.map(({ time, event }) => ({
      ...event,
      host: 'h',
      source: 'XmlWinEventLog:Security',
      _time: time,
    })),
  )

const inSentinel = (query: string, given: readonly TimedEvent[]): readonly Row[] =>
  evaluateAll(
    query,
    () => given.map(({ time, event }) => ({ ...event, TimeGenerated: time * 1000 })),
    tables,
  ).map((row) => ({ ...row, _time: Number(row['TimeGenerated']) / 1000 }))

/** The groups that the tree finds. */
function meant({ aggregation, ...rest }: Detection, given: readonly TimedEvent[]): readonly Row[] {
  return findTogether({ ...rest, aggregation: aggregation! }, given).map(({ group, start }) => ({
    ...Object.fromEntries(aggregation!.groupBy.map(({ name }, index) => [name, group[index]])),
    _time: start,
  }))
}

/** Whether groups are those of the search, or more or fewer, as is promised. */
function expectPromise(
  found: readonly string[],
  wanted: readonly string[],
  promise: Fidelity,
): void {
  const missed = wanted.filter((group) => !found.includes(group))
  const more = found.filter((group) => !wanted.includes(group))
  expect(promise === 'exact' || promise === 'wider' ? missed : []).toEqual([])
  expect(promise === 'exact' || promise === 'narrower' ? more : []).toEqual([])
}

/** What is said of the number of results. */
const countedNotes = ({ found }: Read): readonly Diagnostic[] =>
  found.filter(({ code }) => code === 'splunk/counted-results')

async function run(
  { detection, found }: Read,
  target: string,
): Promise<{ readonly query: string; readonly status: Fidelity }> {
  const { queries, status } = await transpile(
    detection,
    targets.find(({ name }) => name === target)!,
    { found },
  )
  if (status === 'refused') throw new Error(`refused: ${target}`)
  return { query: queries[0]!, status }
}

test('the tree finds the groups that a search finds, and of events all of them', async () => {
  const statuses = new Map<Fidelity, number>()
  await fc.assert(
    fc.asyncProperty(fc.oneof(ofEvents, ofResults), logons, async (search, given) => {
      const read = await readSearch(search)
      const rows = inSplunk(textOf(search), given)
      const promise = fidelityOf(countedNotes(read))
      const wanted = groupsOf(rows, search.by)
      expectPromise(groupsOf(meant(read.detection, given), search.by), wanted, promise)
      if (wanted.length > 0) statuses.set(promise, (statuses.get(promise) ?? 0) + 1)
      if (!isOverEvents(search)) return
      const all = inSplunk(textOf({ ...search, after: [] }), given)
      expect(rows).toHaveLength(
        all.filter((row) => wanted.includes(groupText(row, search.by))).length,
      )
    }),
    { numRuns: 600, seed: 7 },
  )
  // A generator that finds nothing would prove nothing.
  for (const status of ['exact', 'wider', 'narrower'] as const) {
    expect(statuses.get(status) ?? 0).toBeGreaterThan(10)
  }
})

test('a search is printed back as it is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(ofEvents, ofResults), async (search) => {
      const { query, status } = await run(await readSearch(search), 'splunk-search')
      expect(query.replaceAll('\n', ' ')).toBe(textOf(search))
      expect(status).toBe('exact')
    }),
    { numRuns: 100, seed: 7 },
  )
})

test.each([
  ['splunk-search', 300, inSplunk],
  ['sentinel-kql', 60, inSentinel],
] as const)('what is printed anew for %s keeps its promise', async (target, numRuns, find) => {
  let groups = 0
  await fc.assert(
    fc.asyncProperty(fc.oneof(ofEvents, ofResults), logons, async (search, given) => {
      const read = await readSearch(search)
      const { splunk: _, ...anew } = read.detection
      const { query, status } = await run({ ...read, detection: anew }, target)
      const wanted = groupsOf(inSplunk(textOf(search), given), search.by)
      groups += wanted.length
      expectPromise(groupsOf(find(query, given), search.by), wanted, status)
    }),
    { numRuns, seed: 7 },
  )
  expect(groups).toBeGreaterThan(numRuns / 4)
})
