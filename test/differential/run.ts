/**
 * Runs random conditions over random events in every language, as long as is wanted: `npm run differential -- [--seconds N]
 * [--seed N] [--events N]`. It prints how many pairs of a query and an event were tried for each language, and the smallest
 * case of every disagreement; it ends with 1 where there is one.
 */
import { parseArgs } from 'node:util'
import { check, subjects, subjectsInXml } from '../properties/subjects.js'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    events: { type: 'string', default: '24' },
  },
})

/** Conditions that are tried at once: few, so that the time is kept. */
const chunk = 20

const all = [...subjects, ...subjectsInXml]
const each = (Number(values.seconds) * 1000) / all.length
let disagreements = 0
for (const subject of all) {
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
process.exitCode = disagreements === 0 ? 0 : 1
