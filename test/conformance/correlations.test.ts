/** Runs what is printed of random correlations over random events, against what they mean in fixed windows. */
import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import { convertible, macroSet, readRules, transpile, type Backend } from 'siemantic'
import { tables } from '../../backends/sentinel/schema.js'
import { findTogether, type TimedEvent } from '../../src/ast/aggregate.js'
import { evaluateAll } from '../interpreters/kusto/evaluate.js'
import { evaluateTable } from '../interpreters/spl/evaluate.js'
import { loadTargets } from '../rules/pack.js'

const targets = await loadTargets()

/** Rules `a`, `b` and `c`, of which the first two may select one event. The account is called otherwise in `b`. */
const rules = [
  ['a', '{EventID: 4625}'],
  ['b', '{IpAddress: 10.0.0.1, EventID: [4625, 4771]}'],
  ['c', '{EventID: 4624}'],
].map(
  ([name, selection]) => `title: Rule ${name}
name: ${name}
logsource: {product: windows, service: security}
detection: {s: ${selection}, condition: s}
`,
)

const correlationOf = (lines: readonly string[], name = 'top'): string =>
  `title: Correlation ${name}\nname: ${name}\ncorrelation:\n${lines.map((line) => `  ${line}\n`).join('')}`

const aliases = 'aliases: {account: {a: TargetUserName, b: SubjectUserName, c: TargetUserName}}'
const subset = fc.subarray(['a', 'b', 'c'], { minLength: 1 })
const groups = fc.constantFrom('[account]', '[IpAddress]', '[account, IpAddress]', '[]')
const window = fc.constantFrom('10m', '1h')
const threshold = fc
  .tuple(fc.constantFrom('lt', 'lte', 'gt', 'gte', 'eq', 'neq'), fc.integer({ min: 0, max: 4 }))
  .map(([operator, number]) => `${operator}: ${number}`)

const measure = fc
  .record({
    type: fc.constantFrom(
      'event_count',
      'value_count',
      'value_sum',
      'value_avg',
      'value_median',
      'value_percentile',
    ),
    threshold,
  })
  .map(({ type, threshold: condition }) => {
    const field = type === 'value_count' ? ', field: IpAddress' : ', field: LogonType'
    const more = type === 'event_count' ? '' : field
    const percentile = type === 'value_percentile' ? ', percentile: 75' : ''
    return [`type: ${type}`, `condition: {${condition}${more}${percentile}}`]
  })

const temporal = fc.constantFrom(
  ['type: temporal'],
  ['type: temporal', 'condition: {gte: 2}'],
  ['type: temporal', 'condition: {lt: 2}'],
  ['type: temporal_ordered'],
)

const expression = fc
  .constantFrom('a and b', 'a and not b', 'c and not (a or b)', '(a or b) and c', 'not a')
  .map((condition) => ['type: temporal', 'rules: [a, b, c]', `condition: ${condition}`])

/** A correlation over the rules, or over a correlation of them. */
const correlation = fc
  .record({
    groups,
    window,
    ask: fc.oneof(
      fc
        .tuple(fc.oneof(measure, temporal), subset)
        .map(([lines, of]) => [...lines, `rules: [${of.join(', ')}]`]),
      expression,
    ),
  })
  .map(({ groups: by, window: span, ask }) => [
    correlationOf([...ask, `group-by: ${by}`, `timespan: ${span}`, aliases]),
  ])

const chain = fc
  .record({
    inner: measure,
    outer: fc.oneof(
      threshold.map((condition) => ['type: event_count', `condition: {${condition}}`]),
      temporal,
    ),
    others: fc.subarray(['a', 'c']),
  })
  .map(({ inner, outer, others }) => [
    correlationOf(
      [...inner, 'rules: [b]', 'group-by: [account]', 'timespan: 10m', aliases],
      'inner',
    ),
    correlationOf([
      ...outer,
      `rules: [${['inner', ...others].join(', ')}]`,
      'group-by: [account]',
      'timespan: 1h',
      aliases,
    ]),
  ])

