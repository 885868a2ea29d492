/** What we print as Splunk, our own reader reads back to the same tree. */
import { expect, test } from '@jest/globals'
import { loadTargets, readPack } from '../rules/pack.js'
import { roundTrip } from './round-trip.js'

const files = [...(await readPack('rules/iis')), ...(await readPack('test/rules'))]
const splunk = (await loadTargets()).filter(({ name }) => name.startsWith('splunk-'))

/** But for thresholds: the stages that print them filter, and such stages are not read. */
const cases = files.flatMap(({ name, rules }) =>
  rules.flatMap(({ detection }) =>
    detection === undefined || detection.aggregation !== undefined ? [] : [{ name, detection }],
  ),
)

for (const backend of splunk) {
  test.each(cases)(`${backend.name}: $name`, async ({ detection }) => {
    const trip = await roundTrip(detection, backend)
    if (trip === undefined) return
    expect(trip.errors).toEqual([])
    expect(trip.once?.read).toEqual(trip.once?.printed)
    expect(trip.twice?.read).toEqual(trip.twice?.printed)
  })
}
