/** Runs every query of the pack over events, by interpreters written from the languages' documentation. */
import { expect, test } from '@jest/globals'
import {
  convertible,
  transpile,
  type Conversion,
  type Detection,
  type Joint,
  type Options,
  type Request,
} from 'siemantic'
import { tables } from '../../backends/sentinel/schema.js'
import { evaluate as runKibana } from '../interpreters/kibana/evaluate.js'
import { evaluate as runKusto, evaluateAll } from '../interpreters/kusto/evaluate.js'
import { diagnose } from '../interpreters/kusto/kusto.js'
import { grepMatches, matchesLine } from '../interpreters/regex/pcre.js'
import { evaluate as runSpl, evaluateTable } from '../interpreters/spl/evaluate.js'
import { ruleEvents, type Event } from '../rules/events.js'
import { loadTargets, readPack } from '../rules/pack.js'
import {
  dataModelEvent,
  elasticDocument,
  elasticTypes,
  kindOf,
  sentinelRow,
  splunkEvent,
  type Kind,
} from './shapes.js'

/** Whether a query selects an event. */
type Run = (query: string, event: Event, kind: Kind) => boolean

/** The macros that name a source, as Splunk's security content defines them; searches keep them. */
const sourceMacros: Readonly<Record<string, string>> = {
  iis_get_webglobalmodule: 'sourcetype="Pwsh:InstalledIISModules"',
  iis_operational_logs: 'sourcetype="IIS:Configuration:Operational"',
  powershell:
    '(source=WinEventLog:Microsoft-Windows-PowerShell/Operational OR source="XmlWinEventLog:Microsoft-Windows-PowerShell/Operational")',
  wineventlog_application:
    'eventtype=wineventlog_application OR source="XmlWinEventLog:Application"',
}

const withoutMacros = (search: string): string =>
  search.replace(/^`(\w+)`/, (call, name: string) => sourceMacros[name] ?? call)

const runs: Readonly<Record<string, Run>> = {
  'splunk-tstats': (query, event, kind) => runSpl(query, dataModelEvent(event, kind)),
  'splunk-search': (query, event, kind) => runSpl(withoutMacros(query), splunkEvent(event, kind)),
  'elastic-kql': (query, event, kind) =>
    runKibana(query, elasticDocument(event, kind), elasticTypes),
  'sentinel-kql': (query, event) =>
    runKusto(query, sentinelRow(event, /^\w+/.exec(query)?.[0] ?? ''), tables),
  regex: (query, event) => matchesLine(query, JSON.stringify(event)),
}

/** Options under which a target is run as well. */
const variants: Readonly<Record<string, readonly Options[]>> = {
  'elastic-kql': [{}, { profile: 'elastic-defend' }],
  'splunk-tstats': [{}, { style: 'escu' }],
}

const files = await readPack('rules/iis')
const targets = await loadTargets()

const cases = files.flatMap(({ name, rules }) =>
  rules.flatMap(({ detection }) => {
    const events = ruleEvents[name]
    return detection === undefined || events === undefined ? [] : [{ name, detection, events }]
  }),
)

test('all rules have events, for and against', () => {
  expect(files.length).toBe(cases.length)
  for (const { events } of cases) {
    expect(events.match.length).toBeGreaterThan(0)
    expect(events.miss.length).toBeGreaterThan(1)
  }
})

/** What a query selects, against what its fidelity promises. */
function brokenPromises(
  { status, queries }: Conversion,
  detection: Detection,
  events: { readonly match: readonly Event[]; readonly miss: readonly Event[] },
  run: Run,
): readonly string[] {
  const kind = kindOf(detection)
  const [query = ''] = queries
  const selects = (event: Event): boolean => run(query, event, kind)
  const missed =
    status === 'exact' || status === 'wider' ? events.match.filter((event) => !selects(event)) : []
  const wrong = status === 'exact' || status === 'narrower' ? events.miss.filter(selects) : []
  return [
    ...missed.map((event) => `not selected by ${query}: ${JSON.stringify(event)}`),
    ...wrong.map((event) => `selected by ${query}: ${JSON.stringify(event)}`),
  ]
}

for (const backend of targets) {
  const run = runs[backend.name]
  for (const options of variants[backend.name] ?? [{}]) {
    const request: Request = { options }
    test.each(cases)(
      `${backend.name} ${JSON.stringify(options)}: $name`,
      async ({ detection, events }) => {
        const conversion = await transpile(detection, backend, request)
        if (conversion.status === 'refused' || run === undefined) return
        expect(brokenPromises(conversion, detection, events, run)).toEqual([])
      },
    )
  }
}

/** The hosts that a query finds among events one second after the other. */
const hostsFound: Readonly<
  Record<string, (query: string, events: readonly Event[]) => readonly unknown[]>
> = {
  'splunk-search': (query, events) =>
    evaluateTable(
      query,
      events.map((event, index) => ({ ...splunkEvent(event, 'security'), _time: index })),
    ).map((row) => row['host']),
  'sentinel-kql': (query, events) =>
    evaluateAll(
      query,
      (table) =>
        events.map((event, index) => ({
          ...sentinelRow(event, table),
          TimeGenerated: index * 1000,
        })),
      tables,
    ).map((row) => row['Computer']),
}

const counting = cases.filter(({ events }) => events.together.length > 0)

test('two rules count', () => {
  expect(counting.map(({ name }) => name).sort()).toEqual([
    'iis_worker_w3wp_spawn_command_line_windows_event_log',
    'shell_spawned_by_web_server_windows_event_log',
  ])
})

test.each(counting)('$name counts in Splunk and in Sentinel', async ({ detection, events }) => {
  for (const backend of targets) {
    const find = hostsFound[backend.name]
    if (find === undefined) continue
    const { queries } = await transpile(detection, backend)
    const found = events.together.map(({ events: of }) => new Set(find(queries[0]!, of)).size)
    expect(found).toEqual(events.together.map(({ results }) => results))
  }
})

test('the official Kusto parser has nothing to say about any Sentinel query', async () => {
  const sentinel = targets.find(({ name }) => name === 'sentinel-kql')!
  const complaints: unknown[] = []
  let queries = 0
  for (const detection of [...cases.map((one) => one.detection), ...(await extraCases())]) {
    for (const table of sentinel.options['table']?.values ?? []) {
      const conversion = await transpile(detection, sentinel, { options: { table } })
      for (const query of conversion.queries) {
        queries++
        complaints.push(...diagnose(query, tables).map((found) => ({ query, ...found })))
      }
    }
  }
  expect(complaints).toEqual([])
  expect(queries).toBeGreaterThan(100)
})

test('grep -P selects the same lines as JavaScript', async () => {
  const regex = targets.find(({ name }) => name === 'regex')!
  for (const { detection, events } of cases) {
    const lines = [...events.match, ...events.miss].map((event) => JSON.stringify(event))
    for (const query of (await transpile(detection, regex)).queries) {
      const selected = grepMatches(query, lines)
      if (selected === undefined) return
      expect(selected).toEqual(lines.map((line) => matchesLine(query, line)))
    }
  }
})

/** What there are queries of in test/rules, which has no events. */
async function extraCases(): Promise<readonly (Detection | Joint)[]> {
  const extra = await readPack('test/rules')
  return extra.flatMap(({ rules }) => rules.map(convertible).filter((rule) => rule !== undefined))
}
