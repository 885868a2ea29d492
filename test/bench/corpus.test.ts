/**
 * What becomes of whole corpora: every outcome is a query or a diagnostic with a code, and every query is one of its
 * language, by parsers that share nothing with the printers.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { macroSet, readMacroFile, type Detection, type SourceText } from 'siemantic'
import { tables } from '../../backends/sentinel/schema.js'
import type { Code } from '../../src/diagnostics/codes.js'
import { outcomesOf, type Outcome } from '../../bench/outcomes.js'
import { kindOf, reached, type Reach, type SearchKind } from '../../bench/searches.js'
import { tally, withoutNames, type Tally } from '../../bench/tally.js'
import { walk } from '../../src/cli/input/walk.js'
import { mapPiece } from '../../src/source/mapped.js'
import { roundTrip } from '../conformance/round-trip.js'
import { parse as parseKibana } from '../interpreters/kibana/syntax.js'
import { diagnoseMany } from '../interpreters/kusto/many.js'
import { toJavaScript } from '../interpreters/regex/pcre.js'
import { projectRoot, sharedFolder } from '../project.js'
import { loadTargets } from '../rules/pack.js'

const targets = await loadTargets()

/** In milliseconds: no test waits for anything, but a corpus is large and a machine may be slow. */
const patience = 300_000

function* textsOf(folder: string): Generator<SourceText> {
  for (const { path } of walk(folder))
    yield { path, text: readFileSync(join(folder, path), 'utf8') }
}

interface Survey extends Tally {
  readonly outcomes: readonly Outcome[]
}

async function survey(folder: string, macros = macroSet()): Promise<Survey> {
  const outcomes: Outcome[] = []
  const result = await tally(outcomesOf(textsOf(folder), targets, macros), (outcome) =>
    outcomes.push(outcome),
  )
  return { ...result, outcomes }
}

/** The queries of a target, each with the file that it is of. */
const queriesOf = ({ outcomes }: Survey, name: string) =>
  outcomes.flatMap(({ target, path, queries }) =>
    target === name ? queries.map((query) => ({ path, query })) : [],
  )

/** The queries that a parser does not take, with what it says. */
const rejected = (
  queries: readonly { readonly path: string; readonly query: string }[],
  parse: (query: string) => unknown,
): readonly unknown[] =>
  queries.flatMap(({ path, query }) => {
    try {
      parse(query)
      return []
    } catch (error) {
      return [{ path, query, found: String(error) }]
    }
  })

function checks(result: () => Survey): void {
  test('every outcome is a query or a diagnostic with a code', () => {
    const { rules, unread, targets: tallies, faults } = result()
    expect(faults).toEqual([])
    for (const { counts } of tallies) {
      expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(rules - unread)
    }
  })

  test('Kibana parses every Elastic query', () => {
    expect(rejected(queriesOf(result(), 'elastic-kql'), parseKibana)).toEqual([])
  })

  test('every regex compiles', () => {
    expect(rejected(queriesOf(result(), 'regex'), (query) => toJavaScript(query))).toEqual([])
  })

  test('the official Kusto parser has nothing to say about any Sentinel query', () => {
    const queries = queriesOf(result(), 'sentinel-kql')
    const found = diagnoseMany(
      queries.map(({ query }) => query),
      tables,
    )
    const wrong = queries.map((query, index) => ({ ...query, found: found[index] ?? 'nothing' }))
    expect(wrong.filter((query) => query.found.length > 0)).toEqual([])
  })

  test.each(['splunk-search', 'splunk-tstats'])(
    'our own reader reads every query of %s back',
    async (name) => {
      const backend = targets.find((target) => target.name === name)!
      const lost: unknown[] = []
      for (const { path, detection } of detectionsOf(result())) {
        const trip = await roundTrip(detection, backend)
        if (trip === undefined) continue
        const { errors, once, twice } = trip
        const isSame = [once, twice].every(
          (pair) => JSON.stringify(pair?.read) === JSON.stringify(pair?.printed),
        )
        if (errors.length > 0 || !isSame) lost.push({ path, errors, once, twice })
      }
      expect(lost).toEqual([])
    },
    patience,
  )
}

