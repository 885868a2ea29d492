/** `siemantic list`: what there is to choose from. */
import type { Io } from './io.js'
import { loadTargets } from './targets.js'
import { exit, type AddCommand } from './usage.js'

/** What can be listed. */
export const topics = ['targets', 'formats', 'modifiers', 'checks'] as const
type Topic = (typeof topics)[number]

export const addList: AddCommand = (parser, io, execute) =>
  parser.command(
    'list <what>',
    'List the targets and their options, the formats, the modifiers of Sigma, or the checks',
    (command) =>
      command
        .positional('what', { describe: 'What to list', choices: topics, demandOption: true })
        .options({
          json: { describe: 'Print JSON, for programs', type: 'boolean', default: false },
        })
        .example('$0 list targets', 'The targets, with the options that -O sets')
        .example('$0 list formats', 'What convert -f takes, for each target')
        .example('$0 list modifiers --json', 'The modifiers that Sigma rules may use'),
    async ({ what, json }) => execute(async () => list(what, json, io)),
  )

/** A line of a list; `indent` of those that belong to the line before. */
interface Row {
  readonly cells: readonly string[]
  readonly indent?: true
}

interface Listing {
  readonly json: readonly unknown[]
  readonly rows: readonly Row[]
}

const listings: Readonly<Record<Topic, () => Promise<Listing>>> = {
  targets: listTargets,
  formats: listFormats,
  modifiers: listModifiers,
  checks: listChecks,
}

async function list(what: Topic, json: boolean, io: Io): Promise<number> {
  const listing = await listings[what]()
  io.stdout.write(json ? `${JSON.stringify(listing.json, undefined, 2)}\n` : aligned(listing.rows))
  return exit.fine
}

async function listTargets(): Promise<Listing> {
  const json = (await loadTargets()).map(({ name, description, extension, options }) => ({
    name,
    description,
    extension,
    options: Object.entries(options).map(([option, definition]) => ({
      name: option,
      description: definition.description,
      default: definition.default,
      values: definition.values ?? null,
    })),
  }))
  const rows = json.flatMap(({ name, description, options }): readonly Row[] => [
    { cells: [name, description] },
    ...options.map((option): Row => {
      const values = option.values === null ? '' : ` (${option.values.join(', ')})`
      return {
        cells: [`-O ${option.name}=${option.default}`, option.description + values],
        indent: true,
      }
    }),
  ])
  return { json, rows }
}

async function listFormats(): Promise<Listing> {
  const json = (await loadTargets()).flatMap(({ name, formats, extension }) =>
    Object.entries(formats).map(([format, { description, extension: own }]) => ({
      target: name,
      name: format,
      description,
      extension: own ?? extension,
    })),
  )
  const rows = json.map(({ target, name, description }) => ({ cells: [target, name, description] }))
  return { json, rows }
}

async function listModifiers(): Promise<Listing> {
  const { modifierNames } = await import('../sigma/modifiers.js')
  const json = modifierNames.map(({ name, longName, description }) => ({
    name,
    longName: longName ?? null,
    description,
  }))
  const rows = json.map(({ name, longName, description }) => ({
    cells: [longName === null ? name : `${name}, ${longName}`, description],
  }))
  return { json, rows }
}

async function listChecks(): Promise<Listing> {
  const [{ checks }, { codes }] = [await import('../lint/index.js'), await import('../index.js')]
  const json = Object.values(checks).map(({ name, profile, summary }) => ({
    name,
    severity: codes[`lint/${name}`].severity,
    profile,
    description: summary,
  }))
  const rows = json.map(({ name, severity, profile, description }) => ({
    cells: [name, severity, profile, description],
  }))
  return { json, rows }
}

/** Columns as wide as their widest cell; the last as it comes. */
function aligned(rows: readonly Row[]): string {
  const texts = rows.map(({ cells, indent }) =>
    cells.map((cell, column) => (indent === true && column === 0 ? `  ${cell}` : cell)),
  )
  const count = Math.max(0, ...texts.map((cells) => cells.length))
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...texts.map((cells) => cells[column]?.length ?? 0)),
  )
  return texts
    .map((cells) =>
      cells.map((cell, column) =>
        column < cells.length - 1 ? cell.padEnd(widths[column]!) : cell,
      ),
    )
    .map((cells) => `${cells.join('  ')}\n`)
    .join('')
}
