import { describe, expect, test } from '@jest/globals'
import { evaluate, type Event } from './evaluate.js'
import { stagesOf } from './text.js'

type Case = readonly [query: string, event: Event, found: boolean]

describe('the search grammar', () => {
  test.each<Case>([
    // Search Manual: host=www1 AND (status=200 OR action=addtocart).
    ['host=www1 AND status=200 OR action=addtocart', { host: 'x', action: 'addtocart' }, false],
    ['host=www1 status=200 OR action=addtocart', { host: 'www1', action: 'addtocart' }, true],
    ['NOT a=1 b=2', { b: 2 }, true],
    ['NOT a=1 OR b=2', { a: 1, b: 2 }, true],
    ['NOT (a=1 b=2)', { a: 1 }, true],
    ['a=X', { a: 'x' }, true],
    ['A=x', { a: 'x' }, false],
    ['a="*b c*"', { a: 'aB Cd' }, true],
    ['a=*b', { a: 'ab' }, true],
    ['a=CASE(X)', { a: 'x' }, false],
    ['a="a\\*b"', { a: 'a\\xxb' }, true],
    ['a="a\\*b"', { a: 'a*b' }, false],
    ['a="*\\sam *"', { a: 'x\\sam y' }, true],
    ['a="*\\\\sam *"', { a: 'x\\sam y' }, true],
    ['a="D:\\\\Digital\\\\RTFM"', { a: 'd:\\digital\\rtfm' }, true],
    ['a="\\\\\\\\host\\\\c$"', { a: '\\\\host\\c$' }, true],
    ['a="say \\"x\\" | y"', { a: 'say "x" | y' }, true],
    ['a="x?"', { a: 'xy' }, false],
    ['a=1', { a: '1.0' }, false],
    ['a>5', { a: '10' }, true],
    ['a>5', { a: 'x' }, true],
    ['a>=5', {}, false],
    ['a="10.0.0.0/8"', { a: '10.9.9.9' }, true],
    ['a!=1', {}, false],
    ['a!=1', { a: 2 }, true],
    ['NOT a=1', {}, true],
    ['a=*', { a: null }, false],
    ['NOT a=*', {}, true],
    ['a!=*', { a: 1 }, false],
    ['a IN (x, "y*", 10.0.0.0/8)', { a: 'YZ' }, true],
    ['NOT a IN (x, y)', {}, true],
    ['a=x', { a: ['y', 'x'] }, true],
    ['a!=x', { a: ['y', 'x'] }, true],
    ['NOT a=x', { a: ['y', 'x'] }, false],
    ['"a b"=x', { 'a b': 'x' }, true],
    ['country="IN"', { country: 'in' }, true],
    ['a=x or b=y', { a: 'x', b: 'y' }, false],
    ['error', { _raw: 'an ERROR here' }, true],
    ['error', { _raw: 'errors' }, false],
    ['"*rror*"', { x: 'some errors' }, true],
    ['`powershell` EventCode=4104', { EventCode: 4104 }, true],
    ['a=x=y', { a: 'x=y' }, true],
    ['a="" b=*', { a: '', b: '' }, true],
  ])('%s of %j', (query, event, found) => {
    expect(evaluate(query, event)).toBe(found)
  })

  test.each(['a=', 'a="x', '(a=1', 'a IN (', 'a=1)', 'OR a=1', 'a="x"y', 'NOT', 'a=[search b]'])(
    '%s is none',
    (query) => {
      expect(() => evaluate(query, {})).toThrow(SyntaxError)
    },
  )
})