const eventOf = fc.record(
  {
    EventID: fc.constantFrom(4624, 4625, 4771),
    TargetUserName: fc.constantFrom('x', 'y'),
    SubjectUserName: fc.constantFrom('x', 'y'),
    IpAddress: fc.constantFrom('10.0.0.1', '10.0.0.2'),
    LogonType: fc.integer({ min: 1, max: 5 }),
  },
  { requiredKeys: ['EventID'] },
)
const events = fc.array(fc.record({ time: fc.integer({ min: 0, max: 7200 }), event: eventOf }), {
  maxLength: 14,
})

/** A group and its window, as text. */
type Groups = readonly string[]

const groupText = (values: readonly unknown[], start: number): string =>
  JSON.stringify([...values.map(String), start])

/** The columns of a result that are no groups: what is measured, and times. */
const made =
  /^(?:_time|window|count|value|rules|hits\d|step\d|Time|TimeGenerated|Window|Count|Value|Rules|Hits\d|Step\d|Times\d|Last|At)$/

const groupsOfRow = (row: Readonly<Record<string, unknown>>): readonly unknown[] =>
  Object.entries(row).flatMap(([name, value]) => (made.test(name) ? [] : [value]))

function runSplunk(query: string, given: readonly TimedEvent[]): Groups {
  const stored = given.map(({ time, event }) => ({
    ...event,
    EventCode: event['EventID'],
    source: 'XmlWinEventLog:Security',
    _time: time,
  }))
  return evaluateTable(query, stored).map((row) =>
    groupText(groupsOfRow(row), Number(row['window'] ?? row['_time'])),
  )
}

function runSentinel(query: string, given: readonly TimedEvent[]): Groups {
  const stored = given.map(({ time, event }) => ({ ...event, TimeGenerated: time * 1000 }))
  return evaluateAll(query, () => stored, tables).map((row) =>
    groupText(groupsOfRow(row), Number(row['Time'] ?? row['TimeGenerated']) / 1000),
  )
}

interface Run {
  readonly run: (query: string, given: readonly TimedEvent[]) => Groups
  /** The official parser takes its time. */
  readonly count: number
  /** What is said to be estimated. */
  readonly estimates: RegExp
}

const runs: Readonly<Record<string, Run>> = {
  'splunk-search': { run: runSplunk, count: 400, estimates: /^$/ },
  'sentinel-kql': { run: runSentinel, count: 60, estimates: /value_median/ },
}

/** The query of the last of some correlations, and what that is. */
async function convert(correlations: readonly string[], backend: Backend) {
  const text = [...correlations, ...rules].join('---\n')
  const { rules: read } = await readRules({ path: 'c.yml', text }, macroSet())
  const rule = convertible(read[correlations.length - 1]!)
  if (rule === undefined) return undefined
  const { queries } = await transpile(rule, backend)
  return { rule, query: queries[0]! }
}

const cases = Object.keys(runs).flatMap((target) =>
  Object.entries({ correlation, chain }).map(([name, of]) => [target, name, of] as const),
)

test.each(cases)('%s: random %ss find what they mean', async (target, _, of) => {
  const backend = targets.find(({ name }) => name === target)!
  const { run, count, estimates } = runs[target]!
  let converted = 0
  let found = 0
  await fc.assert(
    fc.asyncProperty(of, events, async (correlations, given) => {
      const conversion = await convert(correlations, backend)
      if (conversion === undefined || correlations.some((text) => estimates.test(text))) return
      const { rule, query } = conversion
      converted++
      const meant =
        rule.kind === 'joint'
          ? findTogether(rule, given)
          : findTogether({ ...rule, aggregation: rule.aggregation! }, given)
      const wanted = meant.map(({ group, start }) => groupText(group, start)).toSorted()
      found += wanted.length
      expect(run(query, given).toSorted()).toEqual(wanted)
    }),
    { numRuns: count, seed: 5 },
  )
  // A generator that finds nothing would prove nothing.
  expect(converted).toBeGreaterThan(count / 2)
  expect(found).toBeGreaterThan(count / 4)
})
