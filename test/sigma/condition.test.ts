import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { parseCondition } from '../../src/sigma/condition.js'
import { projectRoot } from '../project.js'
import { readDetectionOf, treeOf } from './read.js'

const selections = (names: string): string =>
  names
    .split(' ')
    .map((name) => `${name}: {F: ${name}}`)
    .join('\n')

const trees: readonly (readonly [names: string, condition: string, tree: string])[] = [
  ['a', 'a', 'F=a'],
  ['a b c', 'a or b and not c', '(F=a | (F=b & !F=c))'],
  ['a b c', '(a or b) and c', '((F=a | F=b) & F=c)'],
  ['a b c', 'a AND b Or NOT c', '((F=a & F=b) | !F=c)'],
  ['a b c', 'a and (b and c)', '(F=a & (F=b & F=c))'],
  ['a', 'not not a', '!!F=a'],
  ['a b', 'not(a)and(b)', '(!F=a & F=b)'],
  ['a b', '"  a   and\\tb  "', '(F=a & F=b)'],
  // W10: keywords end at the end of a word.
  ['notepad epad', 'notepad or epad', '(F=notepad | F=epad)'],
  [
    'orig android nota order',
    'orig and android and not nota or order',
    '((F=orig & F=android & !F=nota) | F=order)',
  ],
  ['all any of them', 'all and any or of and them', '((F=all & F=any) | (F=of & F=them))'],
  // W11: names with - and ., selectors with -, counts.
  ['sel-a sel-b x.y', '1 of sel-* and x.y', '((F=sel-a | F=sel-b) & F=x.y)'],
  ['s1 s2 t', 'all of s* and t', '((F=s1 & F=s2) & F=t)'],
  ['s1 s2', 'any of s*', '(F=s1 | F=s2)'],
  ['s1', '1 of s*', 'F=s1'],
  ['a1b a2b ab', 'all of a*b', '(F=a1b & F=a2b & F=ab)'],
  ['b a', '1 of them', '(F=b | F=a)'],
  ['b a', 'ALL OF THEM', '(F=b & F=a)'],
  ['a b c', '2 of them', '((F=a & F=b) | (F=a & F=c) | (F=b & F=c))'],
  ['a b', '2 of them', '(F=a & F=b)'],
]

test.each(trees)('%s: %s', (names, condition, tree) => {
  expect(treeOf(`${selections(names)}\ncondition: ${condition}`)).toBe(tree)
})

test('selections that start with _ are only taken by name, or by a pattern that starts with _', () => {
  const detection = selections('_x a b')
  const read = (condition: string) => readDetectionOf(`${detection}\ncondition: ${condition}`)
  const conditionOf = (text: string) => read(text).detection?.condition
  expect(conditionOf('all of them')).toMatchObject({ kind: 'and', operands: { length: 2 } })
  expect(conditionOf('all of *')).toMatchObject({ kind: 'and', operands: { length: 2 } })
  expect(read('all of them').problems).toEqual([
    "5:3 sigma/unused-selection The condition does not use the selection '_x'.",
  ])
  expect(treeOf(`${detection}\ncondition: 1 of _* or all of them`)).toBe('(F=_x | (F=a & F=b))')
})

test('a list of conditions is their disjunction', () => {
  expect(treeOf(`${selections('a b')}\ncondition:\n  - a\n  - not b`)).toBe('(F=a | !F=b)')
})

