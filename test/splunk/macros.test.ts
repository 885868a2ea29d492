import { expect, test } from '@jest/globals'
import { mapPiece } from '../../src/source/mapped.js'
import { readMacroFile } from '../../src/splunk/macro-file.js'
import { fileSpan } from '../../src/splunk/expansion.js'
import { expandMacros, macroSet } from '../../src/splunk/macros.js'
import { conditionOf, errors, macro, read, show } from './reading.js'

const expand = (text: string, ...macros: ReturnType<typeof macro>[]) =>
  expandMacros(mapPiece(text, 0), macroSet(macros))

test.each([
  ['`m` b', 'a=1 b'],
  ['x `two("p q", r)` y', 'x p q:r y'],
  ['`two(p)`', 'one p'],
  ['`two("a,b", (c,d))`', 'a,b:(c,d)'],
  [String.raw`${'`'}two("say \"x\"", y)${'`'}`, 'say "x":y'],
  ['`outer`', '<a=1>'],
  ['"`m`" `m`', '"`m`" a=1'],
  [String.raw`"\"${'`'}m${'`'}" ${'`'}m${'`'}`, String.raw`"\"${'`'}m${'`'}" a=1`],
  ['`text`', '"`m`"'],
  ['`money`', '$x$ cost'],
  ['`m` ```a `comment` ``` `m`', 'a=1  a=1'],
])('%s becomes %s', (text, expected) => {
  const { value, diagnostics } = expand(
    text,
    macro('m', 'a=1'),
    macro('two', '$a$:$b$', 'a', 'b'),
    macro('two', 'one $a$', 'a'),
    macro('outer', '<`m`>'),
    macro('text', '"`m`"'),
    macro('money', '$x$ cost'),
  )
  expect(diagnostics).toEqual([])
  expect(value.text).toBe(expected)
})

test('what a macro made stands where its call does', () => {
  const { value } = expand('ab `m` cd', macro('m', 'longer than the call'))
  expect(fileSpan(value, 0, 2)).toEqual({ start: 0, end: 2 })
  expect(fileSpan(value, 5, 9)).toEqual({ start: 3, end: 6 })
  expect(fileSpan(value, value.text.indexOf('cd'), value.text.length)).toEqual({ start: 7, end: 9 })
})

test.each([
  ['a=1 `sysmn`', 'splunk/unknown-macro@4', "Did you mean 'sysmon'?"],
  ['a=1 `ctim(x)`', 'splunk/unknown-macro@4', 'The macro `ctim(x)` is not defined.'],
  ['`security_content_ctime(a, b)`', 'splunk/macro-arity@0', 'takes 1 arguments; this call has 2'],
  ['x `loop`', 'splunk/macro-cycle@2', 'loop → again → loop'],
  ['x `self`', 'splunk/macro-cycle@2', 'self → self'],
])('%s: %s', (search, code, message) => {
  const { diagnostics } = expand(
    search,
    macro('loop', '`again`'),
    macro('again', '`loop`'),
    macro('self', 'x `self`'),
  )
  expect(errors(diagnostics)).toEqual([code])
  expect(diagnostics[0]?.message).toContain(message)
})

test('a macro that doubles again and again ends as an error', () => {
  const bomb = Array.from({ length: 60 }, (_, index) =>
    macro(`m${index}`, `\`m${index + 1}\` \`m${index + 1}\``),
  )
  expect(errors(read('`m0`', ...bomb, macro('m60', 'lol')).diagnostics)).toEqual([
    'splunk/macro-size@0',
  ])
  expect(errors(read('`m0`', ...bomb, macro('m60', '')).diagnostics)).toEqual([
    'splunk/macro-size@0',
  ])
})

test('a long chain of macros ends as an error', () => {
  const chain = Array.from({ length: 5000 }, (_, index) => macro(`m${index}`, `\`m${index + 1}\``))
  expect(errors(read('`m0`', ...chain).diagnostics)).toEqual(['grammar/too-deep@0'])
})

test('an unknown filter macro keeps everything, a defined one is what it is', () => {
  const unknown = read('a=1 | `my_filter`')
  expect(unknown.value).toBeDefined()
  expect(unknown.diagnostics).toEqual([])
  expect(conditionOf('a=1 | `my_filter`', macro('my_filter', 'search NOT b=2'))).toBe(
    '(a=#1 & !b=#2)',
  )
})

test('macros may be expressions, values and lists', () => {
  expect(conditionOf('a=1 `or`', macro('or', 'b=2 OR c=3'))).toBe('(a=#1 & (b=#2 | c=#3))')
  expect(conditionOf('a IN (x, `values`)', macro('values', 'y, z'))).toBe('(a=x | a=y | a=z)')
})

test('a macro of several stages ends the first, and is printed back as it was', () => {
  const { value } = read('a=1 `pipe` | where d="x"', macro('pipe', 'b=2 | eval c=1, d=lower(e)'))
  expect(show(value!.condition)).toBe('(a=#1 & b=#2 & e=x)')
  expect(value?.splunk.source).toBe('a=1 `pipe`')
  expect(value?.splunk.stages.map(({ text }) => text)).toEqual(['where d="x"'])
  expect(value?.splunk.says?.map(show)).toEqual(['a=#1', 'b=#2', 'e=x'])
})

test('a stage that a macro makes is refused at its call', () => {
  expect(errors(read('a=1 `pipe`', macro('pipe', 'b=2 | head 1')).diagnostics)).toEqual([
    'splunk/unsupported-command@4',
  ])
})

test("users' macros come before ours", () => {
  const { value } = read('`powershell` EventCode=1', macro('powershell', 'index=ps'))
  expect(value?.logSources).toEqual([])
})

const file = (text: string) => readMacroFile({ path: 'macros/x.yml', text })

test('macro files', () => {
  expect(
    file('name: a\ndefinition: b $c$\narguments:\n  - c\n---\nname: d\ndefinition: "false"\n'),
  ).toEqual({
    value: [
      { name: 'a', parameters: ['c'], definition: 'b $c$' },
      { name: 'd', parameters: [], definition: 'false' },
    ],
    diagnostics: [],
  })
})

test.each([
  ['- a', 'splunk/macro-file@0'],
  ['name: a', 'splunk/macro-file@0'],
  ['name: a\ndefinition: [b]', 'splunk/macro-file@20'],
  ['name: a\ndefinition: b\narguments: c', 'splunk/macro-file@33'],
  ['name: a\nname: b\ndefinition: c', 'yaml/duplicate-key@8'],
  ['name: "a', 'yaml/syntax@8'],
])('macro file %j: %s', (text, expected) => {
  const { value, diagnostics } = file(text)
  expect(errors(diagnostics)).toEqual([expected])
  expect(value).toEqual([])
})
