/** Queries that count events otherwise than their rule are noticed. */
import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { backends } from '../../backends/index.js'
import { macroSet, readRules } from '../../src/index.js'
import { randomOf } from '../fuzz/random.js'
import { projectRoot } from '../project.js'
import type { Target } from './held.js'
import { targets } from './targets.js'
import { checkTogether, countingOf, listsFor } from './together.js'

const seed = 11

/** What comes of a rule of a file in a target, whose queries are changed before they are run. */
async function outcomeOf(
  [file, title, name]: readonly [file: string, title: string, target: string],
  change: (query: string) => string,
) {
  const path = join(projectRoot, 'test/rules', file)
  const { rules } = await readRules({ path, text: readFileSync(path, 'utf8') }, macroSet())
  const counting = countingOf(rules.find((rule) => rule.title === title)!)!
  const target = targets.find((each) => each.name === name)!
  const changed: Target = {
    ...target,
    runTogether: (query, events, placed) => {
      expect(change(query)).not.toBe(query)
      return target.runTogether!(change(query), events, placed)
    },
  }
  const backend = await backends[name]!()
  const lists = listsFor(counting, 30, randomOf(seed))
  const settings = { seed, macros: macroSet(), options: {} }
  const [plain, other] = [
    await checkTogether(counting, backend, target, lists, settings),
    await checkTogether(counting, backend, changed, lists, settings),
  ]
  expect(plain.problem).toBeUndefined()
  expect(plain.hits).toBeGreaterThan(3)
  expect(plain.pairs).toBeGreaterThan(plain.hits)
  return other
}

const many = ['threshold.yml', 'Many Failed Logons'] as const
const users = ['threshold.yml', 'Failed Logons of Many Users'] as const
const few = ['threshold.yml', 'One Command Line at Most'] as const
const order = ['correlation_of_several.yml', 'Failure, Ticket, Logon'] as const
const several = ['correlation_of_several.yml', 'Two of Three'] as const

describe('a query is noticed that', () => {
  test.each([
    ['counts one too many', [...many, 'splunk-search'], ['count > 10', 'count >= 10']],
    ['has longer windows', [...many, 'splunk-search'], ['span=5m', 'span=10m']],
    ['groups by one field less', [...many, 'splunk-search'], ['IpAddress, ', '']],
    ['counts events for values', [...users, 'splunk-search'], ['dc(', 'count(']],
    ['finds silence', [...few, 'splunk-tstats'], ['count > 0 AND ', '']],
    [
      'counts what no group has',
      [...several, 'sentinel-kql'],
      ['| where isnotempty(IpAddress)\n', ''],
    ],
    ['forgets the order', [...order, 'splunk-search'], [' AND _time>=step2', '']],
    ['wants order within a second', [...order, 'sentinel-kql'], [' <= Last', ' < Last']],
    ['counts a rule twice', [...several, 'splunk-search'], ['dc(rule)', 'count']],
  ] as const)('%s', async (_, rule, [from, to]) => {
    const { problem } = await outcomeOf(rule, (query) => query.replace(from, to))
    expect(problem).toMatch(/^(?:exact|narrower): (?:not )?found: /)
  })
})
