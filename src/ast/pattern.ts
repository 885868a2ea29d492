/** Patterns: literal text and wildcards, never a string with escapes in it. */

/** Any run of characters, also none. */
export const anyRun = { wildcard: 'run' } as const
/** Exactly one character. */
export const oneCharacter = { wildcard: 'one' } as const

export type Wildcard = typeof anyRun | typeof oneCharacter
export type PatternPart = string | Wildcard
/** Canonical (see {@link pattern}): no empty text, no two texts or two runs side by side. */
export type Pattern = readonly PatternPart[]

/** What most patterns are, so that a language with an operator for it can use it. */
export type Shape =
  | { readonly shape: 'equals' | 'startswith' | 'endswith' | 'contains'; readonly text: string }
  /** A single run: any value at all. */
  | { readonly shape: 'any' }
  | { readonly shape: 'other' }

const isText = (part: PatternPart | undefined): part is string => typeof part === 'string'

/** Whether a part is the wildcard for any run. Wildcards are compared by value: trees may come from JSON. */
export const isRun = (part: PatternPart | undefined): boolean =>
  part !== undefined && !isText(part) && part.wildcard === 'run'

/** Whether a part is the wildcard for one character. */
export const isOne = (part: PatternPart | undefined): boolean =>
  part !== undefined && !isText(part) && part.wildcard === 'one'

/** Whether a pattern matches any value at all. */
export const isAny = (value: Pattern): boolean => value.length === 1 && isRun(value[0])

/** A canonical pattern of these parts: texts joined, empty texts and repeated runs gone. */
export const pattern = (...parts: readonly PatternPart[]): Pattern => patternOf(parts)

/** The same of parts in a list, which may be longer than what a function can be called with. */
export function patternOf(parts: readonly PatternPart[]): Pattern {
  const result: PatternPart[] = []
  for (const part of parts) {
    const last = result.at(-1)
    if (part === '') continue
    if (isText(part) && isText(last)) result[result.length - 1] = last + part
    else if (isRun(part) && isRun(last)) continue
    else result.push(part)
  }
  return result
}

/** The pattern of every value that contains what this one matches. */
export const containing = (inner: Pattern): Pattern => patternOf([anyRun, ...inner, anyRun])

/** The pattern without runs at its ends: what a value has to contain that is of it. */
export const withoutOuterRuns = (value: Pattern): Pattern =>
  value.slice(isRun(value[0]) ? 1 : 0, isRun(value.at(-1)) ? -1 : undefined)

/** The last text of a pattern; undefined where it has none. */
export const lastText = (value: Pattern): string | undefined => value.findLast(isText)

/** The texts of a pattern, joined where it has no wildcard; undefined where it has one. */
export function literalText(value: Pattern): string | undefined {
  if (value.length === 0) return ''
  return value.length === 1 && isText(value[0]) ? value[0] : undefined
}

/** Names the simple shapes. */
export function shapeOf(value: Pattern): Shape {
  const whole = literalText(value)
  if (whole !== undefined) return { shape: 'equals', text: whole }
  const [first, second, third] = value
  if (value.length === 1 && isRun(first)) return { shape: 'any' }
  if (value.length === 2 && isText(first) && isRun(second)) {
    return { shape: 'startswith', text: first }
  }
  if (value.length === 2 && isRun(first) && isText(second)) {
    return { shape: 'endswith', text: second }
  }
  if (value.length === 3 && isRun(first) && isText(second) && isRun(third)) {
    return { shape: 'contains', text: second }
  }
  return { shape: 'other' }
}

/** The same pattern with each literal text replaced by other parts. */
export const mapText = (value: Pattern, map: (text: string) => readonly PatternPart[]): Pattern =>
  patternOf(value.flatMap((part): readonly PatternPart[] => (isText(part) ? map(part) : [part])))

/** The same pattern with each `?` replaced by a run: a wider one. */
export const widenOne = (value: Pattern): Pattern =>
  patternOf(value.map((part) => (isOne(part) ? anyRun : part)))

/** Whether some text of the pattern passes a check. */
export function someText(value: Pattern, check: (text: string) => boolean): boolean {
  for (const part of value) if (isText(part) && check(part)) return true
  return false
}