const mistakes: readonly (readonly [names: string, condition: string, ...problems: string[]])[] = [
  [
    'a',
    'a and',
    '6:19 sigma/condition-syntax This is not a condition: expected a name of a selection, 1, any or all, or "(".',
  ],
  [
    'a b',
    'a b',
    '7:16 sigma/condition-syntax This is not a condition: expected end of input, an aggregation, "or", or "and".',
  ],
  ['a', "''", '6:14 sigma/condition-syntax This is not a condition: it is empty.'],
  ['a', '(a', '6:16 sigma/condition-syntax This is not a condition: expected ")".'],
  [
    'a b',
    'a andb',
    '7:16 sigma/condition-syntax This is not a condition: expected end of input, an aggregation, "or", or "and".',
  ],
  [
    'a',
    'a | near b',
    "6:16 sigma/near The aggregation 'near' is not read: it was never said what it means exactly.",
  ],
  [
    'selection',
    'a or selektion',
    "6:14 sigma/unknown-selection The condition names 'a', and there is no such selection.",
    "6:19 sigma/unknown-selection The condition names 'selektion', and there is no such selection. Did you mean 'selection'?",
    "5:3 sigma/unused-selection The condition does not use the selection 'selection'.",
  ],
  // W9: a selector that matches nothing is a mistake wherever it stands.
  [
    'a',
    'a and 1 of filter_*',
    "6:20 sigma/selector-matches-nothing 'filter_*' matches none of the selections.",
  ],
  [
    'a filters_x',
    'a and not 1 of filter_*',
    "7:24 sigma/selector-matches-nothing 'filter_*' matches none of the selections. Did you mean 'filters*'?",
    "6:3 sigma/unused-selection The condition does not use the selection 'filters_x'.",
  ],
  [
    '_a',
    '1 of them',
    "6:14 sigma/selector-matches-nothing 'them' matches none of the selections. Selections whose name starts with '_' are only found by their own name.",
    "5:3 sigma/unused-selection The condition does not use the selection '_a'.",
  ],
  [
    'a b',
    '3 of them',
    '7:14 sigma/condition-syntax This is not a condition: it asks for 3 of 2 selections.',
  ],
  [
    'a b',
    '0 of them',
    '7:14 sigma/condition-syntax This is not a condition: it asks for 0 of 2 selections.',
  ],
  ['a', '{a: b}', "6:14 sigma/wrong-type 'condition' has to be text; this is a map."],
  ['a', '[]', "6:14 sigma/wrong-type 'condition' has to be text; this is a list without any."],
]

test.each(mistakes)('%s: %s is a mistake', (names, condition, ...problems) => {
  const read = readDetectionOf(`${selections(names)}\ncondition: ${condition}`)
  expect(
    read.problems.filter((problem) => !problem.includes('unused') || problems.includes(problem)),
  ).toEqual(problems)
  expect(read.detection).toBeUndefined()
})

test('too many choices are refused', () => {
  const names = Array.from({ length: 20 }, (_, index) => `s${index}`).join(' ')
  expect(readDetectionOf(`${selections(names)}\ncondition: 10 of s*`).problems).toEqual([
    '25:14 sigma/condition-syntax This is not a condition: 10 of 20 selections can be chosen in more than 200 ways.',
  ])
})

test('positions in a condition are those of the file, also in a folded text', () => {
  const folded = `${selections('a')}\ncondition: >\n  a and\n  not\n  bc`
  expect(readDetectionOf(folded).problems).toEqual([
    "9:5 sigma/unknown-selection The condition names 'bc', and there is no such selection.",
  ])
})

const problemOf = (text: string) => {
  const parsed = parseCondition(text)
  return parsed.ok ? 'none' : parsed.problem
}
const nested = (depth: number, open: string) => open.repeat(depth) + 'a' + ')'.repeat(depth)

test('depth and length are limited, and never overflow the stack', () => {
  expect(problemOf(nested(100, '('))).toBe('none')
  expect(problemOf(nested(101, '('))).toBe('too-deep')
  expect(problemOf('not '.repeat(100) + 'a')).toBe('none')
  expect(problemOf('not '.repeat(101) + 'a')).toBe('too-deep')
  expect(problemOf(nested(51, 'not ('))).toBe('too-deep')
  expect(problemOf('(a and not b) or '.repeat(500) + 'c')).toBe('none')
  expect(problemOf('a or '.repeat(4001) + 'a')).toBe('too-long')
  const deep = readDetectionOf(`a: {F: x}\ncondition: ${nested(101, '(')}`)
  expect(deep.problems).toEqual([
    '6:114 grammar/too-deep This expression is nested more than 100 levels deep.',
    ...deep.problems.slice(1),
  ])
})

/** The examples above the rules of the grammar: what has to be read, and what must not be. */
const examples = readFileSync(join(projectRoot, 'src/grammar/condition.ohm'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, sign, texts = ''] = /^\s*\/\/([+-]) (.*)$/.exec(line) ?? []
    return sign === undefined
      ? []
      : (JSON.parse(`[${texts}]`) as readonly string[]).map((text) => [text, sign === '+'] as const)
  })

test.each(examples)('the example %j of the grammar is right: %s', (text, isCondition) => {
  expect(parseCondition(text).ok).toBe(isCondition)
})

test('the grammar has examples', () => {
  expect(examples.length).toBeGreaterThan(30)
})
