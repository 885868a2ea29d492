/**
 * How long a folder takes to read the first time in a process, when no code is optimised yet, over what its YAML takes alone:
 * `npm run bench:first-pass -- [--macros PATH]… PATH…`. Every measurement is a process of its own,
 * which reads one file before its clock starts.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { load } from 'js-yaml'
import { readRules, type MacroSet, type SourceText } from '../src/index.js'
import { median, table } from './table.js'
import { inputsAt, macrosOf, textsOf } from './texts.js'

const spawns = 9

const works = {
  'js-yaml': ({ text }: SourceText) => {
    try {
      load(text, { json: true })
    } catch {
      // What js-yaml refuses costs what it reads up to there.
    }
  },
  read: readRules,
}

type Work = keyof typeof works

/** By the clock, and of all processors, in milliseconds. */
type Took = readonly [elapsed: number, busy: number]

async function measure(work: Work, files: readonly SourceText[], macros: MacroSet): Promise<Took> {
  const [first, ...others] = files
  if (first !== undefined) await works[work](first, macros)
  const [start, before] = [performance.now(), process.cpuUsage()]
  for (const source of others) await works[work](source, macros)
  const { user, system } = process.cpuUsage(before)
  return [performance.now() - start, (user + system) / 1000]
}

function measureApart(work: Work): Took {
  const words = [fileURLToPath(import.meta.url), '--work', work, ...process.argv.slice(2)]
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`ended with ${status}: ${stderr}`)
  const [elapsed, busy] = stdout.split(' ').map(Number)
  return [elapsed ?? Number.NaN, busy ?? Number.NaN]
}

function report(files: number): string {
  const took: Readonly<Record<Work, Took[]>> = { 'js-yaml': [], read: [] }
  for (let round = 0; round < spawns; round++) {
    took['js-yaml'].push(measureApart('js-yaml'))
    took.read.push(measureApart('read'))
  }
  const medians = (work: Work): Took => [
    median(took[work].map(([elapsed]) => elapsed)),
    median(took[work].map(([, busy]) => busy)),
  ]
  const [yaml, read] = [medians('js-yaml'), medians('read')]
  return [
    `${files} files: median of ${spawns} first passes\n`,
    table([
      ['', 'ms', 'ms of processors'],
      ['js-yaml', ...yaml.map((each) => each.toFixed(0))],
      ['read', ...read.map((each) => each.toFixed(0))],
      ['read / js-yaml', (read[0] / yaml[0]).toFixed(2), (read[1] / yaml[1]).toFixed(2)],
    ]),
  ].join('\n')
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      work: { type: 'string' },
      macros: { type: 'string', multiple: true, default: [] },
    },
  })
  const [inputs, macros] = [inputsAt(positionals), inputsAt(values.macros)]
  if (positionals.length === 0 || inputs === undefined || macros === undefined) {
    console.error('Usage: npm run bench:first-pass -- [--macros PATH]… PATH…')
    return 2
  }
  const { work } = values
  if (work === 'read' || work === 'js-yaml') {
    console.log((await measure(work, [...textsOf(inputs)], macrosOf(macros))).join(' '))
  } else console.log(report(inputs.length))
  return 0
}

process.exitCode = await main()
