/** Every rule of some folders against events made from its own values. */
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { backends } from '../../backends/index.js'
import type { Event } from '../../src/ast/evaluate.js'
import { readEvents } from '../../src/events/read.js'
import { macroSet, readMacroFile, readRules, type MacroSet } from '../../src/index.js'
import { randomOf } from '../fuzz/random.js'
import { check, recordedWorld, ruleOf, worldsOf, type Outcome, type Rule } from './check.js'
import { targets } from './targets.js'

/** What was tried in one target. */
export interface Sum {
  rules: number
  pairs: number
  hits: number
  skipped: number
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

const fresh = (): Sum => ({
  rules: 0,
  pairs: 0,
  hits: 0,
  skipped: 0,
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
      const rule = ruleOf(read)
      if (rule !== undefined) await runRule(rule, `${path} (${read.title})`, index, run, sums)
    }
  }
  return sums
}

async function runRule(
  rule: Rule,
  name: string,
  index: number,
  { macros, seed: first, events, only, recorded = [] }: Run,
  sums: Map<string, Sum>,
): Promise<void> {
  const seed = first + index
  const worlds = [
    ...worldsOf(rule, events, randomOf(seed)),
    ...recorded.flatMap((event) => recordedWorld(rule, event)),
  ]
  for (const target of targets) {
    if (only !== undefined && !only.includes(target.name)) continue
    const backend = await backends[target.name]!()
    const sum = sums.get(target.name) ?? fresh()
    sums.set(target.name, sum)
    let isRun = false
    for (const options of target.variants(rule.rows, index)) {
      const outcome = await check(rule, backend, target, worlds, { seed, macros, options })
      isRun ||= outcome.pairs > 0
      add(sum, outcome, `${name} ${JSON.stringify(options)}`)
    }
    if (isRun) sum.rules++
  }
}

function add(sum: Sum, { pairs, hits, skipped, unrun, problem }: Outcome, name: string): void {
  sum.pairs += pairs
  sum.hits += hits
  sum.skipped += skipped
  if (unrun !== undefined) sum.unrun.set(unrun, (sum.unrun.get(unrun) ?? 0) + 1)
  if (problem !== undefined) sum.problems.push(`${name}\n${problem}`)
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
