import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import { modifierNames, modifiers } from '../../src/sigma/modifiers.js'
import { base64Offsets } from '../../src/sigma/encodings.js'
import { itemProblems, itemTree, readDetectionOf } from './read.js'

const table: readonly (readonly [item: string, tree: string])[] = [
  // contains, startswith, endswith
  ['F|contains: x', 'F=*x*'],
  ["F|contains: '*x'", 'F=*x*'],
  ["F|contains: ''", 'F=*'],
  ['F|contains: 010', 'F=*010*'],
  ['F|contains: true', 'F=*true*'],
  ["F|contains: ' -x '", 'F=* -x *'],
  ['F|startswith: x', 'F=x*'],
  ["F|endswith: '\\x.exe'", 'F=*\\\\\\\\x.exe'],
  // W3: a backslash at the end is no escape of the wildcard that is added.
  ["F|contains: '\\Run\\'", 'F=*\\\\\\\\Run\\\\\\\\*'],
  ['F|contains: [x, y]', '(F=*x* | F=*y*)'],
  // all, neq
  ['F|contains|all: [x, y]', '(F=*x* & F=*y*)'],
  ['F|all|contains: [x, y]', '(F=*x* & F=*y*)'],
  ['F|all: [x]', 'F=x'],
  ['F|neq: x', '!F=x'],
  ['F|neq: [x, y]', '!(F=x | F=y)'],
  ['F|contains|all|neq: [x, y]', '!(F=*x* & F=*y*)'],
  ['F|neq|re: x', '!F~/x/'],
  // cased
  ['F|cased: Ab', 'F==Ab'],
  ['F|cased|contains: Ab', 'F==*Ab*'],
  ['F|contains|cased: Ab', 'F==*Ab*'],
  ['F|base64|cased: foo', 'F==Zm9v'],
  // re
  ["F|re: 'a\\d+\\\\b'", 'F~/a\\d+\\\\b/'],
  ['F|re: 12', 'F~/12/'],
  ['F|re|i: x', 'F~/x/i'],
  ['F|re|i|m|s: x', 'F~/x/ims'],
  ['F|re|ignorecase|multiline|dotall: x', 'F~/x/ims'],
  ["F|re: '(?i)x'", 'F~/x/i'],
  ["F|re: '(?i:x)'", 'F~/(?i:x)/'],
  ["F|re|contains: 'foo|bar'", 'F~/foo|bar/'],
  ["F|re|contains: ''", 'F~//'],
  ["F|re|startswith: 'foo|bar'", 'F~/^(?:foo|bar)/'],
  ["F|re|endswith: 'foo|bar'", 'F~/(?:foo|bar)$/'],
  ['F|re|all: [x, y]', '(F~/x/ & F~/y/)'],
  // cidr
  ['F|cidr: 10.0.0.0/8', 'F in v4 10.0.0.0/8'],
  ['F|cidr: 127.0.0.1', 'F in v4 127.0.0.1/32'],
  ['F|cidr: 0.0.0.0/0', 'F in v4 0.0.0.0/0'],
  ["F|cidr: 'FE80::/10'", 'F in v6 fe80::/10'],
  ["F|cidr: '2001:0db8:0:0::/64'", 'F in v6 2001:db8::/64'],
  ["F|cidr: '2001:db8:0:0:8000::/65'", 'F in v6 2001:db8:0:0:8000::/65'],
  ["F|cidr: '::ffff:10.0.0.0/104'", 'F in v6 ::ffff:a00:0/104'],
  ["F|cidr: '::1'", 'F in v6 ::1/128'],
  // exists
  ['F|exists: true', 'F {"kind":"exists"}'],
  ['F|exists: false', '!F {"kind":"exists"}'],
  // comparisons and parts of dates
  ['F|lt: 5', 'F lt 5'],
  ['F|lte: 9007199254740993', 'F lte 9007199254740993'],
  ['F|gt: 0x1F', 'F gt 31'],
  ['F|gte: -1.5', 'F gte -1.5'],
  ['F|hour: 5', 'F.hour eq 5'],
  ['F|hour|gt: 0', 'F.hour gt 0'],
  ['F|minute|lte: [1, 2]', '(F.minute lte 1 | F.minute lte 2)'],
  // fieldref
  ['F|fieldref: G', 'F equals field G'],
  ['F|fieldref|contains: G', 'F contains field G'],
  ['F|fieldref|startswith: G', 'F startswith field G'],
  ['F|fieldref|endswith|cased: G', 'F endswith (cased) field G'],
  ['F|fieldref|neq: [G, H]', '!(F equals field G | F equals field H)'],
  // windash
  ["F|windash: 'a b'", 'F=a b'],
  ["F|windash: ' -s'", '(F= -s | F= /s | F= –s | F= —s | F= ―s)'],
  ["F|contains|windash: '/s'", '(F=*/s* | F=*-s* | F=*–s* | F=*—s* | F=*―s*)'],
  ["F|windash|contains: '–s'", '(F=*–s* | F=*-s* | F=*/s* | F=*—s* | F=*―s*)'],
  ["F|windash: 'a-b c/d'", 'F=a-b c/d'],
  // base64
  ['F|base64: foo', 'F=Zm9v'],
  ["F|base64: 'foo\\*bar'", 'F=Zm9vKmJhcg=='],
  ["F|base64: ''", 'F='],
  ['F|base64: 010', 'F=MDEw'],
  ['F|base64offset|contains: foo', '(F=*Zm9v* | F=*Zvb* | F=*mb2*)'],
  ['F|base64offset|contains: caféx', '(F=*Y2Fmw6l4* | F=*NhZsOpe* | F=*jYWbDqX*)'],
  ["F|windash|base64: '-s'", '(F=LXM= | F=L3M= | F=4oCTcw== | F=4oCUcw== | F=4oCVcw==)'],
  // wide and its like
  ['F|wide|base64: cmd', 'F=YwBtAGQA'],
  ['F|utf16le|base64: cmd', 'F=YwBtAGQA'],
  ['F|utf16be|base64: cmd', 'F=AGMAbQBk'],
  ['F|utf16|base64: cmd', 'F=//5jAG0AZAA='],
  ['F|wide|base64: café', 'F=YwBhAGYA6QA='],
  ["F|wide|base64: '😀'", 'F=PdgA3g=='],
  ['F|wide|base64offset|contains: a', '(F=*YQ* | F=*EA* | F=*hA*)'],
  ['F|wide: a*', 'F=a\\u0000*'],
  ['F|wide|contains: ab', 'F=*a\\u0000b\\u0000*'],
  // expand
  ["F|expand: '%servers%'", 'F %servers%'],
  ["F|expand: ['%a%', b]", '(F %a% | F=b)'],
  ["F|expand: '100\\%'", 'F=100%'],
  // keywords
  ["'|all': [x, y]", '(keyword=x & keyword=y)'],
  ["'|re': 'fo+'", 'keyword~/fo+/'],
  ["'|contains': x", 'keyword=*x*'],
  ["'|cased': X", 'keyword==X'],
  ["'|neq': [x, y]", '!(keyword=x | keyword=y)'],
  ["'|windash': ' -x'", '(keyword= -x | keyword= /x | keyword= –x | keyword= —x | keyword= ―x)'],
  ["'|base64offset': foo", '(keyword=Zm9v | keyword=Zvb | keyword=mb2)'],
]

