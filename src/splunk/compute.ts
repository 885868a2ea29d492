/** What an expression of `where` or `eval` computes, in terms of the events that a search found. */
import { and, always, matches, never, not, or, predicate, simplify } from '../ast/build.js'
import type { Condition, Matches, Predicate, SameAs, Span, Test } from '../ast/nodes.js'
import { anyRun, oneCharacter, pattern, patternOf } from '../ast/pattern.js'
import { regexProblem } from '../regex/read.js'
import type { Expression } from './eval.js'
import { read, type Case, type Computed, type Results, type UsualValue } from './lineage.js'
import { relatedByParts, relatedTexts, type Related } from './related.js'
import { turned, type Operator } from './search.js'
import { testMatch, testValue, type Place } from './test-value.js'
import { allOf, anyOf, decided, ofPresent, opposite, type Truth } from './truth.js'
import { decimal, networkOf } from './values.js'

/** Where an expression stands. */
export interface Scope {
  readonly results: Results
  /** For messages: `eval` and `3`. */
  readonly command: string
  readonly stage: number
  readonly placeOf: (expression: Expression) => Place
  /** How many more parts of expressions may be computed: a field may be used twice by one that is used twice, and so on. */
  readonly budget: { left: number }
}

/** When an expression is true. */
export function truthOf(expression: Expression, scope: Scope): Truth {
  switch (expression.kind) {
    case 'and': {
      const parts = relatedByParts(expression.operands)
      const related = parts && truthOfRelated(parts, scope, expression)
      return related === undefined
        ? allOf(expression.operands.map((operand) => truthOf(operand, scope)))
        : related
    }
    case 'or':
      return anyOf(expression.operands.map((operand) => truthOf(operand, scope)))
    case 'not':
      return opposite(truthOf(expression.operand, scope))
    case 'comparison': {
      const texts = relatedTexts(expression)
      const related = texts && truthOfRelated(texts, scope, expression)
      if (related !== undefined) return related
      const { operator, left, right } = expression
      return compare(
        operator,
        compute(left, scope),
        compute(right, scope),
        scope.placeOf(expression),
      )
    }
    case 'call':
      return truthOfCall(expression, scope)
    case 'xor':
      return refuseTruth(expression, scope, 'where XOR joins conditions')
    case 'field':
    case 'text':
    case 'number':
    case 'arithmetic':
      return refuseTruth(expression, scope, 'where a value stands for a condition')
  }
}

const nothing: Truth = { yes: never, no: never }

function refuseTruth(expression: Expression, scope: Scope, why: string): Truth {
  scope.placeOf(expression).refuse(why)
  return nothing
}

type Call = Extract<Expression, { readonly kind: 'call' }>

function truthOfCall(call: Call, scope: Scope): Truth {
  const place = scope.placeOf(call)
  const [first, second] = call.parameters
  const value = (): Computed => (first === undefined ? { kind: 'null' } : compute(first, scope))
  const text = second === undefined ? undefined : constantOf(compute(second, scope))
  const there = (): Condition => testValue(value(), { kind: 'exists' }, place)
  switch (call.name) {
    case 'isnull':
      return decided(not(there(), place.span))
    case 'isnotnull':
      return decided(there())
    case 'true':
      return { yes: always, no: never }
    case 'false':
      return { yes: never, no: always }
    case 'like':
      return text === undefined
        ? refuseTruth(call, scope, "where 'like' has a pattern that is computed")
        : tested(value(), likeTest(text, place.span), place)
    case 'match': {
      const problem = text === undefined ? 'it is computed' : regexProblem(text)
      return text === undefined || problem !== undefined
        ? refuseTruth(call, scope, `where 'match' has a regex that cannot be read, as ${problem}`)
        : matched(value(), text, place)
    }
    case 'cidrmatch': {
      const of = second === undefined ? undefined : compute(second, scope)
      const range = networkOf(constantOf(value()) ?? '')
      return of === undefined || range === undefined
        ? refuseTruth(call, scope, "where 'cidrmatch' has no network")
        : tested(of, range, place)
    }
    case 'in': {
      const items = call.parameters.slice(1).map((item) => compute(item, scope))
      const left = value()
      return anyOf(items.map((item) => compare('=', left, item, place)))
    }
    case 'coalesce':
      return truthOfCoalesce(call, scope)
    case 'if':
    case 'case':
      return refuseTruth(call, scope, `where the value of '${call.name}' stands for a condition`)
    default:
      return refuseTruth(call, scope, `by the function '${call.name}'`)
  }
}

