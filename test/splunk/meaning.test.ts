/** Later stages run on events by an independent reading of SPL, against what the tree says that they mean. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { array, assert, constantFrom, property, record } from '../random.js'
import { evaluate as holds } from '../../src/ast/evaluate.js'
import type { Condition, Detection, Regex, Test } from '../../src/ast/nodes.js'
import { patternRegex } from '../../src/ast/regex.js'
import { walk } from '../../src/ast/visit.js'
import { mapPiece } from '../../src/source/mapped.js'
import { parseYaml } from '../../src/source/yaml.js'
import { lowerSearch } from '../../src/splunk/lower.js'
import { expandMacros } from '../../src/splunk/expand-macros.js'
import { macroSet, type MacroSet } from '../../src/splunk/macros.js'
import { readMacroFile } from '../../src/splunk/macro-file.js'
import { readSecurityContent } from '../../src/splunk/security-content.js'
import { evaluate, evaluateTable } from '../interpreters/spl/evaluate.js'
import { toJavaScript } from '../interpreters/regex/pcre.js'
import { sharedFolder, testOrSkip } from '../project.js'

type Event = Readonly<Record<string, unknown>>

const surroundings = {
  regexFinds: ({ source, ignoreCase, multiline, dotAll }: Regex, text: string): boolean => {
    const letters = `${ignoreCase ? 'i' : ''}${multiline ? 'm' : ''}${dotAll ? 's' : ''}`
    return toJavaScript(letters === '' ? source : `(?${letters})${source}`).test(text)
  },
}

const selects = (condition: Condition, event: Event): boolean =>
  holds(condition, event, surroundings)

const read = (search: string) => lowerSearch(mapPiece(search, 0), macroSet()).value

/** Short texts that the searches below tell apart, many by case, by a separator or by nothing. */
const texts = [
  '',
  'a',
  'A',
  'b',
  'ab',
  'B\\a',
  'b\\A',
  'a\\b\\ab',
  'a@b',
  'A@b@ab',
  '@B',
  '5',
  '7',
  '12',
  'null',
  'x y',
]
const events = record(
  {
    x: constantFrom(...texts),
    y: constantFrom(...texts),
    z: constantFrom(...texts),
  },
  { requiredKeys: [] },
)

const numeric = constantFrom('5', '6', '7', '12', '-1')
const numberEvents = record({ x: numeric, y: numeric, z: numeric }, { requiredKeys: [] })

