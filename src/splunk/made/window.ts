/** `substr`: a window on a text. Where a value has fewer characters than the window takes, it shows fewer. */
import { and, never, not, or } from '../../ast/build.js'
import type { Condition, Test } from '../../ast/nodes.js'
import { anyRun, isRun, oneCharacter, type Pattern, type PatternPart } from '../../ast/pattern.js'
import {
  atomsOf,
  own,
  piecesOf,
  regexTest,
  segmentsOf,
  unsaid,
  withPattern,
  type Answer,
  type RegexPiece,
  type Unsaid,
  type Window,
} from './step.js'

/** Longer patterns of single characters are too much for any target. */
export const maxWindow = 1000

/** The pattern that is asked for and what may be asked of the text, from the window's side on: at the end mirrored. */
interface View {
  readonly wanted: Pattern
  readonly skipped: readonly PatternPart[]
  readonly edges: readonly [near: RegexPiece, far: RegexPiece]
  readonly exists: () => Condition
  readonly pattern: (...parts: readonly PatternPart[]) => Condition
  readonly regex: (...pieces: readonly RegexPiece[]) => Condition
}

export const askWindow: Answer<Window> = ({ side, skip, length }, test, { ask }) => {
  const inOrder = <T>(parts: readonly T[]): readonly T[] =>
    side === 'start' ? parts : parts.toReversed()
  const asked = (what: Test): Condition => ask(what)
  const view: View = {
    wanted: inOrder(test.pattern),
    skipped: Array.from({ length: skip }, () => oneCharacter),
    edges: side === 'start' ? [own('^'), own('$')] : [own('$'), own('^')],
    exists: () => asked({ kind: 'exists' }),
    pattern: (...parts) => asked(withPattern(test, inOrder(parts))),
    regex: (...pieces) => asked(regexTest(inOrder(pieces), test)),
  }
  return view.wanted.some(isRun) ? askRun(view, length) : askFixed(view, length)
}

function askFixed({ wanted, skipped, exists, pattern }: View, length = Infinity): Condition {
  const count = lengthOf(wanted)
  if (count > length) return never
  if (count > 0) return pattern(...skipped, ...wanted, ...(count === length ? [anyRun] : []))
  // Of a value that ends in front of the window nothing is shown.
  return skipped.length === 0
    ? pattern()
    : and([exists(), not(pattern(...skipped, oneCharacter, anyRun))])
}

/** A pattern with runs has to end where the window does. */
function askRun(view: View, length: number | undefined): Condition | Unsaid {
  const { wanted, skipped, edges, exists, pattern, regex } = view
  const segments = segmentsOf(wanted)
  const [head = [], second = [], third, ...more] = segments
  const room = (length ?? Infinity) - segments.reduce((sum, part) => sum + lengthOf(part), 0)
  if (room < 0) return never
  if (segments.every((part) => part.length === 0)) return exists()
  if (length === undefined) return pattern(...skipped, ...wanted)
  if (third === undefined && second.length === 0) return pattern(...skipped, ...head, anyRun)
  if ((third ?? []).length > 0 || more.length > 0) {
    return unsaid('compared with a pattern of several wildcards')
  }
  const start = [edges[0], ...dots(skipped.length, skipped.length), ...piecesOf(head)]
  const rest = piecesOf(second)
  if (third !== undefined) return regex(...start, ...dots(0, room), ...rest)
  const whole = regex(...start, ...dots(room, room), ...rest)
  return room === 0 ? whole : or([whole, regex(...start, ...dots(0, room - 1), ...rest, edges[1])])
}

const lengthOf = (value: Pattern): number => atomsOf(value).length

const dots = (least: number, most: number): readonly RegexPiece[] =>
  most === 0
    ? []
    : most === 1
      ? [own(least === 1 ? '.' : '.?')]
      : [own(least === most ? `.{${most}}` : `.{${least},${most}}`)]
