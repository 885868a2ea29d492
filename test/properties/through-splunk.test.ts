/** Random conditions, and hostile values, that go to Splunk's event search and come back as Sigma rules. */
import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import search from '../../backends/splunk/search.js'
import { field, matches, not, predicate, simplify } from '../../src/ast/build.js'
import { evaluate } from '../../src/ast/evaluate.js'
import type { LogSource } from '../../src/ast/nodes.js'
import { anyRun, oneCharacter, pattern } from '../../src/ast/pattern.js'
import { throughSplunk } from '../conformance/through-splunk.js'
import { detectionOf } from '../backends/sigma/written.js'
import { cases, surroundings } from './conditions.js'

const processes: LogSource = { category: 'process_creation', product: 'windows' }
const security: LogSource = { product: 'windows', service: 'security' }

test.each([
  [processes, ['CommandLine', 'ParentCommandLine', 'User']],
  [security, ['SubjectUserName', 'ObjectServer', 'PrivilegeList']],
] as const)('random conditions of %j', async (logSource, fields) => {
  const without = ['basename', 'emptyGroups', 'constants', 'keyword'] as const
  let same = 0
  let another = 0
  await fc.assert(
    fc.asyncProperty(cases({ fields, without, depth: 2 }), async ({ condition, events }) => {
      const { kind } = simplify(condition)
      if (kind === 'always' || kind === 'never') return
      const detection = detectionOf(condition, { logSources: [logSource] })
      const journey = await throughSplunk(detection, search)
      if (journey.kind === 'same') {
        same++
        return
      }
      // What no event can match, or all, is no rule. What asks one thing twice comes back asking it once.
      if (journey.kind === 'lost' && journey.back === undefined) {
        expect(journey.cause).toMatch(/no event can match|nothing for a Sigma rule/)
        return
      }
      another++
      const back = journey.kind === 'lost' ? journey.back : undefined
      expect(back).toBeDefined()
      for (const event of events) {
        expect(evaluate(back!.condition, event, surroundings)).toBe(
          evaluate(condition, event, surroundings),
        )
      }
    }),
    { numRuns: 300 },
  )
  expect(same).toBeGreaterThan(250)
  expect(another).toBeLessThan(10)
})

const hostile: readonly string[] = [
  '',
  ' ',
  ' a ',
  '"',
  "'",
  '\\',
  '\\\\',
  'a\\"b',
  '\\*',
  '*',
  '?',
  '**',
  '|',
  'a | delete',
  '`macro`',
  '[search x]',
  ']',
  '(',
  '))',
  ',',
  '=',
  'AND',
  'or',
  'NOT x',
  'IN (a, b)',
  'TERM(a)',
  'CASE(A)',
  '%',
  '_',
  'a_b%',
  '$x$',
  '${x}',
  '10.0.0.0/8',
  'fe80::/10',
  '29',
  '029',
  '1.0',
  '-1',
  '1e3',
  '0x1F',
  'true',
  'null',
  '#',
  '```comment```',
  'a\nb',
  'a\r\nb',
  '\t',
  '\u0000',
  '\u001B[0m',
  '\u2028',
  'é漢😀İß',
  '&quot;',
  '<b>',
  'source=x',
  'earliest=-1d',
]

const shapes = [
  ['equals', (text: string) => pattern(text)],
  ['contains', (text: string) => pattern(anyRun, text, anyRun)],
  ['startswith', (text: string) => pattern(text, anyRun)],
  ['endswith', (text: string) => pattern(anyRun, text)],
  ['with a single character', (text: string) => pattern(text, oneCharacter)],
] as const

test.each(shapes)('hostile values, %s', async (_, shape) => {
  for (const logSource of [processes, security]) {
    for (const text of hostile) {
      for (const cased of [false, true]) {
        const name = logSource === processes ? 'CommandLine' : 'ObjectServer'
        const asked = predicate(field(name), matches(shape(text), { cased }))
        for (const condition of [asked, not(asked)]) {
          const detection = detectionOf(condition, { logSources: [logSource] })
          const journey = await throughSplunk(detection, search)
          expect({ text, cased, ...journey }).toMatchObject({ text, cased, kind: 'same' })
        }
      }
    }
  }
})