const pipelines = [
  'where x="a"',
  'where x!="a"',
  'where NOT x="a"',
  'where NOT (x="a" AND y="b")',
  'where like(x,"a%")',
  'where NOT like(x,"_")',
  'where match(x,"^[ab]")',
  'where isnull(x) OR isnotnull(y)',
  'where x IN ("a","b") AND NOT y IN ("a")',
  'where x=y',
  'where x!=y',
  'where lower(x)="a"',
  'where lower(x)=lower(y)',
  'where upper(x)="a"',
  'where lower(x)!="A"',
  'where NOT coalesce(x="a", false())',
  'where NOT coalesce(match(x,"^a"), true())',
  'where coalesce(x="a" AND y="b", true()) OR NOT (coalesce(x="b", false()) AND isnull(y))',
  'where nullif(x,"a")="b" OR isnull(nullif(x,"a"))',
  'where "x".x="x".y',
  'where "x".substr(lower(x), 1, len(lower(y)))="x".lower(y)',
  'where NOT coalesce("x".substr(x, len(x)-len(y)+1)="x".y, false())',
  'where isnotnull(x) AND (len(lower(y))=0 OR mvcount(split(lower(x), lower(y)))>1)',
  'where len(x)>1',
  'where len(x)<=2',
  'where len(x)=2',
  'where len(x)!=1',
  'where coalesce(x,y)="a"',
  'where if(x="a",y,z)="b"',
  'where if(isnull(x),"none",x)!="a"',
  'where case(x="a","1",y="a","2")="2"',
  'where case(x="a",y,x="b",z)!="a"',
  String.raw`where mvindex(split(x,"\\"),-1)="ab"`,
  String.raw`where mvindex(split(x,"\\"),0)="a"`,
  String.raw`where like(mvindex(split(x,"\\"),-1),"a%")`,
  String.raw`where mvindex(split(x,"\\"),1)!="b"`,
  'where isnotnull(mvindex(split(x,"@"),1))',
  'where cidrmatch("10.0.0.0/8",x) OR x="a"',
  'search x=a',
  'search x!=a y=*',
  'search NOT x=a',
  'search x IN (a, "b*") OR NOT y=b',
  'search x=CASE(A)',
  'search (x=a OR y=b) NOT z=*',
  'regex x="^a"',
  'regex x!="(?i)^A$"',
  'eval v=lower(x) | search v=a',
  'eval v=lower(x) | where v!="a"',
  'eval v=if(x="a",1,0) | where v=1',
  'eval v=if(x="a","yes","no") | search v!=yes',
  'eval v=coalesce(x,"none") | search v=none OR v=b',
  'eval v=coalesce(x,y,z) | where v!="a"',
  'eval v=x, x=y | where v="a" AND x="b"',
  'eval v=case(like(x,"a%"),"one",isnull(y),"two",true(),"three") | search v=two OR v=three',
  'eval v=mvfind(x,"^a") | where v>=0',
  'fillnull value=none x | search x=none',
  'fillnull value=a x | where x="a" AND y!="a"',
  'fillnull value=null x y | where x!=y',
  'rename x as v | search v=a',
  'rename x as y | search y=a',
  'rename x as v, y as x | search v=a NOT x=a',
  'rex field=x "^(?<v>a)" | search v=*',
  'rex field=x "^(?<v>a)" | where isnull(v)',
  'eval v=split(x,"@") | where mvcount(v)=2',
  'eval v=split(x,"@") | where mvcount(v)<=1 AND mvindex(v,0)!="a"',
  'eval v=split(x,"@"), w=mvindex(v,-1) | where NOT (mvcount(v)>2 OR w="b")',
  'eval v=split(x,"@"), w=lower(mvindex(v,-1)) | where w="b"',
  'eval v=split(x,"@"), w=upper(mvindex(v,1)) | search w=b OR w=ab',
  'fillnull value=null x | eval v=split(x,"@") | where mvcount(v)=1',
  'rex field=x "(?<v>@[^@]+)$" | search v=@b',
  'rex field=x "(?<v>@[^@]+)$" | search v=b',
  'rex field=x "@(?<v>[^@]+)$" | where v="b" OR v=""',
  'rex field=x "@(?<v>[^@]*$)" | where v!="b"',
  'rex field=x "a@(?<v>[^@]+)$" | where NOT v="b"',
  'fillnull value=null x | rex field=x "@(?<v>[^@]+)$" | search NOT v=ab',
  'rex field=x "@(?<v>[^@]+)$" | eval v=upper(v) | where v="B"',
  'rex field=x "(?i)^(?<v>A)" | rex field=x "@(?<v>[^@]+)$" | search v=a OR v=b',
  'table x y | search NOT z=*',
  'fields - x | where isnull(x)',
  'fields x | search y=a OR x=a',
  'stats count by x',
  'stats count by x y | search x=a',
  'stats count by x | where isnull(y)',
  'fillnull value=none y | stats count by x y | search y=none',
  'stats count values(y) as y by x | search x=a*',
  'dedup x | search x!=a',
  'stats count by x | where count>0',
  'search NOT (x=a y=b) | eval v=upper(y) | where NOT v IN ("A","B") | stats count by x',
]

/** Orders are of numbers only: docs/semantics.md says so. */
const orders = [
  'where x=5 OR y>6',
  'where NOT (x=5 OR y>6)',
  'where NOT coalesce(tonumber(x)<=6, false()) AND tonumber(y)!=7',
  'search x>5',
  'search NOT x<=7',
  'where 7>x',
]

