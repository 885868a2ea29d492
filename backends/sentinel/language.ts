/** Kusto's operators on values, as a table. Sources: Kusto language reference, "String operators", "Null values". */
import type {
  Cidr,
  Compare,
  Condition,
  DatePart,
  Field,
  Keyword,
  Matches,
  Predicate,
  Regex,
  SameAs,
} from '../../src/ast/nodes.js'
import { and, field as fieldNamed, not, predicate } from '../../src/ast/build.js'
import { containing, isAny, literalText, mindsCase, shapeOf } from '../../src/ast/pattern.js'
import { searchRegex } from '../../src/ast/regex.js'
import { mayBeEmpty } from '../../src/regex/empty.js'
import { regexTree } from '../../src/regex/parse.js'
import { linearText } from '../../src/regex/print.js'
import type { Polarity } from '../../src/ast/visit.js'
import type { Gap, Limit } from '../../src/legalise/capabilities.js'
import { isUnfilled, missingOrEmpty } from '../../src/legalise/rewrites/unfilled.js'
import {
  alternativesInXml,
  limitsInXml,
  valuesInXml,
} from '../../src/legalise/rewrites/xml-data.js'
import { regexGap, remembering, said } from '../../src/legalise/regex.js'
import type { Language } from '../../src/print/backend.js'
import { anyField } from '../../src/print/plan.js'
import { comparisonSigns } from '../../src/print/signs.js'
import { jsonValue } from './json.js'
import { columnName, kustoString } from './strings.js'

/** The fields of an event's XML, once `eventFieldsStage` has unpacked them. */
export const eventFields = 'EventFields'

/** The name of a field in the event's XML; undefined of a column. */
const unpackedName = ({ name }: Field): string | undefined =>
  name.startsWith(`${eventFields}.`) ? name.slice(eventFields.length + 1) : undefined

/** Any column of the table. Source: Kusto language reference, "search operator", which is said in `where` so. */
const everyColumn = fieldNamed(anyField, { type: 'filled' })

/** A column, or a field unpacked from the event's XML, which is dynamic and has to be made text. */
function fieldName(field: Field): string {
  if (field.name === everyColumn.name) return field.name
  const inner = unpackedName(field)
  if (inner === undefined)
    return field.name.includes('.') ? jsonValue(field.name) : columnName(field.name)
  const path = /^[A-Za-z_]\w*$/.test(inner)
    ? `.${inner}`
    : `[${kustoString(inner).replace(/^@/, '')}]`
  return `tostring(${eventFields}${path})`
}

const isNumeric = ({ type }: Field): boolean => type === 'number'

/** Whether an empty value can be told from a missing one: of an empty element there is an entry in the bag of the fields. */
const tellsMissing = (field: Field): boolean =>
  field.type === 'string' && unpackedName(field) !== undefined

/** Whether an unpacked field is there. Source: Kusto language reference, "bag_has_key()". */
const isThere = (field: Field): string =>
  `bag_has_key(${eventFields}, ${kustoString(unpackedName(field) ?? '')})`

/** A test that an empty text passes and a missing one does not: both look the same to it. */
const whereThere = (fields: readonly Field[], text: string): string =>
  `(${[...fields.map(isThere), text].join(' and ')})`

/**
 * `<` and its kin with null are null, and so are their negations: `where` would drop the row. `==` with null is false.
 * Source: Kusto language reference, "Null values".
 */
const orFalse = (text: string, polarity: Polarity): string =>
  polarity === 'positive' ? text : `coalesce(${text}, false)`

const operators = {
  equals: { ignoring: '=~', minding: '==' },
  startswith: { ignoring: 'startswith', minding: 'startswith_cs' },
  endswith: { ignoring: 'endswith', minding: 'endswith_cs' },
  contains: { ignoring: 'contains', minding: 'contains_cs' },
} as const

function printMatches(name: string, test: Matches, field: Field): string {
  const shape = shapeOf(test.pattern)
  if (tellsMissing(field)) {
    if (shape.shape === 'any') return isThere(field)
    const text = printText(name, test)
    return shape.shape === 'equals' && shape.text === '' ? whereThere([field], text) : text
  }
  if (isNumeric(field)) {
    if (shape.shape === 'equals') return `${name} == ${shape.text}`
    return shape.shape === 'any' ? `isnotnull(${name})` : printText(`tostring(${name})`, test)
  }
  return printText(name, test)
}

