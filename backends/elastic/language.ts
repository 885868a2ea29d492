/** Kibana's KQL as a table. What Kibana sends for a value depends on the type of its field: see docs/fidelity.md. */
import { and } from '../../src/ast/build.js'
import type { Condition, Field, Keyword, Predicate } from '../../src/ast/nodes.js'
import {
  anyRun,
  isAny,
  isOne,
  isRun,
  literalText,
  mapText,
  mindsCase,
  pattern,
  someText,
  widenOne,
  type Pattern,
} from '../../src/ast/pattern.js'
import type { Gap, Limit } from '../../src/legalise/capabilities.js'
import { noRegexGap } from '../../src/legalise/regex.js'
import { changeMatches, joinedByRuns, patternOf } from '../../src/legalise/replace.js'
import { networksAsPrefixes } from '../../src/legalise/rewrites/cidr.js'
import type { Language } from '../../src/print/backend.js'
import { comparisonSigns } from '../../src/print/signs.js'
import { fieldName, quoted, unquoted } from './strings.js'

type Leaf = Predicate | Keyword

const typeOf = (leaf: Leaf): Field['type'] => (leaf.kind === 'keyword' ? 'text' : leaf.field.type)

const hasWildcard = (value: Pattern): boolean => value.some((part) => typeof part !== 'string')

/** Fields whose index keeps the value as it is, letter by letter. */
const mindsLetters = (type: Field['type']): boolean => type === 'keyword' || type === 'wildcard'

/**
 * A run of characters that the standard analyzer never splits: letters and digits, and dots between letters
 * (Unicode Standard Annex 29, word boundaries). Other scripts are split in ways of their own.
 */
const word = /[A-Za-z0-9_]+(?:(?<=[A-Za-z])\.(?=[A-Za-z])[A-Za-z0-9_]+)*/g

const wordsOf = (text: string): readonly string[] => text.match(word) ?? []

const isOneWord = (value: Pattern): boolean => {
  const [first, text, last] = value
  return (
    value.length === 3 &&
    isRun(first) &&
    isRun(last) &&
    typeof text === 'string' &&
    wordsOf(text)[0] === text
  )
}

const limits: readonly Limit[] = [
  networksAsPrefixes,
  {
    code: 'fidelity/single-character',
    effect: 'wider',
    applies: (leaf) => patternOf(leaf)?.some(isOne) ?? false,
    replace: (leaf) => changeMatches(leaf, ({ pattern: value }) => ({ pattern: widenOne(value) })),
  },
  {
    // A search in analysed text finds words: every word of the value has to be in some word of the text.
    code: 'fidelity/analysed-text',
    effect: 'wider',
    applies: (leaf) => {
      const value = patternOf(leaf)
      return typeOf(leaf) === 'text' && value !== undefined && !isOneWord(value) && !isAny(value)
    },
    replace: (leaf) => wordsIn(leaf),
  },
  {
    code: 'fidelity/case-ignored',
    effect: 'wider',
    applies: (leaf) =>
      leaf.test.kind === 'matches' &&
      leaf.test.cased &&
      mindsCase(leaf.test.pattern) &&
      (typeOf(leaf) === 'caseless' || typeOf(leaf) === 'text'),
    replace: (leaf) => changeMatches(leaf, () => ({ cased: false })),
  },
  {
    // "query_string" splits at white space and joins the pieces with OR: Kibana issue 30445.
    code: 'fidelity/white-space',
    effect: 'wider',
    applies: (leaf) => {
      const value = patternOf(leaf)
      return (
        typeOf(leaf) === 'wildcard' &&
        value !== undefined &&
        hasWildcard(value) &&
        someText(value, (text) => /\s/.test(text))
      )
    },
    replace: (leaf) =>
      changeMatches(leaf, ({ pattern: value }) => ({
        pattern: mapText(value, (text) => joinedByRuns(text.split(/\s+/))),
      })),
  },
  {
    // An unquoted value loses the white space at its ends, also where it was escaped: Kibana's kuery grammar.
    code: 'fidelity/outer-white-space',
    effect: 'wider',
    applies: (leaf) => hasOuterBlanks(patternOf(leaf) ?? []),
    replace: (leaf) =>
      changeMatches(leaf, ({ pattern: value }) => ({ pattern: withoutOuterBlanks(value) })),
  },
  {
    code: 'fidelity/case-minded',
    effect: 'narrower',
    once: true,
    applies: (leaf) =>
      leaf.test.kind === 'matches' &&
      !leaf.test.cased &&
      mindsLetters(typeOf(leaf)) &&
      mindsCase(leaf.test.pattern),
    replace: (leaf) => changeMatches(leaf, () => ({ cased: true })),
  },
  {
    code: 'fidelity/not-number',
    effect: 'narrower',
    applies: (leaf) => {
      const value = patternOf(leaf)
      return typeOf(leaf) === 'number' && value !== undefined && !isAny(value) && !isNumber(value)
    },
    replace: () => ({ kind: 'never' }),
  },
]

