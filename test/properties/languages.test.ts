/**
 * Random conditions in every language, run over random events by interpreters that share nothing with the printers: what
 * is exact has to agree with the tree's own meaning, what is wider has to include it, what is narrower to be included.
 */
import { expect, test } from '@jest/globals'
import { field, matches, predicate } from '../../src/ast/build.js'
import type { Condition } from '../../src/ast/nodes.js'
import { broken, check, subjects, subjectsInXml } from './subjects.js'

test.each([...subjects, ...subjectsInXml])('$name', (subject) => {
  const { converted, problem } = check(subject, { runs: subject.runs, seed: 20_261_121 })
  expect(problem).toBeUndefined()
  expect(converted).toBeGreaterThan(subject.runs / 4)
})

/** What long runs have found. */
const found: readonly (readonly [subject: string, condition: Condition, event: object])[] = [
  [
    // The filling of a field that is missing is not what another field ends with.
    'tstats and where',
    {
      kind: 'predicate',
      field: { kind: 'field', name: 'F' },
      test: {
        kind: 'sameAs',
        field: { kind: 'field', name: 'G' },
        relation: 'endswith',
        cased: false,
      },
    },
    { F: 'anull', H: '' },
  ],
  [
    // Texts that look like one number are two texts.
    'Splunk search and where',
    {
      kind: 'predicate',
      field: { kind: 'field', name: 'F' },
      test: {
        kind: 'sameAs',
        field: { kind: 'field', name: 'G' },
        relation: 'equals',
        cased: false,
      },
    },
    { F: '1', G: '1.0' },
  ],
  [
    // A regex that may match nothing finds nothing where there is no value.
    "Kusto's where",
    {
      kind: 'predicate',
      field: { kind: 'field', name: 'F' },
      test: { kind: 'regex', source: '(a|b)?', ignoreCase: false, multiline: false, dotAll: false },
    },
    { G: '' },
  ],
  ...["Kusto's where", 'Splunk search and where'].map((name) => {
    // Alternatives of basenames are not those of whole values.
    const leaf = predicate(field('F', { part: 'basename' }), matches('a'))
    const both: Condition = { kind: 'or', operands: [leaf, leaf] }
    return [`${name} over pieces of data inside XML`, both, { F: 'a' }] as const
  }),
]

test.each(found)('%s: %j', (name, condition, event) => {
  const subject = [...subjects, ...subjectsInXml].find((one) => one.name === name)!
  for (const each of [condition, { kind: 'not', operand: condition } as const]) {
    const { pairs, problem } = broken(each, [{ ...event }], subject)
    expect([pairs, problem]).toEqual([1, undefined])
  }
})
