import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import { and, field, matches, not, or, predicate } from '../../src/ast/build.js'
import { addressBits, basename, evaluate, type Event } from '../../src/ast/evaluate.js'
import type { Condition, Test } from '../../src/ast/nodes.js'
import { anyRun, pattern } from '../../src/ast/pattern.js'
import { addressText } from '../../src/ast/address.js'
import { conditions, events } from './conditions.js'

const on = (asked: Test): Condition => predicate(field('F'), asked)
const compare = (operator: 'lt' | 'lte' | 'gt' | 'gte', value: string) =>
  on({ kind: 'compare', operator, value })
const cidr = (version: 4 | 6, address: string, prefix: number) =>
  on({ kind: 'cidr', version, address, prefix })
const sameAs = (relation: 'equals' | 'contains' | 'startswith' | 'endswith', cased = false) =>
  on({ kind: 'sameAs', field: field('G'), relation, cased })
const part = (name: 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year', value: number) =>
  on({ kind: 'datePart', part: name, operator: 'eq', value })

const cases: readonly (readonly [condition: Condition, event: Event, expected: boolean])[] = [
  // Missing and null fields, negation.
  [on(matches('a')), {}, false],
  [not(on(matches('a'))), {}, true],
  [on({ kind: 'isNull' }), {}, true],
  [on({ kind: 'isNull' }), { F: null }, true],
  [on({ kind: 'isNull' }), { F: '' }, false],
  [on({ kind: 'exists' }), { F: null }, false],
  [on({ kind: 'exists' }), { F: '' }, true],
  [on(matches('')), { F: '' }, true],
  [on(matches('')), {}, false],
  [on(matches(pattern(anyRun))), { F: '' }, true],
  [on(matches(pattern(anyRun))), {}, false],
  // Values.
  [on(matches('A')), { F: 'a' }, true],
  [on(matches('A', { cased: true })), { F: 'a' }, false],
  [on(matches('29')), { F: 29 }, true],
  [on(matches('true')), { F: true }, true],
  [on(matches('b')), { F: ['a', 'b'] }, true],
  [not(on(matches('b'))), { F: ['a', 'b'] }, false],
  [on(matches('a')), { toString: 'a' }, false],
  // Numbers.
  [compare('gt', '9'), { F: '10' }, true],
  [compare('gt', '9'), { F: 'x' }, false],
  [compare('gte', '1.5'), { F: 1.5 }, true],
  [compare('lt', '9007199254740993'), { F: '9007199254740992' }, true],
  [compare('lte', '-1'), { F: -1 }, true],
  [compare('gt', '1'), { F: '0x10' }, false],
  // Networks.
  [cidr(4, '10.0.0.0', 8), { F: '10.1.2.3' }, true],
  [cidr(4, '10.0.0.0', 8), { F: '11.1.2.3' }, false],
  [cidr(4, '0.0.0.0', 0), { F: '1.2.3.4' }, true],
  [cidr(4, '0.0.0.0', 0), { F: '::1' }, false],
  [cidr(6, 'fe80::', 10), { F: 'FE80::1' }, true],
  [cidr(6, '::ffff:a00:0', 104), { F: '::ffff:10.1.2.3' }, true],
  [cidr(4, '10.0.0.0', 8), { F: '10.0.0' }, false],
  // Another field.
  [sameAs('equals'), { F: 'A', G: 'a' }, true],
  [sameAs('equals', true), { F: 'A', G: 'a' }, false],
  [sameAs('contains'), { F: 'xay', G: 'a' }, true],
  [sameAs('startswith'), { F: 'ab', G: 'a' }, true],
  [sameAs('endswith'), { F: 'ab', G: 'b' }, true],
  [sameAs('equals'), { F: 'a' }, false],
  [sameAs('equals'), {}, false],
  // Parts of dates.
  [part('hour', 13), { F: '2024-12-31T13:05:00Z' }, true],
  [part('minute', 5), { F: '2024-12-31T13:05:00Z' }, true],
  [part('day', 31), { F: '2024-12-31T13:05:00Z' }, true],
  [part('week', 1), { F: '2024-12-31T13:05:00Z' }, true],
  [part('week', 53), { F: '2021-01-03T00:00:00Z' }, true],
  [part('month', 12), { F: '2024-12-31T13:05:00Z' }, true],
  [part('year', 2024), { F: '2024-12-31T13:05:00Z' }, true],
  [part('year', 2024), { F: 'never' }, false],
  // The basename of a path.
  [predicate(field('F', { part: 'basename' }), matches('x.exe')), { F: 'C:\\a\\X.exe' }, true],
  [predicate(field('F', { part: 'basename' }), matches('x.exe')), { F: 'x.exe' }, true],
  // Keywords look inside every value.
  [{ kind: 'keyword', test: matches('oo') }, { F: 1, G: ['a', 'foo'] }, true],
  [{ kind: 'keyword', test: matches('oo') }, { F: null }, false],
  // Lists.
  [or([]), {}, false],
  [and([]), {}, true],
]

test.each(cases)('%j of %j: %s', (condition, event, expected) => {
  expect(evaluate(condition, event)).toBe(expected)
})

const regexFinds = (_: unknown, text: string) => text === 'a'

test('regexes and lists are decided by what is passed in', () => {
  const regex = on({
    kind: 'regex',
    source: 'x',
    ignoreCase: true,
    multiline: false,
    dotAll: false,
  })
  expect(() => evaluate(regex, { F: 'a' })).toThrow('no regex engine')
  expect(evaluate(regex, { F: ['b', 'a'] }, { regexFinds })).toBe(true)
  const inList = on({ kind: 'inList', list: 'l' })
  expect(() => evaluate(inList, { F: 'a' })).toThrow('no list named l')
  expect(evaluate(inList, { F: 'A' }, { lists: { l: ['a'] } })).toBe(true)
  expect(() => evaluate(on({ kind: 'placeholder', name: 'p' }), { F: 'a' })).toThrow(
    'placeholder p',
  )
})

test("De Morgan's laws", () => {
  fc.assert(
    fc.property(conditions, conditions, events, (left, right, event) => {
      const is = (condition: Condition) => evaluate(condition, event)
      expect(is(not(and([left, right])))).toBe(is(or([not(left), not(right)])))
      expect(is(not(or([left, right])))).toBe(is(and([not(left), not(right)])))
    }),
  )
})

test('a condition survives JSON', () => {
  fc.assert(
    fc.property(conditions, events, (condition, event) => {
      expect(evaluate(JSON.parse(JSON.stringify(condition)) as Condition, event)).toBe(
        evaluate(condition, event),
      )
    }),
  )
})

test('the basename follows the last separator of either kind', () => {
  expect(['a\\b/c', 'a/b\\c', 'c', 'a\\'].map(basename)).toEqual(['c', 'c', 'c', ''])
})

test.each([
  '',
  '1.2.3',
  '256.1.1.1',
  '1.2.3.4.5',
  ':',
  ':::',
  '1::2::3',
  '12345::',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7:8::',
  '::1.2.3',
  '1.2.3.4::',
  'g::',
])('%j is no address', (text) => {
  expect(addressBits(text)).toBeUndefined()
})

test('an address written canonically is the same address', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constant(0), fc.nat(0xffff)), { minLength: 8, maxLength: 8 }),
      (groups) => {
        const bits = groups.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n)
        const text = addressText(6, bits)
        expect(addressBits(text)).toEqual({ version: 6, bits })
        expect(text).toBe(text.toLowerCase())
      },
    ),
  )
  fc.assert(
    fc.property(fc.ipV4(), (text) => {
      const address = addressBits(text)
      expect(address?.version).toBe(4)
      expect(addressText(4, address?.bits ?? 0n)).toBe(text)
    }),
  )
  const known = [
    '::',
    '::1',
    '1::',
    'fe80::1:0:0:1',
    '2001:db8::1',
    '1:2:3:4:5:6:7:8',
    '1:0:3:4:5:6:7:8',
  ]
  expect(known.map((text) => addressText(6, addressBits(text)?.bits ?? -1n))).toEqual(known)
})
