import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { extractExamples } from 'ohm-js/extras'
import grammar from '#grammar/search'

const text = readFileSync(new URL('../../../src/grammar/search.ohm', import.meta.url), 'utf8')

test.each(
  [...extractExamples(text)].map(
    ({ rule, example, shouldMatch }) =>
      [rule, shouldMatch ? 'takes' : 'refuses', example, shouldMatch] as const,
  ),
)('%s %s %j', (rule, _verb, example, shouldMatch) => {
  expect(grammar.match(example, rule).succeeded()).toBe(shouldMatch)
})