function printText(name: string, { pattern, cased }: Matches): string {
  const shape = shapeOf(pattern)
  switch (shape.shape) {
    case 'any':
    case 'other':
      return `${name} matches regex ${kustoString(`(?${cased ? '' : 'i'}s)${searchRegex(pattern)}`)}`
    case 'equals':
    case 'startswith':
    case 'endswith':
    case 'contains': {
      if (shape.shape === 'equals' && shape.text === '') return `isempty(${name})`
      const minding = cased || (shape.shape === 'equals' && !mindsCase(pattern))
      return `${name} ${operators[shape.shape][minding ? 'minding' : 'ignoring']} ${kustoString(shape.text)}`
    }
  }
}

const kustoRegex = remembering((regex) => linearText(regex, 'kusto'))

function printRegex(name: string, test: Regex, field: Field): string {
  const text = `${isNumeric(field) ? `tostring(${name})` : name} matches regex ${kustoString(said(kustoRegex(test)))}`
  return tellsMissing(field) && findsInEmpty(test) ? whereThere([field], text) : text
}

/** Two missing values are equal texts, and any text contains an empty one. */
function printSameAs(
  name: string,
  { field: other, relation, cased }: SameAs,
  field: Field,
): string {
  const operator = operators[relation][cased ? 'minding' : 'ignoring']
  const text = `${name} ${operator} ${fieldName(other)}`
  return tellsMissing(field) && tellsMissing(other) ? whereThere([field, other], text) : text
}

const printCompare = (
  name: string,
  { operator, value }: Compare,
  field: Field,
  polarity: Polarity,
): string =>
  orFalse(
    `${isNumeric(field) ? name : `todouble(${name})`} ${comparisonSigns[operator]} ${value}`,
    polarity,
  )

const printCidr = (name: string, { version, address, prefix }: Cidr, polarity: Polarity): string =>
  orFalse(`ipv${version}_is_in_range(${name}, "${address}/${prefix}")`, polarity)

/** "week_of_year" counts as ISO 8601 does, as rules do. Source: Kusto language reference, "datetime_part()". */
const dateParts: { readonly [P in DatePart['part']]: string } = {
  minute: 'minute',
  hour: 'hour',
  day: 'day',
  week: 'week_of_year',
  month: 'month',
  year: 'year',
}

function printDatePart(
  name: string,
  { part, operator, value }: DatePart,
  { type }: Field,
  polarity: Polarity,
): string {
  const time = type === 'datetime' ? name : `todatetime(${name})`
  const sign = operator === 'eq' ? '==' : comparisonSigns[operator]
  const text = `datetime_part("${dateParts[part]}", ${time}) ${sign} ${value}`
  // `==` with null is false by itself.
  return operator === 'eq' ? text : orFalse(text, polarity)
}

type Leaf = Predicate | Keyword

/** "A string is never null": a missing one is empty. Source: Kusto language reference, "Null values". */
const asFilled = (field: Field): Field => ({ ...field, type: 'filled' })

/** Whether a test is of text that is empty where it is missing. */
const isText = (leaf: Leaf): leaf is Predicate =>
  leaf.kind === 'predicate' && leaf.field.type === 'string' && !tellsMissing(leaf.field)

const unfilled = (leaf: Leaf): Condition =>
  leaf.kind === 'keyword' ? leaf : isUnfilled(leaf.field, leaf.span)

function findsInEmpty(regex: Regex): boolean {
  const tree = regexTree(regex)
  return tree === undefined || mayBeEmpty(tree.alternatives)
}

/** A keyword is asked of all columns: some are what Sentinel adds to an event, and not all of an event is in one. */
const keywordInColumns: Limit = {
  code: 'fidelity/every-column',
  effect: 'approximate',
  once: true,
  applies: (leaf) => leaf.kind === 'keyword',
  replace: ({ test, span }) =>
    predicate(
      everyColumn,
      test.kind === 'matches' ? { ...test, pattern: containing(test.pattern) } : test,
      span,
    ),
}

