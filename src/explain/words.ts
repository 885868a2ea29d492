/** Tests in words, for people. */
import type { Predicate, Keyword, Test } from '../ast/nodes.js'
import { shapeOf, type Pattern } from '../ast/pattern.js'

/** A predicate or keyword as one reads it: `CommandLine contains ' add module'`. */
export const inWords = (leaf: Predicate | Keyword): string =>
  leaf.kind === 'keyword'
    ? `any value ${testInWords(leaf.test, 'contains')}`
    : `${leaf.field.part === undefined ? '' : `the ${leaf.field.part} of `}${leaf.field.name} ${testInWords(leaf.test)}`

const signs = { eq: '=', lt: '<', lte: '<=', gt: '>', gte: '>=' } as const

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