test.each(table)('%s', (item, tree) => {
  expect(itemTree(item)).toBe(tree)
})

const mistakes: readonly (readonly [item: string, ...problems: readonly string[]])[] = [
  [
    'F|containz: x',
    "6:7 sigma/unknown-modifier Unknown modifier 'containz'. Did you mean 'contains'?",
  ],
  ["'F|contains|al': x", "6:17 sigma/unknown-modifier Unknown modifier 'al'. Did you mean 'all'?"],
  [
    'F|Contains: x',
    "6:7 sigma/unknown-modifier Unknown modifier 'Contains'. Did you mean 'contains'?",
  ],
  ['F|: x', "6:7 sigma/unknown-modifier Unknown modifier ''."],
  ['F|toString: x', "6:7 sigma/unknown-modifier Unknown modifier 'toString'."],
  [
    'F|foo|bar: x',
    "6:7 sigma/unknown-modifier Unknown modifier 'foo'.",
    "6:11 sigma/unknown-modifier Unknown modifier 'bar'.",
  ],
  ['F|contains|re: x', "6:16 sigma/modifier-chain The modifier 're' cannot follow 'contains'."],
  ['F|re|cidr: x', "6:10 sigma/modifier-chain The modifier 'cidr' cannot follow 're'."],
  ['F|re|cased: x', "6:10 sigma/modifier-chain The modifier 'cased' cannot follow 're'."],
  ['F|cased|re: x', "6:13 sigma/modifier-chain The modifier 're' cannot follow 'cased'."],
  [
    'F|contains|all|startswith: x',
    "6:20 sigma/modifier-chain The modifier 'startswith' cannot follow 'contains'.",
  ],
  ['F|all|all: x', "6:11 sigma/modifier-chain The modifier 'all' cannot follow 'all'."],
  [
    'F|contains|base64: x',
    "6:16 sigma/modifier-chain The modifier 'base64' cannot follow 'contains'.",
  ],
  [
    'F|base64|windash: x',
    "6:14 sigma/modifier-chain The modifier 'windash' cannot follow 'base64'.",
  ],
  [
    'F|utf16|contains: x',
    "6:13 sigma/modifier-chain The modifier 'contains' cannot follow 'utf16'.",
  ],
  ['F|gt|lt: 1', "6:10 sigma/modifier-chain The modifier 'lt' cannot follow 'gt'."],
  [
    'F|utf16: x',
    "6:7 sigma/modifier-value The modifier 'utf16' needs base64 or base64offset behind it; this is the last modifier.",
  ],
  [
    'F|contains: null',
    "6:17 sigma/modifier-value The modifier 'contains' needs text; this is nothing (null).",
  ],
  [
    'F|re: null',
    "6:11 sigma/modifier-value The modifier 're' needs a regular expression; this is nothing (null).",
  ],
  ["F|lt: '5'", "6:11 sigma/modifier-value The modifier 'lt' needs a number; this is text."],
  [
    'F|exists: yes',
    "6:15 sigma/modifier-value The modifier 'exists' needs true or false; this is text.",
  ],
  [
    'F|hour: 1.5',
    "6:13 sigma/modifier-value The modifier 'hour' needs a whole number; this is 1.5.",
  ],
  [
    'F|base64: a*',
    "6:15 sigma/modifier-value The modifier 'base64' needs text without wildcards; this is text with a wildcard.",
  ],
  [
    'F|base64offset: a',
    "6:21 sigma/modifier-value The modifier 'base64offset' needs at least 2 bytes; this is text of 1.",
  ],
  [
    'F|fieldref: G*',
    "6:17 sigma/modifier-value The modifier 'fieldref' needs text without wildcards; this is text with a wildcard.",
  ],
  [
    'F|wide: café',
    "6:13 sigma/modifier-value The modifier 'wide' needs base64 behind it for characters outside ASCII; this is text with such characters.",
  ],
  [
    "F|expand: 'a%b%'",
    "6:15 sigma/modifier-value The modifier 'expand' needs nothing but a placeholder, such as %servers%; this is a placeholder with text around it.",
  ],
  [
    "F|windash: '-a -b -c -d -e'",
    '6:16 sigma/too-many-variants The flags of this value make 3125 variants of it; at most 1000 are written out.',
  ],
  [
    'F|cidr: 10.0.0.1/8',
    "6:13 sigma/bad-cidr '10.0.0.1/8' is not a network: it has bits set behind the prefix; the network is 10.0.0.0/8.",
  ],
  [
    'F|cidr: 10.0.0.0/33',
    "6:13 sigma/bad-cidr '10.0.0.0/33' is not a network: an IPv4 address has only 32 bits.",
  ],
  [
    "F|cidr: 'fe80::1/10'",
    "6:13 sigma/bad-cidr 'fe80::1/10' is not a network: it has bits set behind the prefix; the network is fe80::/10.",
  ],
  [
    'F|cidr: 10.0/8',
    "6:13 sigma/bad-cidr '10.0/8' is not a network: it does not start with an IP address.",
  ],
  [
    'F|cidr: 010.0.0.0/8',
    "6:13 sigma/bad-cidr '010.0.0.0/8' is not a network: a part of its address has a leading zero.",
  ],
  [
    'F|cidr: 10.0.0.0/255.0.0.0',
    "6:13 sigma/bad-cidr '10.0.0.0/255.0.0.0' is not a network: what follows the / is not a number of bits.",
  ],
  ["F|re: 'a('", '6:13 sigma/bad-regex This is not a regular expression: unterminated group.'],
  [
    "'|exists': true",
    "6:7 sigma/wrong-type What 'exists' modifies has to be a field; this is a keyword.",
  ],
  [
    "'|startswith': x",
    "6:7 sigma/wrong-type What 'startswith' modifies has to be a field; this is a keyword.",
  ],
]

