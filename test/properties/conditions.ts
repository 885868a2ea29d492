/** Random conditions, and random events that know what the condition asks for: hits, near misses and odd values. */
import * as fc from '../random.js'
import type { Condition, Field, Matches, Predicate, Regex, Test } from '../../src/ast/nodes.js'
import type { Event, Surroundings } from '../../src/ast/evaluate.js'
import { anyRun, oneCharacter, pattern, type Pattern } from '../../src/ast/pattern.js'
import { walk } from '../../src/ast/visit.js'
import { sampleOf, simpleRegexes } from './regexes.js'
import { valuesFor } from './values.js'

/** The tests that can be generated; `keyword` is a condition without a field. */
export type Feature =
  | 'matches'
  | 'run'
  | 'one'
  | 'cased'
  | 'regex'
  | 'compare'
  | 'cidr'
  | 'exists'
  | 'isNull'
  | 'sameAs'
  | 'basename'
  | 'keyword'
  | 'constants'
  | 'emptyGroups'

/** What values events may hold beside single texts. */
export type Oddity = 'missing' | 'null' | 'empty' | 'number' | 'list'

/** What to generate; everything where nothing is said. */
export interface Options {
  /** Without these. A target that cannot say something is still tested on the rest. */
  readonly without?: readonly Feature[]
  readonly withoutValues?: readonly Oddity[]
  readonly fields?: readonly string[]
  /** What literal texts are made of; {@link characters} where nothing is said. */
  readonly characters?: readonly string[]
  /** How deep groups go; 3 where nothing is said. */
  readonly depth?: number
}

/** What escapes, quotes, wildcards and folding trip over, and a few plain letters. */
export const characters: readonly string[] = [
  ...Array.from('aAbBkKxX01_%\\"\'*?|()[]{}$^:/-+.,;=<>&#@!~` \t\n'),
  'é',
  'É',
  'ß',
  'İ',
  'ı',
  '漢',
]

const words: readonly string[] = [
  ' and ',
  ' or ',
  ' not ',
  'AND',
  'NOT',
  'null',
  'true',
  '\\\\',
  '\\n',
  '$x$',
  '${',
  '}}',
]

const has = (options: Options, feature: Feature): boolean => !options.without?.includes(feature)

/** Literal text of the alphabet, short, at times empty. */
export function texts(options: Options = {}): fc.Arbitrary<string> {
  const alphabet = options.characters ?? characters
  const character = fc.constantFrom(...alphabet)
  const isAllowed = (word: string): boolean =>
    Array.from(word).every((each) => alphabet.includes(each))
  const allowed = options.characters === undefined ? words : words.filter(isAllowed)
  const unit =
    allowed.length === 0
      ? character
      : fc.oneof(
          { weight: 9, arbitrary: character },
          { weight: 1, arbitrary: fc.constantFrom(...allowed) },
        )
  return fc.array(unit, { maxLength: 5 }).map((parts) => parts.join(''))
}

/** Patterns: texts, and wildcards as far as the options allow. */
export function patterns(options: Options = {}): fc.Arbitrary<Pattern> {
  const text = texts(options)
  const parts: fc.Arbitrary<Pattern[number]>[] = [text]
  if (has(options, 'run')) parts.push(fc.constant(anyRun))
  if (has(options, 'one')) parts.push(fc.constant(oneCharacter))
  const free = fc.array(fc.oneof(...parts), { maxLength: 4 }).map((all) => pattern(...all))
  if (!has(options, 'run')) return free
  const shaped = fc
    .tuple(fc.boolean(), text, fc.boolean())
    .map(([before, inner, after]) => pattern(before ? anyRun : '', inner, after ? anyRun : ''))
  return fc.oneof(free, shaped)
}

const matchTests = (options: Options): fc.Arbitrary<Matches> =>
  fc.record({
    kind: fc.constant('matches' as const),
    pattern: fc.oneof(
      { weight: 6, arbitrary: patterns(options) },
      { weight: 1, arbitrary: fc.constantFrom('29', '-1', '4688').map((text) => pattern(text)) },
    ),
    cased: has(options, 'cased') ? fc.boolean() : fc.constant(false),
  })

const networks: readonly Test[] = [
  { kind: 'cidr', version: 4, address: '10.0.0.0', prefix: 8 },
  { kind: 'cidr', version: 4, address: '192.168.4.0', prefix: 22 },
  { kind: 'cidr', version: 4, address: '0.0.0.0', prefix: 0 },
  { kind: 'cidr', version: 4, address: '127.0.0.1', prefix: 32 },
  { kind: 'cidr', version: 6, address: '2001:db8::', prefix: 32 },
  { kind: 'cidr', version: 6, address: '::1', prefix: 128 },
]

