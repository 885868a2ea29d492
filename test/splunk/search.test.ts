import { expect, test } from '@jest/globals'
import { backends } from '../../backends/index.js'
import { bareMetadata } from '../../src/ast/build.js'
import type { Detection } from '../../src/ast/nodes.js'
import { transpile } from '../../src/transpile.js'
import { conditionOf, errors, macro, read, remarks, show } from './reading.js'

test.each([
  // NOT before OR before AND, said or implied.
  ['a=x b=y', '(a=x & b=y)'],
  ['a=x AND b=y', '(a=x & b=y)'],
  ['a=x b=y OR c=z', '(a=x & (b=y | c=z))'],
  ['a=x OR b=y c=z', '((a=x | b=y) & c=z)'],
  ['a=x OR b=y AND c=z OR d=w', '((a=x | b=y) & (c=z | d=w))'],
  ['(a=x b=y) OR c=z', '((a=x & b=y) | c=z)'],
  ['NOT a=x b=y', '(!a=x & b=y)'],
  ['NOT a=x OR b=y', '(!a=x | b=y)'],
  ['NOT (a=x OR b=y)', '!(a=x | b=y)'],
  ['NOT NOT a=x', '!!a=x'],
  ['(a=x (b=y c=z))', '(a=x & (b=y & c=z))'],
  ['search a=x', 'a=x'],
  ['| search a=x', 'a=x'],
  ['\n a=x\n\n\t b=y \n', '(a=x & b=y)'],
])('%s', (search, expected) => {
  expect(conditionOf(search)).toBe(expected)
})

test.each([
  // Operators, blanks around them, names.
  ['a = x', 'a=x'],
  ['a==x', 'a=x'],
  ['a!=x', '(a exists & !a=x)'],
  ['a != "x y"', '(a exists & !a=x y)'],
  ['a=*', 'a exists'],
  ['a="*"', 'a exists'],
  ['a!=*', '(a exists & !a exists)'],
  ['a=""', 'a='],
  ['a!=""', '(a exists & !a=)'],
  ['a>5', 'a gt 5'],
  ['a <= -1.5', 'a lte -1.5'],
  ['a>="10"', 'a gte 10'],
  ['a=10', 'a=#10'],
  ['a="10"', 'a=10'],
  ['"target{}.type"=x', 'target{}.type=x'],
  ['target{}.a:b-c@d=x', 'target{}.a:b-c@d=x'],
  ['"Known Notes"=True', 'Known Notes=True'],
  ['a=b=c', 'a=b=c'],
  ['type=SYSCALL', 'type=SYSCALL'],
  ['a=ANDROID b=ORE', '(a=ANDROID & b=ORE)'],
  ['a=x"b"=y', 'splunk/syntax@2'],
  ['a="x"b=y', '(a=x & b=y)'],
  // Lists.
  ['a IN (x, "y z", 3)', '(a=x | a=y z | a=#3)'],
  ['a IN(x)', 'a=x'],
  ['NOT a IN (x,y)', '!(a=x | a=y)'],
  ['a IN ("*",10.0.0.0/8)', '(a exists | a in 10.0.0.0/8)'],
  ['a IN (,"x","y",)', '(a=x | a=y)'],
  ['a IN ("x" "y")', '(a=x | a=y)'],
  ['a IN ()', 'splunk/syntax@6'],
  ['a IN x', 'splunk/syntax@5'],
  // Networks.
  ['a=10.0.0.0/8', 'a in 10.0.0.0/8'],
  ['a="10.1.2.3/8"', 'a in 10.0.0.0/8'],
  ['a=10.0.0.0/33', 'a=10.0.0.0/33'],
  ['a="fe80::/10"', 'a in fe80::/10'],
  ['a="2001:DB8:0:0::1/64"', 'a in 2001:db8::/64'],
  ['a="::ffff:10.0.0.0/104"', 'a in ::ffff:a00:0/104'],
  ['a="::1/129"', 'a=::1/129'],
  ['a=10.0.0.300/8', 'a=10.0.0.300/8'],
  ['a=10.0.0.*', 'a=10.0.0.⋆'],
  ['a!=192.168.0.0/16', '(a exists & !a in 192.168.0.0/16)'],
  // Words and phrases.
  ['error', '"error"'],
  ['"a phrase" x', '("a phrase" & "x")'],
  ['*part*', '"part"'],
  ['a=x *', '(a=x & always)'],
  ['a=CASE(Ab*)', 'a==Ab⋆'],
])('%s', (search, expected) => {
  expect(conditionOf(search)).toBe(expected)
})

