/** Rules over events made of their own values: those of the pack, and a sample of the public corpora where they are. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { projectRoot, sharedFolder, testOrSkip } from '../project.js'
import { eventsIn, macrosOf, ruleFiles, runCorpus, type Sum } from './corpus.js'

const seed = 20_261_121
const patience = 120_000

/** The problems of every target, and the targets with too few pairs, or too few of events that the rule selects. */
const wrongIn = (sums: ReadonlyMap<string, Sum>, pairs: number): readonly string[] => [
  ...[...sums.values()].flatMap(({ problems }) => problems),
  ...tooFewIn(sums, 'single', pairs),
  ...(sums.size === 5 ? [] : ['not every target']),
]

/** The targets with too few pairs of a kind, or too few of what the rules find. */
const tooFewIn = (
  sums: ReadonlyMap<string, Sum>,
  kind: 'single' | 'together',
  pairs: number,
): readonly string[] =>
  [...sums]
    .filter(([, { [kind]: tried }]) => tried.pairs < pairs || tried.hits < pairs / 8)
    .map(([name]) => name)

/** The targets that can count events. */
const counting = ['splunk-tstats', 'splunk-search', 'sentinel-kql']

test(
  'the rules of this repository',
  async () => {
    const files = ruleFiles([join(projectRoot, 'rules'), join(projectRoot, 'test/rules')])
    const sums = await runCorpus(files, { macros: macrosOf(undefined), seed, events: 10 })
    expect(wrongIn(sums, 200)).toEqual([])
    expect(tooFewIn(sums, 'together', 60)).toEqual(['elastic-kql', 'regex'])
  },
  patience,
)

testOrSkip(
  'a sample of SigmaHQ, with its recorded events',
  sharedFolder('corpora', 'sigmahq', 'rules'),
  async (folder) => {
    const files = ruleFiles([folder]).filter((_, index) => index % 120 === 5)
    const recorded = sharedFolder('corpora', 'sigmahq-events')
    const events = recorded === undefined ? [] : await eventsIn(recorded)
    const run = { macros: macrosOf(undefined), seed, events: 12, recorded: events }
    expect(wrongIn(await runCorpus(files, run), 120)).toEqual([])
  },
  patience,
)

testOrSkip(
  'a sample of security_content',
  sharedFolder('corpora', 'security_content', 'detections'),
  async (folder) => {
    const files = ruleFiles([folder]).filter((_, index) => index % 60 === 7)
    const macros = macrosOf(sharedFolder('corpora', 'security_content', 'macros'))
    expect(wrongIn(await runCorpus(files, { macros, seed, events: 12 }), 60)).toEqual([])
  },
  patience,
)

testOrSkip(
  'a sample of the thresholds of security_content',
  sharedFolder('corpora', 'security_content', 'detections'),
  async (folder) => {
    const files = ruleFiles([folder])
      .filter((path) => /\bspan=\d/.test(readFileSync(path, 'utf8')))
      .filter((_, index) => index % 10 === 9)
    const macros = macrosOf(sharedFolder('corpora', 'security_content', 'macros'))
    const sums = await runCorpus(files, { macros, seed, events: 10, only: counting })
    expect([...sums.values()].flatMap(({ problems }) => problems)).toEqual([])
    expect(tooFewIn(sums, 'together', 60)).toEqual([])
  },
  patience,
)
