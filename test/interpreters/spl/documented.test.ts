/** Examples of Splunk's manuals, each with events that show what the manual says of it. */
import { describe, expect, test } from '@jest/globals'
import { evaluate, evaluateTable, type Event } from './evaluate.js'

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

/** Fields that a command makes, by a search that keeps only these. */
describe('Search Reference, commands that make fields', () => {
  const object = '{"name":"Albert","age":63}'
  const commits =
    '{"commits":[{"author":{"name":"a"}},{"author":{"name":"b"}}],"server":{"name":"s"}}'
  const games = '<game><name>Settlers of Catan</name><category>competitive</category></game>'
  test.each<readonly [stages: string, event: Event, made: Event]>([
    [
      'rex field=savedsearch_id "(?<user>\\w+);(?<app>\\w+);(?<SavedSearchName>\\w+)" | fields user app SavedSearchName',
      { savedsearch_id: 'bob;search;my_saved_search' },
      { user: 'bob', app: 'search', SavedSearchName: 'my_saved_search' },
    ],
    ['rex field=x "n=(?<n>\\d)" | fields n', { x: 'n=1 n=2 n=3' }, { n: '1' }],
    ['rex field=x max_match=2 "n=(?<n>\\d)" | fields n', { x: 'n=1 n=2 n=3' }, { n: ['1', '2'] }],
    [
      'rex max_match=0 field=x "n=(?<n>\\d)" | fields n',
      { x: 'n=1 n=2 n=3' },
      { n: ['1', '2', '3'] },
    ],
    ['fromjson object | fields name age', { object }, { name: 'Albert', age: 63 }],
    [
      'fromjson object prefix=json_ | fields json_*',
      { object },
      { json_name: 'Albert', json_age: 63 },
    ],
    ['fromjson object | fields name', { object: 'no JSON' }, {}],
    ['spath output=myfield path=server.name | fields myfield', { _raw: commits }, { myfield: 's' }],
    [
      'spath output=commit_author path=commits{}.author.name | fields commit_author',
      { _raw: commits },
      { commit_author: ['a', 'b'] },
    ],
    ['spath input=x server.name | fields server.name', { x: commits }, { 'server.name': 's' }],
    [
      'spath input=x | fields commits{}.author.name server.name',
      { x: commits },
      { 'commits{}.author.name': ['a', 'b'], 'server.name': 's' },
    ],
    ['spath input=x | fields {}.a', { x: '[{"a":1},{"a":2}]' }, { '{}.a': ['1', '2'] }],
    [
      'xmlkv x | fields name category',
      { x: games },
      { name: 'Settlers of Catan', category: 'competitive' },
    ],
    ['fillnull | fields a', { a: null }, { a: '0' }],
    ['fillnull value=NULL a b | fields a b', { a: 'x' }, { a: 'x', b: 'NULL' }],
    ['addtotals fieldname=Total a, b | fields Total', { a: '2', b: '3', c: '7' }, { Total: 5 }],
    ['eval n=mvmap(x, x*5) | fields n', { x: ['1', '2'] }, { n: ['5', '10'] }],
    ['eval n=mvjoin(x, ";") | fields n', { x: ['1', '2'] }, { n: '1;2' }],
    ['eval n=a+"/"+b, m=a+c | fields n m', { a: 'tcp', b: 'x', c: '1' }, { n: 'tcp/x', m: 'tcp1' }],
    ['bin n span=10 | fields n', { n: '25' }, { n: '20-30' }],
    // Without a table that has the value, nothing is added.
    ['lookup usertogroup user OUTPUT group | fields user group', { user: 'a' }, { user: 'a' }],
  ])('%s', (stages, event, made) => {
    const [row = {}] = evaluateTable(`* | ${stages}`, [{ _raw: 'x', ...event }])
    const { _raw, ...others } = row
    expect(others).toEqual(made)
  })

  test('what a lookup adds is not known', () => {
    const search = '* | lookup usertogroup user OUTPUT group | search group=x'
    expect(() => evaluateTable(search, [{ user: 'a' }])).toThrow('not interpreted')
  })

  test.each<readonly [type: string, rows: readonly Event[]]>([
    ['type=inner', [{ id: 'a', y: '1', z: '3' }]],
    [
      'type=outer',
      [
        { id: 'a', y: '1', z: '3' },
        { id: 'b', y: '2' },
      ],
    ],
  ])('join %s', (type, rows) => {
    const search = `y=* | join ${type} id [search z=* | fields id z]`
    const events = [
      { id: 'a', y: '1' },
      { id: 'b', y: '2' },
      { id: 'a', z: '3' },
      { id: 'c', z: '4' },
    ]
    expect(evaluateTable(search, events)).toEqual(rows)
  })
})

const access: readonly Event[] = [
  { _time: 0, host: 'www1', status: '404', clientip: 'a', bytes: '10' },
  { _time: 10, host: 'www1', status: '200', clientip: 'a', bytes: '30' },
  { _time: 290, host: 'www2', status: '404', clientip: 'b', bytes: '20' },
  { _time: 310, host: 'www1', status: '404', clientip: 'c', bytes: '40' },
  { _time: 320, status: '404', clientip: 'd', bytes: '5' },
]

describe('Search Reference, stats, eventstats, bin and tstats', () => {
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
    ['status=500 | stats count by host', []],
    [
      '* | stats values(status) list(status) as all count(host) by clientip | where clientip="a"',
      [{ clientip: 'a', 'values(status)': ['200', '404'], all: ['404', '200'], 'count(host)': 2 }],
    ],
    [
      '* | stats earliest(status) latest(status) as last by host | where host="www1"',
      [{ host: 'www1', 'earliest(status)': '404', last: '404' }],
    ],
    [
      '* | bucket span=5m _time as window | stats dc(clientip) as n by window',
      [
        { window: '0', n: 2 },
        { window: '300', n: 2 },
      ],
    ],
    [
      '| tstats count dc(clientip) as ips from datamodel=Web where status=404 by host _time span=5m',
      [
        { host: 'www1', _time: '0', count: 1, ips: 1 },
        { host: 'www2', _time: '0', count: 1, ips: 1 },
        { host: 'www1', _time: '300', count: 1, ips: 1 },
      ],
    ],
    [
      '| tstats count fillnull_value=none max(_time) as last from datamodel=Web where bytes<10 by host',
      [{ host: 'none', count: 1, last: 320 }],
    ],
    ['| tstats count from datamodel=Web where status=500', [{ count: 0 }]],
    ['* | eventstats count as n by host | where n=1', [{ ...access[2], n: 1 }]],
  ])('%s', (query, rows) => {
    expect(evaluateTable(query, access)).toEqual(rows)
  })

  test('what they do not take is an error', () => {
    expect(() => evaluateTable('* | stats sum by host', access)).toThrow(SyntaxError)
    expect(() => evaluateTable('* | bin bytes bins=5', access)).toThrow(SyntaxError)
    expect(() => evaluateTable('| multisearch [search a=1]', access)).toThrow('less than two')
    expect(() =>
      evaluateTable('| multisearch [search a=1 | stats count] [search b=1]', access),
    ).toThrow('stream')
  })
})
