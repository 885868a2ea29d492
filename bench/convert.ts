/**
 * How long folders of rules take, against what their YAML takes alone, and how much memory: `npm run bench -- [FOLDER]…`.
 * Everything is loaded and warm. It prints; whether that is good is for the reader to say.
 */
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { load } from 'js-yaml'
import { backends } from '../backends/index.js'
import { readText } from '../src/cli/input/file.js'
import { walk } from '../src/cli/input/walk.js'
import { macroSet, readRules, transpile, type Backend, type SourceText } from '../src/index.js'
import type { Detection } from '../src/ast/nodes.js'
import { parseYaml } from '../src/source/yaml.js'
import { peakMemory } from './memory.js'
import { median, table } from './table.js'

const warmUps = 3
const rounds = 9

const bin = fileURLToPath(import.meta.resolve('../src/cli/bin.js'))
const macros = macroSet()
const targets = await Promise.all(Object.values(backends).map(async (get) => get()))

// Only texts that the yardstick can measure: files of one document.
function textsOf(root: string): readonly SourceText[] {
  return walk(root)
    .map(({ path }) => ({ path, text: readText(join(root, path)).text ?? '' }))
    .filter(({ path, text }) => !path.endsWith('.spl') && isOneDocument(text))
}

function isOneDocument(text: string): boolean {
  try {
    load(text, { json: true })
    return true
  } catch {
    return false
  }
}

async function readAll(files: readonly SourceText[]): Promise<readonly Detection[]> {
  const detections: Detection[] = []
  for (const source of files) {
    const { rules } = await readRules(source, macros)
    for (const { detection } of rules) if (detection !== undefined) detections.push(detection)
  }
  return detections
}

async function convertAll(
  detections: readonly Detection[],
  wanted: readonly Backend[],
): Promise<void> {
  for (const detection of detections) {
    for (const backend of wanted) await transpile(detection, backend)
  }
}

/** Targets that are query languages; a Sigma rule is written anew. */
const queried = targets.filter(({ name }) => name !== 'sigma')

/** Work on texts that no round before has met: what is kept about a text or a detection must not help. */
type Work = (files: readonly SourceText[]) => unknown

interface Measure {
  readonly name: string
  readonly work: Work
}

const yardstick: Work = (files) => {
  for (const { text } of files) load(text, { json: true })
}

const measures: readonly Measure[] = [
  {
    name: 'YAML with positions',
    work: (files) => {
      for (const source of files) parseYaml(source)
    },
  },
  { name: 'read', work: readAll },
  ...targets.map((backend) => ({
    name: `read + ${backend.name}`,
    work: async (files: readonly SourceText[]) => convertAll(await readAll(files), [backend]),
  })),
  {
    name: 'read + all but sigma',
    work: async (files) => convertAll(await readAll(files), queried),
  },
  { name: 'read + all', work: async (files) => convertAll(await readAll(files), targets) },
]

async function time(work: Work, files: readonly SourceText[]): Promise<number> {
  const fresh = files.map((source) => ({ ...source }))
  const start = performance.now()
  await work(fresh)
  return performance.now() - start
}

interface Timing {
  readonly took: number
  /** Against the yardstick right before and right after, so that a slow moment of the machine falls on all three. */
  readonly ratio: number
}

async function measure(files: readonly SourceText[]): Promise<ReadonlyMap<Measure, Timing[]>> {
  const timings = new Map<Measure, Timing[]>(measures.map((each) => [each, []]))
  for (let round = -warmUps; round < rounds; round++) {
    let before = await time(yardstick, files)
    for (const [{ work }, found] of timings) {
      const took = await time(work, files)
      const after = await time(yardstick, files)
      if (round >= 0) found.push({ took, ratio: (2 * took) / (before + after) })
      before = after
    }
  }
  return timings
}

async function report(folder: string): Promise<string> {
  const files = textsOf(resolve(folder))
  const megabytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1e6
  const rules = (await readAll(files)).length
  const memory = peakMemory([bin, 'convert', resolve(folder), '--json', '--skip-refused'])
  const timings = await measure(files)
  const rows = [...timings].map(([{ name }, found]) => {
    const took = median(found.map((timing) => timing.took))
    const perSecond = 1000 / took
    return [
      name,
      took.toFixed(1),
      median(found.map(({ ratio }) => ratio)).toFixed(2),
      (files.length * perSecond).toFixed(0),
      (megabytes * perSecond).toFixed(2),
    ]
  })
  return [
    `${folder}: ${files.length} files, ${megabytes.toFixed(2)} MB, ${rules} rules read; medians of ${rounds} rounds`,
    '',
    table([['', 'ms', 'x js-yaml', 'rules/s', 'MB/s'], ...rows]),
    '',
    `convert to all on the command line: ${memory.toFixed(0)} MB at most`,
  ].join('\n')
}

const folders = process.argv.slice(2)
for (const folder of folders.length === 0 ? ['rules/iis'] : folders) {
  console.log(`${await report(folder)}\n`)
}
