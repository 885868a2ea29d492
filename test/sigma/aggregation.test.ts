import { expect, test } from '@jest/globals'
import type { Aggregation } from '../../src/ast/nodes.js'
import { readDetectionOf } from './read.js'

const read = (condition: string, more = '') =>
  readDetectionOf(`s: {A: x}\n${more}condition: ${condition}`)

/** An aggregation as one line. */
function show({ measure, groupBy, window, having }: Aggregation): string {
  const of = measure.kind === 'count' ? '' : ` ${measure.field.name}`
  const by = groupBy.map(({ name }) => name).join(',')
  const all = having.map(({ operator, value }) => `${operator} ${value}`).join(' & ')
  return `${measure.kind}${of} by [${by}] in ${window ?? '-'} ${all}`
}

test.each([
  ['s | count() > 5', 'count by [] in - gt 5'],
  ['s|count( ) by User>=5', 'count by [User] in - gte 5'],
  ['s | COUNT(User) BY Src.Ip, Host < 10', 'distinct User by [Src.Ip,Host] in - lt 10'],
  ['s | sum(Size) <= 1.5', 'sum Size by [] in - lte 1.5'],
  ['s | min(Size) by bye = 1', 'min Size by [bye] in - eq 1'],
  ['s | max(Size) by a-b == 1', 'max Size by [a-b] in - eq 1'],
  ['s | avg(Size) by User != 1', 'avg Size by [User] in - neq 1'],
])('%s', (condition, expected) => {
  const { detection, problems } = read(condition)
  expect(problems).toEqual([])
  expect(detection?.aggregation && show(detection.aggregation)).toBe(expected)
})

test.each([
  ['15s', 15],
  ['90m', 5400],
  ['2h', 7200],
  ['1d', 86_400],
  ['1w', 604_800],
])('a timeframe of %s', (timeframe, seconds) => {
  const { detection } = read('s | count() > 5', `timeframe: ${timeframe}\n`)
  expect(detection?.aggregation?.window).toBe(seconds)
})

test.each(['5', '1M', '1y', '0m', 'm', '1.5h', '', '[1m]'])('%j is no timeframe', (timeframe) => {
  const { detection, problems } = read('s | count() > 5', `timeframe: ${timeframe}\n`)
  expect(problems.map((problem) => problem.split(' ', 2)[1])).toEqual(['sigma/timespan'])
  expect(detection).toBeUndefined()
})

test.each([
  [
    's | near a and b',
    "6:16 sigma/near The aggregation 'near' is not read: it was never said what it means exactly.",
  ],
  [
    's | cuont() > 5',
    "6:18 sigma/unknown-function There is no aggregation function 'cuont'. Did you mean 'count'?",
  ],
  ['s | sum() > 5', '6:18 sigma/condition-syntax This is not a condition: sum needs a field.'],
  [
    's | count() by > 5',
    '6:29 sigma/condition-syntax This is not a condition: expected a field name.',
  ],
  ['s | count()', '6:25 sigma/condition-syntax This is not a condition: expected a comparison.'],
  ['s | count() > x', '6:28 sigma/condition-syntax This is not a condition: expected a number.'],
  [
    '[s, s | count() > 5]',
    '6:20 sigma/aggregation-of-list One of several conditions cannot have an aggregation of its own.',
  ],
])('%s is a mistake', (condition, problem) => {
  const { detection, problems } = read(condition)
  expect(problems).toEqual([problem])
  expect(detection).toBeUndefined()
})

test('every part knows where it was written', () => {
  const text = 's | count(User) by Host > 5'
  const { detection } = read(text)
  const { aggregation } = detection ?? {}
  const parts = [aggregation, aggregation?.groupBy[0]]
  const lengths = parts.map((part) => (part?.span ? part.span.end - part.span.start : 0))
  expect(lengths).toEqual(['| count(User) by Host > 5'.length, 'Host'.length])
})
