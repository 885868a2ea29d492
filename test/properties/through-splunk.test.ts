/** Random conditions, and hostile values, that go to Splunk's event search and come back as Sigma rules. */
import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import search from '../../backends/splunk/search.js'
import { hasControl } from '../../src/ast/control.js'
import { field, matches, not, predicate, simplify } from '../../src/ast/build.js'
import { evaluate, type Event } from '../../src/ast/evaluate.js'
import type { Condition, LogSource } from '../../src/ast/nodes.js'
import { anyRun, oneCharacter, pattern } from '../../src/ast/pattern.js'
import { throughSplunk, type Journey } from '../conformance/through-splunk.js'
import { detectionOf } from '../backends/sigma/written.js'
import { cases, characters, surroundings, type Options } from './conditions.js'

const processes: LogSource = { category: 'process_creation', product: 'windows' }
const security: LogSource = { product: 'windows', service: 'security' }
/** Old providers write here, whose data have no names: Splunk has them as XML. */
const application: LogSource = { product: 'windows', service: 'application' }

type Outcome = 'same' | 'no rule' | 'another rule' | 'another meaning' | Journey

/** What no event can match, or all, is no rule. What asks one thing twice comes back asking it once. */
async function outcomeOf(
  condition: Condition,
  events: readonly Event[],
  logSource: LogSource,
): Promise<Outcome> {
  const { kind } = simplify(condition)
  if (kind === 'always' || kind === 'never') return 'no rule'
  const journey = await throughSplunk(detectionOf(condition, { logSources: [logSource] }), search)
  if (journey.kind === 'same') return 'same'
  if (journey.kind !== 'lost') return journey
  const { back, cause } = journey
  if (back === undefined)
    return /no event can match|nothing for a Sigma rule/.test(cause) ? 'no rule' : journey
  // A rule that all events of its log source are of asks for what the log source implies.
  const isSame = events
    .map((event) => ({ ...event, EventID: 1 }))
    .every(
      (event) =>
        evaluate(back.condition, event, surroundings) === evaluate(condition, event, surroundings),
    )
  return isSame ? 'another rule' : 'another meaning'
}

const without = ['basename', 'emptyGroups', 'constants', 'keyword'] as const
/** But for what can be asked of a value only, and not of the XML that it stands in. */
const ofXml: Options = {
  without: [...without, 'regex', 'compare', 'cidr', 'sameAs'],
  characters: characters.filter((character) => character !== '\n'),
}

test.each([
  [processes, { fields: ['CommandLine', 'ParentCommandLine', 'User'], without }],
  [security, { fields: ['SubjectUserName', 'ObjectServer', 'PrivilegeList'], without }],
  [application, { fields: ['Data', 'Provider_Name'], ...ofXml }],
])('random conditions of %j', async (logSource, options) => {
  const outcomes: Outcome[] = []
  await fc.assert(
    fc.asyncProperty(cases({ ...options, depth: 2 }), async ({ condition, events }) => {
      const outcome = await outcomeOf(condition, events, logSource)
      outcomes.push(outcome)
      expect(['same', 'no rule', 'another rule']).toContain(outcome)
    }),
    { numRuns: 300 },
  )
  expect(outcomes.filter((outcome) => outcome === 'same').length).toBeGreaterThan(250)
  expect(outcomes.filter((outcome) => outcome === 'another rule').length).toBeLessThan(25)
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
  '&nbsp;',
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

/** Fields for hostile values. XML has line ends in more ways than one, and no other control characters but the tab. */
const places = [
  { logSource: processes, name: 'CommandLine', texts: hostile },
  { logSource: security, name: 'ObjectServer', texts: hostile },
  {
    logSource: application,
    name: 'Data',
    texts: hostile.filter((text) => text === '\t' || !hasControl(text)),
  },
]

test.each(shapes)('hostile values, %s', async (_, shape) => {
  for (const { logSource, name, texts } of places) {
    for (const text of texts) {
      for (const cased of [false, true]) {
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