const detectionsOf = ({ outcomes }: Survey) =>
  outcomes.flatMap(({ path, target, rule }): readonly { path: string; detection: Detection }[] =>
    target === undefined && rule?.detection !== undefined
      ? [{ path, detection: rule.detection }]
      : [],
  )

describe('rules/iis', () => {
  let found: Survey
  beforeAll(async () => {
    found = await survey(join(projectRoot, 'rules/iis'))
  }, patience)

  checks(() => found)

  test('all rules are read', () => {
    expect(found.rules).toBe(23)
    expect(found.unread).toBe(0)
  })
})

/** What KQL cannot do, and so why a query is not exact: docs/fidelity.md, "elastic-kql". */
const causesOfKql: readonly Code[] = [
  // Fields of type keyword and wildcard mind case.
  'fidelity/case-minded',
  // On a field of type wildcard a wildcard is a query_string, which splits at white space.
  'fidelity/white-space',
  // Unquoted values lose the white space around them.
  'fidelity/outer-white-space',
  // There is no wildcard for one character.
  'fidelity/single-character',
  // Text is analysed: only its words are found.
  'fidelity/analysed-text',
  // The Elastic Common Schema holds the field in another form.
  'mapping/lossy-field',
  // Events of the registry have no ids but where Sysmon writes them.
  'mapping/one-of-events',
]

const sigmahq = sharedFolder('corpora', 'sigmahq')
const describeCorpus = sigmahq === undefined ? describe.skip : describe

describeCorpus('all rules of SigmaHQ', () => {
  let found: Survey
  beforeAll(async () => {
    found = await survey(sigmahq ?? '')
  }, patience)

  checks(() => found)

  // Sysmon's events of files have no command line.
  test('Splunk can search for all but two', () => {
    expect(found.rules).toBeGreaterThan(2_000)
    const refused = found.outcomes.filter(
      ({ target, status }) => target === 'splunk-search' && status === 'refused',
    )
    expect(refused.map(({ title }) => title).sort()).toEqual([
      'Potentially Suspicious WDAC Policy File Creation',
      'Suspicious File Drop by Exchange',
    ])
  })

  test.each([
    ['splunk-tstats', 0.98],
    ['splunk-search', 0.97],
    ['sentinel-kql', 0.975],
  ])('of what is converted to %s, at least %d is exact', (name, share) => {
    const statuses = found.outcomes.flatMap(({ target, status }) =>
      target === name && status !== 'refused' ? [status] : [],
    )
    const exact = statuses.filter((status) => status === 'exact').length
    expect(exact / statuses.length).toBeGreaterThanOrEqual(share)
  })

  test('every query in KQL that is not exact has a cause that is a limit of KQL or of its schema', () => {
    const queries = found.outcomes.filter(
      ({ target, status }) => target === 'elastic-kql' && status !== 'refused',
    )
    const others = queries.flatMap(({ title, status, diagnostics }) => {
      const causes = diagnostics.filter(({ effect }) => effect !== undefined)
      const unknown = causes.map(({ code }) => code).filter((code) => !causesOfKql.includes(code))
      return unknown.length > 0 || (status === 'exact') !== (causes.length === 0)
        ? [{ title, status, unknown }]
        : []
    })
    expect(others).toEqual([])
    expect(queries.length).toBeGreaterThan(1_900)
  })
})

const securityContent = sharedFolder('corpora', 'security_content', 'detections')
const describeDetections = securityContent === undefined ? describe.skip : describe

describeDetections('all detections of security_content', () => {
  let found: Survey
  beforeAll(async () => {
    found = await survey(securityContent ?? '')
  }, patience)

  checks(() => found)
})

const macroFolder = sharedFolder('corpora', 'security_content', 'macros')
const describeReach =
  securityContent === undefined || macroFolder === undefined ? describe.skip : describe

