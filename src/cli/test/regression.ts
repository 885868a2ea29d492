/** Runs the events that come with SigmaHQ's rules: named for the rule's id, or with an `info.yml` that says which. */
import { dirname, join, parse } from 'node:path'
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { convertible, type ReadFile, type ReadRule, type SourceText } from '../../index.js'
import { entryOf, parseYaml, plainValue, type YamlNode } from '../../source/yaml.js'
import { Counter, matcherOf } from '../../testing/matcher.js'
import { readText } from '../input/file.js'
import { walk } from '../input/walk.js'
import { countFile } from './events.js'
import type { Result } from './result.js'

/** A file of events of a rule. */
interface Regression {
  readonly path: string
  readonly location: string
  readonly id: string
  /** How many events the rule has to select; at least one where nothing is said. */
  readonly count?: number
}

/** The results of a folder's events on the rules of some files. */
export async function runRegressions(
  folder: { readonly path: string; readonly location: string },
  files: readonly ReadFile[],
): Promise<readonly Result[]> {
  const rules = new Map(
    files.flatMap(({ rules: read }) =>
      read.flatMap((rule) =>
        rule.id === undefined ? [] : [[rule.id.toLowerCase(), rule] as const],
      ),
    ),
  )
  const results: Result[] = []
  for (const regression of regressionsOf(folder)) {
    const rule = rules.get(regression.id.toLowerCase())
    if (rule !== undefined) results.push(await runRegression(regression, rule))
  }
  return results
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

function regressionsOf(folder: {
  readonly path: string
  readonly location: string
}): readonly Regression[] {
  const found = walk(folder.location, undefined, (name) => /\.json$|^info\.yml$/i.test(name))
  const described = new Set<string>()
  const infos = found.flatMap(({ path, problem }) => {
    if (problem !== undefined || parse(path).base !== 'info.yml') return []
    described.add(dirname(path))
    return fromInfo(path, folder)
  })
  const named = found.flatMap(({ path, problem }): readonly Regression[] => {
    const { name, ext, dir } = parse(path)
    return problem !== undefined || ext !== '.json' || !uuid.test(name) || described.has(dir)
      ? []
      : [{ path: join(folder.path, path), location: join(folder.location, path), id: name }]
  })
  return [...infos, ...named]
}

/** The tests of an `info.yml`; of an EVTX file, the JSON of the same name beside it is read. */
function fromInfo(
  path: string,
  folder: { readonly path: string; readonly location: string },
): readonly Regression[] {
  const location = join(folder.location, path)
  const source = { path: join(folder.path, path), text: readText(location).text ?? '' }
  const [document] = parseYaml(source).value
  if (document?.kind !== 'map') return []
  const ids = itemsOf(entryOf(document, 'rule_metadata')?.value).flatMap(({ id }) =>
    typeof id === 'string' ? [id] : [],
  )
  return itemsOf(entryOf(document, 'regression_tests_info')?.value).flatMap((test) =>
    ids.map((id) => {
      const file = parse(typeof test['path'] === 'string' ? test['path'] : `${id}.json`).name
      const count = Number(test['match_count'])
      return {
        path: join(folder.path, dirname(path), `${file}.json`),
        location: join(dirname(location), `${file}.json`),
        id,
        ...(Number.isInteger(count) ? { count } : {}),
      }
    }),
  )
}

const itemsOf = (node: YamlNode | undefined): readonly Readonly<Record<string, unknown>>[] => {
  const value = node === undefined ? [] : plainValue(node)
  return (Array.isArray(value) ? (value as readonly unknown[]) : []).filter(
    (item): item is Readonly<Record<string, unknown>> => typeof item === 'object' && item !== null,
  )
}

async function runRegression(
  { path, location, count }: Regression,
  read: ReadRule,
): Promise<Result> {
  const source: SourceText = { path, text: '' }
  const started = performance.now()
  const problems = await problemsOf(path, location, count, read)
  const milliseconds = performance.now() - started
  return { source, name: parse(path).name, rule: read.title, milliseconds, problems }
}

async function problemsOf(
  path: string,
  location: string,
  wanted: number | undefined,
  read: ReadRule,
): Promise<readonly Diagnostic[]> {
  const rule = convertible(read)
  if (rule === undefined) return [diagnostic('testing/unknown-rule', { path, rule: read.title })]
  const { value: matcher, diagnostics } = matcherOf(rule)
  if (matcher === undefined) {
    // Their places are in the file of the rule.
    return diagnostics.map(({ code, severity, message }) => ({ code, severity, message }))
  }
  const counter = new Counter(matcher)
  const { problems, isComplete } = await countFile(counter, { location, path })
  if (!isComplete) return problems
  const count = counter.count()
  if (wanted === undefined ? count > 0 : count === wanted) return problems
  const expected = wanted === undefined ? 'one' : String(wanted)
  const found = `it selects ${count} of ${counter.events} events`
  return [...problems, diagnostic('testing/failed', { expected, found })]
}
