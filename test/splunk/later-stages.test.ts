/**
 * Stages that once were read as something else than they are in Splunk. Where what they mean can be said, the independent
 * reading of SPL says it here; the others are refused by name. The pages are those of the Search Reference.
 */
import { expect, test } from '@jest/globals'
import { findTogether } from '../../src/ast/aggregate.js'
import { evaluate as holds } from '../../src/ast/evaluate.js'
import { macroSet } from '../../src/splunk/macros.js'
import { readSpl } from '../../src/splunk/spl-file.js'
import { evaluate, evaluateTable } from '../interpreters/spl/evaluate.js'
import { array, assert, constantFrom, property, record } from '../random.js'
import { conditionOf, read, remarks } from './reading.js'

const values = constantFrom('a', 'b', '5')
const events = record({ x: values, y: values, host: values }, { requiredKeys: ['host'] })

test.each([
  // "stats": an event without a by-field is in no group, also where the field has the name of one that all events have.
  'rename x as host | stats count by host',
  'eval source=x | stats count by source',
  'table x | stats count by host',
  'fields - host | dedup host',
  // "rename": what was called so goes by another name afterwards.
  'rename p_* as * | where p_x="a"',
  'rename p_* as * | where isnull(p_x) AND x="a"',
  // "fields", "table": what a form with stars says of fields that are there.
  'fields p_*, host | where p_x="a" OR isnull(p_x) AND isnull(x)',
  'fields - p_* | where x="a" OR isnotnull(p_x)',
  'table x* | where x="a" OR isnotnull(p_x)',
  'fields - p* x | fields *x* | where isnull(x)',
])('%s', (stages) => {
  const search = `host=* | ${stages}`
  const { value, diagnostics } = read(search)
  expect(value).toBeDefined()
  expect(remarks(diagnostics)).toEqual([])
  assert(
    property(events, ({ x, ...event }) => {
      const named = { ...event, ...(x === undefined ? {} : { x, p_x: x }) }
      expect([named, holds(value!.condition, named)]).toEqual([named, evaluate(search, named)])
    }),
    { numRuns: 200 },
  )
})

test.each([
  // Of no values `values` makes no field, and mvcount of that is null.
  'stats values(x) as v by y | where mvcount(v)<2',
  'stats values(x) as v by y | where mvcount(v)!=1',
  'stats values(x) as v by y | eval few=if(mvcount(v)<=2, 1, 0) | where few=1',
  // "eventstats": an event in no group gets no number.
  'eventstats count by x | where count>0',
  'eval host=x | stats count(host) as n by y | where n>1',
])('of several events: %s', (stages) => {
  const search = `host=* | ${stages}`
  const { value } = readSpl({ path: 'r.spl', text: search }, macroSet())
  const { aggregation, ...detection } = value!
  expect(aggregation).toBeDefined()
  assert(
    property(array(events, { maxLength: 4 }), (all) => {
      const given = all.map((event, time) => ({ event, time }))
      const found = findTogether({ ...detection, aggregation: aggregation! }, given)
      expect([all, found.length > 0]).toEqual([all, evaluateTable(search, all).length > 0])
    }),
    { numRuns: 300 },
  )
})

