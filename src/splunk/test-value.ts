/** Tests of computed values as conditions on the events that they are computed of. */
import { always, and, never, not, or, predicate, simplify } from '../ast/build.js'
import { evaluate } from '../ast/evaluate.js'
import type { Compare, Condition, Matches, Regex, Span, Test } from '../ast/nodes.js'
import {
  anyRun,
  isRun,
  literalText,
  oneCharacter,
  pattern,
  someText,
  type Pattern,
} from '../ast/pattern.js'
import { escapeRegex, patternRegex } from '../ast/regex.js'
import { walk } from '../ast/visit.js'
import { regexOf as regexOfText } from '../regex/read.js'
import { askGroup, type Cut } from './extract.js'
import { mindsLastLineFeed } from './line-feed.js'
import { decimal } from './values.js'
import type {
  Asker,
  Computed,
  EventValue,
  ExtractValue,
  InsideValue,
  Mark,
  PartValue,
  PiecesValue,
} from './lineage.js'

/** What a test needs besides the value. */
export interface Place extends Asker {
  readonly span?: Span | undefined
}

/** The place of a test, where it has one. */
export const placed = (span: Span | undefined): { readonly span?: Span } =>
  span === undefined ? {} : { span }

/** The condition that the value of an event passes the test: any of its values. */
export function testValue(value: Computed, test: Test, place: Place): Condition {
  switch (value.kind) {
    case 'event':
      return testEvent(value, test, place)
    case 'text':
      return testText(value.text, test, place)
    case 'null':
      return test.kind === 'isNull' ? always : never
    case 'filled': {
      const missing = not(exists(value.of, place), place.span)
      if (test.kind === 'exists') return always
      if (test.kind === 'isNull') return never
      const own = testEvent(value.of, test, place)
      return testText(value.text, test, place).kind === 'always'
        ? or([own, missing], place.span)
        : own
    }
    case 'cases':
      if (test.kind === 'isNull') return not(testValue(value, { ...test, kind: 'exists' }, place))
      return simplify(
        or(
          value.cases.map((each) => and([each.when, testValue(each.value, test, place)])),
          place.span,
        ),
      )
    case 'part':
      return testPart(value, test, place)
    case 'number':
      return testNumber(value.of, test, place)
    case 'length':
      return testLength(value.of, test, place)
    case 'found':
      return testFound(value.when, test, place)
    case 'any':
      return marked(testValue(value.of, test, place), place, 'group')
    case 'element':
      return value.first && (test.kind === 'exists' || test.kind === 'isNull')
        ? testEvent(value.of, test, place)
        : marked(testEvent(value.of, test, place), place, 'list')
    case 'extract':
      return testExtract(value, test, place)
    case 'inside':
      return testInside(value, test, place)
    case 'pieces':
      return test.kind === 'exists' || test.kind === 'isNull'
        ? testEvent(value.of, test, place)
        : refused(place, 'which is a list of pieces of another field')
    case 'pieceCount':
      return testPieceCount(value, test, place)
    case 'measure':
    case 'usual':
      return refused(
        place,
        'which is measured of several events, beside or inside other conditions',
      )
    case 'time':
      return test.kind === 'exists'
        ? always
        : refused(
            place,
            'which is the time of the event, and that other targets do not keep as a number',
          )
    case 'opaque':
      if (value.exists === true && test.kind === 'exists') return always
      return refused(place, value.what)
  }
}

/** The regex of a text. */
export const matchTest = (text: string, span: Span | undefined): Regex => ({
  ...regexOfText(text),
  ...placed(span),
})

/**
 * The condition that a regex of a search finds something in a value. Its `$` also stands before a last line feed, which no
 * test of the tree says.
 */
export function testMatch(value: Computed, text: string, place: Place): Condition {
  const test = matchTest(text, place.span)
  const condition = testValue(value, test, place)
  return mindsLastLineFeed(test) ? markedRegexes(condition, place) : condition
}

function markedRegexes(condition: Condition, place: Place): Condition {
  walk(condition, (node) => {
    if (node.kind === 'predicate' && node.test.kind === 'regex') place.marks(node, 'end')
  })
  return condition
}

function refused({ refuse }: Place, why: string): Condition {
  refuse(why)
  return never
}

/** The condition that the event has the field. */
export const exists = (value: EventValue, { span }: Place): Condition =>
  predicate(value.field, { kind: 'exists' }, span)