test.each([
  // Only \\, \" and \| are escapes; a wildcard is one behind a backslash and inside quotes too; ? is itself.
  [String.raw`a="C:\\Windows\\*"`, 'a=C:\\Windows\\⋆'],
  [String.raw`a=*\\x.exe`, 'a=⋆\\x.exe'],
  [String.raw`a="*\sam *"`, 'a=⋆\\sam ⋆'],
  [String.raw`a="*\\sam *"`, 'a=⋆\\sam ⋆'],
  [String.raw`a="\\\\host\\c$"`, 'a=\\\\host\\c$'],
  [String.raw`a="say \"hi\" \| x"`, 'a=say "hi" | x'],
  [String.raw`a="x|y"`, 'a=x|y'],
  [String.raw`a="system32\*"`, 'a=system32\\⋆'],
  [String.raw`a=a\*b`, 'a=a\\⋆b'],
  [String.raw`a=what?`, 'a=what?'],
  [String.raw`a=*\"on\":true*`, 'a=⋆"on":true⋆'],
  [String.raw`a="ends\\"`, 'a=ends\\'],
  ['a="*install *"', 'a=⋆install ⋆'],
  ['a="(x), [y] `z`"', 'a=(x), [y] `z`'],
])('%s', (search, expected) => {
  expect(conditionOf(search)).toBe(expected)
})

test.each([
  ['a>x', 'splunk/order-of-text@0'],
  ['a=x b=TERM(1.2.3.4)', 'splunk/unsupported-term@6'],
  ['a=x [search b]', 'splunk/unsupported-term@4'],
  ['a=x NOT [| inputlookup b | fields c]', 'splunk/unsupported-term@8'],
  ['a=x OR earliest=-1d', 'splunk/unsupported-term@7'],
  ['a=x NOT latest=-1d', 'splunk/unsupported-term@8'],
  ['latest=-1d a=x latest=-2d', 'splunk/unsupported-term@0 splunk/unsupported-term@15'],
  ['starttime=x a=x', 'splunk/unsupported-term@0'],
  ['daysago=2 a=x', 'splunk/unsupported-term@0'],
  ['endtimeu=2 a=x', 'splunk/unsupported-term@0'],
  ['startmonthsago=2 a=x', 'splunk/unsupported-term@0'],
  ['searchtimespanhours=2 a=x', 'splunk/unsupported-term@0'],
  ['a=x starttime=x timeformat="%Y"', 'splunk/unsupported-term@4 splunk/unsupported-term@16'],
  ['earliest=-1d', 'splunk/no-condition@0'],
  ['a*=x', 'splunk/unsupported-term@0'],
  ['a=x)', 'splunk/syntax@3'],
  ['(a=x', 'splunk/unbalanced@0'],
  ['a=x AND', 'splunk/syntax@7'],
  ['a=x OR OR b=y', 'splunk/syntax@7'],
  ['a=(x OR y)', 'splunk/syntax@2'],
  ['a="x', 'splunk/unbalanced@2'],
  ['', 'splunk/no-condition@0'],
  ['  ', 'splunk/no-condition@0'],
  ['search *', 'splunk/no-condition@0'],
])('%s is refused', (search, expected) => {
  expect(conditionOf(search)).toBe(expected)
})

test('tells of OR beside AND at the OR, unless a macro wrote it', () => {
  const { diagnostics } = read('a=1 b=2 OR c=3')
  expect(diagnostics).toMatchObject([
    {
      code: 'splunk/precedence',
      span: { start: 8, end: 10 },
      message: 'Splunk binds OR before AND here: this reads as (b=2 OR c=3) AND ….',
    },
  ])
  expect(remarks(read('a=1 (b=2 OR c=3)').diagnostics)).toEqual([])
  expect(remarks(read('`either` a=1', macro('either', 'b=2 OR c=3')).diagnostics)).toEqual([])
})

test('an entity of XML is what Splunk keeps in a field, and nobody else', () => {
  const { diagnostics } = read('a="*&lt;Command&gt;*" b="x&y;z" NOT c IN ("&#x3c;", d)')
  expect(diagnostics).toMatchObject([
    { code: 'splunk/xml-entity', effect: 'approximate', span: { start: 2 } },
    { code: 'splunk/xml-entity', effect: 'approximate', span: { start: 42 } },
  ])
})

test('remarks on words, commas and lower-case operators', () => {
  expect(remarks(read('word a=1').diagnostics)).toEqual(['splunk/whole-words'])
  expect(remarks(read('"*word*" *more* a=1').diagnostics)).toEqual([])
  expect(remarks(read('word* "*"word').diagnostics)).toEqual([
    'splunk/whole-words',
    'splunk/whole-words',
  ])
  expect(remarks(read('a=1 or b=2').diagnostics)).toEqual(['splunk/lower-case-operator'])
  expect(remarks(read('a IN (1 2)').diagnostics)).toEqual(['splunk/list-commas'])
  expect(read('NOT word').diagnostics).toMatchObject([{ effect: 'narrower' }])
})

