import { expect, test } from '@jest/globals'
import { PersistentMap } from '../../src/splunk/persistent-map.js'
import { array, assert, constantFrom, integer, nat, property, tuple } from '../random.js'

const entry = tuple(constantFrom<string>('a', 'b', 'c', '__proto__'), integer())
/** A change of some earlier state: which one, and what is set in it. */
const change = tuple(nat(), array(entry, { maxLength: 3 }))

test('every state stays as it was, whichever is changed', () => {
  assert(
    property(array(entry), array(change, { maxLength: 12 }), (first, changes) => {
      const states = [{ map: PersistentMap.of(first), plain: new Map(first) }]
      for (const [index, entries] of changes) {
        const { map, plain } = states[index % states.length]!
        states.push({ map: map.with(entries), plain: new Map([...plain, ...entries]) })
      }
      for (const { map, plain } of states) {
        expect(new Map(map)).toEqual(plain)
        for (const key of ['a', 'b', 'c', '__proto__', 'd'])
          expect(map.get(key)).toBe(plain.get(key))
      }
    }),
  )
})

test('keys stand in the order in which they came', () => {
  const map = PersistentMap.of([
    ['b', 1],
    ['a', 2],
  ]).with([
    ['c', 3],
    ['b', 4],
  ])
  expect([...map]).toEqual([
    ['b', 4],
    ['a', 2],
    ['c', 3],
  ])
})
