/** Findings as SARIF 2.1.0 (OASIS), within what GitHub's code scanning reads. */
import { createHash } from 'node:crypto'
import { codes, locate, type Code, type Located, type Severity } from '../../index.js'
import { checks } from '../../lint/index.js'
import { lineAt, type SourceText } from '../../source/text.js'
import { version } from '../version.js'
import type { Reported } from './reported.js'

/** The log of a run, as plain JSON. */
export function sarifLog(files: readonly Reported[]) {
  const found = files.flatMap(({ source, diagnostics }) =>
    diagnostics.map((one) => ({ source, place: locate(one, source) })),
  )
  const used = [...new Set(found.map(({ place }) => place.code))].toSorted()
  const fingerprints = new Fingerprints()
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'siemantic', semanticVersion: version(), rules: used.map(ruleOf) },
        },
        columnKind: 'utf16CodeUnits',
        results: found.map(({ source, place }) => ({
          ruleId: place.code,
          ruleIndex: used.indexOf(place.code),
          level: place.severity,
          message: {
            text: place.help === undefined ? place.message : `${place.message} ${place.help}`,
          },
          locations: [{ physicalLocation: locationOf(place) }],
          partialFingerprints: { 'siemanticFinding/v1': fingerprints.of(place, source) },
        })),
      },
    ],
  }
}

const entries: Readonly<
  Record<Code, { readonly severity: Severity; readonly message: string; readonly help?: string }>
> = codes

const summaries: ReadonlyMap<string, string> = new Map(
  Object.values(checks).map(({ name, summary }) => [`lint/${name}`, summary]),
)

function ruleOf(code: Code) {
  const { severity, message, help } = entries[code]
  const summary = summaries.get(code) ?? inGeneral(message)
  return {
    id: code,
    name: code.replaceAll(/(?:^|[/-])(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: summary },
    ...(help === undefined ? {} : { help: { text: inGeneral(help) } }),
    defaultConfiguration: { level: severity },
  }
}

/** A text of the table of codes, before anything is filled in. */
const inGeneral = (text: string): string =>
  text.replaceAll(/\{(?:suggestion|hint)\}/g, '').replaceAll(/\{(\w+)\}/g, '<$1>')

const locationOf = ({ path, line, column, endLine, endColumn }: Located) => ({
  artifactLocation: { uri: uriOf(path) },
  region: { startLine: line, startColumn: column, endLine, endColumn },
})

/** A relative reference: of a first part with a colon nobody may take that for a scheme. */
const uriOf = (path: string): string =>
  path
    .replace(/^\.[\\/]/, '')
    .split(/[\\/]/)
    .map(encodeURIComponent)
    .join('/')

/** Fingerprints that stay when lines are put in above: of the code, the file, the line's text, and how often it came. */
class Fingerprints {
  readonly #seen = new Map<string, number>()

  of({ code, path, line }: Located, source: SourceText): string {
    const key = JSON.stringify([code, path.replaceAll('\\', '/'), lineAt(source, line).trim()])
    const count = (this.#seen.get(key) ?? 0) + 1
    this.#seen.set(key, count)
    return createHash('sha256').update(`${key}:${count}`).digest('hex').slice(0, 32)
  }
}
