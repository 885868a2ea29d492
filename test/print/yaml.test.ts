import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import { load, YAML11_SCHEMA } from 'js-yaml'
import {
  digits,
  isNumber,
  list,
  map,
  printYaml,
  quoted,
  yamlOf,
  type Yaml,
} from '../../src/print/yaml.js'

const lineOf = (value: Yaml): string => printYaml(map([['k', value]]))

test.each<readonly [Yaml, string]>([
  ['Suspicious Use of net.exe, again', 'k: Suspicious Use of net.exe, again'],
  ['https://example.com/a#b?c=d&e', 'k: https://example.com/a#b?c=d&e'],
  ['7Zip Compressing Dump Files', 'k: 7Zip Compressing Dump Files'],
  ['12e4a0b1-0000-4000-8000-000000000000', 'k: 12e4a0b1-0000-4000-8000-000000000000'],
  ['90m', 'k: 90m'],
  ['1 of selection_*', 'k: 1 of selection_*'],
  ['', "k: ''"],
  [' a', "k: ' a'"],
  ['a ', "k: 'a '"],
  ['a: b', "k: 'a: b'"],
  ['a:', "k: 'a:'"],
  ['a #b', "k: 'a #b'"],
  ["it's", "k: it's"],
  ["'it'", "k: '''it'''"],
  ['- a', "k: '- a'"],
  ['---', "k: '---'"],
  ['...', "k: '...'"],
  ['%TEMP%', "k: '%TEMP%'"],
  ['@a', "k: '@a'"],
  ['&a', "k: '&a'"],
  ['*a', "k: '*a'"],
  ['!a', "k: '!a'"],
  ['|', "k: '|'"],
  ['>', "k: '>'"],
  ['[a]', "k: '[a]'"],
  ['{a}', "k: '{a}'"],
  ['`a`', "k: '`a`'"],
  ['yes', "k: 'yes'"],
  ['No', "k: 'No'"],
  ['OFF', "k: 'OFF'"],
  ['y', "k: 'y'"],
  ['null', "k: 'null'"],
  ['~', "k: '~'"],
  ['1e3', "k: '1e3'"],
  ['0x1F', "k: '0x1F'"],
  ['0o17', "k: '0o17'"],
  ['1_000', "k: '1_000'"],
  ['12:30:45', "k: '12:30:45'"],
  ['.inf', "k: '.inf'"],
  ['2024-01-01', "k: '2024-01-01'"],
  ['=', "k: '='"],
  ['<<', "k: '<<'"],
  [String.raw`C:\Windows`, String.raw`k: C:\Windows`],
  ['a\tb', String.raw`k: "a\tb"`],
  ['a\rb', String.raw`k: "a\rb"`],
  ['a\u2028b', String.raw`k: "a\u2028b"`],
  ['a\u0085b', String.raw`k: "a\u0085b"`],
  ['a\u001bb', String.raw`k: "a\u001bb"`],
  ['\uD800', String.raw`k: "\ud800"`],
  ['é 漢 😀', 'k: é 漢 😀'],
  ['one\ntwo\n', 'k: |\n    one\n    two'],
  ['one\n\n  two', 'k: |-\n    one\n\n      two'],
  [' one\ntwo', String.raw`k: " one\ntwo"`],
  ['one\n \ntwo', String.raw`k: "one\n \ntwo"`],
  ['one\n\n', String.raw`k: "one\n\n"`],
  [quoted('cmd'), "k: 'cmd'"],
  [digits('4688'), 'k: 4688'],
  [digits('2024-01-01'), 'k: 2024-01-01'],
  [digits('4688 # x'), "k: '4688 # x'"],
  [true, 'k: true'],
  [null, 'k: null'],
  [list([]), 'k: []'],
  [map([]), 'k: {}'],
])('%j', (value, text) => {
  expect(lineOf(value)).toBe(text)
})

test('maps and lists, as SigmaHQ indents them', () => {
  const selection = list([
    map([
      ['Image|endswith', list([quoted('\\a.exe'), quoted('\\b.exe')])],
      ['|all', quoted('x')],
    ]),
    list(['a', list([])]),
    'plain',
  ])
  expect(printYaml(map([['detection', map([['selection', selection]])]]))).toBe(`detection:
    selection:
        - Image|endswith:
              - '\\a.exe'
              - '\\b.exe'
          '|all': 'x'
        -
            - a
            - []
        - plain`)
})

test('a key that is too long to stand before a colon', () => {
  const key = 'k'.repeat(2_000)
  const text = printYaml(map([[key, list([map([[key, 'v']])])]]))
  expect(load(text)).toEqual({ [key]: [{ [key]: 'v' }] })
})

const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.string({
    unit: fc.constantFrom(...Array.from(' \n\t:#-?&*!|>\'"%@`{}[],~.0127eExo+_=<aYnN\\')),
    maxLength: 8,
  }),
)

test.each([
  ['1.2', undefined],
  ['1.1', YAML11_SCHEMA],
])('every text is the same text to a reader of YAML %s', (_version, schema) => {
  const read = (text: string): unknown => load(text, schema === undefined ? {} : { schema })
  const values = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      texts,
      fc.boolean(),
      fc.integer(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(texts, tie('value'), { maxKeys: 3, noNullPrototype: true }),
    ),
  })).value
  fc.assert(
    fc.property(texts, values, (key, value) => {
      const document = { [`k${key}`]: value }
      expect(read(printYaml(map([[`k${key}`, yamlOf(value)]])))).toEqual(document)
    }),
    { numRuns: 3_000 },
  )
})

test.each(['1', '-1', '1.5', '.5', '1e3', '+1'])('%s is a number', (text) => {
  expect(isNumber(text)).toBe(true)
})

test.each(['', '1_000', '0x10', '1 # x', '1:2', 'NaN', '.'])('%j is none', (text) => {
  expect(isNumber(text)).toBe(false)
})
