/** Every rule of some folders against events made from its own values. */
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { backends } from '../../backends/index.js'
import type { Event } from '../../src/ast/evaluate.js'
import { readEvents } from '../../src/events/read.js'
import type { LogSourceRow, Options } from '../../src/fields/types.js'
import {
  macroSet,
  readMacroFile,
  readRules,
  type Backend,
  type MacroSet,
  type ReadRule,
} from '../../src/index.js'
import { randomOf } from '../fuzz/random.js'
import { check, recordedWorld, ruleOf, worldsOf, type Outcome } from './check.js'
import type { Target } from './held.js'
import { targets } from './targets.js'
import { checkTogether, countingOf, listsFor } from './together.js'

/** What was tried of some rules in one target. */
export interface Tried {
  rules: number
  pairs: number
  hits: number
  skipped: number
}

/** What was tried in one target. */
export interface Sum {
  /** Of rules that select single events: pairs of a query and an event. */
  readonly single: Tried
  /** Of rules that count events together: pairs of a list of events and a group in a window of it. */
  readonly together: Tried
  readonly unrun: Map<string, number>
  readonly problems: string[]
}

/** Files of rules below these paths. */
export const ruleFiles = (paths: readonly string[]): readonly string[] =>
  paths.flatMap((path) =>
    statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true, encoding: 'utf8' })
          .filter((name) => /\.(?:yml|yaml|spl)$/.test(name) && !name.endsWith('.test.yml'))
          .toSorted()
          .map((name) => join(path, name))
      : [path],
  )

/** The macros of a folder of security_content. */
export function macrosOf(path: string | undefined): MacroSet {
  if (path === undefined) return macroSet()
  const files = ruleFiles([path])
  return macroSet(
    files.flatMap((file) => readMacroFile({ path: file, text: readFileSync(file, 'utf8') }).value),
  )
}

const untried = (): Tried => ({ rules: 0, pairs: 0, hits: 0, skipped: 0 })

const fresh = (): Sum => ({
  single: untried(),
  together: untried(),
  unrun: new Map(),
  problems: [],
})

/** How a corpus is run. */
export interface Run {
  readonly macros: MacroSet
  readonly seed: number
  /** Made of each rule. */
  readonly events: number
  /** The names of the targets; all of them where it is missing. */
  readonly only?: readonly string[] | undefined
  /** Events that happened: each is run through every rule of its log source. */
  readonly recorded?: readonly Event[] | undefined
  /** Whether there is time for another file. */
  readonly goesOn?: () => boolean
}

/** Runs every rule of some files in every target. */
export async function runCorpus(
  files: readonly string[],
  run: Run,
): Promise<ReadonlyMap<string, Sum>> {
  const sums = new Map<string, Sum>()
  for (const [index, path] of files.entries()) {
    if (run.goesOn?.() === false) break
    const { rules } = await readRules({ path, text: readFileSync(path, 'utf8') }, run.macros)
    for (const read of rules) {
      const way = wayOf(read, run, run.seed + index)
      if (way !== undefined) await runRule(way, `${path} (${read.title})`, index, run, sums)
    }
  }
  return sums
}

/** How a rule is run in a target, and where that is counted. */
interface Way {
  readonly rows: readonly LogSourceRow[]
  readonly kind: 'single' | 'together'
  readonly check: (backend: Backend, target: Target, options: Options) => Promise<Outcome>
}

/** Undefined of what is no rule, or has no query. */
function wayOf(
  read: ReadRule,
  { macros, events, recorded = [] }: Run,
  seed: number,
): Way | undefined {
  const rule = ruleOf(read)
  if (rule !== undefined) {
    const worlds = [
      ...worldsOf(rule, events, randomOf(seed)),
      ...recorded.flatMap((event) => recordedWorld(rule, event)),
    ]
    return {
      rows: rule.rows,
      kind: 'single',
      check: (backend, target, options) =>
        check(rule, backend, target, worlds, { seed, macros, options }),
    }
  }
  const counting = countingOf(read)
  if (counting === undefined) return undefined
  const lists = listsFor(counting, events, randomOf(seed))
  return {
    rows: [...counting.parts.values()].flatMap(({ rows }) => rows),
    kind: 'together',
    check: (backend, target, options) =>
      checkTogether(counting, backend, target, lists, { seed, macros, options }),
  }
}

async function runRule(
  { rows, kind, check: run }: Way,
  name: string,
  index: number,
  { only }: Run,
  sums: Map<string, Sum>,
): Promise<void> {
  for (const target of targets) {
    if (only !== undefined && !only.includes(target.name)) continue
    const backend = await backends[target.name]!()
    const sum = sums.get(target.name) ?? fresh()
    sums.set(target.name, sum)
    let isRun = false
    for (const options of target.variants(rows, index)) {
      const outcome = await run(backend, target, options)
      isRun ||= outcome.pairs > 0
      add(sum, kind, outcome, `${name} ${JSON.stringify(options)}`)
    }
    if (isRun) sum[kind].rules++
  }
}

function add(
  { unrun: reasons, problems, ...sums }: Sum,
  kind: Way['kind'],
  { pairs, hits, skipped, unrun, problem }: Outcome,
  name: string,
): void {
  const tried = sums[kind]
  tried.pairs += pairs
  tried.hits += hits
  tried.skipped += skipped
  if (unrun !== undefined) reasons.set(unrun, (reasons.get(unrun) ?? 0) + 1)
  if (problem !== undefined) problems.push(`${name}\n${problem}`)
}

/** The events of a folder of files, in the names of the events themselves. */
export async function eventsIn(folder: string): Promise<readonly Event[]> {
  const found: Event[] = []
  for (const name of readdirSync(folder).toSorted()) {
    for await (const record of readEvents([readFileSync(join(folder, name), 'utf8')])) {
      if ('event' in record) found.push(record.event)
    }
  }
  return found
}