/** Whether a text has a letter that has two cases; letters of ASCII have, and most texts have one. */
export const hasCases = (text: string): boolean =>
  /[a-z]/i.test(text) || text.toLowerCase() !== text.toUpperCase()

/** Whether the pattern has such a letter. */
export const mindsCase = (value: Pattern): boolean => someText(value, hasCases)

/** Whether a whole text is of the pattern. Takes time in proportion to text × pattern at the worst. */
export const matchesPattern = (value: Pattern, text: string, cased: boolean): boolean =>
  matcherOf(value, cased)(new Subject(text))

/** A text that is compared with many patterns: what all of them need of it is found once. */
export class Subject {
  readonly text: string
  #minding: Form | undefined
  #ignoring: Form | undefined

  constructor(text: string) {
    this.text = text
  }

  /** The text as it is compared. */
  form(cased: boolean): Form {
    if (cased) return (this.#minding ??= formOf(this.text, true))
    return (this.#ignoring ??= formOf(this.text, false))
  }
}

/** A text as it is compared: `characters` one by one, and `whole` where that compares the same. */
interface Form {
  readonly whole: string | undefined
  readonly characters: () => readonly string[]
}

function formOf(text: string, cased: boolean): Form {
  let characters: readonly string[] | undefined
  return {
    whole: wholeOf(text, cased),
    characters: () => (characters ??= charactersOf(text, cased)),
  }
}

// oxlint-disable-next-line no-control-regex
const ascii = /^[\u0000-\u007F]*$/

/** A text of which every character is one unit, also in lower case: its parts compare as its characters do. */
function wholeOf(text: string, cased: boolean): string | undefined {
  if (ascii.test(text)) return cased ? text : text.toLowerCase()
  const characters = charactersOf(text, cased)
  return characters.every(({ length }) => length === 1) ? characters.join('') : undefined
}

/** Whether a text is of a pattern, as {@link matchesPattern} says it: made once of a pattern that many texts are compared with. */
export function matcherOf(value: Pattern, cased: boolean): (subject: Subject) => boolean {
  const shape = shapeOf(value)
  const whole = 'text' in shape ? wholeOf(shape.text, cased) : undefined
  let atoms: readonly PatternPart[] | undefined
  const matches = (form: Form): boolean =>
    fits((atoms ??= atomsOf(value, cased)), form.characters())
  if (shape.shape === 'any') return () => true
  if (whole === undefined || shape.shape === 'other')
    return (subject) => matches(subject.form(cased))
  const holds = comparisons[shape.shape]
  return (subject) => {
    const form = subject.form(cased)
    return form.whole === undefined ? matches(form) : holds(form.whole, whole)
  }
}

const comparisons: Readonly<
  Record<Exclude<Shape['shape'], 'any' | 'other'>, (text: string, part: string) => boolean>
> = {
  equals: (text, part) => text === part,
  startswith: (text, part) => text.startsWith(part),
  endswith: (text, part) => text.endsWith(part),
  contains: (text, part) => text.includes(part),
}

/** A pattern as its characters are compared. */
const atomsOf = (value: Pattern, cased: boolean): readonly PatternPart[] =>
  value.flatMap((part): readonly PatternPart[] =>
    isText(part) ? charactersOf(part, cased) : [part],
  )

function fits(atoms: readonly PatternPart[], characters: readonly string[]): boolean {
  let atom = 0
  let character = 0
  let retryAtom = -1
  let retryCharacter = 0
  while (character < characters.length) {
    const current = atoms[atom]
    if (isRun(current)) {
      retryAtom = ++atom
      retryCharacter = character
    } else if (isOne(current) || (current !== undefined && current === characters[character])) {
      atom++
      character++
    } else if (retryAtom >= 0) {
      atom = retryAtom
      character = ++retryCharacter
    } else return false
  }
  while (isRun(atoms[atom])) atom++
  return atom === atoms.length
}

/** Text in which case no longer counts, as {@link matchesPattern} compares it. */
export const foldCase = (text: string): string => charactersOf(text, false).join('')

/** Each character for itself: the lower case of a whole text depends on neighbours (final sigma), and may be longer. */
const charactersOf = (text: string, cased: boolean): readonly string[] =>
  Array.from(text, (character) => (cased ? character : character.toLowerCase()))
