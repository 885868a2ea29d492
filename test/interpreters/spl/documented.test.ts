/** Examples of Splunk's manuals, each with events that show what the manual says of it. */
import { describe, expect, test } from '@jest/globals'
import { evaluate, type Event } from './evaluate.js'
import { evaluateTable } from './table.js'

type Case = readonly [query: string, event: Event, found: boolean]

const email = String.raw`* | regex email="^([a-z0-9_\.-]+)@([\da-z\.-]+)\.([a-z\.]{2,6})$"`
const classA = String.raw`* | regex _raw="(?<!\d)10\.\d{1,3}\.\d{1,3}\.\d{1,3}(?!\d)"`

describe('Search Reference, search', () => {
  test.each<Case>([
    ['(code=10 OR code=29) host!="localhost" xqp>5', { code: 29, host: 'a', xqp: 6 }, true],
    [
      '(code=10 OR code=29) host!="localhost" xqp>5',
      { code: 29, host: 'localhost', xqp: 6 },
      false,
    ],
    ['(code=10 OR code=29) host!="localhost" xqp>5', { code: 29, host: 'a', xqp: 5 }, false],
    ['(code=10 OR code=29) host!="localhost" xqp>5', { code: 29, xqp: 6 }, false],
    ['code IN(10, 29, 43) host!="localhost" xqp>5', { code: 43, host: 'a', xqp: '10' }, true],
    ['code IN(10, 29, 43) host!="localhost" xqp>5', { code: 4, host: 'a', xqp: '10' }, false],
    ['src="10.9.165.*" OR dst="10.9.165.8"', { src: '10.9.165.1' }, true],
    ['src="10.9.165.*" OR dst="10.9.165.8"', { src: '10.9.16.1', dst: '10.9.165.8' }, true],
    ['src="10.9.165.*" OR dst="10.9.165.8"', { dst: '10.9.165.80' }, false],
    // "1" does not match "1.0"; comparisons with > and its kin compare numbers.
    ['a="1"', { a: '1.0' }, false],
    ['a>=1', { a: '1.0' }, true],
    // Difference between NOT and !=.
    ['NOT fieldA="value2"', {}, true],
    ['fieldA!="value2"', {}, false],
  ])('%s of %j', (query, event, found) => {
    expect(evaluate(query, event)).toBe(found)
  })
})

describe('Search Manual, Wildcards', () => {
  test.each<Case>([
    ['host=my*', { host: 'myhost1' }, true],
    ['host=my*', { host: 'myhost.ny.mydomain.com' }, true],
    ['productID="S*G01"', { productID: 'SC-MG-G01' }, true],
    ['productID="S*G01"', { productID: 'MB-AG-G07' }, false],
    ['* | where ipaddress LIKE "198.%"', { ipaddress: '198.1.2.3' }, true],
    ['* | where like(ipaddress, "198.%")', { ipaddress: '1.198.2.3' }, false],
  ])('%s of %j', (query, event, found) => {
    expect(evaluate(query, { _raw: 'x', ...event })).toBe(found)
  })
})