function tests(options: Options, field: fc.Arbitrary<Field>): fc.Arbitrary<Test> {
  const all: fc.WeightedArbitrary<Test>[] = [{ weight: 8, arbitrary: matchTests(options) }]
  const offer = (feature: Feature, weight: number, arbitrary: fc.Arbitrary<Test>): void => {
    if (has(options, feature)) all.push({ weight, arbitrary })
  }
  offer('regex', 2, simpleRegexes(texts(options)))
  offer(
    'compare',
    2,
    fc.record({
      kind: fc.constant('compare' as const),
      operator: fc.constantFrom('lt', 'lte', 'gt', 'gte'),
      value: fc.integer({ min: -3, max: 30 }).map(String),
    }),
  )
  offer('cidr', 1, fc.constantFrom(...networks))
  offer('exists', 1, fc.constant({ kind: 'exists' }))
  offer('isNull', 1, fc.constant({ kind: 'isNull' }))
  offer(
    'sameAs',
    1,
    fc.record({
      kind: fc.constant('sameAs' as const),
      field,
      relation: fc.constantFrom('equals', 'contains', 'startswith', 'endswith'),
      cased: has(options, 'cased') ? fc.boolean() : fc.constant(false),
    }),
  )
  return fc.oneof(...all.slice(has(options, 'matches') ? 0 : 1))
}

/** Conditions over a few fields. */
export function conditions(options: Options = {}): fc.Arbitrary<Condition> {
  const names = fc.constantFrom(...(options.fields ?? ['alpha', 'beta', 'gamma']))
  const plain: fc.Arbitrary<Field> = names.map((name) => ({ kind: 'field', name }))
  const part: fc.Arbitrary<Field> = names.map((name) => ({ kind: 'field', name, part: 'basename' }))
  const field = has(options, 'basename')
    ? fc.oneof({ weight: 6, arbitrary: plain }, { weight: 1, arbitrary: part })
    : plain
  const predicate: fc.Arbitrary<Predicate> = fc.record({
    kind: fc.constant('predicate' as const),
    field,
    test: tests(options, plain),
  })
  // As rules have it: several values of one field, mostly without wildcards.
  const value = fc.oneof(
    { weight: 2, arbitrary: texts(options).map((text) => pattern(text)) },
    { weight: 1, arbitrary: patterns(options) },
  )
  const list = fc
    .tuple(field, fc.array(value, { minLength: 2, maxLength: 3 }), fc.boolean())
    .map(([of, values, cased]): Condition => ({
      kind: 'or',
      operands: values.map((each) => ({
        kind: 'predicate',
        field: of,
        test: { kind: 'matches', pattern: each, cased: cased && has(options, 'cased') },
      })),
    }))
  const leaves: fc.WeightedArbitrary<Condition>[] = [
    { weight: 12, arbitrary: predicate },
    ...(has(options, 'matches') ? [{ weight: 2, arbitrary: list }] : []),
  ]
  if (has(options, 'keyword')) {
    const test: fc.Arbitrary<Matches | Regex> = matchTests(options)
    leaves.push({ weight: 1, arbitrary: test.map((each) => ({ kind: 'keyword', test: each })) })
  }
  if (has(options, 'constants')) {
    leaves.push({ weight: 1, arbitrary: fc.constantFrom({ kind: 'always' }, { kind: 'never' }) })
  }
  const leaf = fc.oneof(...leaves)
  const sizes = { minLength: has(options, 'emptyGroups') ? 0 : 1, maxLength: 4 }
  const build = (depth: number): fc.Arbitrary<Condition> => {
    if (depth === 0) return leaf
    const inner = build(depth - 1)
    const operands = fc.array(inner, sizes)
    return fc.oneof(
      { weight: 2, arbitrary: leaf },
      { weight: 3, arbitrary: operands.map((all): Condition => ({ kind: 'and', operands: all })) },
      { weight: 3, arbitrary: operands.map((all): Condition => ({ kind: 'or', operands: all })) },
      { weight: 2, arbitrary: inner.map((operand): Condition => ({ kind: 'not', operand })) },
    )
  }
  return build(options.depth ?? 3)
}

/** Events correlated with a condition: for each of its fields a value that a test of the field likes, or nearly. */
export function events(condition: Condition, options: Options = {}): fc.Arbitrary<Event> {
  const wanted = new Map<string, Test[]>(
    (options.fields ?? ['alpha', 'beta', 'gamma']).map((name) => [name, []]),
  )
  const anywhere: Test[] = []
  walk(condition, (node) => {
    if (node.kind === 'keyword') anywhere.push(node.test)
    if (node.kind === 'predicate') {
      wanted.set(node.field.name, [...(wanted.get(node.field.name) ?? []), node.test])
    }
  })
  const values = [...wanted].map(
    ([name, of]) =>
      [
        name,
        valuesFor([...of, ...anywhere], texts(options), sampleOf, options.withoutValues ?? []),
      ] as const,
  )
  return fc
    .record(Object.fromEntries(values))
    .map((event) =>
      Object.fromEntries(Object.entries(event).filter(([, value]) => value !== undefined)),
    )
}

/** A condition with some events. */
export const cases = (
  options: Options = {},
  count = 6,
): fc.Arbitrary<{ readonly condition: Condition; readonly events: readonly Event[] }> =>
  conditions(options).chain((condition) =>
    fc
      .array(events(condition, options), { minLength: count, maxLength: count })
      .map((all) => ({ condition, events: all })),
  )

/** What evaluating needs for generated regexes, which JavaScript runs in no time. */
export const surroundings: Surroundings = {
  regexFinds: ({ source, ignoreCase, multiline, dotAll }, text) =>
    new RegExp(source, `u${ignoreCase ? 'i' : ''}${multiline ? 'm' : ''}${dotAll ? 's' : ''}`).test(
      text,
    ),
}
