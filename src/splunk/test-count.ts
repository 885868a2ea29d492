/** Tests of counts: how long a text is, how many pieces it has, and whole numbers more or less. */
import { and, never, not, predicate } from '../ast/build.js'
import type { Condition, Matches, Span, Test } from '../ast/nodes.js'
import { anyRun, literalText, oneCharacter, pattern, patternOf } from '../ast/pattern.js'
import type { PiecesValue } from './lineage.js'

/** What is counted, asked of what it is counted in. */
export interface Counted {
  readonly exists: () => Condition
  /** There are at least so many, of which there is one anyway. */
  readonly least: (count: number) => Condition
  /** There are so many; where that can be said shorter than by two limits. */
  readonly exactly?: (count: number) => Condition
  /** How many there are at least where it exists. */
  readonly from: number
  /** A larger number is too much for any target. */
  readonly limit: number
  readonly span: Span | undefined
}

/** What a test of a count asks; or why that is not read, which ends a sentence about the count. */
export function testCount(counted: Counted, test: Test): Condition | string {
  const { exists, span, from } = counted
  if (test.kind === 'exists') return exists()
  if (test.kind === 'isNull') return not(exists(), span)
  if (test.kind !== 'matches' && test.kind !== 'compare') return 'compared with what is no number'
  const limit = Number(test.kind === 'compare' ? test.value : wholeNumber(test))
  if (Number.isNaN(limit)) return 'compared with what is no whole number'
  if (Math.abs(limit) > counted.limit) return 'compared with a large number'
  const least = (count: number): Condition => (count <= from ? exists() : counted.least(count))
  const fewer = (count: number): Condition =>
    count <= from ? never : and([exists(), not(least(count), span)], span)
  if (test.kind === 'matches') {
    return counted.exactly?.(limit) ?? and([least(limit), fewer(limit + 1)], span)
  }
  switch (test.operator) {
    case 'gte':
      return least(Math.ceil(limit))
    case 'gt':
      return least(Math.floor(limit) + 1)
    case 'lt':
      return fewer(Math.ceil(limit))
    case 'lte':
      return fewer(Math.floor(limit) + 1)
  }
}

/** A count is written without a sign or a zero in front. */
const wholeNumber = ({ pattern: value }: Matches): string | undefined => {
  const text = literalText(value)
  return text !== undefined && /^(?:0|[1-9]\d{0,8})$/.test(text) ? text : undefined
}

/** Longer patterns of single characters are too much for any target. */
const maxLength = 1000

/** The length of a text: a pattern of so many characters, which minds case only where it is `cased`. */
export function countOfCharacters(
  ask: (test: Test) => Condition,
  span: Span | undefined,
  cased: boolean,
): Counted {
  const ofLength = (count: number, isMore: boolean): Condition => {
    const ones = Array.from({ length: count }, () => oneCharacter)
    return ask({ kind: 'matches', pattern: patternOf(isMore ? [...ones, anyRun] : ones), cased })
  }
  return {
    exists: () => ask({ kind: 'exists' }),
    least: (count) => ofLength(count, true),
    exactly: (count) => (count < 0 ? never : ofLength(count, false)),
    from: 0,
    limit: maxLength,
    span,
  }
}

const maxPieces = 50

/** How many pieces there are: so many delimiters and one more. */
export const countOfPieces = (
  { of, delimiter }: PiecesValue,
  exists: () => Condition,
  span: Span | undefined,
): Counted => ({
  exists,
  least: (count) => predicate(of.field, withPieces(delimiter, count), span),
  from: 1,
  limit: maxPieces,
  span,
})

const withPieces = (delimiter: string, count: number): Matches => ({
  kind: 'matches',
  pattern: pattern(anyRun, ...Array.from({ length: count - 1 }, () => [delimiter, anyRun]).flat()),
  cased: true,
})

/** The test of a count that asks what another asks of so much more; undefined where that is no test of a number. */
export function shifted(test: Test, by: number): Test | undefined {
  if (test.kind === 'exists' || test.kind === 'isNull') return test
  const text =
    test.kind === 'matches' ? wholeNumber(test) : test.kind === 'compare' ? test.value : ''
  if (text === undefined || !/^-?\d{1,9}(?:\.\d{1,3})?$/.test(text)) return undefined
  const value = String(Math.round((Number(text) - by) * 1000) / 1000)
  if (test.kind === 'compare') return { ...test, value }
  return test.kind === 'matches' ? { ...test, pattern: pattern(value) } : undefined
}
