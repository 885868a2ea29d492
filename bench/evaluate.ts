/**
 * How long rules take to be run on events: `npm run bench:evaluate -- FOLDER-OF-RULES FILE-OF-EVENTS [COUNT]`. The events are
 * repeated until there are so many, 10,000 where no count is given. It prints; whether that is good is for the reader to say.
 */
import { join, resolve } from 'node:path'
import { readText } from '../src/cli/input/file.js'
import { walk } from '../src/cli/input/walk.js'
import { eventsOf } from '../src/cli/test/events.js'
import { convertible, macroSet, readRules, type Event } from '../src/index.js'
import { matcherOf, type Matcher } from '../src/testing/matcher.js'
import { table } from './table.js'

const [folder = 'rules/iis', file, count = '10000'] = process.argv.slice(2)
if (file === undefined) throw new Error('Which file of events?')

const matchers: Matcher[] = []
for (const { path } of walk(resolve(folder))) {
  const text = readText(join(resolve(folder), path)).text ?? ''
  const { rules } = await readRules({ path, text }, macroSet())
  for (const rule of rules.map(convertible)) {
    const matcher = rule && matcherOf(rule).value
    if (matcher !== undefined) matchers.push(matcher)
  }
}

const given: Event[] = []
for await (const record of eventsOf(resolve(file))) if ('event' in record) given.push(record.event)
if (given.length === 0) throw new Error('The file has no events.')

let selected = 0
const before = process.memoryUsage().heapUsed
const started = process.cpuUsage()
for (let index = 0; index < Number(count); index++) {
  // A copy: what is found of an event must not help with the next one.
  const event = { ...given[index % given.length] }
  for (const matcher of matchers) {
    if (matcher.kind === 'single' && matcher.selects(event)) selected++
  }
}
const { user, system } = process.cpuUsage(started)
const seconds = (user + system) / 1e6
const runs = Number(count) * matchers.length

process.stdout.write(
  table([
    ['rules', String(matchers.length)],
    ['events', count],
    ['selected', String(selected)],
    ['seconds of processor time', seconds.toFixed(2)],
    ['nanoseconds a rule and event', ((seconds * 1e9) / runs).toFixed(0)],
    ['megabytes grown', ((process.memoryUsage().heapUsed - before) / 1e6).toFixed(0)],
  ]),
)