test.each([...pipelines, ...orders])('%s', (stages) => {
  const search = `x=* OR y=* OR z=* OR NOT q=* | ${stages}`
  const detection = read(search)!
  expect(detection).toBeDefined()
  expect(detection.aggregation).toBeUndefined()
  assert(
    property(orders.includes(stages) ? numberEvents : events, (event) => {
      expect([event, selects(detection.condition, event)]).toEqual([event, evaluate(search, event)])
    }),
    { numRuns: 300 },
  )
})

/** What is asked of any place instead of one finds more, and less behind a negation; a note says which. */
const directed = [
  ['rex field=x "[^@]+@(?<v>[^@]+)" | search v=b', 'wider'],
  ['rex field=x "[^@]*@(?<v>\\w+)" | where v="ab"', 'wider'],
  ['rex field=x "(?<v>[^@]+)@" | where like(v,"a%")', 'wider'],
  ['rex field=x "(?<v>[^@]+)@" | where v!="a"', 'narrower'],
  ['rex field=x "(?<v>[^@]+)@" | where NOT v="a"', 'narrower'],
  ['fields x | rex field=x "@(?<v>.*)" | rex field=v "(?<w>b)" | where isnotnull(w)', 'wider'],
  [
    'fields x | rex field=x "@(?<v>[^;]*$)" | rex field=v "@(?<w>[^@]*$)" | where isnull(w) AND isnotnull(v)',
    'narrower',
  ],
  ['where y=mvindex(split(x,"@"),0)', 'wider'],
  ['where lower(mvindex(split(x,"@"),-1))=lower(y)', 'wider'],
  ['where mvindex(split(x,"@"),0)!=y', 'narrower'],
  ['eval v=mvindex(x,0) | search v=a', 'wider'],
  ['where mvindex(x,1)="a"', 'wider'],
  ['where lower(mvindex(x,-1))!="a"', 'narrower'],
  [
    'eval n=if(mvfind(x,"^a")>=0,mvfind(x,"^a"),-1) | search n>=0 | where mvindex(x,n)="a"',
    'wider',
  ],
] as const

/** What differs where a value ends with a line feed, or where equal numbers are written in two ways. */
const written = [
  ['where match(x,"b$")', 'narrower'],
  ['where NOT match(x,"b$")', 'wider'],
  ['regex x="^(?:a|b)$"', 'narrower'],
  ['regex x!="b$"', 'wider'],
  ['eval v=mvfind(x,"b$") | where v>=0', 'narrower'],
  ['where match(x,"b\\s*$")', 'exact'],
  ['where match(x,"b[^a]*$")', 'exact'],
  ['where match(x,"b\\z")', 'exact'],
  ['fields x | rex field=x "\\.(?<v>[^.]+)$" | where v="0"', 'exact'],
  ['where x=y', 'narrower'],
  ['where NOT x=y', 'wider'],
  ['where lower(x)=lower(y)', 'narrower'],
  ['where x=5', 'narrower'],
  ['where 5.0==x', 'narrower'],
  ['where x!=5', 'wider'],
  ['where NOT x IN (5, 7)', 'wider'],
  ['where coalesce(x,"05")=5', 'narrower'],
  ['where substr(x,1,2)=5', 'narrower'],
  ['eval v=if(x="b","1.0",00) | where v=1', 'exact'],
  ['eval v=if(x="b","1.0",00) | where v=0', 'exact'],
  ['fillnull value=05 z | where z=5', 'narrower'],
  ['where len(x)=1.0', 'exact'],
  ['where 1+len(x)-2=0 AND isnotnull(y)', 'exact'],
  ['where mvcount(split(x,"b"))-1>=1', 'exact'],
] as const

