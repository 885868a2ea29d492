/** Three ways to say a condition with regexes, as tables: over a JSON line, over a plain line, and field by field. */
import type { Keyword, Predicate, Regex } from '../../src/ast/nodes.js'
import { literalText, mindsCase, someText } from '../../src/ast/pattern.js'
import { patternRegex, searchRegex } from '../../src/ast/regex.js'
import { allPieces } from '../../src/regex/nodes.js'
import { regexTree } from '../../src/regex/parse.js'
import { linearText, pcreText } from '../../src/regex/print.js'
import { regexGap, remembering, said } from '../../src/legalise/regex.js'
import { networksAsPrefixes } from '../../src/legalise/rewrites/cidr.js'
import type { Gap, Limit } from '../../src/legalise/capabilities.js'
import type { Language, Operators } from '../../src/print/backend.js'
import { networkRegex } from './network.js'
import { sameField } from './same-field.js'
import { valueRegex } from './value-regex.js'
import { afterAnyKey, containingValue, jsonAlternatives, jsonValue, key, trimRuns } from './json.js'

const ahead = (regex: string): string => `(?=.*${regex})`

/** Lookaheads, which stand side by side for AND. */
const lookaheads: Operators = {
  and: '',
  or: '|',
  not: negate,
  group: (inner) => `(?:${inner})`,
  notDelimits: true,
  andInsideOr: true,
}

/** `(?!X)` for `(?=X)`; a negative lookahead around anything else. */
function negate(operand: string): string {
  return operand.startsWith('(?=') && closes(operand, 0) === operand.length - 1
    ? `(?!${operand.slice(3)}`
    : `(?!${operand})`
}

/** Where the group that opens at an offset closes. */
function closes(regex: string, start: number): number {
  let depth = 0
  let inClass = false
  for (let at = start; at < regex.length; at++) {
    const character = regex[at]
    if (character === '\\') at++
    else if (inClass) inClass = character !== ']'
    else if (character === '[') inClass = true
    else if (character === '(') depth++
    else if (character === ')' && --depth === 0) return at
  }
  return -1
}

const unsaid = {
  compare: null,
  sameAs: null,
  datePart: null,
  inList: null,
  placeholder: null,
} as const

const noNetworkText = gap(
  ({ test }) => test.kind === 'cidr' && networkRegex(test) === undefined,
  'a test for this network of IPv6',
)

function gap(applies: Gap['applies'], what: string): Gap {
  return { applies, what }
}

const jsonRegex = remembering(valueRegex)

/** A line that holds one event as JSON, its keys in any order. For engines with lookaheads: PCRE, Java, .NET. */
export const jsonLine: Language = {
  operators: lookaheads,
  fieldName: ({ name }) => key(name),
  print: {
    ...unsaid,
    matches: (name, { pattern, cased }) => ahead(name + jsonValue(pattern, cased)),
    regex: (name, test) => ahead(name + said(jsonRegex(test))),
    cidr: (name, test) => ahead(`${name}"${networkRegex(test) ?? ''}"`),
    exists: (name) => ahead(String.raw`${name}(?!null\b)`),
    isNull: (name) => negate(ahead(String.raw`${name}(?!null\b)`)),
    sameAs: (name, test) => sameField(name, key(test.field.name), test),
  },
  keyword: (test) =>
    ahead(
      afterAnyKey +
        (test.kind === 'matches'
          ? containingValue(test.pattern, test.cased)
          : said(jsonRegex(test))),
    ),
  always: null,
  never: '(?!)',
  list: {
    accepts: () => true,
    print: (name, tests) => ahead(name + jsonAlternatives(tests)),
  },
  limits: [],
  gaps: [
    noNetworkText,
    regexGap(
      jsonRegex,
      'of a regex over a JSON value: backreferences, Unicode properties, and what looks back at more than one character (the format fields can)',
    ),
  ],
}

const isNumber = (text: string | undefined): text is string => /^\d+$/.test(text ?? '')

/** A value anywhere in a line; numbers only where no digit stands beside them. */
function rawKeyword(test: Keyword['test']): string {
  if (test.kind === 'regex') return ahead(`(?:${pcreText(test)})`)
  const text = literalText(test.pattern)
  if (isNumber(text)) return ahead(String.raw`(?<!\d)${text}(?!\d)`)
  const regex = patternRegex(trimRuns(test.pattern))
  return ahead(test.cased || !mindsCase(test.pattern) ? regex : `(?i:${regex})`)
}

