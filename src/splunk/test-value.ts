/** Tests of computed values as conditions on the events that they are computed of. */
import { always, and, never, not, or, predicate, simplify } from '../ast/build.js'
import { evaluate } from '../ast/evaluate.js'
import type { Compare, Condition, Regex, Span, Test } from '../ast/nodes.js'
import { anyRun, literalText, pattern, someText } from '../ast/pattern.js'
import { walk } from '../ast/visit.js'
import { regexOf as regexOfText } from '../regex/read.js'
import { askGroup, type Cut } from './extract.js'
import { mindsLastLineFeed } from './line-feed.js'
import { askMade } from './made/ask.js'
import { unfolded } from './made/fold.js'
import { countOfCharacters, countOfPieces, shifted, testCount } from './test-count.js'
import { testPart } from './test-part.js'
import { decimal } from './values.js'
import type {
  Asker,
  Computed,
  EventValue,
  ExtractValue,
  InsideValue,
  MadeValue,
  Mark,
  PartValue,
  ShiftedValue,
  Told,
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
    case 'made':
      return testMade(value, test, place)
    case 'part':
      return testPiece(value, test, place)
    case 'number':
      return testNumber(value, test, place)
    case 'length': {
      const ask = (asked: Test): Condition => testValue(value.of, asked, place)
      const counted = countOfCharacters(ask, place.span, value.of.kind !== 'event')
      return saidOf(value, testCount(counted, test), place)
    }
    case 'shifted':
      return testShifted(value, test, place)
    case 'found':
      return testFound(value, test, place)
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
        : refused(place, madeBy(value, 'which is a list of pieces of another field'))
    case 'pieceCount': {
      const counted = countOfPieces(value, () => exists(value.of, place), place.span)
      return saidOf(value, testCount(counted, test), place)
    }
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

/** What makes a value, and why a test of it is not read. */
const madeBy = ({ what = 'which is computed' }: Told, why: string): string => `${what}, ${why}`

/** A condition; or what is refused of a value, and why. */
const saidOf = (value: Told, said: Condition | string, place: Place): Condition =>
  typeof said === 'string' ? refused(place, madeBy(value, said)) : said

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

function testMade(value: MadeValue, test: Test, place: Place): Condition {
  const answer = askMade(value.step, test, {
    ask: (asked) => testValue(value.of, asked, place),
    mark: (condition, as) => marked(condition, place, as),
  })
  return answer.kind === 'unsaid' ? saidOf(value, answer.why, place) : simplify(answer)
}

function testPiece(value: PartValue, test: Test, place: Place): Condition {
  // A piece of text in one case is a piece of the text as it was; what is asked of it asks for that case.
  const { fold } = value.of
  const asked = fold === undefined ? test : unfolded(fold, test)
  if (asked === 'never') return never
  if (asked === undefined) return saidOf(value, `whose letters ${fold}() changes`, place)
  const whole = { kind: 'event', field: value.of.field } as const
  const ask = (each: Test): Condition => testEvent(whole, each, place)
  return saidOf(value, testPart(value, asked, ask, place.span), place)
}

function testShifted(value: ShiftedValue, test: Test, place: Place): Condition {
  const asked = shifted(test, value.by)
  return asked === undefined
    ? saidOf(value, 'compared with what is no number', place)
    : testValue(value.of, asked, place)
}

type Value<Kind extends Computed['kind']> = Extract<Computed, { readonly kind: Kind }>

function testFound(value: Value<'found'>, test: Test, place: Place): Condition {
  const { when } = value
  if (test.kind === 'exists') return when
  if (test.kind === 'isNull') return not(when)
  if (test.kind === 'compare') {
    const { operator } = test
    const number = Number(test.value)
    if (number === 0 && operator === 'gte') return when
    if (number < 0 && (operator === 'gt' || operator === 'gte')) return when
    if (number <= 0 && operator === 'lt') return never
    if (number < 0 && operator === 'lte') return never
  }
  return saidOf(value, 'which is the place of a value in a list', place)
}

/** The number that a value is: what is none stands so to no other. */
function testNumber(value: Value<'number'>, test: Test, place: Place): Condition {
  const orders = (operator: Compare['operator'], limit: string): Condition =>
    testEvent(value.of, { kind: 'compare', operator, value: limit }, place)
  switch (test.kind) {
    case 'compare':
      return testEvent(value.of, test, place)
    case 'exists':
      return or([orders('lt', '0'), orders('gte', '0')], place.span)
    case 'isNull':
      return not(testNumber(value, { kind: 'exists' }, place), place.span)
    case 'matches': {
      const text = literalText(test.pattern) ?? ''
      if (!decimal.test(text)) return saidOf(value, 'compared with what is no number', place)
      return and([orders('gte', text), orders('lte', text)], place.span)
    }
    case 'regex':
    case 'cidr':
    case 'sameAs':
    case 'datePart':
    case 'inList':
    case 'placeholder':
      return saidOf(value, 'compared with what is no number', place)
  }
}

/** What a group of a regex holds, asked of the field that it finds it in. */
function testExtract(value: ExtractValue, test: Test, place: Place): Condition {
  const { of, cut, fold } = value
  const plain = fold === undefined ? test : unfolded(fold, test)
  if (plain === 'never') return never
  const asked = plain === undefined ? undefined : askGroup(cut, of.field, plain, place.span)
  if (asked === undefined) return saidOf(value, 'compared in a way that no regex can say', place)
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