const spellings = constantFrom('b', 'ab', 'b\n', 'ab\n', 'b\n\n', '5', '5.0', '05', 'x')
const spelled = record({ x: spellings, y: spellings }, { requiredKeys: [] })

test.each(written)('%s is %s', (stages, direction) => {
  const search = `x=* OR y=* OR NOT q=* | ${stages}`
  const { value: detection, diagnostics } = lowerSearch(mapPiece(search, 0), macroSet())
  const effects = new Set(diagnostics.flatMap(({ effect }) => effect ?? []))
  expect([...effects]).toEqual(direction === 'exact' ? [] : [direction])
  assert(
    property(spelled, (event) => {
      const tree = selects(detection!.condition, event)
      const splunk = evaluate(search, event)
      const isSo = { exact: tree === splunk, narrower: !tree || splunk, wider: !splunk || tree }
      expect([event, isSo[direction]]).toEqual([event, true])
    }),
    { numRuns: 500 },
  )
})

const lists = record(
  { x: array(constantFrom(...texts), { maxLength: 3 }), y: constantFrom(...texts) },
  { requiredKeys: [] },
)

test.each(directed)('%s is %s', (stages, direction) => {
  const search = `x=* OR y=* OR NOT q=* | ${stages}`
  const { value: detection, diagnostics } = lowerSearch(mapPiece(search, 0), macroSet())
  const told = diagnostics.filter(({ code }) => !ofOtherEvents.has(code))
  expect([...new Set(told.flatMap(({ effect }) => effect ?? []))]).toEqual([direction])
  // Of a list, rex is another matter.
  const some = /rex |split/.test(stages) ? events : lists
  assert(
    property(some, (event) => {
      const tree = selects(detection!.condition, event)
      const splunk = evaluate(search, event)
      const [less, more] = direction === 'wider' ? [splunk, tree] : [tree, splunk]
      expect([event, less && !more]).toEqual([event, false])
    }),
    { numRuns: 500 },
  )
})

const thresholds = [
  'stats count by x | where count>1',
  'stats count as n by x | search n>=2 n<3',
  'stats dc(y) as n by x | where n>1',
  'where y="a" | stats count by x | where 1<count',
  'stats count values(y) as ys by x | where mvcount(ys)>1',
  'stats sum(y) as n by x | where n>10',
  'stats max(y) as n by x | where n=7',
]

/** What an aggregation says of events: whether any group comes to what it asks. */
function comesTo(detection: NonNullable<ReturnType<typeof read>>, all: readonly Event[]): boolean {
  const { condition, aggregation } = detection
  const groups = new Map<string, Event[]>()
  for (const event of all.filter((each) => selects(condition, each))) {
    const key = JSON.stringify(aggregation!.groupBy.map(({ name }) => event[name]))
    groups.set(key, [...(groups.get(key) ?? []), event])
  }
  return [...groups.values()].some((group) => {
    const { measure, having } = aggregation!
    const values =
      measure.kind === 'count' ? [] : group.flatMap((event) => event[measure.field.name] ?? [])
    const numbers = values.map(Number).filter((value) => !Number.isNaN(value))
    const measured =
      measure.kind === 'count'
        ? group.length
        : measure.kind === 'distinct'
          ? new Set(values).size
          : measure.kind === 'sum'
            ? numbers.reduce((sum, value) => sum + value, 0)
            : Math.max(...numbers)
    const checks = { gt: 1, gte: 1, lt: 1, lte: 1, eq: 1, neq: 1 }
    return having.every(({ operator, value }) => {
      expect(Object.keys(checks)).toContain(operator)
      const order = measured - Number(value)
      return operator === 'gt'
        ? order > 0
        : operator === 'gte'
          ? order >= 0
          : operator === 'lt'
            ? order < 0
            : operator === 'lte'
              ? order <= 0
              : operator === 'eq'
                ? order === 0
                : order !== 0
    })
  })
}

