/** A regex that is only literals, alternatives and `.*` as patterns, for targets without regexes. */
import { matches, or } from '../../ast/build.js'
import type { Condition, Keyword, Predicate, Regex } from '../../ast/nodes.js'
import {
  anyRun,
  hasCases,
  mindsCase,
  oneCharacter,
  patternOf,
  type PatternPart,
} from '../../ast/pattern.js'
import { namedBy, type OneCharacter } from '../../regex/codes.js'
import type { Alternatives, Piece, Repeat } from '../../regex/nodes.js'
import { regexTree } from '../../regex/parse.js'
import { codesOf, sizeOf } from '../../regex/sets.js'

/** One way through a regex: what it takes, and whether that is at the start and at the end of the value. */
interface Path {
  readonly parts: readonly PatternPart[]
  readonly start: boolean
  readonly end: boolean
}

/** More alternatives are no help to anybody who reads the query. */
const maxPaths = 24
/** Repetitions in repetitions grow beyond all measure. */
const maxParts = 100_000

/** The equivalent patterns; none where the regex is more than patterns in disguise, or its dots stop at line ends. */
export function regexAsPattern(leaf: Predicate | Keyword): Condition | undefined {
  const { test } = leaf
  const tree = test.kind === 'regex' ? regexTree(test) : undefined
  if (test.kind !== 'regex' || tree === undefined) return undefined
  const paths = new Reading(test).alternatives(tree.alternatives)
  // A keyword's pattern is found anywhere: it has no ends.
  if (leaf.kind === 'keyword' && paths?.some(({ start, end }) => start || end)) return undefined
  const tests = (paths ?? []).map(({ parts, start, end }) => {
    const value = patternOf([...(start ? [] : [anyRun]), ...parts, ...(end ? [] : [anyRun])])
    return matches(value, { cased: !test.ignoreCase && mindsCase(value) })
  })
  const alternatives = [...new Map(tests.map((each) => [JSON.stringify(each), each])).values()]
  if (alternatives.length === 0) return undefined
  return or(
    alternatives.map((each) =>
      leaf.kind === 'keyword' ? { ...leaf, test: each } : { ...leaf, test: each },
    ),
    leaf.span,
  )
}

/** The first piece of a regex that no pattern says; undefined where that is all of it, or where patterns say it. */
export function pieceBeyondPatterns(regex: Regex): Piece | undefined {
  const reading = new Reading(regex)
  const paths = reading.alternatives(regexTree(regex)?.alternatives ?? [])
  return paths === undefined ? reading.obstacle : undefined
}

/** The ways through a regex, as long as all of them are patterns. */
class Reading {
  /** The first piece that is more than patterns. */
  obstacle: Piece | undefined
  readonly #ignoreCase: boolean

  constructor({ ignoreCase }: Regex) {
    this.#ignoreCase = ignoreCase
  }

  alternatives(alternatives: Alternatives): readonly Path[] | undefined {
    const paths: Path[] = []
    for (const pieces of alternatives) {
      const found = this.#sequence(pieces)
      if (found === undefined) return undefined
      paths.push(...found)
      if (paths.length > maxPaths) return undefined
    }
    return paths
  }

  #sequence(pieces: readonly Piece[]): readonly Path[] | undefined {
    let paths: readonly Path[] | undefined = [middle([])]
    // What there is one way through is gathered first: a long text is not copied for each of its characters.
    let parts: PatternPart[] = []
    for (const piece of pieces) {
      const next = this.#piece(piece)
      const [only, ...more] = next ?? []
      if (only === undefined || next === undefined || parts.length > maxParts) return undefined
      if (more.length === 0 && !only.start && !only.end) {
        for (const part of only.parts) parts.push(part)
        continue
      }
      const longer: readonly Path[] | undefined = joined(paths, [middle(parts)])
      paths = longer && joined(longer, next)
      if (paths === undefined) return undefined
      parts = []
    }
    return joined(paths, [middle(parts)])
  }

  #piece(piece: Piece): readonly Path[] | undefined {
    const paths = this.#pathsOf(piece)
    if (paths === undefined) this.obstacle ??= piece
    return paths
  }

  #pathsOf(piece: Piece): readonly Path[] | undefined {
    switch (piece.kind) {
      case 'character':
      case 'class':
      case 'set':
        return this.#characters(piece)
      case 'any':
        // A dot that stops at line ends is no wildcard of ours.
        return piece.dotAll ? [middle([oneCharacter])] : undefined
      case 'edge':
        if (piece.at === 'start') return [{ parts: [], start: true, end: false }]
        return piece.at === 'end' ? [{ parts: [], start: false, end: true }] : undefined
      case 'group':
        return piece.atomic ? undefined : this.alternatives(piece.alternatives)
      case 'repeat':
        return this.#repeat(piece)
      case 'options':
        return [middle([])]
      case 'property':
      case 'boundary':
      case 'look':
      case 'backreference':
      case 'foreign':
        return undefined
    }
  }

  /** A few characters, each a way of its own. All letters have to mind case as the whole does. */
  #characters(piece: OneCharacter): readonly Path[] | undefined {
    const named = namedBy(piece)
    if (named === undefined || named.negated || sizeOf(named.codes) > maxPaths) return undefined
    const characters = [...codesOf(named.codes)].map((code) => String.fromCodePoint(code))
    const minded = characters.some(hasCases)
    // A set that has a name takes its letters as they are.
    const ignoring = piece.kind === 'set' ? false : named.ignoreCase
    if (minded && ignoring !== this.#ignoreCase) return undefined
    // Of the cases of a letter the one that stands first is enough, and it is what the rule wrote.
    const distinct = new Map(
      characters
        .toReversed()
        .map((character) => [this.#ignoreCase ? character.toLowerCase() : character, character]),
    )
    return [...distinct.values()].toReversed().map((character) => middle([character]))
  }

  #repeat({ min, max, mode, body }: Repeat): readonly Path[] | undefined {
    if (mode === 'possessive' || min > maxPaths) return undefined
    const once = this.#piece(body)
    if (once === undefined) return undefined
    let paths: readonly Path[] | undefined = [middle([])]
    for (let count = 0; count < min; count++) paths = paths && joined(paths, once)
    if (max === Infinity) {
      const isDot = body.kind === 'any'
      return isDot && paths !== undefined ? joined(paths, [middle([anyRun])]) : undefined
    }
    if (max - min > maxPaths) return undefined
    const ways: Path[] = []
    for (let count = min; count <= max && paths !== undefined; count++) {
      ways.push(...paths)
      if (ways.length > maxPaths) return undefined
      paths = joined(paths, once)
    }
    return paths === undefined ? undefined : ways
  }
}

const middle = (parts: readonly PatternPart[]): Path => ({ parts, start: false, end: false })

/** Every way of the first with every way of the second behind it; none where an anchor would stand inside. */
function joined(left: readonly Path[], right: readonly Path[]): readonly Path[] | undefined {
  if (left.length * right.length > maxPaths) return undefined
  const result: Path[] = []
  for (const first of left) {
    for (const second of right) {
      if (first.parts.length + second.parts.length > maxParts) return undefined
      if (second.start && first.parts.length > 0) return undefined
      if (first.end && second.parts.length > 0) return undefined
      result.push({
        parts: second.parts.length === 0 ? first.parts : [...first.parts, ...second.parts],
        start: first.start || second.start,
        end: first.end || second.end,
      })
    }
  }
  return result
}
