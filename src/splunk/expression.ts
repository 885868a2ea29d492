/** Search expressions as conditions of the tree. */
import type { Condition, Span, Test } from '../ast/nodes.js'
import { always, and, fieldAt, matches, never, not, or } from '../ast/build.js'
import { isRun } from '../ast/pattern.js'
import { opposite, type Polarity } from '../ast/visit.js'
import { diagnostic, effectUnder, type Diagnostic, type Result } from '../diagnostics/diagnostic.js'
import { fileSpan, isFromMacro, writtenText, type Expansion } from './expansion.js'
import type { Computed } from './lineage.js'
import type { Comparison, InValues, SearchGroup, SearchNode, SearchValue } from './search.js'
import { testValue, type Place } from './test-value.js'
import { decimal, decode, fieldInText, literalOf, nameOf, testOf } from './values.js'

/**
 * Words that Splunk takes for the search's time range wherever they stand as a field: Search Reference, "search", "Time
 * options", and "Time modifiers" with those of old.
 */
const timeModifiers: ReadonlySet<string> = new Set(
  (
    'earliest latest _index_earliest _index_latest starttime endtime timeformat starttimeu endtimeu ' +
    'startdaysago starthoursago startminutesago startmonthsago enddaysago endhoursago endminutesago endmonthsago ' +
    'daysago hoursago minutesago monthsago searchtimespandays searchtimespanhours searchtimespanminutes ' +
    'searchtimespanmonths'
  ).split(' '),
)

