import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import {
  anyRun,
  literalText,
  matchesPattern,
  oneCharacter,
  pattern,
  type Pattern,
  type PatternPart,
} from '../../src/ast/pattern.js'
import { convertPattern, revertPattern } from '../../src/fields/convert.js'
import type { Conversion } from '../../src/fields/types.js'

/** `*` and `?` as wildcards, for short tests. */
const wild = (text: string): Pattern =>
  pattern(
    ...text
      .split(/([*?])/)
      .map((part): PatternPart => (part === '*' ? anyRun : part === '?' ? oneCharacter : part)),
  )

test.each([
  ['registryHive', String.raw`HKLM\Software\X`, String.raw`HKEY_LOCAL_MACHINE\Software\X`],
  ['registryHive', String.raw`hkcu\*`, String.raw`HKEY_CURRENT_USER\*`],
  ['registryHive', String.raw`HKCU\*\Run\?`, String.raw`HKEY_CURRENT_USER\*\Run\?`],
  ['registryHive', 'HKCR*', 'HKEY_CLASSES_ROOT*'],
  ['registryHive', 'HKLM', 'HKEY_LOCAL_MACHINE'],
  ['registryHive', String.raw`*\Software\HKLM\X`, String.raw`*\Software\HKLM\X`],
  ['registryHive', String.raw`\REGISTRY\MACHINE\X`, String.raw`\REGISTRY\MACHINE\X`],
  ['registryHive', 'HK*', 'HK*'],
  ['pathExtension', 'exe', '*.exe'],
  ['googleService', 'Admin.googleapis.com', 'admin'],
  ['registryDword', 'DWORD (0x00000001)', '0x00000001'],
  ['registryDword', 'dword (0x0000000A)', '0x0000000A'],
  ['registryDword', '*00000001*', '*00000001*'],
  ['registryDword', String.raw`*\cmd.exe`, String.raw`*\cmd.exe`],
  ['registryDword', String.raw`C:\Users\*`, String.raw`C:\Users\*`],
  ['registryDwordDecimal', 'explorer.exe', 'explorer.exe'],
  ['registryDword', '*DWORD (0x00000001)*', '0x00000001'],
  ['registryData', 'explorer.exe', 'explorer.exe'],
  ['registryData', '*.exe*', '*.exe*'],
  ['registryData', '*', '*'],
  ['registryDwordDecimal', '*.exe*', '*.exe*'],
  ['registryDwordDecimal', '*', '*'],
  ['registryEventType', 'SetValue', 'RegistryValueSet'],
  ['registryEventType', 'deletekey', 'RegistryKeyDeleted'],
] as const)('%s: %s becomes %s', (conversion, from, to) => {
  expect(convertPattern(conversion, wild(from))).toEqual({ pattern: wild(to), exact: true })
})

test.each([
  ['registryHive', String.raw`HKL?\Software`],
  ['registryHive', String.raw`HKL*\Software`],
  ['registryHive', String.raw`?KLM\Software`],
  ['registryHive', String.raw`*HKLM\Software*`],
  ['registryHive', String.raw`*LM\Software`],
  ['registryHive', 'HKU?'],
  ['registryDword', 'DWORD*'],
  ['registryDword', 'DWORD (0x0000000?)'],
  ['registryDword', '*1'],
  ['registryDword', '*(0x00000001)*'],
  ['registryData', '(empty)'],
  ['registryData', '*empty*'],
  ['registryData', 'Binary Data'],
  ['registryData', '*Data'],
  ['registryData', 'QWORD (0x00000000-0x00000001)'],
  ['registryData', '*0x00000001*'],
  ['registryData', '2'],
  ['registryDwordDecimal', 'DWORD (0x0000000*'],
  ['registryDwordDecimal', '*1*'],
  ['registryDwordDecimal', '1'],
  ['registryEventType', 'Set*'],
  ['registryEventType', 'Something'],
] as const)('%s: %s stays as it is, and says so', (conversion, value) => {
  expect(convertPattern(conversion, wild(value))).toEqual({ pattern: wild(value), exact: false })
})

test.each([
  ['registryDwordDecimal', 'DWORD (0x00000001)', '1'],
  ['registryDwordDecimal', 'DWORD (0xffffffff)', '4294967295'],
  ['registryData', 'dword (0x0000000A)', '10'],
  ['registryData', '*DWORD (0x00000000)*', '0'],
] as const)('%s: %s becomes the number %s', (conversion, from, to) => {
  const expected = { pattern: wild(to), exact: true, isNumber: true }
  expect(convertPattern(conversion, wild(from))).toEqual(expected)
})

test('Defender has some of what is below HKU elsewhere', () => {
  expect(convertPattern('registryHive', wild(String.raw`HKU\*\Run`))).toEqual({
    pattern: wild(String.raw`HKEY_USERS\*\Run`),
    exact: false,
  })
})

test.each([
  ['registryDword', '0x00000001', 'DWORD (0x00000001)', true],
  ['registryDword', '0x1', '0x1', true],
  ['registryDword', '0x*', '0x*', false],
  ['registryDwordDecimal', '1', '1', false],
  ['registryEventType', 'RegistryValueSet', 'SetValue', true],
] as const)('%s, back: %s becomes %s', (conversion, from, to, exact) => {
  expect(revertPattern(conversion, wild(from))).toEqual({ pattern: wild(to), exact })
})

const hive = fc.constantFrom('HKLM', 'HKCU', 'HKU', 'HKCR')
/** Pieces of what the values look like, so that patterns hit them. */
const piece = fc
  .tuple(
    fc.constantFrom(String.raw`HKLM\Software`, String.raw`HKU\1`, 'DWORD (0x00000001)'),
    fc.nat({ max: 17 }),
    fc.nat({ max: 18 }),
  )
  .map(([text, start, end]) => text.slice(start, end))