function marked(condition: Condition, place: Place, as: Mark): Condition {
  if (condition.kind === 'predicate') place.marks(condition, as)
  else if (condition.kind === 'and' || condition.kind === 'or') {
    for (const operand of condition.operands) marked(operand, place, as)
  } else if (condition.kind === 'not') marked(condition.operand, place, as)
  return condition
}

function testEvent({ field, fold }: EventValue, test: Test, place: Place): Condition {
  const asked = fold === undefined ? test : unfolded(fold, test)
  if (asked === 'never') return never
  if (asked === undefined) return refused(place, `whose letters ${fold}() changes`)
  return predicate(field, asked, place.span)
}

/** What a test of text in one case asks of the text as it was: `never` where no such text can pass. */
function unfolded(fold: 'lower' | 'upper', test: Test): Test | 'never' | undefined {
  if (test.kind === 'matches') {
    const isOther = (text: string): boolean =>
      text !== (fold === 'lower' ? text.toLowerCase() : text.toUpperCase())
    if (!test.cased) return test
    return someText(test.pattern, isOther) ? 'never' : { ...test, cased: false }
  }
  if (test.kind === 'regex') {
    return isOfOneCase(test.source, fold) ? { ...test, ignoreCase: true } : undefined
  }
  return test
}

/**
 * Whether a regex finds the same in text in one case as it does in any text when case is ignored: where it has letters of
 * that case only, each written as itself.
 */
function isOfOneCase(source: string, fold: 'lower' | 'upper'): boolean {
  const plain = source.replaceAll(/\\[SDWBAZsdwbz\\]|\\[^A-Za-z0-9]/g, '')
  const hasOther = fold === 'lower' ? /[A-Z]/.test(plain) : /[a-z]/.test(plain)
  const isWide = /[^\w\\]-[^\]]|[0-9]-[^0-9\]]/.test((plain.match(/\[[^\]]*\]/g) ?? []).join(' '))
  return !hasOther && !isWide && !/\\|\(\?|[^\x20-\x7E]/.test(plain)
}

/** A constant passes or does not. */
function testText(text: string, test: Test, place: Place): Condition {
  // What is no number is compared letter by letter: Search Reference, search command, "Lexicographical order".
  if (test.kind === 'compare' && !decimal.test(text)) return isInOrder(text, test) ? always : never
  const regex = test.kind === 'regex' ? engineFor(test) : undefined
  const isBeyond = test.kind === 'regex' && (regex === undefined || text.length > maxConstant)
  if (isBeyond || test.kind === 'sameAs') return refused(place, 'which may be a constant')
  const field = { kind: 'field', name: 'constant' } as const
  const surroundings = { regexFinds: () => regex?.test(text) ?? false }
  return evaluate(predicate(field, test), { constant: text }, surroundings) ? always : never
}

function isInOrder(text: string, { operator, value }: Compare): boolean {
  switch (operator) {
    case 'lt':
    case 'lte':
      return text < value
    case 'gt':
    case 'gte':
      return text > value
  }
}

/** What a group holds where the regex finds something in a constant; undefined where nobody knows. */
export function extractOfText(text: string, { regex }: Cut, name: string): Computed | undefined {
  const source = regex.source.replaceAll('(?P<', '(?<')
  const engine = text.length > maxConstant ? undefined : engineFor({ ...regex, source })
  if (engine === undefined) return undefined
  const held = engine.exec(text)?.groups?.[name]
  return held === undefined ? { kind: 'null' } : { kind: 'text', text: held }
}

/** Any regex is safe to run on so few characters. */
const maxConstant = 8

/** A regex that is the same in PCRE and in JavaScript, to run on a constant. */
function engineFor({ source, ignoreCase, multiline, dotAll }: Regex): RegExp | undefined {
  const flags = `${ignoreCase ? 'i' : ''}${multiline ? 'm' : ''}${dotAll ? 's' : ''}`
  try {
    return new RegExp(source.replaceAll(String.raw`\z`, '$'), flags)
  } catch {
    return undefined
  }
}

function testFound(when: Condition, test: Test, place: Place): Condition {
  if (test.kind === 'exists') return when
  if (test.kind === 'isNull') return not(when)
  if (test.kind === 'compare') {
    const { operator, value } = test
    const number = Number(value)
    if (number === 0 && operator === 'gte') return when
    if (number < 0 && (operator === 'gt' || operator === 'gte')) return when
    if (number <= 0 && operator === 'lt') return never
    if (number < 0 && operator === 'lte') return never
  }
  return refused(place, 'which is the place of a value in a list')
}