/** Two fields of an event; undefined where a side is anything else. */
function truthOfRelated(
  { relation, left, right }: Related,
  scope: Scope,
  expression: Expression,
): Truth | undefined {
  const [first, second] = [left, right].map((side) => onlyCase(compute(side, scope)))
  const same =
    first && second && sameValues(first.value, second.value, relation, scope.placeOf(expression))
  return same && ofCase(and([first.when, second.when]), same)
}

/** The value where it is there, and when that is. */
const onlyCase = (value: Computed): Case => {
  const [only, ...more] = value.kind === 'cases' ? value.cases : []
  return only === undefined || more.length > 0 ? { when: always, value } : only
}

/** What is neither true nor false where the condition does not hold. */
const ofCase = (when: Condition, { yes, no }: Truth): Truth => ({
  yes: simplify(and([when, yes])),
  no: simplify(and([when, no])),
})

/** What is neither true nor false becomes what stands behind it: `coalesce(match(a, "x"), false())`. */
function truthOfCoalesce(call: Call, scope: Scope): Truth {
  const [first, second, ...more] = call.parameters
  const otherwise = second?.kind === 'call' && second.parameters.length === 0 ? second.name : ''
  if (first === undefined || more.length > 0 || !['true', 'false'].includes(otherwise)) {
    return refuseTruth(call, scope, `where the value of 'coalesce' stands for a condition`)
  }
  const { yes, no } = truthOf(first, scope)
  return otherwise === 'false' ? decided(yes) : opposite(decided(no))
}

const tested = (value: Computed, test: Test, place: Place): Truth =>
  ofPresent(testValue(value, test, place), testValue(value, { kind: 'exists' }, place))

/** `like` minds case; `%` is any run of characters, `_` one (Search Reference, "Comparison and Conditional functions"). */
function likeTest(text: string, span: Span | undefined): Matches {
  const parts = (text.match(/[%_]|[^%_]+/g) ?? []).map((part) =>
    part === '%' ? anyRun : part === '_' ? oneCharacter : part,
  )
  return { kind: 'matches', pattern: patternOf(parts), cased: true, ...placed(span) }
}

const matched = (value: Computed, text: string, place: Place): Truth =>
  ofPresent(testMatch(value, text, place), testValue(value, { kind: 'exists' }, place))

const placed = (span: Span | undefined): { readonly span?: Span } =>
  span === undefined ? {} : { span }

/** The text of a value that is the same for all events. */
const constantOf = (value: Computed): string | undefined =>
  value.kind === 'text' ? value.text : undefined

const orders = { '<': 'lt', '<=': 'lte', '>': 'gt', '>=': 'gte' } as const

