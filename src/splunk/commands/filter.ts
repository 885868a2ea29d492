/** Commands that filter results: what they ask of the event becomes part of the condition. */
import { holdAll } from '../../ast/aggregate.js'
import { always, never, predicate } from '../../ast/build.js'
import type { Condition, Predicate, Span, Threshold } from '../../ast/nodes.js'
import { rewriteLeaves } from '../../ast/visit.js'
import {
  diagnostic,
  effectUnder,
  hasErrors,
  type Diagnostic,
} from '../../diagnostics/diagnostic.js'
import { parseClause } from '../clause.js'
import { compute, truthOf } from '../compute.js'
import { parseEval, type Expression } from '../eval.js'
import { fileSpan, sliceExpansion } from '../expansion.js'
import { lowerExpression, type Subject } from '../expression.js'
import {
  ask,
  hasRawText,
  read,
  valueOf,
  type Asker,
  type Computed,
  type Mark,
  type Results,
  type Value,
  type Written,
} from '../lineage.js'
import { relatedByParts } from '../related.js'
import { turned, type Operator, type SearchNode } from '../search.js'
import { matchTest, placed, testMatch, type Place } from '../test-value.js'
import { decimal, literalOf, nameOf } from '../values.js'
import { regexProblem } from '../../regex/read.js'
import { scopeOf, unescaped } from './compute.js'
import { refusal, type Command, type Handler, type Step, type TestedMeasure } from './command.js'
import { syntaxProblem } from './problems.js'

const thresholdOperators: Readonly<Record<Operator, Threshold['operator']>> = {
  '=': 'eq',
  '==': 'eq',
  '!=': 'neq',
  '<': 'lt',
  '<=': 'lte',
  '>': 'gt',
  '>=': 'gte',
}

/** What is said of a marked test, and its effect where the test stands in a positive place. */
const notesOfMarks = {
  group: { code: 'splunk/any-of-group', effect: 'narrower' },
  list: { code: 'splunk/any-of-list', effect: 'wider' },
  inside: { code: 'splunk/any-place', effect: 'wider' },
  piece: { code: 'splunk/piece-of-text', effect: 'wider' },
  match: { code: 'splunk/any-match', effect: 'wider' },
  end: { code: 'splunk/last-line-feed', effect: 'narrower' },
  line: { code: 'splunk/one-line', effect: 'wider' },
  number: { code: 'splunk/number-texts', effect: 'narrower' },
} as const satisfies Readonly<Record<Mark, unknown>>

/** Collects what a filter says, conjunct by conjunct. */
class Filter {
  readonly says: Condition[] = []
  readonly thresholds: TestedMeasure[] = []
  readonly diagnostics: Diagnostic[] = []
  readonly #command: Command
  readonly #results: Results
  readonly #marked = new Map<Predicate, Set<Mark>>()

  constructor(command: Command, results: Results) {
    this.#command = command
    this.#results = results
  }

