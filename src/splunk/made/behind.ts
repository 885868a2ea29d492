/** `replace` of all up to the last of some characters, or from the first of them on: the last or first piece is left. */
import { never, or } from '../../ast/build.js'
import type { Condition, Matches } from '../../ast/nodes.js'
import { anyRun, isRun, literalText, someText, type Pattern } from '../../ast/pattern.js'
import { codesOf, sizeOf } from '../../regex/sets.js'
import {
  atomsOf,
  caseMatters,
  holdsCharacter,
  minds,
  own,
  regexTest,
  unsaid,
  withPattern,
  type Answer,
  type Asking,
  type Behind,
  type RegexPiece,
  type Unsaid,
} from './step.js'

/** More characters are no help to anybody who reads the query. */
const maxSeparators = 4

export const askBehind: Answer<Behind> = (step, test, asking) => {
  const { separators, keeps, dotAll } = step
  const { pattern } = test
  if (minds(separators, test)) return caseMatters
  const hasLines = !dotAll && someText(pattern, (text) => text.includes('\n'))
  if (hasLines) return unsaid('compared with a text of several lines')
  const isApart = !atomsOf(pattern).some(
    (atom) => typeof atom === 'string' && holdsCharacter(separators, atom),
  )
  const text = literalText(pattern)
  // Nothing of the first line, and so of a text of one line, is left that has one of them.
  if (!isApart && (dotAll || text !== undefined)) return never
  if (!isApart) return unsaid('compared with a pattern that has what it cuts at')
  if (text !== undefined) return askText(step, text, test, asking)
  // The end that is kept is that of the value.
  const [near, ...others] = keeps === 'last' ? pattern.toReversed() : pattern
  const isNear = typeof near === 'string' && others.length === 1 && isRun(others[0])
  if (isNear) return asking.ask(test)
  return dotAll ? asking.ask(wholeTest(step, test)) : askLine(step, test, asking)
}

function askText(step: Behind, text: string, test: Matches, { ask, mark }: Asking): Condition {
  const { separators, keeps, dotAll } = step
  if (sizeOf(separators.codes) > maxSeparators) return ask(wholeTest(step, test))
  const pieces = Array.from(codesOf(separators.codes), (code): Pattern => {
    const separator = String.fromCodePoint(code)
    return keeps === 'last' ? [anyRun, separator, text] : [text, separator, anyRun]
  })
  const found = or([[text], ...pieces].map((each) => ask(withPattern(test, each))))
  return dotAll ? found : mark(found, 'line')
}

/** A regex for a piece of a value of several lines, where dots take line feeds too. */
function wholeTest({ separators, keeps }: Behind, test: Matches): ReturnType<typeof regexTest> {
  const { one, others } = separators
  const inner = test.pattern.map((part): RegexPiece =>
    typeof part === 'string' ? { text: part } : own(isRun(part) ? `${others}*` : others),
  )
  const pieces =
    keeps === 'last'
      ? [own(`(?:^|${one})`), ...inner, own('$')]
      : [own('^'), ...inner, own(`(?:${one}|$)`)]
  return regexTest(pieces, test)
}

/** What starts the last piece of a line, or stands in it: of the first line, or where nothing is anchored of any. */
function askLine(
  { separators, keeps, anchored }: Behind,
  test: Matches,
  { ask }: Asking,
): Condition | Unsaid {
  const [first, second, third, ...more] = test.pattern
  const { one, others } = separators
  if (!/^\[\^[^\]]/.test(others)) return beside
  const rest = own(`[^\\n${others.slice(2)}*(?:\\n|$)`)
  if (keeps === 'last' && typeof first === 'string' && isRun(second) && third === undefined) {
    return ask(regexTest([own(`^(?:[^\\n]*${one})?`), { text: first }, rest], test))
  }
  const isInside = isRun(first) && typeof second === 'string' && isRun(third) && more.length === 0
  return keeps === 'last' && !anchored && isInside
    ? ask(regexTest([{ text: second }, rest], test))
    : beside
}

const beside = unsaid('compared with a wildcard beside lines that it cuts')