const limits: readonly Limit[] = [
  keywordInColumns,
  {
    code: 'fidelity/empty-is-missing',
    effect: 'wider',
    applies: (leaf) =>
      isText(leaf) &&
      (leaf.test.kind === 'isNull' ||
        (leaf.test.kind === 'matches' && literalText(leaf.test.pattern) === '')),
    replace: unfilled,
  },
  {
    code: 'fidelity/empty-is-missing',
    effect: 'narrower',
    applies: (leaf) =>
      isText(leaf) &&
      (leaf.test.kind === 'exists' || (leaf.test.kind === 'matches' && isAny(leaf.test.pattern))),
    replace: (leaf) => not(unfilled(leaf), leaf.span),
  },
  {
    // Such a regex finds nothing in what is missing, and something in an empty text.
    code: 'fidelity/empty-is-missing',
    effect: 'narrower',
    applies: (leaf) => isText(leaf) && leaf.test.kind === 'regex' && findsInEmpty(leaf.test),
    replace: (leaf) =>
      leaf.kind === 'keyword'
        ? leaf
        : and([not(unfilled(leaf), leaf.span), { ...leaf, field: asFilled(leaf.field) }]),
  },
  {
    code: 'fidelity/empty-is-missing',
    effect: 'narrower',
    applies: (leaf) =>
      leaf.kind === 'predicate' &&
      leaf.test.kind === 'sameAs' &&
      leaf.test.field.type === 'string' &&
      !(tellsMissing(leaf.field) && tellsMissing(leaf.test.field)),
    replace: (leaf) => {
      if (leaf.kind === 'keyword' || leaf.test.kind !== 'sameAs') return leaf
      const other = asFilled(leaf.test.field)
      return and([
        not(isUnfilled(other, leaf.span)),
        { ...leaf, test: { ...leaf.test, field: other } },
      ])
    },
  },
  {
    code: 'fidelity/not-number',
    effect: 'narrower',
    applies: (leaf) =>
      leaf.kind === 'predicate' &&
      isNumeric(leaf.field) &&
      leaf.test.kind === 'matches' &&
      literalText(leaf.test.pattern) !== undefined &&
      !/^-?\d+$/.test(literalText(leaf.test.pattern) ?? ''),
    replace: () => ({ kind: 'never' }),
  },
  ...limitsInXml,
]

const gaps: readonly Gap[] = [
  valuesInXml,
  regexGap(kustoRegex, 'lookaround, backreferences and what else of a regex needs PCRE'),
]

/** A lone test for emptiness, which has a negation of its own. */
const emptyCall = /^isempty\((?:\w+|tostring\((?:parse_json\(\w+\))?[\w.]+\))\)$/

/** Conditions of Kusto's `where`. */
export const kusto: Language = {
  operators: {
    and: ' and ',
    or: ' or ',
    not: (operand) =>
      emptyCall.test(operand) ? operand.replace('isempty', 'isnotempty') : `not(${operand})`,
    group: (inner) => `(${inner})`,
    notDelimits: true,
    // The parser nests a chain one level an operand, and gives up some 400 levels down (KS245).
    longestChain: 100,
  },
  fieldName,
  print: {
    matches: printMatches,
    regex: printRegex,
    compare: printCompare,
    cidr: (name, test, _, polarity) => printCidr(name, test, polarity),
    // Of columns of text, the limits leave tests for the empty string only.
    exists: (name, _, field) => (tellsMissing(field) ? isThere(field) : `isnotnull(${name})`),
    isNull: (name, _, field) =>
      tellsMissing(field) ? `not(${isThere(field)})` : `isnull(${name})`,
    sameAs: printSameAs,
    datePart: printDatePart,
    inList: null,
    placeholder: null,
  },
  keyword: null,
  always: 'true',
  never: 'false',
  list: {
    accepts: ({ pattern }) => (literalText(pattern) ?? '') !== '',
    kind: ({ pattern, cased }) => (cased && mindsCase(pattern) ? 'minding' : 'ignoring'),
    print: (name, tests, field) => {
      const values = tests.map(({ pattern }) => literalText(pattern) ?? '')
      const items = isNumeric(field) ? values : values.map(kustoString)
      const ignoring =
        !isNumeric(field) && tests.some(({ pattern, cased }) => !cased && mindsCase(pattern))
      return `${name} ${ignoring ? 'in~' : 'in'} (${items.join(', ')})`
    },
  },
  merges: [missingOrEmpty, alternativesInXml],
  limits,
  gaps,
}