  /** Says why the filter cannot be read, once. */
  refuse(reason: string, start: number, end: number): void {
    if (!hasErrors(this.diagnostics)) {
      this.diagnostics.push(refusal(this.#command, reason, start, end))
    }
  }

  readonly marks = (leaf: Predicate, as: Mark): void => {
    this.#marked.set(leaf, (this.#marked.get(leaf) ?? new Set()).add(as))
  }

  /** A condition on the event. Where a test asks more or less than the search, a note says so. */
  add(condition: Condition): void {
    const said = new Set<string>()
    rewriteLeaves(condition, (leaf, polarity) => {
      if (leaf.kind !== 'predicate') return leaf
      for (const mark of this.#marked.get(leaf) ?? []) {
        const { code, effect } = notesOfMarks[mark]
        const place = { span: leaf.span, effect: effectUnder(effect, polarity) }
        // One test of the search may be several here.
        const note = JSON.stringify([code, leaf.field.name, place])
        if (said.has(note)) continue
        said.add(note)
        this.diagnostics.push(diagnostic(code, { name: leaf.field.name }, place))
      }
      return leaf
    })
    this.says.push(condition)
  }

  /** Tests a measured number; false where the field or expression is none. */
  test(
    name: string,
    measureOf: (asker: Asker) => Computed,
    {
      operator,
      value,
      span,
    }: { readonly operator: Operator; readonly value: string; readonly span: Span },
  ): boolean {
    const measure = ask(measureOf)
    if (measure?.kind !== 'measure') return false
    this.#command.reads?.('measured')
    const having = { operator: thresholdOperators[operator], value, span }
    this.thresholds.push({ name, measure, having })
    if (measure.needs !== undefined && holdAll([having], 0)) {
      this.says.push(predicate(measure.needs, { kind: 'exists' }, span))
    }
    return true
  }

  /** Tests a measured number against what is usual of it; false where the two are anything else. */
  testUsual(
    name: string,
    operator: Operator,
    {
      measured,
      limit,
    }: { readonly measured: Computed | undefined; readonly limit: Computed | undefined },
    span: Span,
  ): boolean {
    const sign = thresholdOperators[operator]
    if (measured?.kind !== 'measure' || limit?.kind !== 'usual' || limit.means !== 1) return false
    if (sign === 'eq' || sign === 'neq') return false
    this.#command.reads?.('measured')
    this.thresholds.push({
      name,
      measure: measured,
      having: { operator: sign, usual: limit, span },
    })
    return true
  }

  step(): Step {
    return {
      results: this.#results,
      says: this.says,
      thresholds: this.thresholds,
      diagnostics: this.diagnostics,
    }
  }
}

/** `where`: an expression that is true. */
export const where: Handler = (command, results) => {
  const filter = new Filter(command, results)
  const { expansion, body } = command
  const parsed = parseEval(expansion.text.slice(body))
  if (!parsed.ok) {
    return { results, diagnostics: [syntaxProblem(parsed, expansion, body, command.stage)] }
  }
  const written = { results, expansion, offset: body }
  for (const conjunct of conjunctsOf(parsed.value)) {
    if (testsMeasures({ ...written, expression: conjunct }, filter, command)) continue
    const refuse = (why: string, about: Expression): void => {
      const name = fieldIn(about) ?? fieldIn(conjunct)
      filter.refuse(
        `filters ${name === undefined ? '' : `on '${name}', `}${why}`,
        body + conjunct.start,
        body + conjunct.end,
      )
    }
    const { reads } = command
    const asker = { refuse: () => {}, marks: filter.marks, reads }
    const { placeOf, ...scope } = scopeOf(command, results, body, asker)
    const placeIn = (expression: Expression): Place => ({
      ...placeOf(expression),
      refuse: (why) => {
        refuse(why, expression)
      },
    })
    filter.add(truthOf(conjunct, { ...scope, placeOf: placeIn }).yes)
  }
  return filter.step()
}

const conjunctsOf = (expression: Expression): readonly Expression[] =>
  expression.kind === 'and' && relatedByParts(expression.operands) === undefined
    ? expression.operands.flatMap(conjunctsOf)
    : [expression]

/** The first field that an expression reads. */
function fieldIn(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'field':
      return expression.name
    case 'text':
    case 'number':
      return undefined
    case 'and':
    case 'or':
    case 'xor':
    case 'arithmetic':
      return firstOf(expression.operands)
    case 'not':
      return fieldIn(expression.operand)
    case 'comparison':
      return firstOf([expression.left, expression.right])
    case 'call':
      return firstOf(expression.parameters)
  }
}

const firstOf = (expressions: readonly Expression[]): string | undefined => {
  for (const expression of expressions) {
    const name = fieldIn(expression)
    if (name !== undefined) return name
  }
  return undefined
}

/** The number that an expression is. */
const numberOf = (side: Expression): string | undefined =>
  (side.kind === 'number' || side.kind === 'text') && decimal.test(side.text)
    ? side.text
    : undefined

const numeric: ReadonlySet<string> = new Set(['mvcount', 'tonumber'])

/** A condition on measured numbers, which may be what an `if()` or `case()` of an `eval` asks: `where isOutlier=1`. */
function testsMeasures(written: Written, filter: Filter, command: Command): boolean {
  if (testsMeasure(written, filter, command)) return true
  const { expression, results } = written
  if (expression.kind !== 'comparison' || !['=', '=='].includes(expression.operator)) return false
  const { left, right } = expression
  const [side, other] = left.kind === 'field' ? [left, right] : [right, left]
  if (side.kind !== 'field' || (other.kind !== 'text' && other.kind !== 'number')) return false
  return testsChoice(valueOf(results, side.name), other.text, filter, command)
}

/** Whether a value is a text where measured numbers are as they are asked for; then they are tested, and all of them. */
function testsChoice(value: Value, text: string, filter: Filter, command: Command): boolean {
  const chosen = value.kind === 'lazy' ? value.whenIs?.(text) : undefined
  if (chosen === undefined) return false
  const parts = conjunctsOf(chosen.expression).map((expression) => ({ ...chosen, expression }))
  const trial = new Filter(command, chosen.results)
  if (!parts.every((part) => testsMeasures(part, trial, command))) return false
  filter.thresholds.push(...trial.thresholds)
  filter.says.push(...trial.says)
  return true
}

/** `count > 5`, where `count` is measured of a group. */
function testsMeasure(
  { expression, results, expansion, offset }: Written,
  filter: Filter,
  command: Command,
): boolean {
  if (expression.kind !== 'comparison') return false
  const { left, right, operator } = expression
  const span = fileSpan(expansion, offset + expression.start, offset + expression.end)
  const place: Command = { ...command, expansion }
  const computed = (side: Expression): Computed | undefined =>
    ask((asker) => compute(side, scopeOf(place, results, offset, asker)))
  for (const [side, other, sign] of [
    [left, right, operator],
    [right, left, turned[operator]],
  ] as const) {
    const value = numberOf(other)
    const name = fieldIn(side)
    const isNumber = side.kind === 'field' || (side.kind === 'call' && numeric.has(side.name))
    if (!isNumber || name === undefined) continue
    if (value === undefined) {
      const sides = { measured: computed(side), limit: computed(other) }
      if (filter.testUsual(name, sign, sides, span)) return true
      continue
    }
    const made = (asker: Asker): Computed => compute(side, scopeOf(place, results, offset, asker))
    if (filter.test(name, made, { operator: sign, value, span })) return true
  }
  return false
}

/** `search` behind the first stage: search terms about the results. */
export const search: Handler = (command, results) => {
  const { body, stage } = command
  const text = command.expansion.text
  if (/^\s*\*?\s*$/.test(text.slice(body))) return { results }
  const filter = new Filter(command, results)
  const expansion = sliceExpansion(command.expansion, body, text.length)
  const clause = parseClause(expansion, stage)
  for (const found of clause.diagnostics) filter.diagnostics.push(found)
  let seen = 0
  /** Whether there is an error among what was said since the last time. */
  const isRefused = (): boolean => {
    const found = filter.diagnostics.slice(seen)
    seen = filter.diagnostics.length
    return hasErrors(found)
  }
  for (const conjunct of partsOf(clause.value.tree)) {
    // One reason is enough.
    if (isRefused()) break
    if (conjunct.kind === 'comparison' && conjunct.value.kind !== 'TERM') {
      const value = literalOf(conjunct.value)
      const span = fileSpan(expansion, conjunct.start, conjunct.end)
      const isNumber = value !== undefined && decimal.test(value)
      const name = nameOf(conjunct.field)
      const made = (asker: Asker): Computed => read(results, name, asker)
      const { operator } = conjunct
      if (isNumber && filter.test(name, made, { operator, value, span })) continue
      const isSame = operator === '=' || operator === '=='
      if (isSame && testsChoice(valueOf(results, name), value ?? '', filter, command)) continue
    }
    const subject: Subject = {
      read: (name, place) => read(results, name, place),
      placeAt: (name, span): Place => ({
        span,
        marks: filter.marks,
        reads: command.reads,
        refuse: (why) => {
          filter.refuse(`filters on '${name}', ${why}`, body + conjunct.start, body + conjunct.end)
        },
      }),
      ...(results.others === 'event' && hasRawText(results)
        ? {}
        : { noText: 'is looked for in results in which no text of events is left' }),
      stage: command.stage,
    }
    const lowered = lowerExpression(conjunct, expansion, subject)
    if (isRefused()) break
    for (const found of lowered.diagnostics) filter.diagnostics.push(found)
    filter.add(lowered.value)
  }
  return filter.step()
}

function partsOf(tree: SearchNode | undefined): readonly SearchNode[] {
  if (tree === undefined) return []
  if (tree.kind === 'group') return partsOf(tree.operand)
  return tree.kind === 'and' ? tree.operands.flatMap(partsOf) : [tree]
}

/** `regex field="…"` keeps what it finds, `regex field!="…"` the rest, also results without the field. */
export const regex: Handler = (command, results) => {
  const { expansion, body } = command
  const filter = new Filter(command, results)
  const text = expansion.text.slice(body)
  const match = /^\s*(?:("?)([^\s"=!]+)\1\s*(!?=)\s*)?("(?:\\[^]|[^"\\])*"|[^\s"]+)\s*$/.exec(text)
  if (match === null) {
    const reason = 'has to be of the form field="regular expression"'
    return { results, diagnostics: [refusal(command, reason, body, expansion.text.length)] }
  }
  const [, , name = '_raw', operator = '=', quoted = ''] = match
  const source = unescaped(quoted.startsWith('"') ? quoted.slice(1, -1) : quoted)
  const problem = regexProblem(source)
  const place: Place = {
    span: fileSpan(expansion, body, expansion.text.length),
    marks: filter.marks,
    reads: command.reads,
    refuse: (why) => {
      filter.refuse(`filters on '${name}', ${why}`, body, expansion.text.length)
    },
  }
  if (problem !== undefined) {
    filter.refuse(
      `has a regular expression that cannot be read: ${problem}`,
      body,
      expansion.text.length,
    )
  }
  const value = read(results, name, place)
  const isRaw = name === '_raw' && hasRawText(results)
  const found: Condition = isRaw
    ? {
        kind: 'keyword',
        test: matchTest(source, place.span),
        ...placed(place.span),
      }
    : testMatch(value, source, place)
  if (isRaw) {
    const details = { span: place.span, effect: 'approximate' } as const
    filter.diagnostics.push(diagnostic('splunk/raw-text', {}, details))
  }
  filter.add(operator === '=' ? found : negated(found))
  return filter.step()
}

const negated = (condition: Condition): Condition =>
  condition.kind === 'never'
    ? always
    : condition.kind === 'always'
      ? never
      : { kind: 'not', operand: condition }
