/** Every language with what runs it: an interpreter that shares nothing with its printer. */
import * as fc from '../random.js'
import { kuery } from '../../backends/elastic/language.js'
import { jsonLine } from '../../backends/regex/languages.js'
import { eventFieldsStages } from '../../backends/sentinel/event-data.js'
import { eventFields, kusto } from '../../backends/sentinel/language.js'
import {
  searchLanguage,
  tstatsLanguage,
  whereAfterTstats,
  whereLanguage,
} from '../../backends/splunk/languages.js'
import { evaluate, type Event } from '../../src/ast/evaluate.js'
import type { Condition, Field, FieldType } from '../../src/ast/nodes.js'
import { rewriteLeaves } from '../../src/ast/visit.js'
import { fidelityOf } from '../../src/diagnostics/diagnostic.js'
import { legalise } from '../../src/legalise/legalise.js'
import type { Language } from '../../src/print/backend.js'
import { arrange } from '../../src/print/plan.js'
import { printCondition, printConjuncts } from '../../src/print/printer.js'
import { evaluate as runKibana } from '../interpreters/kibana/evaluate.js'
import { evaluate as runKusto } from '../interpreters/kusto/evaluate.js'
import { matchesLine } from '../interpreters/regex/pcre.js'
import { evaluate as runSpl } from '../interpreters/spl/evaluate.js'
import { cases, characters, surroundings, type Options } from './conditions.js'

/** The fields of all conditions. */
const fields = ['F', 'G', 'H']

export interface Subject {
  readonly name: string
  readonly language: Language
  readonly post?: Language
  /** The type of every field. */
  readonly type: FieldType
  /** What the language calls a field, where that is not its name. */
  readonly rename?: (name: string) => string
  readonly options: Options
  readonly query: (conjuncts: readonly string[], post: string) => string
  readonly run: (query: string, event: Event) => boolean
  /** Events that the language cannot tell from others. */
  readonly isAmbiguous?: (event: Event) => boolean
  /** How many random conditions; the Kusto parser is slow. */
  readonly runs: number
}

/** What tstats fills in for a missing value cannot be told from the same text as a value. */
const holdsFilling = (event: Event): boolean => Object.values(event).includes('null')

/** A regex knows addresses of version 6 as RFC 5952 writes them, which is how the URL standard does: `0::1` is another text. */
const holdsUnusualAddress = (event: Event): boolean =>
  Object.values(event).some((value) => {
    if (typeof value !== 'string' || !/^[\da-f:.]*:[\da-f:.]*$/i.test(value)) return false
    const address = `http://[${value}]`
    return URL.canParse(address) && new URL(address).hostname !== `[${value.toLowerCase()}]`
  })

const kustoTables = { T: Object.fromEntries(fields.map((name) => [name, 'string'])) }

const search = (conjuncts: readonly string[], post: string): string =>
  [
    conjuncts.length === 0 ? '*' : conjuncts.join(' '),
    ...(post === '' ? [] : [`where ${post}`]),
  ].join('\n| ')

const present = (event: Event): Event =>
  Object.fromEntries(Object.entries(event).filter(([, value]) => value !== null))

const kibanaTypes = (type: FieldType): Readonly<Record<string, string>> =>
  Object.fromEntries(fields.map((name) => [name, type]))

/** Elasticsearch folds a dotted capital I to two characters, and we to none. */
const withoutTurkish = characters.filter((character) => !['İ', 'ı'].includes(character))

const kibana = (type: FieldType): Subject => ({
  name: `Kibana's KQL over fields of type ${type}`,
  language: kuery,
  type,
  options: {
    fields,
    characters: withoutTurkish,
    without: ['keyword', 'regex', 'sameAs', 'compare', 'constants', 'emptyGroups'],
  },
  query: (conjuncts) => (conjuncts.length === 0 ? '*: *' : conjuncts.join(' and ')),
  run: (query, event) => runKibana(query, present(event), kibanaTypes(type)),
  runs: 400,
})

