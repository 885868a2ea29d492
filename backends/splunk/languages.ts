/** Splunk's two languages of conditions, as tables: `search` (and tstats' where), and the expressions of `where`. */
import type { Keyword, Matches, Predicate, Regex, SameAs } from '../../src/ast/nodes.js'
import type { Polarity } from '../../src/ast/visit.js'
import {
  anyRun,
  isOne,
  literalText,
  mapText,
  matchesPattern,
  mindsCase,
  shapeOf,
  someText,
  widenOne,
} from '../../src/ast/pattern.js'
import { pcrePieces, searchRegex } from '../../src/ast/regex.js'
import type { Language, ListForm, PrintTest } from '../../src/print/backend.js'
import { networksAsPrefixes } from '../../src/legalise/rewrites/cidr.js'
import type { Limit } from '../../src/legalise/capabilities.js'
import { escuMacroOfChannel, logSourceOfSplunkSource } from '../../src/fields/splunk-sources.js'
import { evalField, evalString, searchField, searchValue } from './strings.js'

const operatorSigns = { lt: '<', lte: '<=', gt: '>', gte: '>=' } as const

type Leaf = Predicate | Keyword

const patternOf = (leaf: Leaf): Matches | undefined =>
  leaf.test.kind === 'matches' ? leaf.test : undefined

/** The same leaf with its pattern changed. */
function withPattern(leaf: Leaf, change: (test: Matches) => Partial<Matches>): Leaf {
  const test = patternOf(leaf)
  if (test === undefined) return leaf
  const changed = { ...test, ...change(test) }
  return leaf.kind === 'keyword' ? { ...leaf, test: changed } : { ...leaf, test: changed }
}

const starsToRuns = (text: string): readonly (string | typeof anyRun)[] =>
  text.split('*').flatMap((piece, index) => (index === 0 ? [piece] : [anyRun, piece]))

// A value that holds one of these would end the line that it stands in.
const control = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]/ // oxlint-disable-line no-control-regex

/** Splunk compares what is no number letter by letter: Search Reference, search command, "Lexicographical order". */
const comparesText: Limit = {
  code: 'fidelity/compares-text',
  effect: 'wider',
  applies: (leaf) =>
    leaf.kind === 'predicate' && leaf.test.kind === 'compare' && leaf.field.type !== 'number',
  replace: (leaf) =>
    leaf.kind === 'predicate' ? { ...leaf, field: { ...leaf.field, type: 'number' } } : leaf,
}

/** What `search` can only say more widely. Sources: Search Manual, "Backslashes"; Search Reference, search command. */
const searchLimits: readonly Limit[] = [
  comparesText,
  {
    code: 'fidelity/literal-asterisk',
    effect: 'wider',
    applies: (leaf) => someText(patternOf(leaf)?.pattern ?? [], (text) => text.includes('*')),
    replace: (leaf) =>
      withPattern(leaf, ({ pattern }) => ({ pattern: mapText(pattern, starsToRuns) })),
  },
  {
    code: 'fidelity/single-character',
    effect: 'wider',
    applies: (leaf) => patternOf(leaf)?.pattern.some(isOne) ?? false,
    replace: (leaf) => withPattern(leaf, ({ pattern }) => ({ pattern: widenOne(pattern) })),
  },
  {
    code: 'fidelity/control-character',
    effect: 'wider',
    applies: (leaf) => someText(patternOf(leaf)?.pattern ?? [], (text) => control.test(text)),
    replace: (leaf) =>
      withPattern(leaf, ({ pattern }) => ({
        pattern: mapText(pattern, (text) =>
          text.split(control).flatMap((piece, index) => (index === 0 ? [piece] : [anyRun, piece])),
        ),
      })),
  },
  {
    code: 'fidelity/case-ignored',
    effect: 'wider',
    applies: (leaf) => {
      const test = patternOf(leaf)
      return test !== undefined && test.cased && mindsCase(test.pattern)
    },
    replace: (leaf) => withPattern(leaf, () => ({ cased: false })),
  },
]

const searchList: ListForm['print'] = (name, tests) =>
  `${name} IN (${tests.map(({ pattern }) => searchValue(pattern)).join(', ')})`

/** Conditions of `search`, explicit or implied. Splunk binds OR before AND; the printer never relies on it. */
export const searchLanguage: Language = {
  operators: {
    and: ' ',
    or: ' OR ',
    not: (operand) => `NOT ${operand}`,
    group: (inner) => `(${inner})`,
  },
  fieldName: ({ name }) => searchField(name),
  print: {
    matches: (name, { pattern }) => `${name}=${searchValue(pattern)}`,
    regex: null,
    compare: (name, { operator, value }) => `${name}${operatorSigns[operator]}${value}`,
    cidr: (name, { address, prefix }) => `${name}="${address}/${prefix}"`,
    exists: (name) => `${name}=*`,
    isNull: (name) => `NOT ${name}=*`,
    sameAs: null,
    datePart: null,
    inList: null,
    placeholder: null,
  },
  keyword: (test) => (test.kind === 'matches' ? searchKeyword(test) : ''),
  always: '*',
  never: 'NOT *',
  list: { accepts: () => true, print: searchList },
  limits: searchLimits,
}

/** A term of the raw event. A wildcard on both sides finds it inside words too, as a keyword has to. */
const searchKeyword = ({ pattern }: Matches): string =>
  `"*${searchValue(pattern).replaceAll(/^"|"$/g, '')}*"`

