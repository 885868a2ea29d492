/** `siemantic parse`: the syntax tree of a file. */
import { walk } from '../ast/visit.js'
import type { Condition, Document, Filter, LogSource, Rule } from '../index.js'
import { diagnostic, hasErrors, oneLine } from '../diagnostics/diagnostic.js'
import { findInputs } from './input/inputs.js'
import { readMacros } from './input/macros.js'
import { readInput } from './input/read.js'
import type { Io } from './io.js'
import { Console } from './output/console.js'
import { exit, macroFiles, UsageError, type AddCommand } from './usage.js'

export const addParse: AddCommand = (parser, io, execute) =>
  parser.command(
    'parse <path>',
    'Show how a file is understood: its syntax tree',
    (command) =>
      command
        .positional('path', {
          describe: 'A file, or - for standard input',
          type: 'string',
          demandOption: true,
        })
        .options({
          json: {
            describe: 'Print the tree as JSON instead of a summary',
            type: 'boolean',
            default: false,
          },
          macros: macroFiles,
        })
        .example('$0 parse rule.yml', 'What the rule is about, in short')
        .example('$0 parse rule.yml --json', 'All of it, for programs'),
    async ({ path, json, macros }) =>
      execute(async () => parse({ path, json, macros: macros ?? [] }, io)),
  )

interface ParseArguments {
  readonly path: string
  readonly json: boolean
  readonly macros: readonly string[]
}

async function parse({ path, json, macros }: ParseArguments, io: Io): Promise<number> {
  const console = new Console(io)
  const inputs = findInputs([path], { cwd: io.cwd })
  const known = readMacros(macros, io.cwd, console)
  const [input, ...others] = inputs.value
  const found = [
    ...inputs.diagnostics,
    ...(others.length === 0 ? [] : [diagnostic('cli/usage', { reason: 'parse reads one file.' })]),
    ...known.diagnostics,
  ]
  if (input === undefined || found.length > 0) throw new UsageError(found)
  const { source, rules } = await readInput(input, io, known.value)
  for (const one of rules.flatMap(({ diagnostics }) => diagnostics)) console.report(one, source)
  const read = rules.flatMap(({ rule }) => rule ?? [])
  const document: Document = { path: source.path, rules: read }
  console.print(
    json
      ? `${JSON.stringify(document, undefined, 2)}\n`
      : read.map((rule) => `${describe(rule)}\n`).join('\n'),
  )
  const failed = rules.some(({ rule, diagnostics }) => rule === undefined || hasErrors(diagnostics))
  return failed || known.failed ? exit.findings : exit.fine
}

/** A rule in a few lines. */
function describe(rule: Rule): string {
  const { title, id, status, level, techniques } = rule.metadata
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['id', id],
    ['status', status],
    ['level', level],
    ['techniques', techniques.join(', ')],
    ...describeMain(rule),
  ]
  const shown = lines.flatMap(([name, text]) =>
    text === undefined || text === '' ? [] : [`  ${name.padEnd(12)}${oneLine(text)}`],
  )
  return [oneLine(title), ...shown].join('\n')
}

/** What only rules of its kind have. */
function describeMain(rule: Rule): readonly (readonly [string, string])[] {
  if (rule.kind === 'correlation') {
    return [
      ['correlation', rule.type],
      ['rules', describeReferences(rule.rules)],
      ['fields', [...rule.groupBy, ...rule.fields].map(({ name }) => name).join(', ')],
    ]
  }
  const { logSources, selections } = rule
  return [
    ['log source', logSources.map(describeLogSource).join(', ')],
    ['selections', selections.map(({ name }) => name).join(', ')],
    ['fields', fieldsOf(rule.kind === 'filter' ? rule.excludes : rule.condition).join(', ')],
    ...(rule.kind === 'filter' ? [['filters', describeReferences(rule.rules)] as const] : []),
  ]
}

const describeReferences = (rules: Filter['rules']): string =>
  rules === 'any' ? rules : rules.map(({ rule }) => rule).join(', ')

const describeLogSource = ({ product, category, service }: LogSource): string =>
  [product, category, service].filter((part) => part !== undefined).join('/')

function fieldsOf(condition: Condition): readonly string[] {
  const names = new Set<string>()
  walk(condition, (node) => {
    if (node.kind === 'field') names.add(node.name)
  })
  return [...names]
}
