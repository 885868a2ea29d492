/** All rules of SigmaHQ, written as Sigma again and by way of Splunk, and all of security_content as Sigma. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import {
  evaluate,
  macroSet,
  readMacroFile,
  readRules,
  type Detection,
  type MacroSet,
} from 'siemantic'
import splunk from '../../../backends/splunk/search.js'
import tstats from '../../../backends/splunk/tstats.js'
import { walk } from '../../../src/cli/input/walk.js'
import { throughSplunk, type Journey } from '../../conformance/through-splunk.js'
import { sharedFolder, testOrSkip } from '../../project.js'
import { ruleEvents } from '../../rules/events.js'
import { readPack } from '../../rules/pack.js'
import { violations } from './schema.js'
import { canonical, readBack, write } from './written.js'

/** In milliseconds: no test waits for anything, but a corpus is large and a machine may be slow. */
const patience = 300_000

async function detectionsOf(
  folder: string,
  macros: MacroSet = macroSet(),
): Promise<readonly { readonly path: string; readonly detection: Detection }[]> {
  const found: { path: string; detection: Detection }[] = []
  for (const { path } of walk(folder)) {
    const text = readFileSync(join(folder, path), 'utf8')
    const { rules } = await readRules({ path, text }, macros)
    for (const { detection } of rules) if (detection !== undefined) found.push({ path, detection })
  }
  return found
}

const bare = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, inner: unknown) => (key === 'span' ? undefined : inner)) ?? 'null',
  )

const sigmahq = sharedFolder('corpora', 'sigmahq', 'rules')
const describeSigma = sigmahq === undefined ? describe.skip : describe

describeSigma('all rules of SigmaHQ (skipped where they are not on this machine)', () => {
  let found: Awaited<ReturnType<typeof detectionsOf>> = []
  beforeAll(async () => {
    found = await detectionsOf(sigmahq ?? '')
  }, patience)

  test(
    'as Sigma are the same trees, with the same metadata',
    async () => {
      const lost: unknown[] = []
      for (const { path, detection } of found) {
        const { status, queries } = await write(detection)
        const { detections, problems } = await readBack(queries.join('\n'))
        const back = detections[0]
        const isSame =
          status === 'exact' &&
          back !== undefined &&
          detections.length === 1 &&
          canonical(back.condition) === canonical(detection.condition) &&
          JSON.stringify(bare([back.metadata, back.logSources, back.aggregation])) ===
            JSON.stringify(bare([detection.metadata, detection.logSources, detection.aggregation]))
        // What is written has no warnings that the rule itself has not: those of metadata stay.
        const errors = problems.filter((problem) => /^(?:yaml|input|grammar)/.test(problem))
        const wrong = queries.flatMap((query) => query.split('\n---\n')).flatMap(violations)
        if (!isSame || errors.length > 0 || wrong.length > 0) {
          lost.push({ path, status, problems, wrong })
        }
      }
      expect(lost).toEqual([])
      expect(found.length).toBeGreaterThan(2_000)
    },
    patience,
  )

  test.each([splunk, tstats])(
    'that are exact in $name are the same rules by way of it',
    async (backend) => {
      const journeys: Journey[] = []
      const lost: unknown[] = []
      for (const { path, detection } of found) {
        const journey = await throughSplunk(detection, backend)
        journeys.push(journey)
        if (journey.kind === 'lost') lost.push({ path, ...journey })
      }
      expect(lost).toEqual([])
      const same = journeys.filter(({ kind }) => kind === 'same').length
      expect(same).toBeGreaterThan(backend === splunk ? 2_200 : 1_200)
    },
    patience,
  )
})

const content = sharedFolder('corpora', 'security_content')

testOrSkip(
  'all of security_content that becomes a rule becomes a valid one',
  content,
  async (folder) => {
    const macros = macroSet(
      walk(join(folder, 'macros')).flatMap(
        ({ path }) =>
          readMacroFile({ path, text: readFileSync(join(folder, 'macros', path), 'utf8') }).value,
      ),
    )
    const found = await detectionsOf(join(folder, 'detections'), macros)
    const wrong: unknown[] = []
    let written = 0
    for (const { path, detection } of found) {
      const { queries } = await write(detection)
      for (const query of queries) {
        written++
        const { detections, problems } = await readBack(query)
        const broken = query.split('\n---\n').flatMap(violations)
        if (detections.length === 0 || problems.length > 0 || broken.length > 0) {
          wrong.push({ path, problems, broken })
        }
      }
    }
    expect(wrong).toEqual([])
    expect(written / found.length).toBeGreaterThan(0.65)
  },
  patience,
)

const pack = await readPack('rules/iis')
const cases = pack.flatMap(({ name, rules }) =>
  rules.flatMap(({ detection }) => {
    const events = ruleEvents[name]
    return detection === undefined || events === undefined ? [] : [{ name, detection, events }]
  }),
)

test.each(cases)(
  '$name selects its events, once it is a Sigma rule',
  async ({ detection, events }) => {
    const { status, queries } = await write(detection)
    if (status === 'refused') return
    const { detections, problems } = await readBack(queries[0] ?? '')
    expect(problems).toEqual([])
    expect(detections).toHaveLength(detection.logSources.length)
    // A search that groups its results leaves out events that a rule finds.
    expect(['exact', 'wider']).toContain(status)
    // What the log source selects is not in the condition: those that a rule must not find may differ in that alone.
    const selects = (event: Readonly<Record<string, unknown>>): boolean =>
      detections.every(({ condition }) => evaluate(condition, event))
    expect(events.match.filter((event) => !selects(event))).toEqual([])
    if (detection.vocabulary !== 'sigma') return
    const others = events.miss.filter((event) => !evaluate(detection.condition, event))
    expect(others.filter(selects)).toEqual([])
  },
)