test.each(mistakes)('%s is a mistake', (item, ...problems) => {
  expect(itemProblems(item)).toEqual(problems)
})

test('every value of a list with a mistake is reported at its own place', () => {
  expect(itemProblems('F|lt:\n  - a\n  - 1\n  - null')).toEqual([
    "7:9 sigma/modifier-value The modifier 'lt' needs a number; this is text.",
    "9:9 sigma/modifier-value The modifier 'lt' needs a number; this is nothing (null).",
  ])
})

test('four flags make 625 patterns', () => {
  const { detection } = readDetectionOf("s:\n  F|windash: '-a -b -c -d'\ncondition: s")
  expect(detection?.condition).toMatchObject({ kind: 'or', operands: { length: 625 } })
})

test('|all with alternatives: every value in any of its forms', () => {
  expect(itemTree('F|base64offset|contains|all: [foo, bar]')).toBe(
    '((F=*Zm9v* | F=*Zvb* | F=*mb2*) & (F=*YmFy* | F=*Jhc* | F=*iYX*))',
  )
})

const bytes = (minLength: number) => fc.uint8Array({ minLength, maxLength: 24 })

test('one of three offsets is in the base64 of whatever holds the bytes', () => {
  fc.assert(
    fc.property(bytes(0), bytes(2), bytes(0), (before, value, after) => {
      const whole = Buffer.concat([before, value, after]).toString('base64')
      const offsets = base64Offsets(Buffer.from(value))
      expect(offsets.every((text) => text !== '')).toBe(true)
      expect(whole).toContain(offsets[before.length % 3])
    }),
  )
})

test('every modifier is described in one line', () => {
  expect(modifierNames.map(({ name }) => name)).toEqual(Object.keys(modifiers))
  for (const { description } of modifierNames) expect(description).toMatch(/^[^.\n]{10,90}$|^\. of/)
})
