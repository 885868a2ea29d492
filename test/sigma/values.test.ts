import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import { anyRun, oneCharacter, pattern, type PatternPart } from '../../src/ast/pattern.js'
import { decimalText, parseSigmaString, printSigmaString } from '../../src/sigma/values.js'
import { itemProblems, itemTree, readDetectionOf } from './read.js'

const run = anyRun
const one = oneCharacter

const strings: readonly (readonly [text: string, parts: readonly PatternPart[]])[] = [
  ['', []],
  ['plain', ['plain']],
  [String.raw`C:\Windows\x`, [String.raw`C:\Windows\x`]],
  ['a*b?', ['a', run, 'b', one]],
  ['**', [run]],
  ['?*?', [one, run, one]],
  [String.raw`\*`, ['*']],
  [String.raw`\?`, ['?']],
  [String.raw`\\`, ['\\']],
  [String.raw`\\*`, ['\\', run]],
  [String.raw`\\\*`, [String.raw`\*`]],
  [String.raw`\\\\*`, ['\\\\', run]],
  ['a\\', ['a\\']],
  [String.raw`\CurrentVersion\Run\*`, [String.raw`\CurrentVersion\Run*`]],
  [String.raw`\CurrentVersion\Run\\*`, ['\\CurrentVersion\\Run\\', run]],
  ['a\nb', ['a\nb']],
]

test.each(strings)('the Sigma string %j', (text, parts) => {
  expect(parseSigmaString(text)).toEqual(parts)
})

test('a pattern written as a Sigma string reads as the same pattern', () => {
  const parts = fc.array(
    fc.oneof(fc.string(), fc.constantFrom<PatternPart>('\\', '*', '?', run, one)),
  )
  fc.assert(
    fc.property(parts, (some) => {
      const value = pattern(...some)
      expect(parseSigmaString(printSigmaString(value))).toEqual(value)
    }),
  )
})

test.each([
  ['10', '10'],
  ['010', '10'],
  ['+5', '5'],
  ['-05', '-5'],
  ['0x1F', '31'],
  ['0o17', '15'],
  ['9007199254740993', '9007199254740993'],
  ['18446744073709551615', '18446744073709551615'],
  ['1.10', '1.10'],
  ['1e3', '1e3'],
])('the number %s is %s', (written, decimal) => {
  expect(decimalText(written)).toBe(decimal)
})

test.each([
  ['F: x', 'F=x'],
  ['F: 29', 'F=29:number'],
  // YAML 1.2: W29.
  ['F: 010', 'F=10:number'],
  ['F: 12:30:45', 'F=12:30:45'],
  ['F: 1_000', 'F=1_000'],
  ['F: 2021-01-01', 'F=2021-01-01'],
  ['F: yes', 'F=yes'],
  // W28.
  ['F: 9007199254740993', 'F=9007199254740993:number'],
  ['F: 18446744073709551615', 'F=18446744073709551615:number'],
  ['F: True', 'F=true:boolean'],
  ["F: 'true'", 'F=true'],
  ["F: '29'", 'F=29'],
  ['F: null', 'F {"kind":"isNull"}'],
  ['F:', 'F {"kind":"isNull"}'],
  ['F: [a, null]', '(F=a | F {"kind":"isNull"})'],
  ["F: ''", 'F='],
  ["F: ['', a]", '(F= | F=a)'],
  ["F: '*'", 'F=*'],
  ['F: [a, b, 3]', '(F=a | F=b | F=3:number)'],
  ['F: [a]', 'F=a'],
  ['4624: x', '4624=x'],
  ["'A B': x", 'A B=x'],
])('%s', (item, tree) => {
  expect(itemTree(item)).toBe(tree)
})

const noValue = 'A value to compare with has to be text, a number, true, false or null; this is'

test.each([
  ['F: {a: b}', `6:8 sigma/value-type ${noValue} a map.`],
  ['F: []', `6:8 sigma/value-type ${noValue} an empty list.`],
  ['F: [a, [b]]', `6:12 sigma/value-type ${noValue} a list.`],
])('%s is a mistake', (item, problem) => {
  expect(itemProblems(item)).toEqual([problem])
})

test('`*` alone asks for any value: a match, not the existence of the field', () => {
  const { detection } = readDetectionOf("s:\n  F: '*'\ncondition: s")
  expect(detection?.condition).toMatchObject({ test: { kind: 'matches', pattern: [run] } })
})
