/**
 * Random conditions in every language, run over random events by interpreters that share nothing with the printers: what
 * is exact has to agree with the tree's own meaning, what is wider has to include it, what is narrower to be included.
 */
import { expect, test } from '@jest/globals'
import { check, subjects } from './subjects.js'

test.each(subjects)('$name', (subject) => {
  const { converted, problem } = check(subject, { runs: subject.runs, seed: 20_261_121 })
  expect(problem).toBeUndefined()
  expect(converted).toBeGreaterThan(subject.runs / 4)
})
