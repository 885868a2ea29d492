/** Tests of a piece of a text between delimiters as tests of the text: a pattern where that is possible, else a regex. */
import { never, not, or } from '../ast/build.js'
import type { Condition, Regex, Span, Test } from '../ast/nodes.js'
import {
  hasCases,
  isOne,
  isRun,
  literalText,
  pattern,
  anyRun,
  someText,
  type Pattern,
} from '../ast/pattern.js'
import { escapeRegex } from '../ast/regex.js'
import type { PartValue } from './lineage.js'

/** What a test of a piece asks of the text; or why that is not read, which ends a sentence about the piece. */
export function testPart(
  { delimiter, index }: PartValue,
  test: Test,
  ask: (test: Test) => Condition,
  span: Span | undefined,
): Condition | string {
  const one = escapeRegex(delimiter)
  const inside = `[^${delimiter.replaceAll(/[\\\]^-]/g, '\\$&')}]`
  const others = index < 0 ? -index - 1 : index
  const before = index < 0 ? `(^|${one})` : others === 0 ? '^' : `^(${inside}*${one}){${others}}`
  const after = index >= 0 ? `(${one}|$)` : others === 0 ? '$' : `(${one}${inside}*){${others}}$`
  if (test.kind === 'exists' || test.kind === 'isNull') {
    const there =
      index === 0 || index === -1
        ? ask({ kind: 'exists' })
        : ask(regexOf(`(${one}${inside}*){${others}}`, true))
    return test.kind === 'exists' ? there : not(there, span)
  }
  if (test.kind !== 'matches') return 'compared with what is no text'
  if (!test.cased && hasCases(delimiter)) {
    return 'cut at a letter of one case, and compared without regard to case'
  }
  if (someText(test.pattern, (text) => text.includes(delimiter))) return never
  const simple = lastPiece(test.pattern, delimiter, index)
  const asked = (value: Pattern): Condition => ask({ ...test, pattern: value })
  if (simple !== undefined) return or(simple.map(asked), span)
  return ask(regexOf(`${before}${sourceOf(test.pattern, inside)}${after}`, test.cased))
}

/** A pattern of characters other than the delimiter: single ones side by side are counted. */
const sourceOf = (value: Pattern, inside: string): string =>
  value
    .map((part, index) => {
      if (typeof part === 'string') return escapeRegex(part)
      if (isRun(part)) return isOne(value[index - 1]) ? '' : `${inside}*`
      if (isOne(value[index - 1])) return ''
      const rest = value.slice(index)
      const end = rest.findIndex((each) => !isOne(each))
      const count = end < 0 ? rest.length : end
      const isMore = isRun(rest[count])
      return `${inside}${isMore ? `{${count},}` : count > 1 ? `{${count}}` : ''}`
    })
    .join('')

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