/** The number that a value is: what is none stands so to no other. */
function testNumber(of: EventValue, test: Test, place: Place): Condition {
  const orders = (operator: Compare['operator'], value: string): Condition =>
    testEvent(of, { kind: 'compare', operator, value }, place)
  switch (test.kind) {
    case 'compare':
      return testEvent(of, test, place)
    case 'exists':
      return or([orders('lt', '0'), orders('gte', '0')], place.span)
    case 'isNull':
      return not(testNumber(of, { kind: 'exists' }, place), place.span)
    case 'matches': {
      const text = literalText(test.pattern) ?? ''
      if (!decimal.test(text)) return refused(place, 'which is a number')
      return and([orders('gte', text), orders('lte', text)], place.span)
    }
    case 'regex':
    case 'cidr':
    case 'sameAs':
    case 'datePart':
    case 'inList':
    case 'placeholder':
      return refused(place, 'which is a number')
  }
}

/** The length of a value as a pattern of so many characters. */
function testLength(of: EventValue, test: Test, place: Place): Condition {
  if (test.kind === 'exists') return exists(of, place)
  if (test.kind === 'isNull') return not(exists(of, place), place.span)
  if (test.kind === 'matches') {
    const text = literalText(test.pattern) ?? ''
    if (!/^\d{1,3}$/.test(text)) return refused(place, 'which is a length')
    return predicate(of.field, { ...test, pattern: ofLength(Number(text)) }, place.span)
  }
  if (test.kind !== 'compare') return refused(place, 'which is a length')
  const least = (count: number): Condition => longerThan(of, count, place)
  const limit = Number(test.value)
  if (limit > maxLength) return refused(place, 'which is a length, compared with a large number')
  switch (test.operator) {
    case 'gte':
      return least(Math.ceil(limit))
    case 'gt':
      return least(Math.floor(limit) + 1)
    case 'lt':
      return and([exists(of, place), not(least(Math.ceil(limit)), place.span)], place.span)
    case 'lte':
      return and([exists(of, place), not(least(Math.floor(limit) + 1), place.span)], place.span)
  }
}

/** Longer patterns of single characters are too much for any target. */
const maxLength = 1000

const ofLength = (count: number): Pattern => Array.from({ length: count }, () => oneCharacter)

function longerThan({ field }: EventValue, count: number, place: Place): Condition {
  if (count <= 0) return predicate(field, { kind: 'exists' }, place.span)
  const longer = pattern(...ofLength(count), anyRun)
  const test: Matches = { kind: 'matches', pattern: longer, cased: false }
  return predicate(field, test, place.span)
}

/** What a group of a regex holds, asked of the field that it finds it in. */
function testExtract({ of, cut, fold }: ExtractValue, test: Test, place: Place): Condition {
  const plain = fold === undefined ? test : unfolded(fold, test)
  if (plain === 'never') return never
  const asked = plain === undefined ? undefined : askGroup(cut, of.field, plain, place.span)
  if (asked === undefined) return refused(place, 'which a regex extracts')
  if (mindsLastLineFeed(cut.regex)) markedRegexes(asked.condition, place)
  return asked.isAny ? marked(asked.condition, place, 'match') : asked.condition
}

/** A value in a JSON text stands in it somewhere, as it is where nothing of it has to be escaped. */
function testInside({ of, own }: InsideValue, test: Test, place: Place): Condition {
  if (test.kind === 'isNull') {
    return not(testInside({ kind: 'inside', of, ...(own && { own }) }, { kind: 'exists' }, place))
  }
  const sought = soughtInside(test)
  if (sought === undefined) return refused(place, 'which is in the JSON text of another field')
  const inside = [of, ...(own === undefined ? [] : [own])].map((value, index) =>
    marked(testEvent(value, index === 0 ? sought : test, place), place, 'inside'),
  )
  return or(inside, place.span)
}

function soughtInside(test: Test): Test | undefined {
  if (test.kind === 'exists') return test
  const isPlain =
    test.kind === 'matches' && !someText(test.pattern, (text) => !/^[\w .:@-]*$/.test(text))
  return isPlain ? { ...test, pattern: pattern(anyRun, ...test.pattern, anyRun) } : undefined
}