/** Filters on what nobody can tell, and why. */
test.each([
  // "stats": a sum of counts that were not made of the results that are summed is another number.
  [
    'eventstats count by y | stats sum(count) as n by y | where n>5',
    'makes of groups of events by sum()',
  ],
  [
    'stats count values(x) as x by y | mvexpand x | stats sum(count) as n by y | where n>5',
    'by sum()',
  ],
  ['stats count, dc(x) as count by y | where count>5', "'stats' (stage 2) makes twice"],
  ['stats count as y by y | where y>5', "'stats' (stage 2) makes twice"],
  ['stats allnum=true sum(x) as n by y | where n>5', 'by sum()'],
  // "dedup": which event of several is kept; "keepevents" keeps all, without their fields.
  [
    'stats count by y z | dedup y | where count>5',
    "which 'dedup' (stage 3) takes of one event of several",
  ],
  [
    'stats values(x) as x by y | dedup y | search x=v',
    "which 'dedup' (stage 3) takes of one event of several",
  ],
  ['dedup x keepevents=true | where isnull(x)', 'takes fields away from events that come later'],
  // "bin": windows that begin elsewhere, or two of them.
  ['bin _time span=5m aligntime=latest | stats count by _time | where count>3', 'cuts into ranges'],
  [
    'bin _time span=1h | bin _time span=5m | stats count by _time | where count>3',
    'cuts into ranges',
  ],
  [
    'bin _time as t span=5m | bin _time span=1h | stats count by t _time | where count>3',
    "by '_time', beside another time",
  ],
  // "appendcols", "addcoltotals" and "addtotals" may add results.
  ['appendcols [search b=1] | stats count | where count>5', 'makes more or fewer'],
  ['addcoltotals | stats count | where count>5', 'makes more or fewer'],
  ['addtotals col=true | stats count | where count>5', 'makes more or fewer'],
  ['sort x limit=5', 'keeps only some of the results'],
  // "rename": a field that is not known may be given a name that is.
  [
    'eval ab="1" | rename x* as a* | where ab="1"',
    "which 'rename' (stage 3) may have named otherwise",
  ],
  ['eval process="x" | rename Processes.* as * | where process="x"', 'may have named otherwise'],
  // "spath", "extract", "xmlkv": so may those that are extracted.
  ['eval p="w" | spath input=x | where p="w"', "which 'spath' (stage 3) may extract"],
  ['eval p="w" | spath | where p="w"', "which 'spath' (stage 3) may extract"],
  ['eval p="w" | xmlkv | where p="w"', "which 'xmlkv' (stage 3) may extract"],
  // A letter that cuts text in one case is a letter of either in the event.
  ['where mvcount(split(lower(x),"a"))>1', "the function 'mvcount'"],
  ['where isnotnull(mvindex(split(lower(x),"a"),1))', "the function 'mvindex'"],
  // The text of the events is another, or gone.
  ['rex mode=sed "s/a/b/" | search foo', 'in which no text of events is left'],
  ['eval _raw=x | search foo', 'in which no text of events is left'],
  ['fields - _raw | search foo', 'in which no text of events is left'],
  ['fields - _* | search foo', 'in which no text of events is left'],
])('%s is refused', (stages, reason) => {
  const { value, diagnostics } = read(`a=1 | ${stages}`)
  expect(value).toBeUndefined()
  expect(diagnostics.map(({ message }) => message).join(' ')).toContain(reason)
})

test.each([
  ['bin _time span=5m | bin _time span=1h | stats count by _time | where count>3', 3600],
  ['bin _time as t span=5m | bin _time span=5m | stats count by t _time | where count>3', 300],
  // "fields": a star names no internal field.
  ['fields - *e | bin _time span=5m | stats count by _time | where count>3', 300],
  ['bin _time span=5m | fields - * | stats count by _time | where count>3', 300],
])('%s counts in one window', (stages, window) => {
  expect(read(`a=1 | ${stages}`).value?.aggregation?.window).toBe(window)
})

test.each([
  ['eval _raw=x | regex "foo"', '(a=#1 & x regex)'],
  ['eval _raw=x | fields - *w | regex "foo"', '(a=#1 & x regex)'],
  ['eval _raw=x | spath path=p | search p=v', '(a=#1 & x=⋆v⋆)'],
  ['eval _raw=x | spath | search p=v', '(a=#1 & (x=⋆v⋆ | p=v))'],
  ['sort 0 x', 'a=#1'],
  ['sort x limit=0', 'a=#1'],
  ['dedup x keepevents=false', '(a=#1 & x exists)'],
  ['bin _time bins=5 | stats count by _time', 'a=#1'],
  ['dedup x | stats count by host', '(a=#1 & x exists)'],
])('%s is read as %s', (stages, expected) => {
  expect(conditionOf(`a=1 | ${stages}`)).toBe(expected)
})

/** Any event of a group may be the one that has the field. */
test('groups by what groups gather leave out events that are not told', () => {
  const { value, diagnostics } = read('a=1 | stats values(x) as x by y | stats count by x')
  expect(value).toBeDefined()
  expect(diagnostics.map(({ code, effect }) => [code, effect])).toEqual([
    ['splunk/unchecked-fields', 'wider'],
  ])
})

const tstats =
  '| tstats prestats=true count from datamodel=Endpoint.Processes where Processes.user=x by'

/** "tstats": what it prepares is for another command, which then counts events. */
test.each([
  [`${tstats} Processes.dest | where count>5`, "which 'tstats' (stage 1) prepares"],
  [
    `${tstats} Processes.dest Processes.process | stats count by Processes.dest | where count>5`,
    'prepares',
  ],
])('%s is refused', (search, reason) => {
  const { value, diagnostics } = read(search)
  expect(value).toBeUndefined()
  expect(diagnostics.map(({ message }) => message).join(' ')).toContain(reason)
})
