import { describe, expect, test } from '@jest/globals'
import { evaluate, type Document, type Types } from './evaluate.js'
import { parse } from './syntax.js'

const types: Types = {
  'process.name': 'keyword',
  'process.command_line': 'wildcard',
  'process.name.caseless': 'caseless',
  message: 'text',
  'host.ip': 'ip',
  'event.code': 'keyword',
  'http.response.status_code': 'long',
  '@timestamp': 'date',
}

const value = (text: string, quoted = false) => ({ pieces: text.split('*'), quoted })

describe('syntax', () => {
  test.each([
    ['a:1 or b:2 and c:3', 'or(a:1, and(b:2, c:3))'],
    ['not a:1 and b:2', 'and(not(a:1), b:2)'],
    ['NOT a:1 AND (b:2 Or c:3)', 'and(not(a:1), or(b:2, c:3))'],
    ['a:(1 or not 2)', 'or(a:1, not(a:2))'],
    ['a:("x y" and z*)', 'and(a:"x y", a:z*)'],
    ['status >= 400', 'status>=400'],
    ['a : x y z ', 'a:x y z'],
    ['a: x \\and y', 'a:x and y'],
    ['a: \\*\\(\\)\\:\\\\', 'a:<*>():\\'],
    ['"a b": c', '"a b":c'],
    ['a: x \\NOT y', 'a:x NOT y'],
    ['a: x \\not y', 'a:x \not y'],
    ['a: can\\u006eot go', 'a:cannot go'],
    ['a: cannot go', undefined],
    ['a: x\\t', 'a:x'],
    ['a: "x\\t\\u0041\\q"', 'a:"x\tA\\q"'],
    ['a: "open', undefined],
    ['a: b:c', undefined],
    ['a: (b', undefined],
    ['a: {b: c}', undefined],
    ['a: "b" c', undefined],
  ])('%s', (query, expected) => {
    expect(shown(query)).toBe(expected)
  })

  test('a literal keeps where its wildcards are', () => {
    expect(parse('f: *a b*')).toEqual({ kind: 'is', field: value('f'), value: value('*a b*') })
    expect(parse('f: "*"')).toMatchObject({ value: { pieces: ['*'], quoted: true } })
  })
})

type Case = readonly [query: string, document: Document, hit: boolean]

const name = (text: unknown): Document => ({ 'process.name': text })
const line = (text: unknown): Document => ({ 'process.command_line': text })

describe('what Elasticsearch finds', () => {
  test.each<Case>([
    ['process.name: "Cmd.exe"', name('Cmd.exe'), true],
    ['process.name: "Cmd.exe"', name('cmd.exe'), false],
    ['process.name: Cmd*', name('Cmd.exe'), true],
    ['process.name: "Cmd*"', name('Cmd.exe'), false],
    ['process.name: *a b\\\\*', name('x a b\\c'), true],
    ['process.name.caseless: "CMD.exe"', name('cmd.EXE'), true],
    ['process.name.caseless: *MD*', name('cmd.EXE'), true],
    ['process.name: *', name(''), true],
    ['process.name: *', name(null), false],
    ['process.name: ""', name(''), true],
    ['not process.name: *', {}, true],
    ['not process.name: x', {}, true],
    ['process.name: (a or b)', name(['z', 'b']), true],
    ['not process.name: b', name(['z', 'b']), false],
    ['process.n*: b', name('b'), true],
    ['process.command_line: *install *', line('anything'), true],
    ['process.command_line: *install *', {}, false],
    ['process.command_line: *install*module*', line('appcmd install module'), true],
    ['process.command_line: "a b"', line('a b'), true],
    ['process.command_line: "a b"', line('a b c'), false],
    ['process.command_line: a b', line('a b'), true],
    ['process.command_line: *a* \\AND *b*', line('a'), false],
    ['message: "quick BROWN"', { message: 'The quick brown fox' }, true],
    ['message: "brown quick"', { message: 'The quick brown fox' }, false],
    ['message: quick dog', { message: 'The quick brown fox' }, true],
    ['message: qui*', { message: 'The Quick brown fox' }, true],
    ['message: *uick br*', { message: 'a brown fox' }, true],
    ['message: "C:\\\\Windows\\\\a.exe"', { message: 'run c:/windows a.exe' }, true],
    ['unknown: "a-b"', { unknown: 'x A B' }, true],
    ['host.ip: "10.0.0.0/8"', { 'host.ip': '10.1.2.3' }, true],
    ['host.ip: "10.0.0.0/8"', { 'host.ip': '11.1.2.3' }, false],
    ['host.ip: "10.0.0.0/8"', { 'host.ip': '::1' }, false],
    ['host.ip: "2001:db8::/32"', { 'host.ip': ['10.0.0.1', '2001:db8::7'] }, true],
    ['http.response.status_code >= 400', { 'http.response.status_code': 404 }, true],
    ['http.response.status_code: 404', { 'http.response.status_code': 404 }, true],
    ['event.code > 5', { 'event.code': '40' }, false],
    ['@timestamp < "2021-01-02T21:55:59"', { '@timestamp': '2020-01-01T00:00:00' }, true],
    ['"b"', { 'process.name': 'b' }, true],
    ['nothing', { 'process.name': 'b' }, false],
    ['*:*', {}, true],
  ])('%s of %j', (query, document, hit) => {
    expect(evaluate(query, document, types)).toBe(hit)
  })

  test('what a shard would refuse is an error', () => {
    const document = { 'host.ip': '10.1.2.3', 'http.response.status_code': 404 }
    expect(() => evaluate('http.response.status_code: 4*', document, types)).toThrow('long')
    expect(() => evaluate('host.ip: "10.1.2"', document, types)).toThrow('ip')
    expect(() => evaluate('process.name: null', document, types)).toThrow('null')
  })
})

function shown(query: string): string | undefined {
  try {
    return show(parse(query))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** A query on one line; a wildcard is `*` and a star `<*>`. */
function show(query: ReturnType<typeof parse>): string {
  switch (query.kind) {
    case 'and':
    case 'or':
      return `${query.kind}(${query.operands.map(show).join(', ')})`
    case 'not':
      return `not(${show(query.operand)})`
    case 'is':
      return `${query.field === null ? '' : `${literal(query.field)}:`}${literal(query.value)}`
    case 'range':
      return literal(query.field) + query.operator + literal(query.value)
  }
}

function literal({ pieces, quoted }: { pieces: readonly string[]; quoted: boolean }): string {
  const text = pieces.map((piece) => piece.replaceAll('*', '<*>')).join('*')
  return quoted ? `"${text}"` : text
}
