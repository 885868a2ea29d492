import { expect, test } from '@jest/globals'
import { errors, macro, read } from './reading.js'

const repeat = (text: string, count: number): string => text.repeat(count)

test.each([
  ['10,000 parentheses', `a=b ${repeat('(', 10_000)}`, 'grammar/too-deep@104'],
  [
    '10,000 closed parentheses',
    `${repeat('(', 10_000)}a${repeat(')', 10_000)}`,
    'grammar/too-deep@100',
  ],
  ['10,000 brackets', repeat('[', 10_000), 'splunk/unbalanced@0'],
  ['10,000 closed brackets', `${repeat('[', 10_000)}a${repeat(']', 10_000)}`, 'grammar/too-deep@0'],
  ['20,000 NOTs', `${repeat('NOT ', 20_000)}a`, 'grammar/too-deep@400'],
  ['500 NOTs', `${repeat('NOT ', 500)}a`, 'grammar/too-deep@400'],
  ['an open quote', `a="${repeat('x', 300_000)}`, 'splunk/unbalanced@2'],
  ['a line of 300,000 characters', `a=${repeat('x', 300_000)}`, 'grammar/too-long@0'],
  ['100,000 backticks', repeat('` ', 100_001), 'splunk/unbalanced@200000'],
  ['100,000 pipes', repeat('|', 100_000), 'splunk/syntax@1'],
  ['100,000 equals signs', repeat('=', 100_000), 'splunk/syntax@0'],
  ['100,000 backslashes and a quote', `a=${repeat('\\', 100_000)}"`, 'splunk/unbalanced@100002'],
  ['a field named __proto__', '__proto__>x', 'splunk/order-of-text@0'],
  ['a macro named __proto__', '`__proto__`', 'splunk/unknown-macro@0'],
  ['line ends in a macro name', '`a\n::error::b`', 'splunk/unknown-macro@0'],
])('%s', (_name, search, expected) => {
  const started = performance.now()
  const { value, diagnostics } = read(search)
  expect(value).toBeUndefined()
  expect(errors(diagnostics)[0]).toBe(expected)
  for (const { message } of diagnostics) expect(message).not.toMatch(/\n/)
  // Far above what it takes, far below what anything quadratic would.
  expect(performance.now() - started).toBeLessThan(3000)
})

test('arguments cannot make a definition explode', () => {
  const dollars = repeat('$a$', 1000)
  const search = `\`m("${repeat('x', 100_000)}")\``
  expect(errors(read(search, macro('m', dollars, 'a')).diagnostics)).toEqual([
    'splunk/macro-size@0',
  ])
})

test('a quoted value of 190,000 characters is read', () => {
  const text = repeat('(x ', 63_000)
  expect(read(`a="${text}"`).value?.condition).toMatchObject({ test: { pattern: [text] } })
})

test('5,000 conditions are read in time', () => {
  const search = Array.from({ length: 5000 }, (_, index) => `field${index}="v*"`).join(' ')
  expect(read(search).value?.condition).toMatchObject({ kind: 'and' })
})
