/** What an expression of `where` or `eval` computes, in terms of the events that a search found. */
import { and, always, fieldAt, matches, never, not, predicate, simplify } from '../ast/build.js'
import type { Condition, Matches, Span, Test } from '../ast/nodes.js'
import { anyRun, oneCharacter, patternOf } from '../ast/pattern.js'
import { regexProblem } from '../regex/read.js'
import { sizeOf, tooMuch, type Budget } from './budget.js'
import type { Expression } from './eval.js'
import { casesOf, constantOf, ofEach, onlyCase } from './cases.js'
import { compare, sameValues } from './compare.js'
import { read, type Computed, type Results } from './lineage.js'
import { relatedByParts, relatedTexts, type Related } from './related.js'
import { placed, testMatch, testValue, type Place } from './test-value.js'
import { allOf, anyOf, decided, nothing, ofPresent, opposite, type Truth } from './truth.js'
import { unsaid, type Unsaid } from './made/step.js'
import { textFunctions } from './text-functions.js'
import { elementOf } from './texts.js'
import { told } from './told.js'
import { moreOf } from './sums.js'
import { sumOfUsual } from './usual.js'
import { networkOf } from './values.js'

/** Where an expression stands. */
export interface Scope {
  readonly results: Results
  /** For messages: `eval` and `3`. */
  readonly command: string
  readonly stage: number
  readonly placeOf: (expression: Expression) => Place
  readonly budget: Budget
}

/** When an expression is true. */
export const truthOf = (expression: Expression, scope: Scope): Truth =>
  scope.budget.deeper(() => truthOfPart(expression, scope)) ??
  refuseTruth(expression, scope, tooMuch.what)

function truthOfPart(expression: Expression, scope: Scope): Truth {
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
      const [first, second] = [compute(left, scope), compute(right, scope)]
      if (!isPaidFor(first, [second], scope)) return refuseTruth(expression, scope, tooMuch.what)
      return compare(operator, first, second, {
        ...scope.placeOf(expression),
        sides: { left: scope.placeOf(left), right: scope.placeOf(right) },
      })
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

function refuseTruth(expression: Expression, scope: Scope, why: string): Truth {
  scope.placeOf(expression).refuse(why)
  return nothing
}

/** Every case of a value is compared with every case of the others. */
const isPaidFor = (value: Computed, others: readonly Computed[], { budget }: Scope): boolean =>
  budget.spend(others.reduce((sum, other) => sum + sizeOf(value) * sizeOf(other) - 1, 0))

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
      if (!isPaidFor(left, items, scope)) return refuseTruth(call, scope, tooMuch.what)
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

/** The value of an expression. */
export function compute(expression: Expression, scope: Scope): Computed {
  if (expression.kind === 'text') return { kind: 'text', text: expression.text }
  if (expression.kind === 'number') return { kind: 'text', text: expression.text, isNumber: true }
  return scope.budget.compute(() => computePart(expression, scope))
}

type Part = Exclude<Expression, { readonly kind: 'text' } | { readonly kind: 'number' }>

function computePart(expression: Part, scope: Scope): Computed {
  switch (expression.kind) {
    case 'field':
      return named(scope, expression)
    case 'call':
      scope.placeOf(expression).reads?.('computed')
      return computeCall(expression, scope)
    case 'arithmetic': {
      scope.placeOf(expression).reads?.('computed')
      const operands = expression.operands.map((operand) => compute(operand, scope))
      const sum =
        sumOfUsual(operands, expression.operators) ?? moreOf(operands, expression.operators)
      if (sum !== undefined) return sum
      const texts = operands.map(constantOf)
      const isJoined = expression.operators.every((operator) => operator === '.')
      return isJoined && texts.every((text) => text !== undefined)
        ? { kind: 'text', text: texts.join('') }
        : computed(
            `which ${signName(expression.operators[0] ?? '')} in '${scope.command}' computes${
              texts.filter((text) => text === undefined).length > 1 ? ' of several values' : ''
            }`,
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
    ? { ...value, field: fieldAt(value.field, span) }
    : value
}

function computeCall(call: Call, scope: Scope): Computed {
  const { name, parameters } = call
  const ofTexts = Object.hasOwn(textFunctions, name) ? textFunctions[name] : undefined
  const known = Object.hasOwn(functions, name) ? functions[name] : undefined
  const made = ofTexts
    ? ofTexts(parameters.map((parameter) => compute(parameter, scope)))
    : known?.(call, scope)
  const what = `which the function '${name}' of '${scope.command}' makes (stage ${scope.stage})`
  if (made === undefined) return { kind: 'opaque', what, ofEvent: true }
  return made.kind === 'unsaid'
    ? { kind: 'opaque', what: `${what}, ${made.why}`, ofEvent: true }
    : told(made, what)
}

/** Each case holds the conditions of all before it. */
const maxCases = 100

/** Functions whose value can be told; undefined where the parameters are beyond what can. */
const functions: Readonly<
  Record<string, (call: Call, scope: Scope) => Computed | Unsaid | undefined>
> = {
  null: () => ({ kind: 'null' }),
  // Values are text wherever they are tested; numbers are compared as such anyway.
  tostring: ({ parameters }, scope) =>
    parameters.length === 1 ? compute(parameters[0]!, scope) : undefined,
  tonumber: ({ parameters }, scope) => {
    const value = parameters.length === 1 ? compute(parameters[0]!, scope) : undefined
    if (value?.kind === 'event' && value.fold === undefined) return { kind: 'number', of: value }
    return value?.kind === 'length' || value?.kind === 'measure' ? value : undefined
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
  mvfind: ({ parameters }, scope) => {
    const [list, regex] = parameters.map((parameter) => compute(parameter, scope))
    const source = regex === undefined ? undefined : constantOf(regex)
    const [where] = parameters
    if (list === undefined || where === undefined) return undefined
    if (source === undefined) return unsaid('whose regex is computed')
    if (regexProblem(source) !== undefined) return undefined
    const place = scope.placeOf(where)
    return ofEach(list, (value) =>
      value.kind === 'event' ? { kind: 'found', when: testMatch(value, source, place) } : undefined,
    )
  },
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
