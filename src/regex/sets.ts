/** Sets of code points, and the sets that regexes have names for. */

/** Ranges in their order, which neither overlap nor touch. */
export type CodeSet = readonly (readonly [from: number, to: number])[]

export const lastCode = 0x10ffff

/** Every code point. */
export const everything: CodeSet = [[0, lastCode]]

/** A set of these ranges, in any order. */
export function codeSet(ranges: readonly (readonly [number, number])[]): CodeSet {
  const result: [number, number][] = []
  for (const [from, to] of ranges.toSorted(([a], [b]) => a - b)) {
    const last = result.at(-1)
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to)
    else result.push([from, to])
  }
  return result
}

/** A set of the characters of a text. */
export const charactersIn = (text: string): CodeSet =>
  codeSet(
    Array.from(text, (character) => {
      const code = character.codePointAt(0) ?? 0
      return [code, code] as const
    }),
  )

export const union = (...sets: readonly CodeSet[]): CodeSet => codeSet(sets.flat())

export function complement(set: CodeSet): CodeSet {
  const result: [number, number][] = []
  let next = 0
  for (const [from, to] of set) {
    if (from > next) result.push([next, from - 1])
    next = to + 1
  }
  if (next <= lastCode) result.push([next, lastCode])
  return result
}

export function intersection(left: CodeSet, right: CodeSet): CodeSet {
  const result: [number, number][] = []
  for (let a = 0, b = 0; a < left.length && b < right.length;) {
    const [fromA, toA] = left[a]!
    const [fromB, toB] = right[b]!
    if (Math.max(fromA, fromB) <= Math.min(toA, toB)) {
      result.push([Math.max(fromA, fromB), Math.min(toA, toB)])
    }
    if (toA < toB) a++
    else b++
  }
  return result
}

export const difference = (left: CodeSet, right: CodeSet): CodeSet =>
  intersection(left, complement(right))

export const isEmpty = (set: CodeSet): boolean => set.length === 0

export const isSubset = (inner: CodeSet, outer: CodeSet): boolean =>
  isEmpty(difference(inner, outer))

/** How many code points a set has. */
export const sizeOf = (set: CodeSet): number =>
  set.reduce((sum, [from, to]) => sum + to - from + 1, 0)

/** The code points of a set, one by one. */
export function* codesOf(set: CodeSet): Generator<number> {
  for (const [from, to] of set) for (let code = from; code <= to; code++) yield code
}

/** Letters that have other cases, each with all of its cases: those that become the same in lower case. */
let cases: ReadonlyMap<number, CodeSet> | undefined

/** The last letter of Unicode that has two cases stands before this code point. */
const endOfCases = 0x1e950

function casesOfLetters(): ReadonlyMap<number, CodeSet> {
  const alike = new Map<string, number[]>()
  for (let code = 0; code < endOfCases; code++) {
    const letter = String.fromCodePoint(code)
    const lower = letter.toLowerCase()
    if (lower === letter && letter.toUpperCase() === letter) continue
    const known = alike.get(lower)
    if (known === undefined) alike.set(lower, [code])
    else known.push(code)
  }
  return new Map(
    [...alike.values()].flatMap((codes) => {
      const set = codeSet(codes.map((code) => [code, code]))
      return codes.length === 1 ? [] : codes.map((code) => [code, set] as const)
    }),
  )
}

const letters = /[A-Za-z]/

/** The set with the other cases of its letters, as src/ast/pattern.ts compares them: letter by letter. */
export function foldCases(set: CodeSet): CodeSet {
  if (set.every(([from, to]) => to < 0x80 && !letters.test(textOf([[from, to]])))) return set
  cases ??= casesOfLetters()
  const others: CodeSet[] = []
  if (sizeOf(set) < cases.size) {
    for (const code of codesOf(set)) others.push(cases.get(code) ?? [])
  } else {
    for (const [code, same] of cases) if (holds(set, code)) others.push(same)
  }
  return union(set, ...others)
}

const textOf = (set: CodeSet): string => String.fromCodePoint(...codesOf(set))

/** Whether a set has a code point. */
export const holds = (set: CodeSet, code: number): boolean =>
  set.some(([from, to]) => from <= code && code <= to)

/**
 * Sets by their names. Outside of brackets, `\d` and its like are those of ASCII: pcre2pattern(3), "Generic character
 * types", without the option UCP. POSIX has the other names.
 */
const named = {
  digit: [[0x30, 0x39]],
  word: [
    [0x30, 0x39],
    [0x41, 0x5a],
    [0x5f, 0x5f],
    [0x61, 0x7a],
  ],
  space: [
    [0x09, 0x0d],
    [0x20, 0x20],
  ],
  horizontal: codeSet([
    ...charactersIn('\t \u00A0\u1680\u180E\u202F\u205F\u3000'),
    [0x2000, 0x200a],
  ]),
  vertical: codeSet([[0x0a, 0x0d], ...charactersIn('\u0085\u2028\u2029')]),
  lineFeed: [[0x0a, 0x0a]],
  alnum: [
    [0x30, 0x39],
    [0x41, 0x5a],
    [0x61, 0x7a],
  ],
  alpha: [
    [0x41, 0x5a],
    [0x61, 0x7a],
  ],
  ascii: [[0x00, 0x7f]],
  blank: charactersIn('\t '),
  cntrl: [
    [0x00, 0x1f],
    [0x7f, 0x7f],
  ],
  graph: [[0x21, 0x7e]],
  lower: [[0x61, 0x7a]],
  print: [[0x20, 0x7e]],
  punct: [
    [0x21, 0x2f],
    [0x3a, 0x40],
    [0x5b, 0x60],
    [0x7b, 0x7e],
  ],
  upper: [[0x41, 0x5a]],
  xdigit: [
    [0x30, 0x39],
    [0x41, 0x46],
    [0x61, 0x66],
  ],
} as const satisfies Readonly<Record<string, CodeSet>>

export type SetName = keyof typeof named

/** Whether a set has this name. */
export const isSetName = (name: string): name is SetName => Object.hasOwn(named, name)

/** The set of a name. */
export const namedSet = (name: SetName): CodeSet => named[name]

/** The characters of words, as `\b` takes them. */
export const wordCharacters: CodeSet = named.word
