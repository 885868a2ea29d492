import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { sharedFolder, testOrSkip } from '../../project.js'
import { evaluate, type Row } from './evaluate.js'
import { diagnose, type Tables } from './kusto.js'

const tables: Tables = {
  T: {
    s: 'string',
    'a b': 'string',
    n: 'int',
    d: 'dynamic',
    b: 'bool',
    t: 'datetime',
    ip: 'string',
  },
}

describe('the official parser', () => {
  test('has nothing to say of a good query', () => {
    expect(diagnose(`T | where s =~ "x" and n == 1 and ['a b'] has 'y'`, tables)).toEqual([])
  })

  test.each([
    ['T | where nope == 1', 'KS142', 10, 4],
    ['T | where n contains "1"', 'KS106', 12, 8],
    ['U | where true', 'KS204', 0, 1],
  ])('%s: %s', (query, code, start, length) => {
    expect(diagnose(query, tables)[0]).toMatchObject({ code, start, length })
  })

  test('sees a string that does not end', () => {
    expect(diagnose('T | where s == "x', tables)).not.toEqual([])
  })

  testOrSkip('knows real tables', sharedFolder('schemas', 'sentinel-tables.json'), knowsRealTables)
})

function knowsRealTables(file: string): void {
  const real = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<'azureMonitor', Tables>>
  const query = 'SecurityEvent | where EventID == 4688 and CommandLine contains "x"'
  expect(diagnose(query, real.azureMonitor)).toEqual([])
  expect(diagnose(query.replace('CommandLine', 'Comandline'), real.azureMonitor)).toHaveLength(1)
}

const xml =
  '<DataItem><EventData><Data Name="Image">C:\\a.exe</Data><Data Name="Empty" />' +
  '<Data Name="Line">a &amp; b</Data></EventData></DataItem>'

const query = (condition: string): string =>
  `T | where n == 1 | extend X = parse_xml(s)
       | mv-apply I = X.DataItem.EventData.Data on (summarize F = make_bag(bag_pack(tostring(I["@Name"]), tostring(I["#text"]))))
       | where ${condition} | project s`

describe('what a condition makes of a row', () => {
  test.each<readonly [condition: string, row: Row, emitted: boolean]>([
    ['s == "a"', { s: 'A' }, false],
    ['s =~ "a"', { s: 'A' }, true],
    ['s !~ "a"', {}, true],
    ['s != "a"', { s: 'A' }, true],
    ['s in ("a", "b")', { s: 'B' }, false],
    ['s in~ ("a", "b")', { s: 'B' }, true],
    ['s !in~ ("a", "b")', { s: 'B' }, false],
    ['s contains "B c"', { s: 'ab cd' }, true],
    ['s !contains "x"', {}, true],
    ['s contains_cs "B"', { s: 'abc' }, false],
    ['s startswith "AB"', { s: 'abc' }, true],
    ['s endswith_cs "bc"', { s: 'abc' }, true],
    ['s has "amer"', { s: 'North America' }, false],
    ['s has "america"', { s: 'North-America/x' }, true],
    ['s has_any ("x", "north")', { s: 'North America' }, true],
    ['s matches regex "(?is)^a.*c$"', { s: 'A\nC' }, true],
    ['s matches regex "^a$"', { s: 'a\n' }, false],
    ['s matches regex "B"', { s: 'abc' }, false],
    [String.raw`s == @"a\b"`, { s: 'a\\b' }, true],
    ['s == @"a""b"', { s: 'a"b' }, true],
    [String.raw`s == "a\\\"\tb"`, { s: 'a\\"\tb' }, true],
    [String.raw`s == 'a\'b"'`, { s: 'a\'b"' }, true],
    ["['a b'] =~ 'x'", { 'a b': 'X' }, true],
    ['isempty(s)', {}, true],
    ['isnull(s)', {}, false],
    ['isnotempty(s)', { s: 'x' }, true],
    ['isnull(n)', {}, true],
    ['n == 29', { n: '29' }, true],
    ['n in (1, -2)', { n: -2 }, true],
    ['n > 3', {}, false],
    ['not(n > 3)', {}, false],
    ['not(coalesce(n > 3, false))', {}, true],
    ['not(n == 3)', {}, true],
    ['n != 5', {}, true],
    ['n == int(null)', {}, false],
    ['n > 3 or isnull(n)', {}, true],
    ['tostring(n) startswith "46"', { n: 4688 }, true],
    ['b == true', { b: true }, true],
    ['s == "x" or s == "y" and n == 1', { s: 'x' }, true],
    ['ipv4_is_in_range(ip, "10.0.0.0/8")', { ip: '10.1.2.3' }, true],
    ['not(ipv4_is_in_range(ip, "10.0.0.0/8"))', { ip: '::1' }, false],
    ['ipv6_is_in_range(ip, "2001:db8::/32")', { ip: '2001:db8::1' }, true],
    ['tostring(d.x["a b"]) =~ "Q"', { d: { x: { 'a b': 'q' } } }, true],
    ['tostring(d.x.y) == ""', {}, true],
    ['tolong(d.n) >= 5', { d: { n: '5' } }, true],
    [String.raw`extract(@"([^\\]+)$", 1, s) =~ "cmd.exe"`, { s: 'C:\\x\\CMD.exe' }, true],
    ['strcat(s, "-", n) == "a-1"', { s: 'a', n: 1 }, true],
    ['tolower(s) == "a"', { s: 'A' }, true],
    ['datetime_part("hour", t) == 13', { t: '2024-01-01T13:00:00Z' }, true],
  ])('%s of %j', (condition, row, emitted) => {
    expect(evaluate(`T | where ${condition}`, row, tables)).toBe(emitted)
  })

  test('a pipeline that makes a bag of an event in XML', () => {
    const row = { n: 1, s: xml }
    expect(evaluate(query('tostring(F.Image) endswith @"\\a.exe"'), row, tables)).toBe(true)
    expect(evaluate(query('tostring(F["Line"]) == "a & b"'), row, tables)).toBe(true)
    expect(evaluate(query('isnull(F.Nothing) and tostring(F.Empty) == ""'), row, tables)).toBe(true)
    expect(evaluate(query('bag_has_key(F, "Empty")'), row, tables)).toBe(true)
    expect(evaluate(query('bag_has_key(F, "Nothing")'), row, tables)).toBe(false)
    expect(evaluate(query('tostring(F.Image) == "x"'), row, tables)).toBe(false)
    expect(evaluate(query('true'), { n: 2, s: xml }, tables)).toBe(false)
  })

  test('what is not Kusto, or not interpreted, is an error', () => {
    expect(() => evaluate('T | where n contains "1"', {}, tables)).toThrow('KS106')
    expect(() => evaluate('T | take 1', {}, tables)).toThrow('not interpreted')
    expect(() => evaluate('T | where s matches regex "(?=a)"', {}, tables)).toThrow('lookaround')
  })
})
