import { expect, test } from '@jest/globals'
import { and, equals, matches, not, or, predicate, field } from '../../src/ast/build.js'
import { anyRun, pattern } from '../../src/ast/pattern.js'
import { printCondition, printConjuncts } from '../../src/print/printer.js'
import { arrange } from '../../src/print/plan.js'
import { searchLanguage, whereLanguage } from '../../backends/splunk/languages.js'
import { kusto } from '../../backends/sentinel/language.js'
import { kuery } from '../../backends/elastic/language.js'

const [a, b, c] = ['a', 'b', 'c'].map((name) => equals(name, 'x1')) as [
  ReturnType<typeof equals>,
  ReturnType<typeof equals>,
  ReturnType<typeof equals>,
]

test.each([
  // Mixed AND and OR always have brackets, and nothing else has.
  [or([a, and([b, c])]), 'a="x1" OR (b="x1" c="x1")'],
  [and([a, or([b, c])]), 'a="x1" (b="x1" OR c="x1")'],
  [and([a, and([b, c])]), 'a="x1" b="x1" c="x1"'],
  [not(or([a, b])), 'NOT (a="x1" OR b="x1")'],
  [not(and([a, b])), 'NOT (a="x1" b="x1")'],
  [not(a), 'NOT a="x1"'],
  [and([not(a), b]), 'NOT a="x1" b="x1"'],
  [or([not(a), b]), 'NOT a="x1" OR b="x1"'],
  [not(not(a)), 'NOT NOT a="x1"'],
  // Alternatives on one field are a list, at the place of the first.
  [or([a, b, equals('a', 'y')]), 'a IN ("x1", "y") OR b="x1"'],
  [not(or([a, equals('a', 'y')])), 'NOT a IN ("x1", "y")'],
  [and([or([a, equals('a', 'y')]), b]), 'a IN ("x1", "y") b="x1"'],
])('%#', (condition, expected) => {
  expect(printCondition(condition, searchLanguage)).toBe(expected)
})

test('a chain longer than the language bears stands in groups', () => {
  const few = { ...kusto, operators: { ...kusto.operators, longestChain: 2 } }
  const operands = ['a', 'b', 'c', 'd', 'e'].map((name) => equals(name, '1'))
  expect(printCondition(or(operands), few)).toBe(
    '((a == "1" or b == "1") or (c == "1" or d == "1")) or e == "1"',
  )
  expect(printCondition(and(operands.slice(0, 2)), few)).toBe('a == "1" and b == "1"')
})

test('conjuncts stand beside others as they are', () => {
  expect(printConjuncts(and([a, or([b, c])]), searchLanguage)).toEqual([
    'a="x1"',
    '(b="x1" OR c="x1")',
  ])
  expect(printConjuncts(or([b, c]), searchLanguage)).toEqual(['(b="x1" OR c="x1")'])
})

test('the narrowest comes first, in the order of the author where equals', () => {
  const contains = predicate(field('d'), matches(pattern(anyRun, 'x', anyRun)))
  const ends = predicate(field('e'), matches(pattern(anyRun, 'x')))
  expect(printCondition(arrange(and([not(a), contains, ends, b, c])), searchLanguage)).toBe(
    'b="x1" c="x1" e="*x" d="*x*" NOT a="x1"',
  )
})

const hostile = 'a"b\\c\'d`e|f\n[g] $h$ */ -- \u2028'

test.each([
  ['search', searchLanguage, /^F="(?:[^"\\\n\u2028]|\\["\\])*"$/],
  ['where', whereLanguage, /^match\(F, "(?:[^"\\\n\u2028]|\\.)*"\)$/],
  ['Kusto', kusto, /^F =~ "(?:[^"\\\n\u2028]|\\.)*"$/],
  ['KQL', kuery, /^F: "(?:[^"\\\n\u2028]|\\.)*"$/],
])('no value ends its string or its line in %s', (name, language, form) => {
  // What `search` cannot say of a value is replaced before it is printed.
  const text = name === 'search' ? hostile.replaceAll(/[\n\u2028*]/g, '') : hostile
  expect(printCondition(equals('F', text), language)).toMatch(form)
})
