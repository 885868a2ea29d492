/**
 * Whatever is done to a rule, each outcome is a query or a diagnostic with a code, and comes in time. Longer runs, and
 * other ones: `FUZZ_RUNS=100000 FUZZ_SEED=2 npm test -- fuzz`.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { frame, locate, macroSet, summary, type SourceText } from 'siemantic'
import { outcomesOf, type Outcome } from '../../bench/outcomes.js'
import { walk } from '../../src/cli/input/walk.js'
import { entryOf, parseYaml } from '../../src/source/yaml.js'
import { projectRoot, sharedFolder, testOrSkip } from '../project.js'
import { loadTargets } from '../rules/pack.js'
import { mutate, textMutations, yamlMutations } from './mutate.js'
import { randomOf, type Random } from './random.js'

const runs = Number(process.env['FUZZ_RUNS'] ?? 300)
const seed = Number(process.env['FUZZ_SEED'] ?? 1)
/** In milliseconds, for reading a file or converting a rule to one target: a second for each 50,000 characters begun. */
const limitOf = ({ text }: SourceText): number => 1_000 * Math.ceil((text.length + 1) / 50_000)

const targets = await loadTargets()
const macros = macroSet()

const late = 'took too long'

/** What is wrong with an outcome, if anything is. */
function wrongWith(
  { faults, milliseconds, diagnostics }: Outcome,
  source: SourceText,
): readonly string[] {
  const reports = diagnostics.map((found) => {
    const located = locate(found, source)
    return `${summary(located)}${frame(located, source).split('\n').length === 2 ? '' : '\n'}`
  })
  return [
    ...faults,
    ...(milliseconds > limitOf(source) ? [late] : []),
    ...reports.filter((report) => report.includes('\n')),
  ]
}

async function outcomesIn(source: SourceText): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  for await (const outcome of outcomesOf([source], targets, macros)) outcomes.push(outcome)
  return outcomes
}

/** What is wrong with the outcomes of mutants, which are the same for the same seed, and whether there were enough queries. */
async function fuzz(
  texts: readonly SourceText[],
  change: (text: string, random: Random) => string,
): Promise<{ readonly wrong: readonly unknown[]; readonly enough: boolean }> {
  const wrong: unknown[] = []
  let queries = 0
  for (let run = 0; run < runs && wrong.length < 3; run++) {
    const random = randomOf(seed * 1_000_003 + run)
    const original = texts[random.below(texts.length)]!
    const source = { path: original.path, text: change(original.text, random) }
    let outcomes = await outcomesIn(source)
    // What is late may have waited for another process.
    if (outcomes.some(({ milliseconds }) => milliseconds > limitOf(source))) {
      outcomes = await outcomesIn({ ...source })
    }
    for (const outcome of outcomes) {
      queries += outcome.queries.length
      const found = wrongWith(outcome, source)
      if (found.length > 0) {
        const { text } = source
        wrong.push({
          run,
          path: source.path,
          target: outcome.target,
          found,
          text: text.slice(0, 5_000),
        })
      }
    }
  }
  return { wrong, enough: queries > runs / 10 }
}

/** Enough mutants must still be rules, or nothing but the readers is tested. */
const fine = { wrong: [], enough: true }

function textsOf(folder: string): readonly SourceText[] {
  return walk(folder).map(({ path }) => ({ path, text: readFileSync(join(folder, path), 'utf8') }))
}

/** The search of a detection, where it has one, as a text of its own. */
const searchesOf = (texts: readonly SourceText[]): readonly SourceText[] =>
  texts.flatMap((source) => {
    const [document] = parseYaml(source).value
    const search = document?.kind === 'map' ? entryOf(document, 'search')?.value : undefined
    return search?.kind === 'scalar' ? [{ path: `${source.path}.spl`, text: search.text }] : []
  })

const pack = ['rules/iis', 'test/rules'].flatMap((folder) => textsOf(join(projectRoot, folder)))
const patience = 60_000 + 100 * runs

const yaml = (text: string, random: Random): string => mutate(text, yamlMutations, random)
const spl = (text: string, random: Random): string => mutate(text, textMutations, random)

test(
  'rules of the pack',
  async () => {
    expect(await fuzz(pack, yaml)).toEqual(fine)
  },
  patience,
)

test(
  'searches of the pack',
  async () => {
    expect(await fuzz(searchesOf(pack), spl)).toEqual(fine)
  },
  patience,
)

testOrSkip(
  'rules of SigmaHQ',
  sharedFolder('corpora', 'sigmahq'),
  async (folder) => {
    expect(await fuzz(textsOf(folder), yaml)).toEqual(fine)
  },
  patience,
)

testOrSkip(
  'searches of security_content',
  sharedFolder('corpora', 'security_content', 'detections'),
  async (folder) => {
    expect(await fuzz(searchesOf(textsOf(folder)), spl)).toEqual(fine)
  },
  patience,
)
