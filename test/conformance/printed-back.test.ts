/** Every search of security_content that is read, printed in its own target, is read as the same tree. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import {
  macroSet,
  readMacroFile,
  readRules,
  transpile,
  type Backend,
  type Detection,
  type MacroSet,
} from 'siemantic'
import search from '../../backends/splunk/search.js'
import tstats from '../../backends/splunk/tstats.js'
import { walk } from '../../src/cli/input/walk.js'
import { canonical } from '../backends/sigma/written.js'
import { sharedFolder, testOrSkip } from '../project.js'

/** In milliseconds: no test waits for anything, but a corpus is large and a machine may be slow. */
const patience = 300_000

const textsOf = (folder: string) =>
  walk(folder).map(({ path }) => ({ path, text: readFileSync(join(folder, path), 'utf8') }))

/** The file with another search. */
const withSearch = (text: string, query: string): string =>
  text.replace(/^search:[^]*?(?=^\w)/m, () => `search: ${JSON.stringify(query)}\n`)

/** What a detection says, wherever it says so and in whatever order its conditions stand. */
const meaning = ({ condition, source, ...others }: Detection): unknown => ({
  ...(JSON.parse(
    JSON.stringify(others, (key, value: unknown) =>
      ['span', 'at', 'says'].includes(key) ? undefined : value,
    ),
  ) as object),
  condition: canonical(condition),
  source: source && canonical(source),
})

async function read(path: string, text: string, macros: MacroSet): Promise<Detection | undefined> {
  return (await readRules({ path, text }, macros)).rules[0]?.detection
}

/** Undefined where the target does not print the search back as its own. */
async function printedBack(
  { path, text }: { readonly path: string; readonly text: string },
  backend: Backend,
  macros: MacroSet,
): Promise<readonly [before: unknown, behind: unknown] | undefined> {
  const detection = await read(path, text, macros)
  if (detection === undefined || backend.ownDestination?.(detection) === undefined) return undefined
  const [query = ''] = (await transpile(detection, backend)).queries
  const back = await read(path, withSearch(text, query), macros)
  return [meaning(detection), back && meaning(back)]
}

testOrSkip(
  'all searches of security_content',
  sharedFolder('corpora', 'security_content'),
  async (folder) => {
    const macros = macroSet(
      textsOf(join(folder, 'macros')).flatMap((source) => readMacroFile(source).value),
    )
    const counts = new Map<Backend, number>()
    for (const source of textsOf(join(folder, 'detections'))) {
      for (const backend of [search, tstats]) {
        const pair = await printedBack(source, backend, macros)
        if (pair === undefined) continue
        counts.set(backend, (counts.get(backend) ?? 0) + 1)
        expect({ path: source.path, is: pair[1] }).toEqual({ path: source.path, is: pair[0] })
      }
    }
    expect(counts.get(search)).toBeGreaterThan(350)
    expect(counts.get(tstats)).toBeGreaterThan(450)
  },
  patience,
)

test.each([
  'size>0 name=x',
  '`sysmon` EventCode=12 EventType=CreateKey TargetObject=x',
  '`sysmon` EventCode=1 | where NOT coalesce(match(Image, "a"), false()) AND (x=1 OR y=2)',
  '| tstats count from datamodel=Endpoint.Registry where Registry.action=created Registry.x=1 by Registry.dest',
])('%s', async (text) => {
  for (const backend of [search, tstats]) {
    const detection = await read('a.spl', text, macroSet())
    if (backend.ownDestination?.(detection!) === undefined) continue
    const { status, queries } = await transpile(detection!, backend)
    expect(status).toBe('exact')
    const back = await read('a.spl', queries[0] ?? '', macroSet())
    expect(back && meaning(back)).toEqual(meaning(detection!))
  }
})
