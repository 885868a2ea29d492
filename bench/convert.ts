/**
 * How long a folder of rules takes, against what its YAML takes alone: `npm run bench -- [FOLDER]`. Medians of warm
 * rounds, everything loaded. It prints; whether that is good is for the reader to say.
 */
import { join, resolve } from 'node:path'
import { load } from 'js-yaml'
import { backends } from '../backends/index.js'
import { readText } from '../src/cli/input/file.js'
import { walk } from '../src/cli/input/walk.js'
import { macroSet, readRules, transpile, type Backend, type SourceText } from '../src/index.js'
import type { Detection } from '../src/ast/nodes.js'
import { parseYaml } from '../src/source/yaml.js'
import { median, table } from './table.js'

const warmUps = 3
const rounds = 11

const folder = process.argv[2] ?? 'rules/iis'
const files = textsOf(resolve(folder))
const megabytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1e6
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

// Every round reads texts that it has not met before: what is kept about a text must not help.
const fresh = (): readonly SourceText[] => files.map((source) => ({ ...source }))

async function readAll(): Promise<readonly Detection[]> {
  const detections: Detection[] = []
  for (const source of fresh()) {
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

const detections = await readAll()

const yardstick = 'js-yaml load'
const measures: readonly (readonly [string, () => unknown])[] = [
  [yardstick, () => files.forEach(({ text }) => load(text, { json: true }))],
  ['YAML with positions', () => fresh().forEach((source) => parseYaml(source))],
  ['read', readAll],
  ...targets.map(
    (backend) =>
      [`convert to ${backend.name}`, async () => convertAll(detections, [backend])] as const,
  ),
  ['convert to all', async () => convertAll(detections, targets)],
  ...targets.map(
    (backend) =>
      [`read + ${backend.name}`, async () => convertAll(await readAll(), [backend])] as const,
  ),
  ['read + all', async () => convertAll(await readAll(), targets)],
]

// The measures take turns, so that a slow moment of the machine does not fall on one of them alone.
const times = new Map<string, number[]>(measures.map(([name]) => [name, []]))
for (let round = -warmUps; round < rounds; round++) {
  for (const [name, work] of measures) {
    const start = performance.now()
    await work()
    if (round >= 0) times.get(name)?.push(performance.now() - start)
  }
}

const base = median(times.get(yardstick) ?? [])
console.log(
  `${folder}: ${files.length} files, ${megabytes.toFixed(2)} MB, ${detections.length} rules read; ` +
    `median of ${rounds} rounds\n`,
)
console.log(
  table([
    ['', 'ms', 'x js-yaml', 'rules/s', 'MB/s'],
    ...measures.map(([name]) => {
      const time = median(times.get(name) ?? [])
      const perSecond = 1000 / time
      return [
        name,
        time.toFixed(1),
        (time / base).toFixed(2),
        (files.length * perSecond).toFixed(0),
        (megabytes * perSecond).toFixed(2),
      ]
    }),
  ]),
)
