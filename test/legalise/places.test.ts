/** What the place of a test changes: stages of Splunk, as the tables that its targets are made of have them. */
import { expect, test } from '@jest/globals'
import { searchLanguage, whereLanguage } from '../../backends/splunk/languages.js'
import { and, field, matches, not, or, predicate } from '../../src/ast/build.js'
import type { Condition, Keyword, Predicate } from '../../src/ast/nodes.js'
import { oneCharacter, pattern } from '../../src/ast/pattern.js'
import { fidelityOf } from '../../src/diagnostics/diagnostic.js'
import { legalise } from '../../src/legalise/legalise.js'
import { printCondition } from '../../src/print/printer.js'

const a = predicate(field('A'), matches('x'))
const one = predicate(field('B'), matches(pattern('y', oneCharacter)))
const regex: Predicate = predicate(field('C'), {
  kind: 'regex',
  source: 'z+foobar',
  ignoreCase: false,
  multiline: false,
  dotAll: false,
})
const keyword: Keyword = { kind: 'keyword', test: matches('word') }

function stages(condition: Condition): readonly string[] {
  const target = { title: 'Splunk', language: searchLanguage, post: whereLanguage }
  const { value, diagnostics } = legalise(condition, target)
  if (value === undefined) return diagnostics.map(({ code }) => code)
  return [
    fidelityOf(diagnostics),
    printCondition(value.filter, searchLanguage),
    ...(value.post.kind === 'always' ? [] : [printCondition(value.post, whereLanguage)]),
  ]
}

test.each<readonly [string, Condition, readonly string[]]>([
  [
    'beside another test, that stays in the first stage alone',
    and([a, regex]),
    ['exact', 'A="x" C="*foobar*"', 'match(C, "z+foobar")'],
  ],
  [
    'under OR, all alternatives are in both',
    or([a, one, regex]),
    [
      'exact',
      'A="x" OR B="y*" OR C="*foobar*"',
      'match(A, "(?i)^x\\\\z") OR match(B, "(?is)^y.\\\\z") OR match(C, "z+foobar")',
    ],
  ],
  [
    'under NOT, the first stage says nothing of it',
    and([a, not(regex)]),
    ['exact', 'A="x"', 'NOT coalesce(match(C, "z+foobar"), false())'],
  ],
  [
    'under NOT of OR, the first stage leaves out what it can',
    not(or([a, regex])),
    [
      'exact',
      'NOT A="x"',
      'NOT (coalesce(match(A, "(?i)^x\\\\z"), false()) OR coalesce(match(C, "z+foobar"), false()))',
    ],
  ],
  [
    'the later stage has no keywords: a replacement',
    or([keyword, one]),
    ['wider', '"*word*" OR B="y*"'],
  ],
  ['the later stage has no keywords: a refusal', or([keyword, regex]), ['fidelity/unsupported']],
  [
    'a keyword that is a conjunct of its own needs none',
    and([keyword, regex]),
    ['exact', '"*word*" C="*foobar*"', 'match(C, "z+foobar")'],
  ],
])('%s', (_, condition, expected) => {
  expect(stages(condition)).toEqual(expected)
})