/** A comparison of `where`: of numbers where both sides are some, else of texts, with regard to case. */
function compare(operator: Operator, left: Computed, right: Computed, place: Place): Truth {
  if (operator === '!=') return opposite(compare('=', left, right, place))
  const text = constantOf(right)
  if (text !== undefined) return compareText(operator, left, text, place)
  if (constantOf(left) !== undefined) return compare(turned[operator], right, left, place)
  if (left.kind === 'null' || right.kind === 'null') return nothing
  if (operator === '=' || operator === '==') {
    const same = sameValues(left, right, 'equals', place)
    if (same !== undefined) {
      // Values that both are numbers are compared as such.
      place.marks(same.leaf, 'number')
      return same
    }
    const ofPiece = samePiece(left, right, place) ?? samePiece(right, left, place)
    if (ofPiece !== undefined) return ofPiece
  }
  for (const [side, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (side.kind === 'cases' || side.kind === 'filled') {
      const swapped = side === left ? operator : turned[operator]
      const each = casesIn(side).map(({ when, value }) => ({
        when,
        truth: compare(swapped, value, other, place),
      }))
      return {
        yes: simplify(or(each.map(({ when, truth }) => and([when, truth.yes])))),
        no: simplify(or(each.map(({ when, truth }) => and([when, truth.no])))),
      }
    }
  }
  const blamed = [left, right].find(({ kind }) => kind !== 'event') ?? left
  if (blamed.kind === 'event') place.refuse('compared with another field by its order')
  else testValue(blamed, { kind: 'matches', pattern: [], cased: true }, place)
  place.refuse('compared with another field')
  return nothing
}

/** Whether the first or last piece of a field is what another holds: then it starts or ends with that. */
function samePiece(piece: Computed, other: Computed, place: Place): Truth | undefined {
  if (piece.kind !== 'part' || (piece.index !== 0 && piece.index !== -1)) return undefined
  const relation = piece.index === 0 ? 'startswith' : 'endswith'
  const same = sameValues(piece.of, other, relation, place)
  if (same !== undefined) {
    place.marks(same.leaf, 'piece')
    place.marks(same.leaf, 'number')
  }
  return same
}

/** Whether two fields of an event stand so to each other. */
function sameValues(
  left: Computed,
  right: Computed,
  relation: SameAs['relation'],
  place: Place,
): (Truth & { readonly leaf: Predicate }) | undefined {
  if (left.kind !== 'event' || right.kind !== 'event' || left.fold !== right.fold) return undefined
  const test: Test = {
    kind: 'sameAs',
    field: right.field,
    relation,
    cased: left.fold === undefined,
    ...placed(place.span),
  }
  place.reads?.('computed')
  const there = [left, right].map((value) => testValue(value, { kind: 'exists' }, place))
  const leaf = predicate(left.field, test, place.span)
  return { ...ofPresent(leaf, and(there, place.span)), leaf }
}

function compareText(operator: Operator, value: Computed, text: string, place: Place): Truth {
  const there = (): Condition => testValue(value, { kind: 'exists' }, place)
  if (operator === '=' || operator === '==') {
    const isNumber = decimal.test(text)
    const test: Test = {
      kind: 'matches',
      pattern: pattern(text),
      cased: !isNumber,
      ...(isNumber ? { written: 'number' } : {}),
      ...placed(place.span),
    }
    return ofPresent(testValue(value, test, place), there())
  }
  if (operator === '!=') return opposite(compareText('=', value, text, place))
  if (!decimal.test(text)) {
    place.refuse('compared by the order of texts')
    return nothing
  }
  const test: Test = {
    kind: 'compare',
    operator: orders[operator],
    value: text,
    ...placed(place.span),
  }
  return ofPresent(testValue(value, test, place), there())
}

/** The value of an expression. */
export function compute(expression: Expression, scope: Scope): Computed {
  if (expression.kind === 'text' || expression.kind === 'number') {
    return { kind: 'text', text: expression.text }
  }
  if (--scope.budget.left < 0) return { kind: 'opaque', what: 'which is too much to compute' }
  switch (expression.kind) {
    case 'field':
      return named(scope, expression)
    case 'call':
      scope.placeOf(expression).reads?.('computed')
      return computeCall(expression, scope)
    case 'arithmetic': {
      scope.placeOf(expression).reads?.('computed')
      const operands = expression.operands.map((operand) => compute(operand, scope))
      const usual = sumOfUsual(operands, expression.operators)
      if (usual !== undefined) return usual
      const texts = operands.map(constantOf)
      const isJoined = expression.operators.every((operator) => operator === '.')
      return isJoined && texts.every((text) => text !== undefined)
        ? { kind: 'text', text: texts.join('') }
        : computed(
            `which ${signName(expression.operators[0] ?? '')} in '${scope.command}' computes`,
            scope,
          )
    }
    case 'and':
    case 'or':
    case 'xor':
    case 'not':
    case 'comparison':
      return computed(`which is a condition in '${scope.command}'`, scope)
  }
}

/** Sums and multiples of what is usual of one number, from the left to the right; undefined where it is anything else. */
function sumOfUsual(
  [first, ...others]: readonly Computed[],
  operators: readonly string[],
): UsualValue | undefined {
  if (![first, ...others].some((each) => each?.kind === 'usual')) return undefined
  let sum = first
  for (const [index, other] of others.entries()) {
    sum = sum && addUsual(sum, operators[index] ?? '', other)
  }
  return sum?.kind === 'usual' ? sum : undefined
}

function addUsual(left: Computed, operator: string, right: Computed): Computed | undefined {
  const [factor, other] = [left, right].map(numberIn)
  if (left.kind === 'usual' && right.kind === 'usual') {
    if (operator !== '+' || !isAlike(left, right)) return undefined
    return {
      ...left,
      means: left.means + right.means,
      deviations: left.deviations + right.deviations,
      plus: left.plus + right.plus,
    }
  }
  const [usual, number] = left.kind === 'usual' ? [left, other] : [right, factor]
  if (usual.kind !== 'usual' || number === undefined) return undefined
  if (operator === '+') return { ...usual, plus: usual.plus + number }
  if (operator === '-' && left.kind === 'usual') return { ...usual, plus: usual.plus - number }
  if (operator !== '*') return undefined
  const { means, deviations, plus } = usual
  return { ...usual, means: means * number, deviations: deviations * number, plus: plus * number }
}

const isAlike = (left: UsualValue, right: UsualValue): boolean =>
  left.stage === right.stage &&
  left.inWindow === right.inWindow &&
  left.measure.group === right.measure.group &&
  JSON.stringify([left.by, left.measure.measure]) ===
    JSON.stringify([right.by, right.measure.measure])

const numberIn = (value: Computed): number | undefined =>
  value.kind === 'text' && decimal.test(value.text) ? Number(value.text) : undefined

const signName = (sign: string): string => (sign === '.' ? 'joined text' : 'arithmetic')

const computed = (what: string, { stage }: Scope): Computed => ({
  kind: 'opaque',
  what: `${what} (stage ${stage})`,
  ofEvent: true,
})

/** A field; one of the event with the place where it is read. */
function named(
  scope: Scope,
  expression: Extract<Expression, { readonly kind: 'field' }>,
): Computed {
  const place = scope.placeOf(expression)
  const { span } = place
  const value = read(scope.results, expression.name, place)
  return value.kind === 'event' && span !== undefined
    ? { ...value, field: { ...value.field, span } }
    : value
}

function computeCall(call: Call, scope: Scope): Computed {
  const known = Object.hasOwn(functions, call.name) ? functions[call.name] : undefined
  const made = known?.(call, scope)
  return made ?? computed(`which the function '${call.name}' of '${scope.command}' makes`, scope)
}

/** What a function makes of a value, case by case; undefined where it cannot be told of one of them. */
export function ofEach(
  value: Computed,
  make: (value: Computed) => Computed | undefined,
): Computed | undefined {
  if (value.kind !== 'cases' && value.kind !== 'filled') return make(value)
  const cases = casesIn(value).map((each) => {
    const made = ofEach(each.value, make)
    return made === undefined ? undefined : { when: each.when, value: made }
  })
  return cases.every((each) => each !== undefined) ? { kind: 'cases', cases } : undefined
}

/** The cases of a value that has some. */
function casesIn(value: Extract<Computed, { readonly kind: 'cases' | 'filled' }>): readonly Case[] {
  if (value.kind === 'cases') return value.cases
  const there = predicate(value.of.field, { kind: 'exists' })
  return [
    { when: there, value: value.of },
    { when: not(there), value: { kind: 'text', text: value.text } },
  ]
}

/** Each case holds the conditions of all before it. */
const maxCases = 100

/** Functions whose value can be told; undefined where the parameters are beyond what can. */
const functions: Readonly<Record<string, (call: Call, scope: Scope) => Computed | undefined>> = {
  null: () => ({ kind: 'null' }),
  lower: (call, scope) => folded('lower', call, scope),
  upper: (call, scope) => folded('upper', call, scope),
  // Values are text wherever they are tested; numbers are compared as such anyway.
  tostring: ({ parameters }, scope) =>
    parameters.length === 1 ? compute(parameters[0]!, scope) : undefined,
  tonumber: ({ parameters }, scope) => {
    const value = parameters.length === 1 ? compute(parameters[0]!, scope) : undefined
    if (value?.kind === 'event' && value.fold === undefined) return { kind: 'number', of: value }
    return value?.kind === 'length' || value?.kind === 'measure' ? value : undefined
  },
  len: ({ parameters }, scope) => {
    const value = parameters.length === 1 ? compute(parameters[0]!, scope) : undefined
    return value === undefined ? undefined : ofEach(value, lengthOf)
  },
  if: ({ parameters }, scope) => {
    const [condition, then, otherwise] = parameters
    if (condition === undefined || then === undefined || otherwise === undefined) return undefined
    const { yes } = truthOf(condition, scope)
    return casesOf([
      { when: yes, value: compute(then, scope) },
      { when: not(yes), value: compute(otherwise, scope) },
    ])
  },
  case: ({ parameters }, scope) => {
    if (parameters.length > 2 * maxCases) return undefined
    const cases: { when: Condition; value: Computed }[] = []
    const before: Condition[] = []
    for (let at = 0; at + 1 < parameters.length; at += 2) {
      const { yes } = truthOf(parameters[at]!, scope)
      cases.push({ when: and([...before, yes]), value: compute(parameters[at + 1]!, scope) })
      before.push(not(yes))
    }
    return casesOf(cases)
  },
  coalesce: ({ parameters }, scope) => {
    if (parameters.length > maxCases) return undefined
    const cases: { when: Condition; value: Computed }[] = []
    const before: Condition[] = []
    for (const parameter of parameters) {
      const value = compute(parameter, scope)
      const there = testValue(value, { kind: 'exists' }, scope.placeOf(parameter))
      cases.push({ when: and([...before, there]), value })
      before.push(not(there))
    }
    const [first, second] = cases.map(({ value }) => value)
    return first?.kind === 'event' && first.fold === undefined && second?.kind === 'text'
      ? { kind: 'filled', of: first, text: second.text }
      : casesOf(cases)
  },
  nullif: ({ parameters }, scope) => {
    const [first] = parameters
    const [value, text] = parameters.map((parameter) => compute(parameter, scope))
    const of = value?.kind === 'filled' ? value.of : value
    const missing = text === undefined ? undefined : constantOf(text)
    if (of?.kind !== 'event' || missing === undefined || first === undefined) return undefined
    if (value?.kind === 'filled' && value.text !== missing) return undefined
    const test = matches(missing, { cased: true })
    return { kind: 'cases', cases: [{ when: not(predicate(of.field, test)), value: of }] }
  },
  mvindex: ({ parameters: [list, index, ...more] }, scope) => {
    const at = index === undefined ? undefined : constantOf(compute(index, scope))
    const pieces = constantPieces(list, scope)
    const isOne = more.length === 0
    if (pieces !== undefined && isOne && at !== undefined && /^-?\d{1,2}$/.test(at)) {
      const piece = pieces.at(Number(at))
      return piece === undefined ? { kind: 'null' } : { kind: 'text', text: piece }
    }
    const value = list === undefined ? undefined : compute(list, scope)
    if (value === undefined || index === undefined) return undefined
    return ofEach(value, (each) => elementOf(each, isOne ? at : undefined))
  },
  split: ({ parameters: [whole, by, ...more] }, scope) => {
    if (whole === undefined || by === undefined || more.length > 0) return undefined
    const delimiter = constantOf(compute(by, scope))
    if (delimiter === undefined || delimiter === '') return undefined
    return ofEach(compute(whole, scope), (value) => piecesOf(value, delimiter))
  },
  mvcount: ({ parameters }, scope) => {
    const value = parameters.length === 1 ? compute(parameters[0]!, scope) : undefined
    if (value?.kind === 'any') return value.count
    return value === undefined ? undefined : ofEach(value, countOf)
  },
  mvfind: ({ parameters }, scope) => {
    const [list, regex] = parameters.map((parameter) => compute(parameter, scope))
    const source = regex === undefined ? undefined : constantOf(regex)
    const [where] = parameters
    if (list === undefined || source === undefined || where === undefined) return undefined
    if (regexProblem(source) !== undefined) return undefined
    const place = scope.placeOf(where)
    return ofEach(list, (value) =>
      value.kind === 'event' ? { kind: 'found', when: testMatch(value, source, place) } : undefined,
    )
  },
}

function lengthOf(value: Computed): Computed | undefined {
  if (value.kind === 'text') return { kind: 'text', text: String(Array.from(value.text).length) }
  if (value.kind === 'null') return value
  return value.kind === 'event' ? { kind: 'length', of: value } : undefined
}

function piecesOf(value: Computed, delimiter: string): Computed | undefined {
  if (value.kind === 'event') return { kind: 'pieces', of: value, delimiter }
  // One piece is the text itself.
  if (value.kind === 'text') return value.text.includes(delimiter) ? undefined : value
  return value.kind === 'null' ? value : undefined
}

/** The pieces of a constant. */
function constantPieces(list: Expression | undefined, scope: Scope): readonly string[] | undefined {
  if (list?.kind !== 'call' || list.name !== 'split' || list.parameters.length !== 2)
    return undefined
  const [text, delimiter] = list.parameters.map((each) => constantOf(compute(each, scope)))
  return text === undefined || delimiter === undefined || delimiter === ''
    ? undefined
    : text.split(delimiter)
}

function countOf(value: Computed): Computed | undefined {
  if (value.kind === 'pieces') return { ...value, kind: 'pieceCount' }
  if (value.kind === 'text') return { kind: 'text', text: '1' }
  return value.kind === 'null' ? value : undefined
}

/** One of a list, by its place; where that is not known, or in a list of the event, whichever of them. */
function elementOf(value: Computed, place: string | undefined): Computed | undefined {
  const index = place !== undefined && /^-?\d{1,2}$/.test(place) ? Number(place) : undefined
  switch (value.kind) {
    case 'pieces':
      return index === undefined || value.delimiter.length !== 1
        ? undefined
        : { kind: 'part', of: value.of, delimiter: value.delimiter, index }
    case 'event':
      return { kind: 'element', of: value, first: index === 0 || index === -1 }
    case 'text':
      return index === 0 || index === -1
        ? value
        : index === undefined
          ? undefined
          : { kind: 'null' }
    case 'null':
      return value
    case 'filled':
    case 'cases':
    case 'part':
    case 'number':
    case 'pieceCount':
    case 'element':
    case 'extract':
    case 'inside':
    case 'length':
    case 'found':
    case 'measure':
    case 'usual':
    case 'any':
    case 'time':
    case 'opaque':
      return undefined
  }
}

function folded(fold: 'lower' | 'upper', { parameters }: Call, scope: Scope): Computed | undefined {
  const value = parameters.length === 1 ? compute(parameters[0]!, scope) : undefined
  return value === undefined ? undefined : foldValue(fold, value)
}

function foldValue(fold: 'lower' | 'upper', value: Computed): Computed | undefined {
  const change = (text: string): string =>
    fold === 'lower' ? text.toLowerCase() : text.toUpperCase()
  switch (value.kind) {
    case 'text':
      return { kind: 'text', text: change(value.text) }
    case 'null':
      return value
    case 'event':
      return { ...value, fold }
    case 'filled':
      return { ...value, of: { ...value.of, fold }, text: change(value.text) }
    case 'cases': {
      const cases = value.cases.map((each) => {
        const changed = foldValue(fold, each.value)
        return changed === undefined ? undefined : { when: each.when, value: changed }
      })
      return cases.every((each) => each !== undefined) ? { kind: 'cases', cases } : undefined
    }
    case 'part':
    case 'element':
      return { ...value, of: { ...value.of, fold } }
    case 'extract':
      return { ...value, fold }
    case 'opaque':
      return value
    case 'number':
    case 'pieces':
    case 'pieceCount':
    case 'inside':
    case 'length':
    case 'found':
    case 'measure':
    case 'usual':
    case 'any':
    case 'time':
      return undefined
  }
}

/** Cases that can be: those that never hold are left out. */
function casesOf(
  cases: readonly { readonly when: Condition; readonly value: Computed }[],
): Computed {
  const possible = cases
    .map(({ when, value }) => ({ when: simplify(when), value }))
    .filter(({ when }) => when.kind !== 'never')
  const [first] = possible
  if (first === undefined) return { kind: 'null' }
  return first.when.kind === 'always' ? first.value : { kind: 'cases', cases: possible }
}