test('every node knows its place', () => {
  const search = 'a=x  NOT (bb="y z" OR c IN (1, 2))'
  const { value } = read(search)
  const places: string[] = []
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    if ('span' in node && 'kind' in node) {
      const { start, end } = node.span as { start: number; end: number }
      places.push(`${String(node.kind)}: ${search.slice(start, end)}`)
    }
    for (const child of Object.values(node)) visit(child)
  }
  visit(value?.condition)
  expect(places).toEqual([
    'and: a=x  NOT (bb="y z" OR c IN (1, 2))',
    'predicate: a=x',
    'field: a',
    'matches: x',
    'not: NOT (bb="y z" OR c IN (1, 2))',
    'or: bb="y z" OR c IN (1, 2)',
    'predicate: bb="y z"',
    'field: bb',
    'matches: "y z"',
    'or: c IN (1, 2)',
    'predicate: 1',
    'field: c',
    'matches: 1',
    'predicate: 2',
    'field: c',
    'matches: 2',
  ])
})

test('all problems of the first stage come at once, those behind it up to the first', () => {
  expect(errors(read('a>x b=TERM(b) | join c [search d] | head 1').diagnostics)).toEqual([
    'splunk/order-of-text@0',
    'splunk/unsupported-term@6',
  ])
  expect(errors(read('a=1 | join c [search d] | head 1').diagnostics)).toEqual([
    'splunk/unsupported-command@6',
  ])
})

test.each([
  ['a=x [| inputlookup b | fields c]', 'inputlookup'],
  ['a=x [search b=y | fields c]', 'search'],
  ['a=x [b=y | fields c]', 'search'],
])('%s is refused by the name of what it does', (search, command) => {
  expect(read(search).diagnostics[0]?.message).toBe(
    `A subsearch by '${command}' (stage 1) asks for what other events or a list hold, which no condition on events can say.`,
  )
})

test.each([
  ['index=win `sysmon` EventCode=1 a=x', '(EventCode=#1 & a=x)', 'index=win `sysmon`'],
  ['`sysmon` a=x (index=v OR index=w*)', 'a=x', '`sysmon` (index=v OR index=w*)'],
  [
    'sourcetype=aws:cloudtrail index IN (v, w) a=x',
    'a=x',
    'sourcetype=aws:cloudtrail index IN (v, w)',
  ],
])('%s: an index is no condition on the events of a known source', (search, condition, source) => {
  const { value, diagnostics } = read(search)
  expect(show(value!.condition)).toBe(condition)
  expect(value?.splunk.source).toBe(source)
  expect(diagnostics.map(({ code, effect }) => [code, effect])).toEqual([['splunk/index', 'wider']])
})

test('an index beside other tests, or of an unknown source, is one', () => {
  expect(conditionOf('`sysmon` (index=v OR a=x)')).toBe('(index=v | a=x)')
  expect(conditionOf('`sysmon` NOT index=v')).toBe('!index=v')
  expect(conditionOf('index=v a=x')).toBe('index=v & a=x')
  const indexed = read('| tstats count where index=v source="WinEventLog:Security" a=x by host')
  expect(show(indexed.value!.condition)).toContain('a=x')
  expect(indexed.diagnostics.map(({ code }) => code)).toContain('splunk/index')
})

test('a search that keeps its index is exact, others are wider', async () => {
  const { value, diagnostics: found } = read('index=win `sysmon` EventCode=1 Image="*x"')
  const detection: Detection = {
    kind: 'detection',
    metadata: bareMetadata('t'),
    selections: [],
    ...value!,
  }
  const statusIn = async (target: string) =>
    (await transpile(detection, await backends[target]!(), { found })).status
  expect(await statusIn('splunk-search')).toBe('exact')
  expect(await statusIn('sentinel-kql')).toBe('wider')
  expect(await statusIn('sigma')).toBe('wider')
})

test.each([
  ['a=x)', 'splunk/syntax@3', 'nothing opened this parenthesis'],
  ['(a=x) b=y) c=z', 'splunk/syntax@9', 'nothing opened this parenthesis'],
  ['a IN ()', 'splunk/syntax@6', 'expected'],
  ['a in (x, y)', 'splunk/syntax@2', 'IN is upper case'],
  ['b=z (a=x OR a In (x, y))', 'splunk/syntax@14', 'IN is upper case'],
])('%s: %s, %s', (search, code, reason) => {
  const { diagnostics } = read(search)
  expect(errors(diagnostics)).toEqual([code])
  expect(diagnostics[0]?.message).toContain(reason)
})