/** How many pieces there are: so many delimiters and one more. */
function testPieceCount({ of, delimiter }: PiecesValue, test: Test, place: Place): Condition {
  if (test.kind === 'exists' || test.kind === 'isNull') return testEvent(of, test, place)
  const least = (count: number): Condition =>
    count <= 1 ? exists(of, place) : predicate(of.field, withPieces(delimiter, count), place.span)
  const fewer = (count: number): Condition =>
    and([exists(of, place), not(least(count), place.span)], place.span)
  const text = test.kind === 'matches' ? literalText(test.pattern) : undefined
  const limit = Number(test.kind === 'compare' ? test.value : text)
  if (!Number.isSafeInteger(limit) || limit < 0 || limit > maxPieces) {
    return refused(place, 'which is a number of pieces, compared with what is no small number')
  }
  if (test.kind === 'matches') return and([least(limit), fewer(limit + 1)], place.span)
  if (test.kind !== 'compare') return refused(place, 'which is a number of pieces')
  switch (test.operator) {
    case 'gte':
      return least(limit)
    case 'gt':
      return least(limit + 1)
    case 'lt':
      return fewer(limit)
    case 'lte':
      return fewer(limit + 1)
  }
}

const maxPieces = 50

const withPieces = (delimiter: string, count: number): Matches => ({
  kind: 'matches',
  pattern: pattern(anyRun, ...Array.from({ length: count - 1 }, () => [delimiter, anyRun]).flat()),
  cased: true,
})

/** A piece between delimiters as a test of the whole: a pattern where that is possible, else a regex. */
function testPart(part: PartValue, test: Test, place: Place): Condition {
  const { of, delimiter, index } = part
  if (of.fold !== undefined) {
    // A piece of text in one case is a piece of the text as it was; what is asked of it asks for that case.
    const asked = unfolded(of.fold, test)
    if (asked === 'never') return never
    if (asked === undefined) return refused(place, `whose letters ${of.fold}() changes`)
    return testPart({ ...part, of: { kind: 'event', field: of.field } }, asked, place)
  }
  const one = escapeRegex(delimiter)
  const inside = `[^${delimiter.replaceAll(/[\\\]^-]/g, '\\$&')}]`
  const others = index < 0 ? -index - 1 : index
  const before = index < 0 ? `(^|${one})` : others === 0 ? '^' : `^(${inside}*${one}){${others}}`
  const after = index >= 0 ? `(${one}|$)` : others === 0 ? '$' : `(${one}${inside}*){${others}}$`
  if (test.kind === 'exists' || test.kind === 'isNull') {
    const there =
      index === 0 || index === -1
        ? exists(of, place)
        : testEvent(of, regexOf(`(${one}${inside}*){${others}}`, true), place)
    return test.kind === 'exists' ? there : not(there, place.span)
  }
  if (test.kind !== 'matches') return refused(place, 'which is a piece of another field')
  if (!test.cased && delimiter.toLowerCase() !== delimiter.toUpperCase()) {
    return refused(place, 'which is a piece of another field, cut at a letter of one case')
  }
  if (someText(test.pattern, (text) => text.includes(delimiter))) return never
  const simple = lastPiece(test.pattern, delimiter, index)
  const asked = (value: Pattern): Condition => testEvent(of, { ...test, pattern: value }, place)
  if (simple !== undefined) return or(simple.map(asked), place.span)
  const source = patternRegex(test.pattern, {
    text: escapeRegex,
    run: `${inside}*`,
    one: inside,
  })
  return testEvent(of, regexOf(`${before}${source}${after}`, test.cased), place)
}

/** Patterns of the whole for the simple tests of the first or last piece. */
function lastPiece(
  value: Pattern,
  delimiter: string,
  index: number,
): readonly Pattern[] | undefined {
  const text = literalText(value)
  if (index === -1 && text !== undefined) {
    return [pattern(text), pattern(anyRun, delimiter, text)]
  }
  if (index === 0 && text !== undefined) return [pattern(text), pattern(text, delimiter, anyRun)]
  if (index === -1 && isRun(value[0]) && literalText(value.slice(1)) !== undefined) return [value]
  if (index === 0 && isRun(value.at(-1)) && literalText(value.slice(0, -1)) !== undefined) {
    return [value]
  }
  return undefined
}

const regexOf = (source: string, cased: boolean): Regex => ({
  kind: 'regex',
  source,
  ignoreCase: !cased,
  multiline: false,
  dotAll: true,
})
