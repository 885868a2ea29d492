/** Golden files: every rule of the pack and of test/rules, in every target, format and option, side by side. */
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { convertible, locate, summary, transpile, type Backend, type Request } from 'siemantic'
import { goldenFolder, type SnapshotState } from './golden.js'
import { loadTargets, readPack, type PackFile } from './rules/pack.js'

const files = [...(await readPack('rules/iis')), ...(await readPack('test/rules'))]
const targets = await loadTargets()

/** What is rendered beside each target's default: the name of the golden, and how it is asked for. */
const variants: Readonly<Record<string, Readonly<Record<string, Request>>>> = {
  'splunk-tstats': { 'splunk-tstats.escu': { options: { style: 'escu' } } },
  'splunk-search': {
    'splunk-search.escu': { options: { style: 'escu' } },
    'splunk-search.security': { options: { events: 'security' } },
    'splunk-search.savedsearches': { format: 'savedsearches' },
  },
  'elastic-kql': {
    'elastic-kql.defend': { options: { profile: 'elastic-defend' } },
  },
  'sentinel-kql': { 'sentinel-kql.xdr': { options: { table: 'DeviceProcessEvents' } } },
  regex: { 'regex.fields': { format: 'fields' }, 'regex.raw': { format: 'raw' } },
}

/** Formats that have more to say of thresholds. */
const thresholdVariants: typeof variants = {
  'elastic-kql': { 'elastic-kql.rule': { format: 'detection-rule' } },
}

interface Golden {
  readonly file: string
  readonly text: string
}

/** The goldens of one rule file: a query a target and variant, and all that was said on the way. */
async function goldensOf({ source, rules }: PackFile): Promise<readonly Golden[]> {
  const goldens: Golden[] = []
  const said = rules.flatMap(({ diagnostics }) =>
    diagnostics.map((found) => summary(locate(found, source))),
  )
  for (const [index, rule] of rules.entries()) {
    const query = convertible(rule)
    if (query === undefined) continue
    const suffix = rules.length === 1 ? '' : `.${index + 1}`
    for (const backend of targets) {
      const requests: Readonly<Record<string, Request>> = {
        [backend.name]: {},
        ...variants[backend.name],
        ...(query.kind === 'detection' && query.aggregation !== undefined
          ? thresholdVariants[backend.name]
          : {}),
      }
      for (const [name, request] of Object.entries(requests)) {
        const { status, queries, diagnostics } = await transpile(query, backend, request)
        const extension = extensionOf(backend, request.format)
        goldens.push(
          ...queries.map((text) => ({ file: `${name}${suffix}.${extension}`, text: `${text}\n` })),
        )
        said.push('', `[${name}${suffix}] ${status}`)
        said.push(...diagnostics.map((found) => summary(locate(found, source))))
      }
    }
  }
  return [...goldens, { file: 'diagnostics.txt', text: `${said.join('\n')}\n` }]
}

const extensionOf = (backend: Backend, format = 'default'): string =>
  backend.formats[format]?.extension ?? backend.extension

test.each(files.map((file) => [file.name, file] as const))('%s', async (name, file) => {
  const goldens = await goldensOf(file)
  for (const { file: golden, text } of goldens) expect(text).toMatchGolden(join(name, golden))
  expect(staleGoldens(name, goldens)).toEqual([])
})

test('there is no golden without a rule', () => {
  const names = new Set(files.map(({ name }) => name))
  expect(readdirSync(goldenFolder).filter((name) => !names.has(name))).toEqual([])
})

/** Files of a golden folder that nothing is compared with; `-u` removes them. */
function staleGoldens(name: string, goldens: readonly Golden[]): readonly string[] {
  const known = new Set(goldens.map(({ file }) => file))
  const stale = readdirSync(join(goldenFolder, name)).filter((file) => !known.has(file))
  const { snapshotState } = expect.getState() as unknown as { snapshotState: SnapshotState }
  if (snapshotState._updateSnapshot !== 'all') return stale
  for (const file of stale) rmSync(join(goldenFolder, name, file))
  return []
}