/** What a regex asks about its value as a whole, which a line does not show. */
const asksAboutEnds = (regex: Regex): boolean =>
  [...allPieces(regexTree(regex)?.alternatives ?? [])].some(
    ({ kind }) => kind === 'edge' || kind === 'look',
  )

const re2Regex = remembering((regex) => linearText(regex, 're2'))

const unbind: Limit = {
  code: 'fidelity/field-unbound',
  effect: 'wider',
  once: true,
  applies: (leaf) =>
    leaf.kind === 'predicate' && (leaf.test.kind === 'matches' || leaf.test.kind === 'regex'),
  replace: (leaf) => asKeyword(leaf),
}

const asKeyword = (leaf: Predicate | Keyword): Predicate | Keyword =>
  leaf.test.kind === 'matches' || leaf.test.kind === 'regex'
    ? { kind: 'keyword', test: leaf.test, ...(leaf.span === undefined ? {} : { span: leaf.span }) }
    : leaf

/** A line of plain text, such as a log file's. */
export const rawLine: Language = {
  operators: lookaheads,
  fieldName: ({ name }) => name,
  print: {
    ...unsaid,
    matches: rawUnreachable,
    regex: rawUnreachable,
    cidr: null,
    exists: null,
    isNull: null,
  },
  keyword: rawKeyword,
  always: null,
  never: '(?!)',
  limits: [networksAsPrefixes, unbind],
  gaps: [
    gap(
      ({ test }) => test.kind === 'exists' || test.kind === 'isNull',
      'in a plain line whether a field is there',
    ),
    gap(
      ({ test }) => test.kind === 'matches' && trimRuns(test.pattern).length === 0,
      'in a plain line that a value is empty, or that there is any',
    ),
    gap(
      ({ test }) =>
        test.kind === 'matches' && someText(test.pattern, (text) => /[\r\n]/.test(text)),
      'in a plain line a value with a line end',
    ),
    gap(
      ({ test }) => test.kind === 'regex' && asksAboutEnds(test),
      'a regex with anchors or lookaround in a plain line',
    ),
  ],
}

/** The limit `unbind` leaves no test of a field behind. */
function rawUnreachable(name: string): string {
  throw new Error(`the field ${name} has no place in a plain line`)
}

/** A regex a field, each with a name, for engines without lookaheads: RE2, Hyperscan. */
export function fieldPatterns(nameOf: (field: string, regex: string) => string): Language {
  return {
    operators: {
      and: ' and ',
      or: ' or ',
      not: (operand) => `not ${operand}`,
      group: (inner) => `(${inner})`,
    },
    fieldName: ({ name }) => name,
    print: {
      ...unsaid,
      matches: (name, { pattern, cased }) =>
        nameOf(name, `(?${cased || !mindsCase(pattern) ? '' : 'i'}s)${searchRegex(pattern)}`),
      regex: (name, test) => nameOf(name, said(re2Regex(test))),
      cidr: (name, test) => nameOf(name, `^${networkRegex(test) ?? ''}$`),
      exists: (name) => nameOf(name, ''),
      isNull: (name) => `not ${nameOf(name, '')}`,
    },
    keyword: (test) =>
      nameOf(
        '*',
        test.kind === 'regex'
          ? said(re2Regex(test))
          : `(?${test.cased ? '' : 'i'}s)${patternRegex(trimRuns(test.pattern))}`,
      ),
    always: null,
    never: null,
    list: {
      accepts: ({ pattern, cased }) => !(cased && mindsCase(pattern)),
      print: (name, tests) => {
        const minding = tests.every(({ pattern }) => !mindsCase(pattern))
        const regexes = tests.map(({ pattern }) => searchRegex(pattern)).join('|')
        return nameOf(name, `(?${minding ? '' : 'i'}s)${regexes}`)
      },
    },
    limits: [],
    gaps: [
      noNetworkText,
      regexGap(re2Regex, 'lookaround, backreferences and what else of a regex needs PCRE'),
    ],
  }
}