describeReach('all detections of security_content with its macros', () => {
  let found: Survey
  beforeAll(async () => {
    const files = [...textsOf(macroFolder ?? '')]
    const macros = macroSet(files.flatMap((file) => readMacroFile(file).value))
    found = await survey(securityContent ?? '', macros)
  }, patience)

  const reachOf = (name: string): readonly Reach[] =>
    found.targets.find(({ target }) => target === name)!.searches

  test('every outcome is a query or a diagnostic with a code', () => {
    expect(found.faults).toEqual([])
  })

  test('every search that is not deprecated is of one kind', () => {
    const sizes = found.targets.map(({ searches }) =>
      searches.map(({ kind, searches: size }) => [kind, size]),
    )
    expect(new Set(sizes.map((each) => JSON.stringify(each))).size).toBe(1)
    const total = reachOf('sentinel-kql').reduce((sum, { searches }) => sum + searches, 0)
    expect(total).toBe(990)
  })

  // Of those that are not deprecated: 72 %, thresholds besides in 5 %, and half of tier 1c.
  test('most searches reach Sentinel, or lack a log source there and nothing else', () => {
    const reach = reachOf('sentinel-kql')
    const total = reach.reduce((sum, { searches }) => sum + searches, 0)
    const of = (...kinds: readonly SearchKind[]): number =>
      reach.reduce((sum, each) => sum + (kinds.includes(each.kind) ? reached(each) : 0), 0)
    expect(of('plain', 'computed') / total).toBeGreaterThanOrEqual(0.72)
    expect(of('threshold') / total).toBeGreaterThanOrEqual(0.05)
    const computed = reach.find(({ kind }) => kind === 'computed')?.searches ?? 0
    expect(computed).toBeGreaterThan(40)
    expect(of('computed') / computed).toBeGreaterThanOrEqual(0.5)
  })
})

const kinds = [
  ['a=b | search c=d | stats count by e', 'plain'],
  ['a=b | rename c as d | where like(d, "x%") | dedup d', 'plain'],
  ['a=b | eval d=lower(c) | stats count by d', 'plain'],
  ['a=b | eval d=lower(c) | stats count by d | search d=x', 'computed'],
  ['a=b | where len(c)>5', 'computed'],
  ['a=b | where c=d', 'computed'],
  ['a=b | rex field=c "(?<d>x+)" | search d=*', 'computed'],
  ['a=b | eval d=md5(c) | search d=x', 'computed'],
  ['a=b | stats values(c) as d by e | search d=x', 'computed'],
  ['a=b | stats count by c | where count>5', 'threshold'],
  ['a=b | stats count by c | eval o=if(count>5,1,0) | search o=1', 'threshold'],
  ['a=b | stats count by c | where count>5 OR c="x"', 'threshold'],
  ['a=b | lookup l c OUTPUT d | search d=x', 'other'],
  ['a=b | join c [search d=e]', 'other'],
  ['| makeresults', 'other'],
] as const

test.each(kinds)('the kind of %s is %s', (search, kind) => {
  expect(kindOf({ search: mapPiece(search, 0) }, macroSet())).toBe(kind)
})

const rule = (title: string): SourceText => ({
  path: 'rule.yml',
  text: `title: ${title}\nlogsource:\n  category: process_creation\n  product: windows\ndetection:\n  s:\n    Image: a\n  condition: s\n`,
})

const fail = (): string => {
  throw new TypeError('no such thing')
}

describe('an outcome that must not be', () => {
  const splunk = targets.find(({ name }) => name === 'splunk-search')!
  const faultsWith = async (
    render: () => string,
    source = rule('t'),
  ): Promise<readonly string[]> => {
    const broken = { ...splunk, render }
    const { faults } = await tally(outcomesOf([source], [broken], macroSet()))
    return faults.map(({ fault }) => fault)
  }

  test.each([
    ['', 'an empty query'],
    [' \n', 'an empty query'],
    ['a=[object Object]', "'[object Object]' in a query"],
    ['a=undefined', "'undefined' in a query"],
    ['a=SigmaString', "'SigmaString' in a query"],
  ])('%j is found', async (query, fault) => {
    expect(await faultsWith(() => query)).toEqual([fault])
  })

  test('a throw is found', async () => {
    expect(await faultsWith(fail)).toEqual(['throws: TypeError: no such thing'])
  })

  test("what the rule itself says is the rule's own", async () => {
    expect(await faultsWith(() => 'a=undefined', rule('undefined'))).toEqual([])
  })
})

test('sentences are counted without the names in them', () => {
  expect(withoutNames("The field 'it's' has no counterpart in 12 tables.")).toBe(
    "The field '…' has no counterpart in … tables.",
  )
  expect(withoutNames('X minds case in a.b, c_d, and the rule does not.')).toBe(
    'X minds case in …, and the rule does not.',
  )
})