test.each(thresholds)('%s', (stages) => {
  const search = `x=* y=* | ${stages}`
  const detection = read(search)!
  expect(detection.aggregation).toBeDefined()
  const values = constantFrom('a', 'b', '1', '5', '7')
  const rows = array(record({ x: constantFrom('a', 'b'), y: values }), { maxLength: 6 })
  assert(
    property(rows, (all) => {
      expect([all, comesTo(detection, all)]).toEqual([all, evaluateTable(search, all).length > 0])
    }),
    { numRuns: 300 },
  )
})

/** Without a by-clause there is a result of no events too. */
test.each([
  ['stats count | where count<3', true],
  ['stats count | where count>0 AND count<3', false],
  ['stats count | where count>3', false],
  ['stats count | search count!=2', true],
  ['stats dc(y) as n | where n<=1', true],
  ['stats dc(y) as n count | where n<=1 AND count>=1', false],
  ['stats sum(y) as n | where n<5', false],
  ['stats count by x | where count<3', false],
  ['eventstats count | where count<3', false],
  ['bin _time span=5m | stats count by _time | where count<3', false],
])('%s finds that there is nothing: %s', (stages, isSilent) => {
  const search = `x=* | ${stages}`
  const { diagnostics } = lowerSearch(mapPiece(search, 0), macroSet())
  const noted = diagnostics.filter(({ code }) => code === 'splunk/silence')
  expect(noted.map(({ effect }) => effect)).toEqual(isSilent ? ['narrower'] : [])
  expect(evaluateTable(search, []).length > 0).toBe(isSilent)
})

// ------------------------------------------------------------------------------------------------- the corpus

const corpus = sharedFolder('corpora', 'security_content')

const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yml'))
    .map((name) => ({ path: name, text: readFileSync(join(folder, name), 'utf8') }))

/** A value that passes a test, made of the test's own text. */
function passing(wanted: Test): string {
  switch (wanted.kind) {
    case 'matches':
      return patternRegex(wanted.pattern, { text: (text) => text, run: 'zz', one: 'q' })
    case 'regex':
      return wanted.source.replaceAll(/\\[bBdDsSwW]|[\\^$.*+?()[\]{}|]/g, '')
    case 'compare':
      return String(Number(wanted.value) + (wanted.operator.startsWith('g') ? 1 : -1))
    case 'cidr':
      return wanted.address
    case 'exists':
    case 'isNull':
    case 'sameAs':
    case 'datePart':
    case 'inList':
    case 'placeholder':
      return 'some'
  }
}

/** Values for each field of a condition: of the rule's own texts, of other cases, and others. */
function valuesOf(condition: Condition): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>()
  walk(condition, (node) => {
    if (node.kind !== 'predicate') return
    const values = found.get(node.field.name) ?? new Set(['other', 'null', ''])
    found.set(node.field.name, values)
    const value = passing(node.test)
    values
      .add(value)
      .add(value.toUpperCase())
      .add(`${value}1`)
      .add(String.raw`c:\x\${value}`)
    if (node.test.kind === 'sameAs') found.set(node.test.field.name, values)
  })
  // Orders are of numbers only.
  walk(condition, (node) => {
    if (node.kind === 'predicate' && node.test.kind === 'compare') {
      found.set(node.field.name, new Set([node.test.value, passing(node.test), '0']))
    }
  })
  return new Map([...found].map(([name, values]) => [name, [...values].slice(0, 60)]))
}

/** The stages behind the first with macros replaced, and in front of them what the first makes of an event. */
function laterStages(detection: Detection, macros: MacroSet): string | undefined {
  const { splunk } = detection
  const expand = (text: string): string => expandMacros(mapPiece(text, 0), macros).value.text
  const later = (splunk?.stages ?? []).map(({ text }) => `| ${expand(text)}`).join(' ')
  if (splunk?.command === 'search') return `* ${later}`
  if (splunk?.dataset === undefined || splunk.by === undefined) return undefined
  const options = expand(splunk.options ?? '')
  return `| tstats ${options} count from datamodel=${splunk.dataset} where * by ${expand(splunk.by)} ${later}`
}