const part = fc.oneof(
  piece,
  fc.constantFrom<PatternPart>(anyRun, oneCharacter),
  fc.string({ maxLength: 6 }),
  fc.constantFrom('\\', 'HKLM\\', 'HKEY_USERS\\', 'Software', 'DWORD (0x00000001)', '0x0', '1'),
)
const anyPattern = fc.array(part, { maxLength: 5 }).map((parts) => pattern(...parts))

test('a hive, there and back, is the same pattern', () => {
  fc.assert(
    fc.property(hive, anyPattern, (root, rest) => {
      const value = pattern(`${root}\\`, ...rest)
      const there = convertPattern('registryHive', value)
      expect(there.exact).toBe(root !== 'HKU')
      expect(revertPattern('registryHive', there.pattern)).toEqual({ pattern: value, exact: true })
    }),
  )
})

test('a DWORD, there and back, is the same pattern', () => {
  fc.assert(
    fc.property(fc.nat({ max: 0xffffffff }), (number) => {
      const value = pattern(`DWORD (0x${number.toString(16).padStart(8, '0')})`)
      const { pattern: there } = convertPattern('registryDword', value)
      expect(revertPattern('registryDword', there)).toEqual({ pattern: value, exact: true })
      expect(convertPattern('registryDwordDecimal', value).pattern).toEqual([String(number)])
    }),
  )
})

// What `exact` promises: a value of the Sigma taxonomy matches the one pattern as its conversion matches the other.
const conversions: readonly Conversion[] = ['registryHive', 'registryDword', 'registryDwordDecimal']
const value = fc.oneof(
  fc.tuple(hive, fc.string({ maxLength: 6 })).map(([root, rest]) => `${root}\\${rest}`),
  fc.tuple(hive, fc.constantFrom('Software', '1', 'Software\\1')).map((path) => path.join('\\')),
)
const data = fc.oneof(
  fc.nat({ max: 300 }).map((number) => `DWORD (0x${number.toString(16).padStart(8, '0')})`),
  fc.constantFrom('explorer.exe', 'C:\\Windows\\1', 'DWORD', '(x)', ''),
)

test.each(conversions)('%s: an exact conversion matches what the pattern matched', (conversion) => {
  fc.assert(
    fc.property(anyPattern, conversion === 'registryHive' ? value : data, (from, text) => {
      const converted = convertPattern(conversion, from)
      const there = convertPattern(conversion, pattern(text))
      fc.pre(converted.exact && there.exact)
      expect(matchesPattern(converted.pattern, literalText(there.pattern)!, false)).toBe(
        matchesPattern(from, text, false),
      )
    }),
    { numRuns: 5000 },
  )
})

// What a direction promises, of values that are kept in part: an account without its domain, an address with its query.
const short = fc
  .array(fc.constantFrom('a', 'b', 'A', 'x.'), { maxLength: 3 })
  .map((parts) => parts.join(''))
const filled = short.filter((text) => text !== '')
const accounts = fc
  .tuple(fc.option(filled, { nil: undefined }), filled)
  .map(([domain, name]) => [domain === undefined ? name : `${domain}\\${name}`, name] as const)
const addresses = fc
  .tuple(short, fc.constantFrom('?', '?a?', '?x.?b'), short)
  .map(([path, mark, rest]) => [`${mark.slice(1)}${rest}`, `/${path}${mark}${rest}`] as const)
const patternOf = (character: string) => {
  const one = fc.oneof(
    fc.constantFrom(character, 'a', 'b', 'ab'),
    fc.constantFrom<PatternPart>(anyRun, oneCharacter),
  )
  return fc.array(one, { maxLength: 5 }).map((parts) => pattern(...parts))
}

test.each([
  ['accountName', convertPattern, accounts, '\\', ['exact', 'narrower', 'wider']],
  [
    'accountName',
    revertPattern,
    accounts.map(([whole, name]) => [name, whole] as const),
    'x',
    ['exact', 'narrower', 'wider'],
  ],
  ['addressQuery', convertPattern, addresses, '?', ['exact', 'wider']],
] as const)('%s by %p keeps its promises', (conversion, convert, values, character, kinds) => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(patternOf(character), values, (from, [before, after]) => {
      const { pattern: to, exact, effect } = convert(conversion, from)
      const [was, is] = [matchesPattern(from, before, false), matchesPattern(to, after, false)]
      const promise = exact ? 'exact' : effect
      if (was) seen.add(promise ?? 'none')
      const kept = {
        exact: is === was,
        wider: is || !was,
        narrower: was || !is,
        approximate: true,
      }
      expect(kept[promise ?? 'approximate']).toBe(true)
    }),
    { numRuns: 10_000, seed: 20_261_121 },
  )
  expect([...seen].filter((promise) => promise !== 'none').sort()).toEqual(kinds)
})

test.each([
  [String.raw`*\SYSTEM`, 'SYSTEM', false, 'wider'],
  ['*SYSTEM', '*SYSTEM', true, undefined],
  ['*AUTHORI*', '*AUTHORI*', false, 'narrower'],
  ['root', 'root', false, 'wider'],
  ['adm*', 'adm*', false, undefined],
  [String.raw`adm?\x`, 'x', false, 'wider'],
])('accountName: %s becomes %s', (from, to, exact, effect) => {
  const expected = { pattern: wild(to), exact, ...(effect === undefined ? {} : { effect }) }
  expect(convertPattern('accountName', wild(from))).toEqual(expected)
})