describe('where', () => {
  test.each<Case>([
    ['* | where host="x" AND status=200 OR action="a"', { host: 'y', action: 'a' }, true],
    ['* | where a="X"', { a: 'x' }, false],
    ['* | where a="b*"', { a: 'bc' }, false],
    ['* | where a=b', { a: 'x', b: 'x' }, true],
    ['* | where a!="x"', {}, false],
    ['* | where NOT a="x"', {}, false],
    ['* | where NOT (isnotnull(a) AND a="x")', {}, true],
    ['* | where isnull(a) OR a="x"', {}, true],
    ['* | where match(\'P.x\', "(?i)^C:\\\\\\\\win")', { 'P.x': 'c:\\WINDOWS' }, true],
    ['* | where match(a, "\\d+\\s")', { a: 'x12 ' }, true],
    ['* | where match(a, "B")', { a: 'abc' }, false],
    ['* | where like(a, "%x_")', { a: 'a\nxy' }, true],
    ['* | where like(lower(a), "%a*b%")', { a: 'xA*B' }, true],
    ['* | where a="C:\\\\windows\\temp"', { a: 'C:\\windows\temp' }, true],
    ['* | where a IN ("x", "y")', { a: 'y' }, true],
    ['* | where in(a, "X*")', { a: 'x1' }, false],
    ['* | where cidrmatch("10.0.0.0/8", a)', { a: '10.1.1.1' }, true],
    ['* | where a>5', { a: '10' }, true],
    ['* | where tonumber(a)<5', { a: 'x' }, false],
    ['* | where searchmatch("a=*X*")', { a: 'axb' }, true],
    ['* | where true() AND NOT false()', { a: 1 }, true],
    ['* | where a="x | y" | where b="z"', { a: 'x | y', b: 'z' }, true],
    ['* | where match(a, "^x|y$")', { a: ['b', 'zy'] }, true],
  ])('%s of %j', (query, event, found) => {
    expect(evaluate(query, { _raw: 'x', ...event })).toBe(found)
  })

  test.each(['* | where a b', '* | where a="x" AND', '* | where match(a, "x"', '* | where OR'])(
    '%s is none',
    (query) => {
      expect(() => evaluate(query, { _raw: 'x' })).toThrow(SyntaxError)
    },
  )
})

const event = (process: string, parent?: string): Event => ({
  'Processes.process_name': 'AppCmd.exe',
  'Processes.process': process,
  ...(parent === undefined ? {} : { 'Processes.parent_process_name': parent }),
})

describe('stages', () => {
  const iis =
    '| tstats `security_content_summariesonly` count min(_time) as firstTime from datamodel=Endpoint.Processes ' +
    'where NOT (Processes.parent_process_name  IN ("msiexec.exe", "iissetup.exe")) Processes.process_name=appcmd.exe ' +
    'Processes.process IN ("*install *", "*module *") AND Processes.process="*image*" by Processes.dest Processes.process ' +
    '| `drop_dm_object_name(Processes)` | `security_content_ctime(firstTime)` | `a_filter`'
  test.each<Case>([
    [iis, event('appcmd add module /image:x'), true],
    [iis, event('appcmd install x image', 'cmd.exe'), true],
    [iis, event('appcmd install x image', 'MSIEXEC.exe'), false],
    [iis, event('appcmd installs image'), false],
    [`${iis} | where match(process, "add")`, event('add module image'), true],
    [`${iis} | where match('Processes.process', "add")`, event('add module image'), false],
    ['| tstats count from datamodel=M.O where a=1 by b', { a: 1 }, false],
    [
      '| tstats count fillnull_value="x" from datamodel=M.O where a=1 by b | search b=x',
      { a: 1 },
      true,
    ],
    ['| tstats count from datamodel=M.O where a=1 by a | search c=1', { a: 1, c: 1 }, false],
    ['| tstats count from datamodel=M.O where a="x by y" by a', { a: 'x by y' }, true],
    ['a=1 | regex b="^\\\\\\\\x"', { a: 1, b: '\\x' }, true],
    ['a=1 | regex b="X"', { a: 1, b: 'x' }, false],
    ['a=1 | regex b!="x"', { a: 1 }, true],
    ['a=1 | rename a as "b c" | search "b c"=1 | table b', { a: 1 }, true],
    ['a=1 | eval c=lower(b) | where c="x"', { a: 1, b: 'X' }, true],
    ['a=1 | stats count by b', { a: 1 }, false],
  ])('%s of %j', (query, given, found) => {
    expect(evaluate(query, given)).toBe(found)
  })

  test('pipes in quotes and macros do not end a stage', () => {
    expect(stagesOf('a="x|\\"|" | where \'b|c\'="|" | `m("|")`')).toEqual([
      'a="x|\\"|"',
      'where \'b|c\'="|"',
      '`m("|")`',
    ])
  })

  test('what is not interpreted is an error', () => {
    expect(() => evaluate('a=1 | transaction b', { a: 1 })).toThrow('not interpreted')
    expect(() => evaluate('a=1 | tstats count from datamodel=M', { a: 1 })).toThrow('first')
  })
})