/** The condition that stages behind the first add to a search. */
const saidLater = ({ splunk }: Pick<Detection, 'splunk'>): Condition => ({
  kind: 'and',
  operands: splunk?.says ?? [],
})

/** What makes no difference to the events below: none of their values ends with a line feed or is a number in two spellings. */
const ofOtherEvents: ReadonlySet<string> = new Set(['splunk/last-line-feed', 'splunk/number-texts'])

const isExact = (
  diagnostics: readonly { readonly code: string; readonly effect?: unknown }[],
): boolean =>
  diagnostics.every(({ code, effect }) => effect === undefined || ofOtherEvents.has(code))

function compareStages(folder: string): void {
  const macros = macroSet(
    filesOf(join(folder, 'macros')).flatMap((file) => readMacroFile(file).value),
  )
  const different: unknown[] = []
  let compared = 0
  for (const source of filesOf(join(folder, 'detections'))) {
    const [document] = parseYaml(source).value
    if (document?.kind !== 'map') continue
    const { value: detection, diagnostics } = readSecurityContent(document, source, macros)
    if (detection === undefined || detection.aggregation !== undefined || !isExact(diagnostics))
      continue
    const says = saidLater(detection)
    const query = laterStages(detection, macros)
    // What only needs fields is said of nearly all searches; those that filter are what this is about.
    const isFilter = (detection.splunk?.says ?? []).some(
      (each) => each.kind !== 'predicate' || each.test.kind !== 'exists',
    )
    if (query === undefined || !isFilter) continue
    const prefix = detection.splunk?.dataset?.split('.').at(-1)
    const outcome = compareOne({ says, query, prefix, there: fieldsBefore(detection) })
    if (outcome === 'not interpreted') continue
    compared++
    if (outcome !== undefined) different.push({ path: source.path, query, ...outcome })
  }
  expect(different).toEqual([])
  expect(compared).toBeGreaterThan(50)
}

/** Fields that the events have anyway: those that the first stage asks for, and those of every Windows event. */
function fieldsBefore({ condition, splunk }: Detection): Readonly<Record<string, string>> {
  const names = new Set([
    'any',
    'host',
    'source',
    'sourcetype',
    'index',
    'Computer',
    'EventCode',
    'EventID',
    'Channel',
    'dest',
    'dvc',
  ])
  walk(condition, (node) => {
    if (node.kind === 'field') names.add(node.name)
  })
  const later = valuesOf(saidLater(splunk === undefined ? {} : { splunk }))
  return Object.fromEntries(
    [...names].filter((name) => !later.has(name)).map((name) => [name, 'x']),
  )
}

interface Compared {
  readonly says: Condition
  readonly query: string
  readonly prefix: string | undefined
  readonly there: Readonly<Record<string, string>>
}

function compareOne({
  says,
  query,
  prefix,
  there,
}: Compared): { readonly event: Event; readonly tree: boolean } | 'not interpreted' | undefined {
  const fields = [...valuesOf(says)]
  const random = mulberry(7)
  for (let round = 0; round < 60; round++) {
    const event: Record<string, string> = { ...there }
    for (const [name, values] of fields) {
      if (random() > 0.1) event[name] = values[Math.floor(random() * values.length)]!
    }
    const raw =
      prefix === undefined
        ? event
        : Object.fromEntries(
            Object.entries(event).map(([name, value]) => [`${prefix}.${name}`, value]),
          )
    let expected: boolean
    try {
      expected = evaluate(query, raw)
    } catch {
      return 'not interpreted'
    }
    const tree = selects(says, event)
    if (tree !== expected) return { event, tree }
  }
  return undefined
}

/** Numbers that are the same in each run. */
function mulberry(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

testOrSkip('stages of the corpus mean what the tree says', corpus, compareStages)
