/**
 * How long one rule takes from a cold start, over node alone, and how much memory: `npm run build`, then
 * `node dist/bench/start.js [FILE] [TARGET]`.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { peakMemory } from './memory.js'
import { median, table } from './table.js'

const spawns = 15

const bin = fileURLToPath(import.meta.resolve('../src/cli/bin.js'))
const [
  file = 'rules/iis/proc_creation_win_iis_susp_module_registration.yml',
  target = 'sentinel-kql',
] = process.argv.slice(2)

function time(words: readonly string[]): number {
  const start = performance.now()
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' })
  const took = performance.now() - start
  if (status !== 0) throw new Error(`ended with ${status}: ${stderr}`)
  return took
}

const commands = {
  'node alone': ['--eval', '0'],
  'siemantic --version': [bin, '--version'],
  [`convert -t ${target}`]: [bin, 'convert', file, '-t', target],
  'convert to all': [bin, 'convert', file, '--skip-refused'],
}

const times = new Map<string, number[]>(Object.keys(commands).map((name) => [name, []]))
for (let round = 0; round < spawns; round++) {
  for (const [name, words] of Object.entries(commands)) times.get(name)?.push(time(words))
}

const base = median(times.get('node alone') ?? [])
console.log(`${file}: median of ${spawns} starts\n`)
console.log(
  table([
    ['', 'ms', 'over node', 'MB at most'],
    ...Object.entries(commands).map(([name, words]) => {
      const took = median(times.get(name) ?? [])
      return [name, took.toFixed(0), (took - base).toFixed(0), peakMemory(words).toFixed(0)]
    }),
  ]),
)
