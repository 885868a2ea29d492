/** Tests and thresholds in words, for people. */
import type {
  Aggregation,
  Field,
  Joint,
  Keyword,
  Measure,
  Outlier,
  Predicate,
  RuleExpression,
  Test,
  Threshold,
} from '../ast/nodes.js'
import { shapeOf, type Pattern } from '../ast/pattern.js'
import { durationText } from '../print/threshold.js'

/** A predicate or keyword as one reads it: `CommandLine contains ' add module'`. */
export const inWords = (leaf: Predicate | Keyword): string =>
  leaf.kind === 'keyword'
    ? `any value ${testInWords(leaf.test, 'contains')}`
    : `${leaf.field.part === undefined ? '' : `the ${leaf.field.part} of `}${leaf.field.name} ${testInWords(leaf.test)}`

const signs = { eq: '=', neq: '!=', lt: '<', lte: '<=', gt: '>', gte: '>=' } as const

const relations = {
  equals: 'equals',
  contains: 'contains',
  startswith: 'starts with',
  endswith: 'ends with',
} as const

function testInWords(test: Test, equals = 'is'): string {
  switch (test.kind) {
    case 'matches':
      return patternInWords(test.pattern, equals) + (test.cased ? ', minding case' : '')
    case 'regex': {
      const flags = [
        test.ignoreCase ? 'i' : '',
        test.multiline ? 'm' : '',
        test.dotAll ? 's' : '',
      ].join('')
      return `matches /${test.source}/${flags}`
    }
    case 'compare':
      return `${signs[test.operator]} ${test.value}`
    case 'cidr':
      return `is in ${test.address}/${test.prefix}`
    case 'exists':
      return 'is there'
    case 'isNull':
      return 'is missing or null'
    case 'sameAs':
      return `${relations[test.relation]} the value of ${test.field.name}`
    case 'datePart':
      return `has a ${test.part} ${signs[test.operator]} ${test.value}`
    case 'inList':
      return `is in the list '${test.list}'`
    case 'placeholder':
      return `is the placeholder %${test.name}%`
  }
}

const quoted = (text: string): string => `'${text}'`

function patternInWords(pattern: Pattern, equals: string): string {
  const shape = shapeOf(pattern)
  switch (shape.shape) {
    case 'equals':
      return `${equals} ${quoted(shape.text)}`
    case 'startswith':
      return `starts with ${quoted(shape.text)}`
    case 'endswith':
      return `ends with ${quoted(shape.text)}`
    case 'contains':
      return `contains ${quoted(shape.text)}`
    case 'any':
      return 'has any value'
    case 'other': {
      const parts = pattern.map((part) =>
        typeof part === 'string' ? part : part.wildcard === 'run' ? '*' : '?',
      )
      return `is like ${quoted(parts.join(''))}`
    }
  }
}

/** What events have to come to: `the number of events, by User, within 5m: >= 10`. */
export const aggregationInWords = ({
  measure,
  groupBy,
  window,
  fixed,
  having,
  outlier,
}: Aggregation): string =>
  [
    measureInWords(measure),
    groupsInWords(groupBy),
    window === undefined
      ? ', over all events'
      : `, ${fixed === true ? 'in fixed windows of' : 'within'} ${durationText(window)}`,
    `: ${[having.length === 0 ? [] : havingInWords(having), outlier === undefined ? [] : outlierInWords(outlier)].flat().join(' and ')}`,
  ].join('')

/** `>= what is usual by User + 3 standard deviations`. */
const outlierInWords = ({ operator, by, inWindow, deviations, plus }: Outlier): string =>
  [
    `${signs[operator]} what is usual`,
    groupsInWords(by).replace(/^, /, ' '),
    inWindow === true ? ' in the window' : '',
    Number(deviations) === 0 ? '' : ` + ${deviations} standard deviations`,
    Number(plus) === 0 ? '' : ` + ${plus}`,
  ].join('')

/** What the rules of a joint have to come to. */
export function jointInWords({ requirement, parts, groupBy, window }: Joint): string {
  const around = `${groupsInWords(groupBy)}, within ${durationText(window)}`
  switch (requirement.kind) {
    case 'measure':
      return `${measureInWords(requirement.measure)}${around}: ${havingInWords(requirement.having)}`
    case 'parts':
      return `the number of rules with events${around}: ${havingInWords(requirement.having)}`
    case 'expression':
      return `events of ${expressionInWords(requirement.expression)}${around}`
    case 'ordered':
      return `events of ${parts.map(({ rule }) => rule).join(', then of ')}${around}`
  }
}

function measureInWords(measure: Measure): string {
  switch (measure.kind) {
    case 'count':
      return 'the number of events'
    case 'distinct':
      return `the number of different values of ${measure.field.name}`
    case 'sum':
      return `the sum of ${measure.field.name}`
    case 'min':
      return `the least ${measure.field.name}`
    case 'max':
      return `the greatest ${measure.field.name}`
    case 'avg':
      return `the average ${measure.field.name}`
    case 'median':
      return `the median ${measure.field.name}`
    case 'percentile':
      return `the percentile ${measure.percentile} of ${measure.field.name}`
  }
}

const groupsInWords = (groupBy: readonly Field[]): string =>
  groupBy.length === 0 ? '' : `, by ${groupBy.map(({ name }) => name).join(' and ')}`

const havingInWords = (having: readonly Threshold[]): string =>
  having.map(({ operator, value }) => `${signs[operator]} ${value}`).join(' and ')

function expressionInWords(expression: RuleExpression): string {
  switch (expression.kind) {
    case 'rule':
      return expression.rule
    case 'not':
      return `not ${expressionInWords(expression.operand)}`
    case 'and':
    case 'or':
      return `(${expression.operands.map(expressionInWords).join(` ${expression.kind} `)})`
  }
}