/** Conditions of tstats' where: those of `search` over fields of a data model only. */
export const tstatsLanguage: Language = {
  ...searchLanguage,
  print: {
    ...searchLanguage.print,
    // "tstats … may not correctly filter on CIDR": Search Reference, tstats; networks become prefixes.
    cidr: null,
  },
  keyword: null,
  limits: [networksAsPrefixes, ...searchLimits],
}

/** `(?is)` and its like, for a regex inside match(). */
const flags = ({
  ignoreCase,
  multiline,
  dotAll,
}: Pick<Regex, 'ignoreCase' | 'multiline' | 'dotAll'>): string => {
  const letters = `${ignoreCase ? 'i' : ''}${multiline ? 'm' : ''}${dotAll ? 's' : ''}`
  return letters === '' ? '' : `(?${letters})`
}

/** A pattern as match() takes it; a plain "contains" needs neither anchors nor flags for dots. */
function matchPattern({ pattern, cased }: Matches): string {
  const needsDots = !['contains', 'equals'].includes(shapeOf(pattern).shape)
  const ignoreCase = !cased && mindsCase(pattern)
  return (
    flags({ ignoreCase, multiline: false, dotAll: needsDots }) + searchRegex(pattern, pcrePieces)
  )
}

/** like() would read % and _ in the other field as wildcards; substr() and split() take it as it is. */
function relate(name: string, { field, relation, cased }: SameAs): string {
  const other = evalField(field.name)
  const [left, right] = cased ? [name, other] : [`lower(${name})`, `lower(${other})`]
  switch (relation) {
    case 'equals':
      return `${left}=${right}`
    case 'startswith':
      return `substr(${left}, 1, len(${right}))=${right}`
    case 'endswith':
      return `substr(${left}, len(${left})-len(${right})+1)=${right}`
    case 'contains':
      // An empty text is in every text, and splits none.
      return `(isnotnull(${name}) AND (len(${right})=0 OR mvcount(split(${left}, ${right}))>1))`
  }
}

/** What is null where the field is missing; NOT of null is null too, and `where` drops the event. */
const orFalse = (text: string, polarity: Polarity): string =>
  polarity === 'positive' ? text : `coalesce(${text}, false())`

/** Expressions of `where`, which mind case: every pattern is a regex. AND binds before OR here. */
export const whereLanguage: Language = {
  operators: {
    and: ' AND ',
    or: ' OR ',
    not: (operand) => `NOT ${operand}`,
    group: (inner) => `(${inner})`,
  },
  fieldName: ({ name }) => evalField(name),
  print: {
    matches: (name, test, _, polarity) => {
      const text = literalText(test.pattern)
      // `=` compares texts that look like numbers as numbers, and strings have few escapes.
      const isPlain =
        test.cased && text !== undefined && Number.isNaN(Number(text)) && !control.test(text)
      return orFalse(
        isPlain
          ? `${name}=${evalString(text)}`
          : `match(${name}, ${evalString(matchPattern(test))})`,
        polarity,
      )
    },
    regex: (name, test, _, polarity) =>
      orFalse(`match(${name}, ${evalString(flags(test) + test.source)})`, polarity),
    compare: (name, { operator, value }, _, polarity) =>
      orFalse(`tonumber(${name})${operatorSigns[operator]}${value}`, polarity),
    cidr: (name, { address, prefix }, _, polarity) =>
      orFalse(`cidrmatch("${address}/${prefix}", ${name})`, polarity),
    exists: (name) => `isnotnull(${name})`,
    isNull: (name) => `isnull(${name})`,
    sameAs: (name, test, _, polarity) => orFalse(relate(name, test), polarity),
    datePart: null,
    inList: null,
    placeholder: null,
  },
  keyword: null,
  always: 'true()',
  never: 'false()',
  limits: [],
}

/** What tstats writes for a missing field that it groups by, so that `where` behind it finds no field missing. */
const filled = '"null"'

/** Whether a test could take the filling for a value. Four characters are safe to run any regex on. */
function acceptsFilling(test: Matches | Regex): boolean {
  if (test.kind === 'matches') return matchesPattern(test.pattern, 'null', test.cased)
  try {
    return new RegExp(test.source.replaceAll(String.raw`\z`, '$'), 'i').test('null')
  } catch {
    return true
  }
}

const unfill = (name: string): string => `nullif(${name}, ${filled})`

const unfillFor =
  <T extends Matches | Regex>(print: PrintTest<T> | null): PrintTest<T> =>
  (name, test, ...place) =>
    print === null ? '' : print(acceptsFilling(test) ? unfill(name) : name, test, ...place)

/** Expressions of `where` behind a tstats with fillnull_value="null". */
export const whereAfterTstats: Language = {
  ...whereLanguage,
  print: {
    ...whereLanguage.print,
    matches: unfillFor(whereLanguage.print.matches),
    regex: unfillFor(whereLanguage.print.regex),
    exists: (name) => `${name}!=${filled}`,
    isNull: (name) => `${name}=${filled}`,
    sameAs: (name, test, _, polarity) => orFalse(relate(unfill(name), test), polarity),
  },
}

/** `search` with the macros of security_content in place of the sources of a channel. */
export const escuSourceLanguage: Language = {
  ...searchLanguage,
  list: {
    accepts: () => true,
    print: (name, tests, field) => {
      const source = literalText(tests[0]?.pattern ?? []) ?? ''
      const channel =
        name === 'source' ? logSourceOfSplunkSource('source', source)?.channel : undefined
      const macro = channel === undefined ? undefined : escuMacroOfChannel(channel)
      return macro === undefined ? searchList(name, tests, field) : `\`${macro}\``
    },
  },
}
