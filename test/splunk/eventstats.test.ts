/** Numbers that `eventstats` gives results: thresholds over groups, where that means the same. */
import { expect, test } from '@jest/globals'
import type { Aggregation } from '../../src/ast/nodes.js'
import { remarks, read } from './reading.js'

/** An aggregation as one line: `count by host [<25]`. */
function line({ measure, groupBy, having, window }: Aggregation): string {
  const of = measure.kind === 'count' ? '' : `(${measure.field.name})`
  const by = groupBy.length === 0 ? '' : ` by ${groupBy.map(({ name }) => name).join(' ')}`
  const limits = having.map(({ operator, value }) => `${operator} ${value}`).join(', ')
  return `${measure.kind}${of}${by}${window === undefined ? '' : ` in ${window}`} [${limits}]`
}

test.each([
  ['eventstats count as c by host | where c<25', 'count by host [lt 25]'],
  ['eventstats count by host | search count>3', 'count by host [gt 3]'],
  ['eventstats count(user) as c by user | where c!=2', 'count by user [neq 2]'],
  ['eventstats count(host) as c by user | where 2>=c', 'count by user [lte 2]'],
  ['eventstats count(x) as c by user | where c>2', 'count by user [gt 2]'],
  ['eventstats dc(x) as c by user | where c>2 AND c<9', 'distinct(x) by user [gt 2, lt 9]'],
  ['eventstats sum(x) as c | where c>2', 'sum(x) [gt 2]'],
  [
    'bin _time span=1h | eventstats max(x) as c by _time, user | where c>2',
    'max(x) by user in 3600 [gt 2]',
  ],
  ['rename user as who | eventstats count as c by who | where c>2', 'count by user [gt 2]'],
  [
    'eventstats count as c by host | eval few=if(c<5, "y", "n") | where few="y"',
    'count by host [lt 5]',
  ],
  // One result a value of y: their number is that of its values.
  ['stats count by x y | eventstats count as c by x | where c<3', 'distinct(y) by x [lt 3]'],
  ['stats count by x y | eventstats count(y) as c by x | where c<3', 'distinct(y) by x [lt 3]'],
  ['stats count by x y | eventstats sum(count) as c by x | where c<3', 'count by x [lt 3]'],
  ['stats count by x y | eventstats dc(y) as c by x | where c<3', 'distinct(y) by x [lt 3]'],
  ['stats count by x y | stats count as c by x | where c<3', 'distinct(y) by x [lt 3]'],
  // What all results of a group have in common can be asked for before or after.
  ['eventstats count as c by host | search host=web* | where c<25', 'count by host [lt 25]'],
])('%s is %s', (stages, expected) => {
  const { value, diagnostics } = read(`a=1 | ${stages}`)
  expect(value?.aggregation && line(value.aggregation)).toBe(expected)
  expect(remarks(diagnostics)).toEqual([])
})

test.each([
  ['c<3', 'narrower'],
  ['c<=3', 'narrower'],
  ['c>3', 'wider'],
  ['c>=3', 'wider'],
  ['c=3', 'approximate'],
  ['c!=3', 'approximate'],
])('results of several fields are counted by their events: %s is %s', (limit, effect) => {
  const { value, diagnostics } = read(
    `a=1 | stats values(*) as * by _time, host, x | eventstats count(x) as c by host | where ${limit}`,
  )
  expect(value?.aggregation && line(value.aggregation)).toMatch(/^count by host \[/)
  expect(diagnostics.map(({ code, effect: found }) => [code, found])).toEqual([
    ['splunk/counted-results', effect],
  ])
  expect(diagnostics[0]?.message).toContain("'stats' (stage 2), one for each _time, host, x;")
})

test('a result that has a value where the field is missing counts for it', () => {
  const { value, diagnostics } = read(
    '| tstats fillnull_value=null count from datamodel=Endpoint.Processes where Processes.user=x by Processes.dest Processes.process | eventstats count as c by Processes.dest | where c>3',
  )
  expect(value?.aggregation && line(value.aggregation)).toBe('distinct(process) by dest [gt 3]')
  expect(remarks(diagnostics)).toEqual(['splunk/filled-values'])
})

const later = 'takes away what was measured'
const measures = 'measures of several events'

test.each([
  ['eventstats count as c by host | where c<25 AND user="x"', later],
  ['eventstats count as c by host | search user=x | where c<25', later],
  ['eventstats count as c by host | where c<25 | regex user="x"', later],
  ['eventstats count as c by host | where c<25 | stats count by user', later],
  ['eventstats count as c by host | where c<25 | search word', later],
  ['eventstats count as c by host | search host=a OR user=x | where c<25', later],
  ['streamstats count as c by host | where c<25', measures],
  ['eventstats allnum=true sum(x) as c by host | where c<25', measures],
  ['eventstats values(x) as c by host | where mvcount(c)<25', "the function 'mvcount'"],
  ['eventstats stdev(x) as c by host | where c<25', measures],
  ['dedup user | eventstats count as c by host | where c<25', measures],
  ['stats count by x y | eventstats count as c by x y | where c<25', measures],
  ['stats count by x y | eventstats max(count) as c by x | where c<25', measures],
  ['stats values(z) as z by x y | eventstats count as c by z | where c<25', measures],
  ['stats count by x y | eventstats count(z) as c by x | where c<25', measures],
  ['lookup l x OUTPUT y | eventstats max(y) as c | where c=1', measures],
  ['eventstats count as c by host | where c<limit', 'measured of several events'],
  ['eventstats count as c by host | where user=c', 'measured of several events'],
  ['eventstats count as c by host | where c<25 OR user="x"', 'measured of several events'],
  ['eventstats count as c by host | eval d=c*2 | where d<25', 'which arithmetic'],
  ['eventstats count(x) as c by host | where c<25', 'for other than a minimum'],
  [
    'eventstats count as c by host | eventstats count as d by user | where c<25 AND d<3',
    'only one',
  ],
  [
    'eval u=user.host | eventstats count as c by u | where c<25',
    "which joined text in 'eval' computes",
  ],
  ['eventstats count as c by _time | where c<25', 'without a span'],
])('%s is refused', (stages, reason) => {
  const { value, diagnostics } = read(`a=1 | ${stages}`)
  expect(value).toBeUndefined()
  expect(diagnostics.map(({ message }) => message).join(' ')).toContain(reason)
})

test.each([
  ['where c<25', ['filter', 'filter']],
  ['sort c', ['display', 'display']],
])('with %s behind it, the stages are %j', (stage, effects) => {
  const { value } = read(`a=1 | eventstats count as c by host | ${stage}`)
  expect(value?.splunk.stages.map(({ effect }) => effect)).toEqual(effects)
})
