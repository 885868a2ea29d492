/**
 * What becomes of a corpus of rules: `npm run corpus -- [--json] [--macros PATH]… PATH…`. Reads files and folders,
 * converts every rule to every target, and prints how many queries have which fidelity, and why not more. Ends with 1
 * where an outcome is neither a query nor a diagnostic with a code, with 2 where the command line is wrong.
 */
import { parseArgs } from 'node:util'
import { backends } from '../backends/index.js'
import type { Backend } from '../src/index.js'
import { outcomesOf } from './outcomes.js'
import { reached } from './searches.js'
import { table } from './table.js'
import { inputsAt, macrosOf, textsOf } from './texts.js'
import { statuses, tally, type Reason, type Tally } from './tally.js'

const messagesShown = 6

async function main(): Promise<number> {
  const { paths, json, macros } = argumentsOf(process.argv.slice(2))
  if (paths.length === 0) {
    console.error('Usage: npm run corpus -- [--json] [--macros PATH]… PATH…')
    return 2
  }
  const [inputs, macroFiles] = [inputsAt(paths), inputsAt(macros)]
  if (inputs === undefined || macroFiles === undefined) return 2
  const targets: Backend[] = []
  for (const load of Object.values(backends)) targets.push(await load())
  const known = macrosOf(macroFiles)
  const start = performance.now()
  const result = await tally(outcomesOf(textsOf(inputs), targets, known))
  const seconds = (performance.now() - start) / 1000
  const files = inputs.length
  console.log(json ? JSON.stringify({ files, ...result }, null, 2) : report(result, files, seconds))
  return result.faults.length > 0 ? 1 : 0
}

function argumentsOf(words: readonly string[]): {
  readonly paths: readonly string[]
  readonly json: boolean
  readonly macros: readonly string[]
} {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        macros: { type: 'string', multiple: true, default: [] },
      },
    })
    return { paths: positionals, json: values.json, macros: values.macros }
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    return { paths: [], json: false, macros: [] }
  }
}

const percent = (part: number, whole: number): string =>
  `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`

function report(result: Tally, files: number, seconds: number): string {
  const { rules, unread, unreadReasons, targets, faults } = result
  const read = rules - unread
  return [
    `${files} files, ${rules} rules: ${read} read, ${unread} not (${percent(unread, rules)}); ` +
      `to every target in ${seconds.toFixed(1)} s`,
    ...(unread === 0 ? [] : ['', 'not read', ...reasonLines(unreadReasons)]),
    '',
    'of the rules that were read',
    table([
      ['', ...statuses.flatMap((status) => [status, ''])],
      ...targets.map(({ target, counts }) => [
        target,
        ...statuses.flatMap((status) => [String(counts[status]), percent(counts[status], read)]),
      ]),
    ]),
    ...searchLines(targets),
    ...targets.flatMap(({ target, reasons }) => ['', target, ...reasonLines(reasons)]),
    '',
    faults.length === 0
      ? 'Every outcome is a query, or a diagnostic with a code.'
      : `${faults.length} outcomes are neither a query nor a diagnostic with a code:`,
    ...faults.map(
      ({ path, target, title, fault }) =>
        `  ${path} (${title})${target === undefined ? '' : ` to ${target}`}: ${fault}`,
    ),
  ].join('\n')
}

/** What becomes of Splunk searches of each kind; bench/searches.ts says how the kinds are told. */
function searchLines(targets: Tally['targets']): readonly string[] {
  const kinds = targets[0]?.searches ?? []
  if (kinds.length === 0) return []
  const all = kinds.reduce((sum, { searches }) => sum + searches, 0)
  return [
    '',
    `of the ${all} Splunk searches that are not deprecated, also those not read: reached, or refused only for want of a`,
    'log source (computed: a filter reads what is computed of one event, tier 1c; other: what no event or group tells)',
    table([
      ['', ...kinds.flatMap(({ kind, searches }) => [`${kind} ${searches}`, '', '']), 'of all'],
      ...targets.map(({ target, searches }) => [
        target,
        ...searches.flatMap((each) => [
          String(reached(each)),
          `(${each.withoutLogSource})`,
          percent(reached(each), each.searches),
        ]),
        percent(
          searches.reduce((sum, each) => sum + reached(each), 0),
          all,
        ),
      ]),
    ]),
  ]
}

const reasonLines = (reasons: readonly Reason[]): readonly string[] =>
  reasons.flatMap(({ code, effect, rules, messages }) => [
    `  ${String(rules).padStart(6)}  ${code}${effect === undefined ? '' : ` (${effect})`}`,
    ...messages
      .slice(0, messagesShown)
      .map(({ message, rules: count }) => `          ${String(count).padStart(6)}  ${message}`),
    ...(messages.length > messagesShown
      ? [`                  and ${messages.length - messagesShown} other sentences`]
      : []),
  ])

process.exitCode = await main()