export const subjects: readonly Subject[] = [
  {
    name: 'Splunk search and where',
    language: searchLanguage,
    post: whereLanguage,
    type: 'string',
    options: {
      fields,
      without: ['keyword'],
      withoutValues: ['list'],
    },
    query: search,
    run: (query, event) => runSpl(query, { _raw: 'an event', ...present(event) }),
    runs: 400,
  },
  {
    name: 'tstats and where',
    language: tstatsLanguage,
    post: whereAfterTstats,
    isAmbiguous: holdsFilling,
    type: 'string',
    options: {
      fields,
      without: ['keyword'],
      withoutValues: ['list'],
    },
    query: (conjuncts, post) =>
      [
        `| tstats fillnull_value="null" count from datamodel=M.O ${conjuncts.length === 0 ? '' : `where ${conjuncts.join(' ')}`} by ${fields.join(' ')}`,
        ...(post === '' ? [] : [`where ${post}`]),
      ].join('\n| '),
    run: (query, event) => runSpl(query, { _raw: 'an event', ...present(event) }),
    runs: 400,
  },
  kibana('keyword'),
  kibana('caseless'),
  kibana('wildcard'),
  kibana('text'),
  {
    name: "Kusto's where",
    language: kusto,
    type: 'string',
    options: { fields, without: ['keyword'], withoutValues: ['list'] },
    query: (conjuncts) => ['T', ...conjuncts.map((conjunct) => `where ${conjunct}`)].join('\n| '),
    run: (query, event) => runKusto(query, asRow(event), kustoTables),
    runs: 60,
  },
  {
    name: 'one regex for a JSON line',
    language: jsonLine,
    type: 'string',
    options: { fields, without: ['compare', 'sameAs'], withoutValues: ['list'] },
    query: (conjuncts) => `^${conjuncts.join('')}`,
    run: (query, event) => matchesLine(query, JSON.stringify(event)),
    isAmbiguous: holdsUnusualAddress,
    runs: 300,
  },
]

/** The same languages where values are inside of XML. */
export const subjectsInXml: readonly Subject[] = [
  {
    name: "Kusto's where over the XML of an event",
    language: kusto,
    type: 'string',
    rename: (name) => `${eventFields}.${name}`,
    options: { fields, without: ['keyword'], withoutValues: ['list'] },
    query: (conjuncts) =>
      [
        'Event',
        ...eventFieldsStages('Event'),
        ...conjuncts.map((conjunct) => `where ${conjunct}`),
      ].join('\n| '),
    run: (query, event) =>
      runKusto(query, { EventData: xmlOf(event) }, { Event: { EventData: 'string' } }),
    runs: 15,
  },
  {
    name: "Kusto's where over pieces of data inside XML",
    language: kusto,
    type: 'eventXml',
    options: { fields, without: ['keyword'] },
    query: (conjuncts) => ['T', ...conjuncts.map((conjunct) => `where ${conjunct}`)].join('\n| '),
    run: (query, event) => runKusto(query, inXml(event), kustoTables),
    runs: 60,
  },
  {
    name: 'Splunk search and where over pieces of data inside XML',
    language: searchLanguage,
    post: whereLanguage,
    type: 'eventXml',
    options: { fields, without: ['keyword'] },
    query: search,
    run: (query, event) => runSpl(query, { _raw: 'an event', ...inXml(event) }),
    runs: 400,
  },
]

/** Text columns are never null, and hold everything as text. */
const asRow = (event: Event): Event =>
  Object.fromEntries(
    fields.map((name) => {
      const value = event[name] ?? ''
      return [name, typeof value === 'string' ? value : JSON.stringify(value)]
    }),
  )