describe('Search Reference, regex, where and the functions of eval', () => {
  test.each<Case>([
    [classA, { _raw: 'from 10.1.2.3 on' }, true],
    [classA, { _raw: 'from 110.1.2.3 on' }, false],
    [email, { email: 'a.b@example.com' }, true],
    [email, { email: 'A.B@example.com' }, false],
    [
      String.raw`* | where match(field, "^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$")`,
      { field: '127.0.0.1' },
      true,
    ],
    [
      String.raw`* | where match(field, "^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$")`,
      { field: 'at 127.0.0.1' },
      false,
    ],
    ['* | where cidrmatch("123.132.32.0/25", ip)', { ip: '123.132.32.127' }, true],
    ['* | where cidrmatch("123.132.32.0/25", ip)', { ip: '123.132.32.128' }, false],
    ['* | where like(field, "foo%")', { field: 'foobar' }, true],
    ['* | where like(field, "foo%")', { field: 'afoo' }, false],
    ['* | where in(status, "404","500","503")', { status: '500' }, true],
    ['* | where in(status, "404","500","503")', { status: '200' }, false],
    ['* | where searchmatch("x=hi y=*")', { x: 'hi', y: 'goodbye' }, true],
    ['* | where searchmatch("x=hi y=*")', { x: 'hi' }, false],
    ['* | where coalesce(clientip, ipaddress)="1.2.3.4"', { ipaddress: '1.2.3.4' }, true],
    [
      '* | where coalesce(clientip, ipaddress)="1.2.3.4"',
      { clientip: '', ipaddress: '1.2.3.4' },
      false,
    ],
    ['* | where substr("string", 1, 3)="str" AND substr("string", -3)="ing"', {}, true],
    ['* | where ltrim(" ZZZZabcZZ ", " Z")="abcZZ "', {}, true],
    ['* | where rtrim(" ZZZZabcZZ ", " Z")=" ZZZZabc"', {}, true],
    ['* | where trim(" ZZZZabcZZ ", " Z")="abc"', {}, true],
    ['* | where ltrim(NET_COST, "$")="12"', { NET_COST: '$12' }, true],
    [
      String.raw`* | where replace(date, "^(\d{1,2})/(\d{1,2})/", "\2/\1/")="14/1/2023"`,
      { date: '1/14/2023' },
      true,
    ],
    ['* | where len(names)=9', { names: 'buttercup' }, true],
    ['* | where len(names)=10', { names: 'tenderhoof' }, true],
    ['* | where lower(username)="sam"', { username: 'SAM' }, true],
    ['* | where isnull(nullif(a, b))', { a: 'x', b: 'x' }, true],
    ['* | where nullif(a, b)="x"', { a: 'x', b: 'y' }, true],
    ['* | where mvcount(split(test, ";"))=4', { test: '1;2;3;4' }, true],
    [
      '* | where case(error=200, "OK", error=404, "Not found", true(), "other")="Not found"',
      { error: 404 },
      true,
    ],
    ['* | where \'5minutes\'="late"', { '5minutes': 'late' }, true],
    ['* | where isnotnull(user) AND NOT user="root"', {}, false],
  ])('%s of %j', (query, event, found) => {
    expect(evaluate(query, { _raw: 'x', ...event })).toBe(found)
  })
})

const access: readonly Event[] = [
  { _time: 0, host: 'www1', status: '404', clientip: 'a', bytes: '10' },
  { _time: 10, host: 'www1', status: '200', clientip: 'a', bytes: '30' },
  { _time: 290, host: 'www2', status: '404', clientip: 'b', bytes: '20' },
  { _time: 310, host: 'www1', status: '404', clientip: 'c', bytes: '40' },
  { _time: 320, status: '404', clientip: 'd', bytes: '5' },
]

describe('Search Reference, stats, eventstats and bin', () => {
  test.each<readonly [query: string, rows: readonly Event[]]>([
    // Events that lack a field of the by-clause are in no group.
    [
      '* | stats count by host',
      [
        { host: 'www1', count: 3 },
        { host: 'www2', count: 1 },
      ],
    ],
    ['* | stats count by host | where count>1', [{ host: 'www1', count: 3 }]],
    [
      '* | stats count(eval(status="404")) as count_status by host | where count_status>=2',
      [{ host: 'www1', count_status: 2 }],
    ],
    ['* | stats dc(clientip) as ips sum(bytes) as total', [{ ips: 4, total: 105 }]],
    [
      '* | stats median(bytes) as m avg(bytes) as a max(bytes) as x min(bytes) as n',
      [{ m: 20, a: 21, x: 40, n: 5 }],
    ],
    [
      '* | bin _time span=5m | stats count by host _time | where count>1',
      [{ host: 'www1', _time: '0', count: 2 }],
    ],
    ['status=500 | stats count', [{ count: 0 }]],
    ['* | eventstats count as n by host | where n=1', [{ ...access[2], n: 1 }]],
  ])('%s', (query, rows) => {
    expect(evaluateTable(query, access)).toEqual(rows)
  })

  test('what they do not take is an error', () => {
    expect(() => evaluateTable('* | stats sum by host', access)).toThrow(SyntaxError)
    expect(() => evaluateTable('* | bin bytes span=5', access)).toThrow(SyntaxError)
    expect(() => evaluateTable('| multisearch [search a=1]', access)).toThrow('less than two')
    expect(() =>
      evaluateTable('| multisearch [search a=1 | stats count] [search b=1]', access),
    ).toThrow('stream')
  })
})
