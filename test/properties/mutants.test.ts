/** Printers with a mistake: the random conditions notice each, or they would not notice one of ours. */
import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import type { Event } from '../../src/ast/evaluate.js'
import type { Condition, Matches } from '../../src/ast/nodes.js'
import type { Language } from '../../src/print/backend.js'
import { cases } from './conditions.js'
import { broken, convert, subjects, subjectsInXml, type Subject } from './subjects.js'

/** A language that says something else than it should; undefined where it has nothing of what is changed. */
type Mutation = (language: Language) => Language | undefined

const withMatches =
  (change: (test: Matches) => Matches, edit: (text: string) => string = (text) => text): Mutation =>
  (language) => {
    const { print, list } = language
    return {
      ...language,
      print: {
        ...print,
        matches: (name, of, ...more) => edit(print.matches?.(name, change(of), ...more) ?? ''),
      },
      ...(list === undefined
        ? {}
        : {
            list: {
              ...list,
              print: (name, of, field) => edit(list.print(name, of.map(change), field)),
            },
          }),
    }
  }

const withOperators =
  (change: (operators: Language['operators']) => Partial<Language['operators']>): Mutation =>
  (language) => ({
    ...language,
    operators: { ...language.operators, ...change(language.operators) },
  })

const mutations: Readonly<Record<string, Mutation>> = {
  'AND for OR': withOperators(({ and }) => ({ or: and })),
  'OR for AND': withOperators(({ or }) => ({ and: or })),
  'a NOT that is lost': withOperators(() => ({ not: (operand) => operand })),
  'brackets that are lost': withOperators(() => ({ group: (inner) => inner })),
  'an escape that is lost': withMatches(
    (of) => of,
    (text) => text.replaceAll(/\\(["\\*])/g, '$1'),
  ),
  'case that is turned': withMatches((of) => ({ ...of, cased: !of.cased })),
  'an item that is lost': (language) =>
    language.list === undefined
      ? undefined
      : {
          ...language,
          list: {
            ...language.list,
            print: (name, of, field) => language.list?.print(name, of.slice(1), field) ?? '',
          },
        },
}

/** Each limit of a language, forgotten. */
const forgotten = ({ limits }: Language): readonly (readonly [string, Mutation])[] =>
  limits.map(({ code, effect }, index) => [
    `the limit ${index + 1}, ${code} (${effect})`,
    (language) => ({ ...language, limits: language.limits.toSpliced(index, 1) }),
  ])

/** A stage of a subject that has a mistake. */
interface Mutant {
  readonly subject: Subject
  readonly name: string
  readonly mutant: Subject
}

function mutantsOf(subject: Subject): readonly Mutant[] {
  const { language, post } = subject
  const named: readonly (readonly [string, Mutation])[] = Object.entries(mutations)
  const first = [...named, ...forgotten(language)].flatMap(([name, mutate]): readonly Mutant[] => {
    const changed = mutate(language)
    return changed === undefined
      ? []
      : [{ subject, name, mutant: { ...subject, language: changed } }]
  })
  if (post === undefined) return first
  const later = named.flatMap(([name, mutate]): readonly Mutant[] => {
    const changed = mutate(post)
    return changed === undefined
      ? []
      : [{ subject, name: `${name}, in the later stage`, mutant: { ...subject, post: changed } }]
  })
  return [...first, ...later]
}

/** Where values are inside of XML, texts are looked for in ways of their own, which no other language shows. */
const mutants = [
  ...subjects.flatMap(mutantsOf),
  ...subjectsInXml.flatMap(mutantsOf).filter(({ name }) => name.includes('fidelity/xml-text')),
]

/** A random condition with events, and what a subject prints of it. */
interface Printed {
  readonly condition: Condition
  readonly events: readonly Event[]
  readonly query: string | undefined
}

const printed = new Map<Subject, readonly Printed[]>()

/** Many conditions, as few show a mistake that is rare. */
function casesOf(subject: Subject): readonly Printed[] {
  const known = printed.get(subject)
  if (known !== undefined) return known
  const sample = fc.sample(cases(subject.options), { numRuns: 2500, seed: 42 })
  const made = sample.map((one) => ({ ...one, query: queryOf(one.condition, subject) }))
  printed.set(subject, made)
  return made
}

/** The query and its promise; undefined where the language refuses, which is no lie. */
function queryOf(condition: Condition, subject: Subject): string | undefined {
  try {
    const conversion = convert(condition, subject)
    return conversion && `${conversion.fidelity} ${conversion.query}`
  } catch {
    return 'throws'
  }
}

/** The parser of Kusto is slow: a mistake that shows only now and then would not show in time. */
const maxDifferent = 300

/** Whether random conditions show a mistake; undefined where it never changes a query. */
function isNoticed({ subject, mutant }: Mutant): boolean | undefined {
  let different = 0
  for (const { condition, events, query } of casesOf(subject)) {
    const wrong = queryOf(condition, mutant)
    if (wrong === undefined || wrong === query) continue
    try {
      if (broken(condition, events, mutant).problem !== undefined) return true
    } catch {
      return true
    }
    if (++different > maxDifferent) return false
  }
  return different === 0 ? undefined : false
}

type Exception = readonly [subject: RegExp, mutant: RegExp, reason: string]

const isAmong = (exceptions: readonly Exception[], { subject, name }: Mutant): boolean =>
  exceptions.some(([of, mutant]) => of.test(subject.name) && mutant.test(name))

/** Limits without which a language says something else, and still no lie: this is not noticed, and has to stay so. */
const harmless: readonly Exception[] = [
  [
    /^Splunk|^tstats/,
    /control-character/,
    'a search may hold one; a line that it is stored in may not',
  ],
  [/^tstats/, /address-prefix/, 'the later stage has networks'],
  [/type text$/, /single-character/, 'the words of analysed text have no wildcards'],
]

/** Mistakes that change no query. Limits of other types of fields are noticed in the languages over those. */
const impossible: readonly Exception[] = [
  [
    /^Splunk|^tstats|^Kibana/,
    /^case that is turned$/,
    'the stage has no word for case: the limits that are forgotten are this mistake',
  ],
  [/type text$/, /^an escape/, 'words of letters and digits have none'],
  [/./, /^the limit/, 'a limit of fields of another type'],
]

const noticed = new Set<string>()

test.each(mutants)('$subject.name: $name', (one) => {
  const found = isNoticed(one)
  if (found === true) noticed.add(one.name.replace(/ \d+,/, ''))
  const isExpected = isAmong(harmless, one)
    ? found !== true
    : found === true || (found === undefined && isAmong(impossible, one))
  expect(isExpected).toBe(true)
})

/** What is noticed nowhere, and why. */
const unnoticed: Readonly<Record<string, string>> = {
  'the limit fidelity/address-prefix (wider)': 'without it networks are refused, or said later',
  'the limit fidelity/control-character (wider)': 'harmless, as above',
  'the limit fidelity/every-column (approximate)': 'without it keywords are refused',
  'the limit fidelity/not-number (narrower)': 'no subject has fields of numbers',
}

test('every kind of mistake is noticed somewhere', () => {
  const names = new Set(mutants.map(({ name }) => name.replace(/ \d+,/, '')))
  expect([...names].filter((name) => !noticed.has(name)).sort()).toEqual(Object.keys(unnoticed))
})
