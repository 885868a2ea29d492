/** Splunk's two languages of conditions, as tables: `search` (and tstats' where), and the expressions of `where`. */
import type { Matches, Regex, SameAs } from '../../src/ast/nodes.js'
import { hasControl, splitAtControls } from '../../src/ast/control.js'
import type { Polarity } from '../../src/ast/visit.js'
import {
  isOne,
  literalText,
  mapText,
  matchesPattern,
  mindsCase,
  shapeOf,
  widenOne,
} from '../../src/ast/pattern.js'
import { flagLetters, pcrePieces, searchRegex } from '../../src/ast/regex.js'
import { pcreText } from '../../src/regex/print.js'
import type { Language, ListForm, PrintTest } from '../../src/print/backend.js'
import { changeMatches, hasText, joinedByRuns, patternOf } from '../../src/legalise/replace.js'
import { networksAsPrefixes } from '../../src/legalise/rewrites/cidr.js'
import {
  alternativesInXml,
  limitsInXml,
  somewhereInXml,
  valuesInXml,
} from '../../src/legalise/rewrites/xml-data.js'
import type { Gap, Limit } from '../../src/legalise/capabilities.js'
import { escuMacroOfSource } from '../../src/fields/splunk-sources.js'
import { comparisonSigns } from '../../src/print/signs.js'
import { evalField, evalString, searchField, searchValue } from './strings.js'

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
    applies: (leaf) => hasText(leaf, (text) => text.includes('*')),
    replace: (leaf) =>
      changeMatches(leaf, ({ pattern }) => ({
        pattern: mapText(pattern, (text) => joinedByRuns(text.split('*'))),
      })),
  },
  {
    code: 'fidelity/single-character',
    effect: 'wider',
    applies: (leaf) => patternOf(leaf)?.some(isOne) ?? false,
    replace: (leaf) => changeMatches(leaf, ({ pattern }) => ({ pattern: widenOne(pattern) })),
  },
  {
    // A control character would end the line that the search stands in.
    code: 'fidelity/control-character',
    effect: 'wider',
    applies: (leaf) => hasText(leaf, hasControl),
    replace: (leaf) =>
      changeMatches(leaf, ({ pattern }) => ({
        pattern: mapText(pattern, (text) => joinedByRuns(splitAtControls(text))),
      })),
  },
  {
    code: 'fidelity/case-ignored',
    effect: 'wider',
    applies: ({ test }) => test.kind === 'matches' && test.cased && mindsCase(test.pattern),
    replace: (leaf) => changeMatches(leaf, () => ({ cased: false })),
  },
]

/** `search` takes an address with a length for a network: Search Reference, search command, "CIDR matching". */
const networkText: Gap = {
  applies: ({ test }) =>
    test.kind === 'matches' &&
    /^(?:[\d.]+|[\da-f:.]*:[\da-f:.]*)\/\d{1,3}$/i.test(literalText(test.pattern) ?? ''),
  what: 'a text that names a network',
}

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
    compare: (name, { operator, value }) => `${name}${comparisonSigns[operator]}${value}`,
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
  limits: [...somewhereInXml, ...searchLimits],
  gaps: [networkText],
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

/** What came from Splunk goes back as it came: networks and words in a tstats too, and comparisons of what is no number. */
export const ownLanguage: Language = {
  ...searchLanguage,
  limits: searchLimits.filter((limit) => limit !== comparesText),
}

/** A pattern as match() takes it; a plain "contains" needs neither anchors nor flags for dots. */
function matchPattern({ pattern, cased }: Matches): string {
  const letters = flagLetters({
    ignoreCase: !cased && mindsCase(pattern),
    multiline: false,
    dotAll: !['contains', 'equals'].includes(shapeOf(pattern).shape),
  })
  return (letters === '' ? '' : `(?${letters})`) + searchRegex(pattern, pcrePieces)
}

/** `=` compares as numbers what looks like them on both sides, 1.0 and 1; with a letter in front nothing does. */
const sameText = (left: string, right: string): string => `"x".${left}="x".${right}`

/** like() would read % and _ in the other field as wildcards; substr() and split() take it as it is. */
function relate(name: string, other: string, { relation, cased }: SameAs): string {
  const [left, right] = cased ? [name, other] : [`lower(${name})`, `lower(${other})`]
  switch (relation) {
    case 'equals':
      return sameText(left, right)
    case 'startswith':
      return sameText(`substr(${left}, 1, len(${right}))`, right)
    case 'endswith':
      return sameText(`substr(${left}, len(${left})-len(${right})+1)`, right)
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
        test.cased && text !== undefined && Number.isNaN(Number(text)) && !hasControl(text)
      return orFalse(
        isPlain
          ? `${name}=${evalString(text)}`
          : `match(${name}, ${evalString(matchPattern(test))})`,
        polarity,
      )
    },
    regex: (name, test, _, polarity) =>
      orFalse(`match(${name}, ${evalString(pcreText(test))})`, polarity),
    compare: (name, { operator, value }, _, polarity) =>
      orFalse(`tonumber(${name})${comparisonSigns[operator]}${value}`, polarity),
    cidr: (name, { address, prefix }, _, polarity) =>
      orFalse(`cidrmatch("${address}/${prefix}", ${name})`, polarity),
    exists: (name) => `isnotnull(${name})`,
    isNull: (name) => `isnull(${name})`,
    sameAs: (name, test, _, polarity) =>
      orFalse(relate(name, evalField(test.field.name), test), polarity),
    datePart: null,
    inList: null,
    placeholder: null,
  },
  keyword: null,
  always: 'true()',
  never: 'false()',
  merges: [alternativesInXml],
  limits: limitsInXml,
  gaps: [valuesInXml],
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
  // No data model has an event's XML.
  merges: [],
  limits: [],
  gaps: [],
  print: {
    ...whereLanguage.print,
    matches: unfillFor(whereLanguage.print.matches),
    regex: unfillFor(whereLanguage.print.regex),
    exists: (name) => `${name}!=${filled}`,
    isNull: (name) => `${name}=${filled}`,
    sameAs: (name, test, _, polarity) =>
      orFalse(relate(unfill(name), unfill(evalField(test.field.name)), test), polarity),
  },
}

const macroOf = ({ pattern }: Matches): string | undefined =>
  escuMacroOfSource(literalText(pattern) ?? '')

/** `search` with the macros of security_content in place of the sources of a channel. */
export const escuSourceLanguage: Language = {
  ...searchLanguage,
  list: {
    accepts: () => true,
    print: (name, tests, field) => {
      if (name !== 'source') return searchList(name, tests, field)
      const macros = new Set(tests.flatMap((test) => macroOf(test) ?? []))
      const others = tests.filter((test) => macroOf(test) === undefined)
      const parts = [
        ...[...macros].map((macro) => `\`${macro}\``),
        ...(others.length === 0 ? [] : [searchList(name, others, field)]),
      ]
      return parts.length === 1 ? parts.join('') : `(${parts.join(' OR ')})`
    },
  },
}
