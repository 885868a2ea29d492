/** Rules that are run on events. */
import { expect, test } from '@jest/globals'
import { macroSet, readRules, linkFiles, convertible } from '../../src/index.js'
import { Counter, matcherOf, type Matcher } from '../../src/testing/matcher.js'

async function matcher(text: string): Promise<Matcher> {
  const [file] = linkFiles([await readRules({ path: 'r.yml', text }, macroSet())])
  const query = file?.rules.map(convertible).find((found) => found !== undefined)
  const { value } = matcherOf(query!)
  if (value === undefined) throw new Error('not to be run')
  return value
}

const rule = (name: string, id: number): string =>
  `title: ${name}\nname: ${name}\nlogsource: {product: windows}\ndetection: {s: {EventID: ${id}}, condition: s}\n`

const correlation = (lines: string): string =>
  `title: C\ncorrelation: {${lines}, group-by: [User], timespan: 1m}\n`

const event = (EventID: number, second: number) => ({ EventID, User: 'u', _time: second })

test('of events that count together, only those that count are kept', async () => {
  const text = [correlation('type: temporal, rules: [a, b]'), rule('a', 1), rule('b', 2)].join(
    '---\n',
  )
  const together = await matcher(text)
  if (together.kind === 'single') throw new Error('counts nothing')
  expect([1, 2, 3].map((id) => together.takes(event(id, 0)))).toEqual([true, true, false])
  const counter = new Counter(together)
  for (const id of [1, 3, 3, 2]) expect(counter.add(event(id, id))).toBe(false)
  expect([counter.events, counter.count()]).toEqual([4, 1])
})

test('a rule for single events counts them as they come', async () => {
  const counter = new Counter(await matcher(rule('a', 1)))
  expect([1, 2, 1].map((id) => counter.add(event(id, 0)))).toEqual([true, false, true])
  expect([counter.events, counter.count()]).toEqual([3, 2])
})
