import { expect, test } from '@jest/globals'
import { mapPiece } from '../../src/source/mapped.js'
import { readMacroFile } from '../../src/splunk/macro-file.js'
import { fileSpan } from '../../src/splunk/expansion.js'
import { expandMacros } from '../../src/splunk/expand-macros.js'
import { macroSet } from '../../src/splunk/macros.js'
import { simplify } from '../../src/ast/build.js'
import { conditionOf, errors, macro, read, remarks, show } from './reading.js'

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
  ['`two(b=q, a="p r")`', 'p r:q'],
  ['`two("a=p", r)`', 'a=p:r'],
  ['`two(c=p, r)`', 'c=p:r'],
  ['`two(a==p, r)`', 'a==p:r'],
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
  ['x `pair(b=1, 2)`', 'splunk/macro-arguments@2', 'The macro `pair` cannot take these arguments'],
  ['x `pair(b=1, b=2)`', 'splunk/macro-arguments@2', 'not each parameter is named once'],
])('%s: %s', (search, code, message) => {
  const { diagnostics } = expand(
    search,
    macro('loop', '`again`'),
    macro('again', '`loop`'),
    macro('self', 'x `self`'),
    macro('pair', '$a$ $b$', 'a', 'b'),
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

test.each([
  '`piped` | where dest="x"',
  '| `piped` | where dest="x"',
  '| `bare` | where dest="x"',
  '| tstats count from `model` where A.user=y by A.dest | where dest="x"',
  '| tstats count from datamodel=`object` where A.user=y by A.dest | where dest="x"',
])('%s: a macro may bring the command of a search', (search) => {
  const definition = 'tstats count from datamodel=M.A where A.user=y by A.dest'
  const { value, diagnostics } = read(
    search.replace('where dest=', "where 'A.dest'="),
    macro('piped', `| ${definition}`),
    macro('bare', definition),
    macro('model', 'datamodel=M.A'),
    macro('object', 'M.A'),
  )
  expect(errors(diagnostics)).toEqual([])
  expect(show(value!.condition)).toBe('(user=y & dest==x)')
  expect(value?.splunk.dataset).toBe('M.A')
})

test('a macro that is missing where a command should be is named', () => {
  expect(errors(read('| `nobody`').diagnostics)).toEqual(['splunk/unknown-macro@2'])
  expect(errors(read('| tstats count from `nobody` by a').diagnostics)).toEqual([
    'splunk/unknown-macro@20',
  ])
})

test('a filter macro inside of a search keeps everything too', () => {
  const { value, diagnostics } = read('index=x a=1 `my_filter`')
  expect(show(simplify(value!.condition))).toBe('a=#1')
  expect(remarks(diagnostics)).toEqual(['splunk/filter-macro'])
})

test('a macro that names its source in two parts is printed back once', () => {
  expect(read('`zs` a=1', macro('zs', 'source=z sourcetype=y')).value?.splunk.source).toBe('`zs`')
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

const conf = (...lines: readonly string[]) =>
  readMacroFile({ path: 'local/macros.conf', text: lines.join('\n') })

test('macros.conf: arity is part of the name, lines go on behind a backslash, quotes stay', () => {
  const { value, diagnostics } = conf(
    '[a(2)]',
    'args = b , c',
    String.raw`definition = b=$b$ ${'\\'}`,
    '  c="$c$"',
    'iseval = 0',
    '[d]',
    'args = ignored',
    'definition = "e f"',
    '[without_definition]',
    'errormsg = none',
  )
  expect(diagnostics).toEqual([])
  expect(value).toEqual([
    { name: 'a', parameters: ['b', 'c'], definition: 'b=$b$ \n  c="$c$"' },
    { name: 'd', parameters: [], definition: '"e f"' },
  ])
})

test.each([
  ['[a(2)]\nargs = b\ndefinition = c', '[a(2)] takes 2 arguments, and args has 1 names'],
  ['[a(1)]\ndefinition = c', '[a(1)] takes 1 arguments, and args has 0 names'],
  ['[a(2)]\nargs = b, b\ndefinition = c', '[a(2)] takes 2 arguments, and args repeats a name'],
])('macros.conf %j: %s', (text, message) => {
  const { value, diagnostics } = conf(text)
  expect(value).toEqual([])
  expect(diagnostics.map(({ code, span }) => `${code}@${span?.start}`)).toEqual([
    'splunk/macro-file@0',
  ])
  expect(diagnostics[0]?.message).toContain(message)
})

/** What a call becomes with a macro that `settings` define, of the parameters foo and bar. */
function called(call: string, ...settings: readonly string[]): string {
  const { value } = conf('[m(2)]', 'args = foo, bar', ...settings)
  const expanded = expand(`\`${call}\``, ...value)
  return expanded.diagnostics.map(({ message }) => message).join(' ') || expanded.value.text
}

test.each([
  ['if(bar > 0, "$foo$ + $bar$", "$foo$ - $bar$")', 'm(10, 20)', '10 + 20'],
  ['if(bar > 0, "$foo$ + $bar$", "$foo$ - $bar$")', 'm(10, -20)', '10 - -20'],
  [String.raw`"user=\"" . lower(foo) . "\" dest=" . bar`, 'm(ROOT, b)', 'user="root" dest=b'],
  ['case(foo=="a", "x=1", foo=="b", "x=2", true(), "x=3")', 'm(b, 0)', 'x=2'],
  ['coalesce(null(), "a=" . bar)', 'm(b, 0)', 'a=0'],
])('iseval: %s for %s is %s', (definition, call, expected) => {
  expect(called(call, `definition = ${definition}`, 'iseval = true')).toBe(expected)
})

test.each(['strftime(now(), "%Y")', 'other', 'if(', 'if(other="x", "a", "b")'])(
  'iseval: %s cannot be told',
  (definition) => {
    expect(called('m(1, 2)', `definition = ${definition}`, 'iseval = true')).toContain(
      'What the macro `m` stands for is computed, and cannot be told',
    )
  },
)

test.each([
  ['m(3, 4)', 'foo > bar', 'foo must be greater'],
  ['m(4, 3)', 'foo > bar', undefined],
  ['m(4, 3)', '$foo$ > $bar$', undefined],
  ['m(4, 3)', 'validate(foo > 3, "low", foo > 9, "lower")', 'lower'],
  ['m(4, 3)', 'validate(foo > 3, "low", foo < 9, "lower")', undefined],
  ['m(ab, 3)', 'match(foo, "^[a-z]+$")', undefined],
  ['m(AB, 3)', 'match(foo, "^[a-z]+$")', 'foo must be greater'],
  // Whether Splunk lets this pass is not told.
  ['m(4, 3)', 'isint(foo)', undefined],
])('validation: %s with %s', (call, validation, problem) => {
  const message = called(
    call,
    'definition = done',
    `validation = ${validation}`,
    'errormsg = foo must be greater',
  )
  expect(message).toBe(
    problem === undefined ? 'done' : `The macro \`m\` refuses its arguments: ${problem}.`,
  )
})