/** The data of an event as Windows writes it: what is null or missing has no element. */
const xmlOf = (event: Event): string => {
  const data = Object.entries(present(event)).map(([name, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    const escaped = text.replaceAll(/[<>&"']|\s/g, (character) => `&#${character.codePointAt(0)};`)
    return escaped === '' ? `<Data Name="${name}"/>` : `<Data Name="${name}">${escaped}</Data>`
  })
  return `<DataItem><EventData>${data.join('')}</EventData></DataItem>`
}

/** Each field as XML of its own, whose pieces of data without a name are the values; another piece has a name, and them too. */
const inXml = (event: Event): Event =>
  Object.fromEntries(
    fields.map((name) => {
      const given = event[name] ?? []
      const values = (Array.isArray(given) ? (given as readonly unknown[]) : [given])
        .filter((value) => value !== null)
        .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
      const data = values.map((value) =>
        value === '' ? '<Data />' : `<Data>${asXml(value)}</Data>`,
      )
      const decoy = `<Data Name="${asXml(values.join(' '))}">${asXml(values.join(' '))}</Data>`
      return [name, `<EventData>${decoy}${data.join('')}</EventData>`]
    }),
  )

/** As different writers of XML write a text: what need not be an entity is one every other time. */
const asXml = (text: string): string =>
  text.replaceAll(/[<>&"'\t]/g, (character, at: number) =>
    at % 2 === 0 || '<&'.includes(character) ? (entities[character] ?? '') : character,
  )

const entities: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  "'": '&#39;',
  '\t': '&#9;',
}

const typed = (
  condition: Condition,
  { type, rename = (name) => name }: Pick<Subject, 'type' | 'rename'>,
): Condition => {
  const withType = (field: Field): Field => ({ ...field, name: rename(field.name), type })
  return rewriteLeaves(condition, (leaf) =>
    leaf.kind === 'predicate'
      ? {
          ...leaf,
          field: withType(leaf.field),
          test:
            leaf.test.kind === 'sameAs'
              ? { ...leaf.test, field: withType(leaf.test.field) }
              : leaf.test,
        }
      : leaf,
  )
}

/** The query and what it promises; undefined of what the language refuses. */
export function convert(condition: Condition, subject: Subject) {
  const { language, post, name: title } = subject
  const { value, diagnostics } = legalise(typed(condition, subject), { title, language, post })
  if (value === undefined) return undefined
  if (value.filter.kind === 'always' && language.always === null) return undefined
  const later =
    value.post.kind === 'always' || post === undefined
      ? ''
      : printCondition(arrange(value.post), post)
  return {
    query: subject.query(printConjuncts(arrange(value.filter), language), later),
    fidelity: fidelityOf(diagnostics),
  }
}

/** Whether a result keeps the promise. */
function keeps(
  fidelity: ReturnType<typeof fidelityOf>,
  expected: boolean,
  actual: boolean,
): boolean {
  switch (fidelity) {
    case 'exact':
      return actual === expected
    case 'wider':
      return actual || !expected
    case 'narrower':
      return expected || !actual
    case 'approximate':
      return true
  }
}

/** A query that breaks its promise, with what shows it; undefined where it keeps it for all of these events. */
export function broken(
  condition: Condition,
  events: readonly Event[],
  subject: Subject,
): { readonly pairs: number; readonly problem: string | undefined } {
  const conversion = convert(condition, subject)
  if (conversion === undefined) return { pairs: 0, problem: undefined }
  let pairs = 0
  for (const event of events) {
    if (subject.isAmbiguous?.(event) === true) continue
    pairs++
    const expected = evaluate(condition, event, surroundings)
    const actual = subject.run(conversion.query, event)
    if (keeps(conversion.fidelity, expected, actual)) continue
    const problem = `${conversion.fidelity}: expected ${expected}, got ${actual}\n${conversion.query}\n${JSON.stringify(event)}\n${JSON.stringify(condition)}`
    return { pairs, problem }
  }
  return { pairs, problem: undefined }
}

/** What came of random conditions. */
export interface Checked {
  /** How many conditions had a query. */
  readonly converted: number
  /** How many pairs of a query and an event were run. */
  readonly pairs: number
  /** The smallest case that breaks a promise. */
  readonly problem: string | undefined
}

/** Runs random conditions over random events. */
export function check(
  subject: Subject,
  {
    runs,
    seed,
    events = 6,
  }: { readonly runs: number; readonly seed: number; readonly events?: number },
): Checked {
  let converted = 0
  let pairs = 0
  const { counterexample, failed } = fc.check(
    fc.property(cases(subject.options, events), ({ condition, events: given }) => {
      const result = broken(condition, given, subject)
      if (result.pairs > 0) converted++
      pairs += result.pairs
      return result.problem === undefined
    }),
    { numRuns: runs, seed },
  )
  const [smallest] = counterexample ?? []
  const problem =
    failed && smallest !== undefined
      ? broken(smallest.condition, smallest.events, subject).problem
      : undefined
  return { converted, pairs, problem }
}