/** What XML writes for a character: Splunk's add-ons leave it in the fields that they take from events in XML. */
const xmlEntity = /&(?:lt|gt|amp|quot|apos|#\d{1,7}|#x[\da-f]{1,6});/i

/** What a search expression is about. */
export interface Subject {
  /** What a field holds; `at` is where it is named. */
  readonly read: (name: string, at: Place) => Computed
  /** The place of a test. What is refused there names the field. */
  readonly placeAt: (field: string, span: Span) => Place
  /** Whether the text of the events is still there, to look for words in it; else why not. */
  readonly noText?: string
  /** The stage that the expression stands in. */
  readonly stage: number
}

/**
 * The condition that a search expression means. Diagnostics: splunk/unsupported-term, splunk/order-of-text,
 * splunk/list-commas, splunk/lower-case-operator, splunk/whole-words, splunk/xml-entity.
 */
export function lowerExpression(
  root: SearchNode,
  expansion: Expansion,
  subject: Subject,
): Result<Condition> {
  const diagnostics: Diagnostic[] = []
  const spanOfNode = ({ start, end }: Span): Span => fileSpan(expansion, start, end)

  const refuse = (what: string, why: string, node: Span): void => {
    const details = { what, stage: subject.stage, why }
    diagnostics.push(diagnostic('splunk/unsupported-term', details, { span: spanOfNode(node) }))
  }

  const lower = (node: SearchNode, polarity: Polarity): Condition => {
    const span = spanOfNode(node)
    switch (node.kind) {
      case 'and':
        return and(
          node.operands.map((operand) => lower(operand, polarity)),
          span,
        )
      case 'or':
        return or(
          node.operands.map((operand) => lower(operand, polarity)),
          span,
        )
      case 'not':
        return not(lower(node.operand, opposite(polarity)), span)
      case 'group':
        return lower(node.operand, polarity)
      case 'comparison':
        return lowerComparison(node, span)
      case 'in':
        return lowerIn(node, span)
      case 'term':
        return lowerTerm(node.value, span, polarity)
      case 'subsearch':
        refuse(
          nameOfSubsearch(node),
          'asks for what other events or a list hold, which no condition on events can say',
          node,
        )
        return never
    }
  }

  /** What a subsearch finds becomes part of the condition when it is run. */
  const nameOfSubsearch = ({ start, end }: Span): string => {
    const inside = expansion.text.slice(start + 1, end - 1)
    const command = /^\s*\|?\s*([a-z]\w*)(?!\w|\s*[=!<>])/i.exec(inside)?.[1] ?? 'search'
    return `A subsearch by '${command}'`
  }

  const lowerField = (written: SearchValue) => {
    const name = nameOf(written)
    if (timeModifiers.has(name))
      refuse(
        `The time range '${name}'`,
        'is read only as earliest=… or latest=… beside all other conditions',
        written,
      )
    if (name.includes('*'))
      refuse(
        `The name '${name}'`,
        'stands for any number of fields, which no condition can',
        written,
      )
    const span = spanOfNode(written)
    const place = subject.placeAt(name, span)
    return { value: placed(subject.read(name, place), span), place }
  }
  type ReadField = ReturnType<typeof lowerField>

  const ask = ({ value, place }: ReadField, test: Test, span: Span): Condition =>
    testValue(value, test, { ...place, span })

  const equal = (of: ReadField, value: SearchValue, span: Span): Condition => {
    if (value.kind === 'TERM')
      refuse('TERM()', 'looks into the text of events, and not into a field', value)
    const entity = xmlEntity.exec(value.text)?.[0]
    if (entity !== undefined) {
      const details = { span: spanOfNode(value), effect: 'approximate' } as const
      diagnostics.push(diagnostic('splunk/xml-entity', { entity }, details))
    }
    return ask(of, testOf(value, spanOfNode(value)), span)
  }

  const lowerComparison = (node: Comparison, span: Span): Condition => {
    const { operator, value } = node
    const of = lowerField(node.field)
    switch (operator) {
      case '=':
      case '==':
        return equal(of, value, span)
      case '!=':
        // Search Manual, "Difference between != and NOT": only events that have the field.
        return and([ask(of, { kind: 'exists' }, span), not(equal(of, value, span), span)], span)
      case '<':
      case '<=':
      case '>':
      case '>=': {
        const text = literalOf(value)
        const isNumber = text !== undefined && decimal.test(text)
        if (!isNumber) {
          const details = { operator, value: value.text }
          diagnostics.push(diagnostic('splunk/order-of-text', details, { span }))
        }
        const compare = { kind: 'compare', operator: orders[operator] } as const
        return ask(of, { ...compare, value: text ?? '0', span: spanOfNode(value) }, span)
      }
    }
  }

  const lowerIn = (node: InValues, span: Span): Condition => {
    if (!node.tidy) diagnostics.push(diagnostic('splunk/list-commas', {}, { span }))
    const of = lowerField(node.field)
    return or(
      node.values.map((value) => equal(of, value, spanOfNode(value))),
      span,
    )
  }

  const lowerTerm = (value: SearchValue, span: Span, polarity: Polarity): Condition => {
    if (subject.noText !== undefined) {
      refuse(`The word '${value.text}'`, subject.noText, value)
      return never
    }
    const pair = fieldInText(value)
    if (pair !== undefined) return lowerPair(pair.name, pair.value, value, span)
    const parts = decode(value.text)
    const inner = parts.slice(isRun(parts[0]) ? 1 : 0, isRun(parts.at(-1)) ? -1 : undefined)
    if (inner.length === 0) return parts.length === 0 ? never : { ...always, span }
    if (value.kind === 'bare' && /^(?:and|or|not|in)$/i.test(value.text)) {
      diagnostics.push(diagnostic('splunk/lower-case-operator', { word: value.text }, { span }))
    } else if (inner.length > parts.length - 2) {
      // With a wildcard at both ends Splunk finds it inside of words too.
      const effect = effectUnder('wider', polarity)
      diagnostics.push(diagnostic('splunk/whole-words', { text: value.text }, { span, effect }))
    }
    const test = matches(inner, { cased: value.kind === 'CASE', span })
    return { kind: 'keyword', test, span }
  }

  /** Looks for a text in the event, as which events of Windows write their fields. */
  const lowerPair = (name: string, text: string, value: SearchValue, span: Span): Condition => {
    const details = { span, effect: 'approximate' } as const
    diagnostics.push(diagnostic('splunk/term-of-field', { text: value.text, name }, details))
    const place = subject.placeAt(name, span)
    return testValue(placed(subject.read(name, place), span), matches(text, { span }), place)
  }

  return { value: lower(root, 'positive'), diagnostics }
}

/** A field of the event with the place where it is named. */
const placed = (value: Computed, span: Span): Computed =>
  value.kind === 'event' ? { ...value, field: fieldAt(value.field, span) } : value

const orders = { '<': 'lt', '<=': 'lte', '>': 'gt', '>=': 'gte' } as const

/** A note for each OR that a person wrote beside AND without parentheses, as most languages read it otherwise. */
export function precedenceNotes(node: SearchNode, expansion: Expansion): readonly Diagnostic[] {
  switch (node.kind) {
    case 'and':
      return node.operands.flatMap((operand) => [
        ...(operand.kind === 'or' ? orNote(operand, expansion) : []),
        ...precedenceNotes(operand, expansion),
      ])
    case 'or':
      return node.operands.flatMap((operand) => precedenceNotes(operand, expansion))
    case 'not':
    case 'group':
      return precedenceNotes(node.operand, expansion)
    case 'comparison':
    case 'in':
    case 'term':
    case 'subsearch':
      return []
  }
}

/** How much of an expression a message shows. */
const maxShown = 80

function orNote(group: SearchGroup, expansion: Expansion): readonly Diagnostic[] {
  const keyword = expansion.text.indexOf('OR', group.operands[0]?.end)
  if (isFromMacro(expansion, keyword)) return []
  const text = writtenText(expansion, group).replaceAll(/\s+/g, ' ')
  const shown = text.length > maxShown ? `${text.slice(0, maxShown)}…` : text
  const span = fileSpan(expansion, keyword, keyword + 2)
  return [diagnostic('splunk/precedence', { reading: `(${shown}) AND …` }, { span })]
}
