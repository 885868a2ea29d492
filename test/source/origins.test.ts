import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import { OriginsBuilder, originsFrom, type Origins } from '../../src/source/origins.js'

/** Runs, built and written out. */
const runs = fc.array(
  fc.record({ length: fc.nat({ max: 4 }), origin: fc.nat({ max: 20 }), isFixed: fc.boolean() }),
)
type Runs = readonly {
  readonly length: number
  readonly origin: number
  readonly isFixed: boolean
}[]

function build(of: Runs): Origins {
  const made = new OriginsBuilder()
  for (const { length, origin, isFixed } of of) {
    if (isFixed) made.addFixed(length, origin)
    else made.add(length, origin)
  }
  return made.build()
}

const writtenOut = (of: Runs): readonly number[] =>
  of.flatMap(({ length, origin, isFixed }) =>
    Array.from({ length }, (_, index) => (isFixed ? origin : origin + index)),
  )

test('runs are what they say of each character', () => {
  fc.assert(
    fc.property(runs, (of) => {
      const origins = build(of)
      const expected = writtenOut(of)
      expect([...origins]).toEqual(expected)
      expect(expected.map((_, offset) => origins.at(offset))).toEqual(expected)
      expect([origins.at(-1), origins.at(expected.length)]).toEqual([undefined, undefined])
    }),
  )
})

test('a slice, and a slice of it, are the same as of a list', () => {
  fc.assert(
    fc.property(
      runs,
      fc.nat({ max: 20 }),
      fc.nat({ max: 20 }),
      fc.nat({ max: 5 }),
      (of, a, b, c) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)]
        const slice = build(of).slice(from, to)
        const expected = writtenOut(of).slice(from, to)
        expect([...slice]).toEqual(expected)
        const inner = slice.slice(c, 100)
        expect([...inner]).toEqual(expected.slice(c))
        const again = new OriginsBuilder()
        again.addAll(slice)
        expect([...again.build()]).toEqual(expected)
      },
    ),
  )
})

test('origins of origins lead to where the inner ones do', () => {
  fc.assert(
    fc.property(runs, runs, (outer, inner) => {
      const lead = writtenOut(inner)
      const known = outer.filter(
        ({ length, origin, isFixed }) => origin + (isFixed ? 1 : length) <= lead.length,
      )
      expect([...build(known).through(build(inner))]).toEqual(
        writtenOut(known).map((offset) => lead[offset]),
      )
    }),
  )
})

test('what goes on is one run', () => {
  const made = new OriginsBuilder()
  made.add(2, 5)
  made.add(3, 7)
  made.addFixed(1, 4)
  made.addFixed(2, 4)
  expect([...made.build().runs()]).toEqual([
    { start: 0, end: 5, origin: 5, isFixed: false },
    { start: 5, end: 8, origin: 4, isFixed: true },
  ])
  expect([...originsFrom(3, 2).runs()]).toEqual([{ start: 0, end: 2, origin: 3, isFixed: false }])
})