/** White space at an end of a pattern that has to stand without quotes, as it has a wildcard elsewhere. */
const hasOuterBlanks = (value: Pattern): boolean => {
  const [first, last] = [value[0], value.at(-1)]
  return (
    hasWildcard(value) &&
    ((typeof first === 'string' && /^\s/.test(first)) ||
      (typeof last === 'string' && /\s$/.test(last)))
  )
}

function withoutOuterBlanks(value: Pattern): Pattern {
  const [first, last] = [value[0], value.at(-1)]
  const start =
    typeof first === 'string' && /^\s/.test(first) ? [anyRun, first.trimStart()] : [first ?? '']
  const end = typeof last === 'string' && /\s$/.test(last) ? [last.trimEnd(), anyRun] : [last ?? '']
  return pattern(...start, ...value.slice(1, -1), ...end)
}

const isNumber = (value: Pattern): boolean => /^[+-]?\d+(?:\.\d+)?$/.test(literalText(value) ?? '')

/** The words of a pattern, each anywhere in the text; of a pattern without words, any text. */
function wordsIn(leaf: Leaf): Condition {
  const words = (patternOf(leaf) ?? []).flatMap((part) =>
    typeof part === 'string' ? wordsOf(part) : [],
  )
  const parts =
    words.length === 0 ? [pattern(anyRun)] : words.map((each) => pattern(anyRun, each, anyRun))
  return and(parts.map((each) => changeMatches(leaf, () => ({ pattern: each, cased: false }))))
}

const gaps: readonly Gap[] = [
  {
    applies: (leaf) =>
      leaf.kind === 'predicate' && leaf.test.kind === 'cidr' && leaf.field.type !== 'ip',
    what: 'a test for a network of a field that is not of type ip',
  },
  {
    applies: (leaf) =>
      leaf.kind === 'predicate' && leaf.test.kind === 'compare' && leaf.field.type !== 'number',
    what: 'a comparison of numbers on a field that is not numeric',
  },
  noRegexGap('a regex (EQL, ES|QL and Lucene have regexes)'),
  {
    applies: (leaf) => leaf.test.kind === 'sameAs',
    what: 'a comparison of two fields (EQL and ES|QL can)',
  },
]

/** A pattern as a value. Quoted values have no wildcards; `true`, `false` and `null` unquoted are not text. */
function printValue(value: Pattern, type: Field['type']): string {
  const text = literalText(value)
  if (text === undefined) return unquoted(value)
  return type === 'number' && isNumber(value) ? text : quoted(text)
}

export const kuery: Language = {
  operators: {
    and: ' and ',
    or: ' or ',
    not: (operand) => `not ${operand}`,
    group: (inner) => `(${inner})`,
  },
  fieldName: ({ name }) => fieldName(name),
  print: {
    matches: (name, { pattern: value }, { type }) => `${name}: ${printValue(value, type)}`,
    regex: null,
    compare: (name, { operator, value }) => `${name} ${comparisonSigns[operator]} ${value}`,
    cidr: (name, { address, prefix }) => `${name}: "${address}/${prefix}"`,
    exists: (name) => `${name}: *`,
    isNull: (name) => `not ${name}: *`,
    sameAs: null,
    datePart: null,
    inList: null,
    placeholder: null,
  },
  // Which fields a bare value searches is a setting of the data view, and their types decide what it finds.
  keyword: null,
  // A bare `*` asks the default fields; this asks for nothing at all.
  always: '*: *',
  never: 'not *: *',
  list: {
    accepts: () => true,
    print: (name, tests, { type }) =>
      `${name}: (${tests.map(({ pattern: value }) => printValue(value, type)).join(' or ')})`,
  },
  limits,
  gaps,
}
