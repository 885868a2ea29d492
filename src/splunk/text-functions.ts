/** Functions of `eval` that make a text of a text, or count what it has (Search Reference, "Text functions"). */
import { escapeRegex } from '../ast/regex.js'
import { charactersIn } from '../regex/sets.js'
import { constantOf, ofEach } from './cases.js'
import type { Computed } from './lineage.js'
import { madeOfConstant } from './made/constant.js'
import { readReplace } from './made/replace.js'
import { isFreeOfCase, unsaid, type Characters, type Step, type Unsaid } from './made/step.js'
import { maxWindow } from './made/window.js'
import { countOf, foldValue, lengthOf, piecesOf, textIn } from './texts.js'

/** What a function makes of its parameters; undefined where that cannot be told, or why it cannot. */
type TextFunction = (parameters: readonly Computed[]) => Computed | Unsaid | undefined

const folded =
  (fold: 'lower' | 'upper'): TextFunction =>
  ([value, ...more]) =>
    value === undefined || more.length > 0 ? undefined : foldValue(fold, value)

const trimmed =
  (left: boolean, right: boolean): TextFunction =>
  ([value, characters, ...more]) => {
    const text = characters === undefined ? ' \t' : constantOf(characters)
    if (value === undefined || more.length > 0) return undefined
    if (text === undefined) return unsaid('whose characters to trim are computed')
    if (text === '') return value
    return made(value, { kind: 'trim', left, right, characters: classOf(text) })
  }

/** The characters of a text as a class. */
function classOf(text: string): Characters {
  const inside = escapeRegex(text).replaceAll(/[-/]/g, String.raw`\$&`)
  const codes = charactersIn(text)
  return { codes, cased: !isFreeOfCase(codes), one: `[${inside}]`, others: `[^${inside}]` }
}

export const textFunctions: Readonly<Record<string, TextFunction>> = {
  lower: folded('lower'),
  upper: folded('upper'),
  trim: trimmed(true, true),
  ltrim: trimmed(true, false),
  rtrim: trimmed(false, true),
  len: ([value, ...more]) =>
    value === undefined || more.length > 0 ? undefined : ofEach(value, lengthOf),
  substr: ([value, from, length, ...more]) => {
    if (value === undefined || from === undefined || more.length > 0) return undefined
    const [start, count] = [from, length].map((each) => each && constantOf(each))
    const window = windowOf(start, length === undefined ? 'all' : count)
    return window.kind === 'unsaid' ? window : made(value, window)
  },
  replace: ([value, regex, by, ...more]) => {
    if (value === undefined || regex === undefined || by === undefined || more.length > 0) {
      return undefined
    }
    const [source, text] = [constantOf(regex), constantOf(by)]
    if (source === undefined || text === undefined) {
      return unsaid('whose regex or replacement is computed')
    }
    const step = readReplace(source, text)
    return step.kind === 'unsaid' ? step : made(value, step)
  },
  split: ([whole, by, ...more]) => {
    const delimiter = by === undefined || more.length > 0 ? undefined : constantOf(by)
    if (whole === undefined || delimiter === undefined || delimiter === '') return undefined
    return ofEach(whole, (value) => piecesOf(value, delimiter))
  },
  mvcount: ([value, ...more]) => {
    if (value === undefined || more.length > 0) return undefined
    return value.kind === 'any' ? value.count : ofEach(value, countOf)
  },
}

/** The window of `substr`: indexes "follow SQLite semantics; they start at 1", or at the end where negative. */
function windowOf(start: string | undefined, length: string | undefined): Step | Unsaid {
  const [from, count] = [start, length === 'all' ? '1' : length].map((text) =>
    text !== undefined && /^-?[1-9]\d{0,3}$/.test(text) ? Number(text) : undefined,
  )
  if (from === undefined || count === undefined || count < 0) {
    return unsaid('whose place and length are not numbers from 1 on, or a place from the end')
  }
  const all = length === 'all' ? {} : { length: count }
  if (Math.abs(from) + (length === 'all' ? 0 : count) > maxWindow) {
    return unsaid(`which takes a text of more than ${maxWindow} characters`)
  }
  if (from > 0) return { kind: 'window', side: 'start', skip: from - 1, ...all }
  const most = length === 'all' ? -from : Math.min(-from, count)
  return { kind: 'window', side: 'end', skip: -from - most, length: most }
}

/** Each alternative of one function becomes several of the one inside of it, and most of what is replaced. */
const maxDepth = 5

/** The text that a step makes of a value, case by case. */
const made = (value: Computed, step: Step): Computed | Unsaid | undefined =>
  depthOf(value) + weightOf(step) > maxDepth
    ? unsaid('which has too many functions inside of each other')
    : ofEach(value, (each) => madeOf(each, step))

const weightOf = ({ kind }: Step): number =>
  kind === 'swap' || kind === 'cut' || kind === 'behind' ? 2 : 1

const depthOf = (value: Computed): number => {
  if (value.kind === 'made') return weightOf(value.step) + depthOf(value.of)
  return value.kind === 'cases' ? Math.max(0, ...value.cases.map((each) => depthOf(each.value))) : 0
}

function madeOf(value: Computed, step: Step): Computed | undefined {
  if (value.kind === 'text') {
    const text = madeOfConstant(value.text, step)
    return text === undefined ? undefined : { kind: 'text', text }
  }
  if (value.kind === 'null' || value.kind === 'opaque') return value
  const of = textIn(value)
  return of && { kind: 'made', of, step }
}
