/**
 * `npm run differential -- [--seconds N] [--seed N] [--events N]` runs random conditions over random events in every
 * language, as long as is wanted. With `--corpus PATH`, which may stand several times, it runs the rules of files and folders
 * in every target over events made of their own values instead, once each unless `--seconds` ends that; `--macros PATH` reads
 * Splunk macros, `--recorded PATH` events that happened, `--target NAME` leaves out all others, `--every N` takes each
 * N-th file. It prints how many pairs of a query and an event were tried, of rules that count events how many groups in lists
 * of them, and the smallest case of every disagreement; it ends with 1 where there is one.
 */
import { parseArgs } from 'node:util'
import { check, subjects } from '../properties/subjects.js'
import { eventsIn, macrosOf, ruleFiles, runCorpus } from './corpus.js'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string' },
    seed: { type: 'string', default: '1' },
    events: { type: 'string', default: '24' },
    corpus: { type: 'string', multiple: true },
    macros: { type: 'string' },
    recorded: { type: 'string' },
    target: { type: 'string', multiple: true },
    every: { type: 'string', default: '1' },
  },
})

/** Conditions that are tried at once: few, so that the time is kept. */
const chunk = 20

function runRandom(seconds: number): number {
  const each = (seconds * 1000) / subjects.length
  let disagreements = 0
  for (const subject of subjects) {
    const end = performance.now() + each
    let seed = Number(values.seed)
    let pairs = 0
    let converted = 0
    let problem: string | undefined
    while (performance.now() < end && problem === undefined) {
      const result = check(subject, { runs: chunk, seed: seed++, events: Number(values.events) })
      pairs += result.pairs
      converted += result.converted
      ;({ problem } = result)
    }
    console.log(
      `${subject.name}: ${converted} queries, ${pairs} pairs, seeds ${values.seed} to ${seed - 1}`,
    )
    if (problem === undefined) continue
    disagreements++
    console.log(`\n${problem}\n`)
  }
  return disagreements
}

async function runRules(corpora: readonly string[]): Promise<number> {
  const end = performance.now() + Number(values.seconds ?? Infinity) * 1000
  const files = ruleFiles(corpora).filter((_, index) => index % Number(values.every) === 0)
  const sums = await runCorpus(files, {
    macros: macrosOf(values.macros),
    seed: Number(values.seed),
    events: Number(values.events),
    only: values.target,
    recorded: values.recorded === undefined ? [] : await eventsIn(values.recorded),
    goesOn: () => performance.now() < end,
  })
  let disagreements = 0
  for (const [name, { single, together, unrun, problems }] of sums) {
    const reasons = [...unrun].map(([reason, count]) => `${count} ${reason}`).join(', ')
    console.log(
      `${name}: ${single.rules} rules, ${single.pairs} pairs, ${single.hits} of events that the rule selects; ` +
        `${together.rules} rules over several events, ${together.pairs} groups, ${together.hits} that the rule finds; ` +
        `${single.skipped + together.skipped} events that the target cannot hold; not run: ${reasons || 'nothing'}`,
    )
    disagreements += problems.length
    for (const problem of problems) console.log(`\n${problem}\n`)
  }
  return disagreements
}

const disagreements =
  values.corpus === undefined
    ? runRandom(Number(values.seconds ?? 60))
    : await runRules(values.corpus)
process.exitCode = disagreements === 0 ? 0 : 1
