/** Examples of the Kusto Query Language's reference. */
import { describe, expect, test } from '@jest/globals'
import { evaluate, evaluateAll } from './evaluate.js'
import type { Tables } from './kusto.js'

const tables: Tables = { T: { n: 'long', s: 'string', t: 'datetime' } }

const isTrue = (condition: string): boolean => evaluate(`T | where ${condition}`, {}, tables)

// "String operators": each yields true. Those with `!` are the same with one that does not hold.
describe('String operators', () => {
  test.each([
    '"aBc" == "aBc"',
    '"abc" != "ABC"',
    '"abc" =~ "ABC"',
    '"aBc" !~ "xyz"',
    '"FabriKam" contains "BRik"',
    '"Fabrikam" !contains "xyz"',
    '"FabriKam" contains_cs "Kam"',
    '"Fabrikam" !contains_cs "Kam"',
    '"Fabrikam" endswith "Kam"',
    '"Fabrikam" !endswith "brik"',
    '"Fabrikam" endswith_cs "kam"',
    '"Fabrikam" !endswith_cs "brik"',
    '"Fabrikam" startswith "fab"',
    '"Fabrikam" !startswith "kam"',
    '"Fabrikam" startswith_cs "Fab"',
    '"Fabrikam" !startswith_cs "fab"',
    '"North America" has "america"',
    '"North America" !has "amer"',
    '"North America" has_cs "America"',
    '"North America" !has_cs "amer"',
    '"abc" in ("123", "345", "abc")',
    '"bca" !in ("123", "345", "abc")',
    '"Abc" in~ ("123", "345", "abc")',
    '"bCa" !in~ ("123", "345", "ABC")',
    '"Fabrikam" matches regex "b.*k"',
  ])('%s', (condition) => {
    expect(isTrue(condition)).toBe(true)
  })

  test.each([
    '"abc" == "ABC"',
    '"abc" !~ "ABC"',
    '"FabriKam" contains_cs "BRik"',
    '"North America" has "amer"',
    '"Fabrikam" matches regex "B.*k"',
    '"Abc" in ("123", "345", "abc")',
  ])('not %s', (condition) => {
    expect(isTrue(condition)).toBe(false)
  })
})

// "Null values", "Logical operators", "coalesce()", "extract()", "ipv4_is_in_range()", "datetime_part()", "bin()".
describe('Scalar functions and null', () => {
  test.each([
    'isnull(long(null))',
    'isempty("")',
    'not(isnull(""))',
    'coalesce(tolong("not a number"), tolong("42"), 33) == 42',
    String.raw`extract("x=([0-9.]+)", 1, "hello x=45.6|wo") == "45.6"`,
    'ipv4_is_in_range("192.168.1.6", "192.168.1.1/24")',
    'not(ipv4_is_in_range("192.168.1.1", "192.168.2.1/24"))',
    'ipv6_is_in_range("a5e:f127:8a9d:146d:e102:b5d3:c755:abcd", "a5e:f127:8a9d:146d:e102:b5d3:c755:0/112")',
    'datetime_part("month", datetime(2017-10-30 01:02:03)) == 10',
    'datetime_part("week_of_year", datetime(2017-10-30 01:02:03)) == 44',
    'bin(7, 3) == 6',
    'iff(1 == 1, "a", "b") == "a"',
    'strcat("hello", " ", "world") == "hello world"',
  ])('%s', (condition) => {
    expect(isTrue(condition)).toBe(true)
  })

  test.each(['long(null) == long(null)', 'long(null) > 1', 'not(long(null) > 1)'])(
    'a row is left out by %s',
    (condition) => {
      expect(isTrue(condition)).toBe(false)
    },
  )
})

const rows = [
  { n: 1, s: 'a', t: '2024-01-01T00:00:10Z' },
  { n: 2, s: 'a', t: '2024-01-01T00:04:59Z' },
  { n: 3, s: 'b', t: '2024-01-01T00:05:00Z' },
  { n: 4, s: '', t: '2024-01-01T00:05:01Z' },
]

const all = (query: string): readonly unknown[] => evaluateAll(query, () => rows, tables)

// "summarize operator", "count_distinct()", "countif()".
describe('summarize', () => {
  test.each<readonly [query: string, expected: readonly unknown[]]>([
    ['T | summarize c = count() by s | where c > 1 | project s, c', [{ s: 'a', c: 2 }]],
    ['T | summarize d = count_distinct(s) | project d', [{ d: 3 }]],
    ['T | summarize c = countif(n > 2) | project c', [{ c: 2 }]],
    [
      'T | summarize total = sum(n), least = min(n) | project total, least',
      [{ total: 10, least: 1 }],
    ],
    ['T | where n > 9 | summarize c = count() | project c', [{ c: 0 }]],
  ])('%s', (query, expected) => {
    expect(all(query)).toEqual(expected)
  })

  test('counts in windows that begin at multiples of their length', () => {
    const found = all('T | summarize c = count() by bin(t, 5m) | where c >= 2 | project c')
    expect(found).toEqual([{ c: 2 }, { c: 2 }])
  })
})
