/** Printers with a mistake: the random conditions notice each, or they would not notice one of ours. */
import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import type { Event } from '../../src/ast/evaluate.js'
import type { Condition, Matches } from '../../src/ast/nodes.js'
import type { Language } from '../../src/print/backend.js'
import { cases } from './conditions.js'
import { broken, convert, subjects, type Subject } from './subjects.js'

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

const mutants = subjects.flatMap((subject) =>
  [...Object.entries(mutations), ...forgotten(subject.language)].flatMap(([name, mutate]) => {
    const language = mutate(subject.language)
    return language === undefined ? [] : [{ subject, name, mutant: { ...subject, language } }]
  }),
)

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

/** Limits without which a language still says no lie, and why. */
const harmless: readonly (readonly [subject: RegExp, mutant: RegExp, reason: string])[] = [
  [
    /^Splunk|^tstats/,
    /control-character/,
    'a search may hold one; a line that it is stored in may not',
  ],
  [/^tstats/, /address-prefix/, 'the later stage has networks'],
  [/type text$/, /single-character|case-ignored/, 'the words of analysed text have no such thing'],
]

test.each(
  mutants.filter(
    ({ subject, name }) =>
      !harmless.some(([of, mutant]) => of.test(subject.name) && mutant.test(name)),
  ),
)('$subject.name: $name', ({ subject, mutant }) => {
  let different = 0
  let noticed = false
  for (const { condition, events, query } of casesOf(subject)) {
    const wrong = queryOf(condition, mutant)
    if (wrong === undefined || wrong === query) continue
    try {
      noticed = broken(condition, events, mutant).problem !== undefined
    } catch {
      noticed = true
    }
    if (noticed || ++different > maxDifferent) break
  }
  // What never prints another query is no mistake: another limit says the same.
  expect(noticed || different === 0).toBe(true)
})
