/** What a regex implies: texts that a value must hold, for the first stage in front of the regex itself. */
import { and, matches, or } from '../../ast/build.js'
import type { Condition, Keyword, Predicate, Regex } from '../../ast/nodes.js'
import { anyRun, hasCases, pattern, type PatternPart } from '../../ast/pattern.js'
import { namedBy, type OneCharacter } from '../../regex/codes.js'
import { allPieces, type Alternatives, type Piece } from '../../regex/nodes.js'
import { regexTree } from '../../regex/parse.js'
import { codesOf, sizeOf } from '../../regex/sets.js'

/** More alternatives are no help to anybody who reads the query. */
const maxAlternatives = 24

/**
 * A condition that is true wherever a regex finds something, and that asks only for texts: each for itself, as Splunk's
 * manual warns of wildcards in the middle of a value (Search Manual, "Wildcards"). Undefined of other tests, and where too
 * little of the regex is text: what is shorter than `minLength` is nearly everywhere, and no help to an index.
 */
export function impliedBy(leaf: Predicate | Keyword, minLength = 3): Condition | undefined {
  const { test } = leaf
  const tree = test.kind === 'regex' ? regexTree(test) : undefined
  if (test.kind !== 'regex' || tree === undefined) return undefined
  // Verbs and recursion may end a regex early: then nothing behind them is sure.
  for (const { kind } of allPieces(tree.alternatives)) if (kind === 'foreign') return undefined
  const hasEnds = leaf.kind === 'predicate'
  return impliedByAny(tree.alternatives, { leaf, test, hasEnds, minLength })
}

interface Asked {
  readonly leaf: Predicate | Keyword
  readonly test: Regex
  /** Whether the start and the end of a sequence may be those of the value. */
  readonly hasEnds: boolean
  readonly minLength: number
}

function impliedByAny(alternatives: Alternatives, asked: Asked): Condition | undefined {
  if (alternatives.length > maxAlternatives) return undefined
  const implied = alternatives.map((pieces) => new Required(asked).of(pieces))
  const known = implied.filter((each) => each !== undefined)
  return known.length < implied.length ? undefined : or(known, asked.leaf.span)
}

/** What a sequence of pieces requires, gathered from its start to its end. */
class Required {
  readonly #asked: Asked
  readonly #conditions: Condition[] = []
  /** The text that goes on, and whether it began at the start of the value. */
  #text = ''
  #isAtStart = false

  constructor(asked: Asked) {
    this.#asked = asked
  }

  of(pieces: readonly Piece[]): Condition | undefined {
    const { hasEnds } = this.#asked
    this.#isAtStart = hasEnds && isEdge(pieces[0], 'start')
    for (const piece of pieces) this.#take(piece)
    this.#end(hasEnds && isEdge(pieces.at(-1), 'end'))
    return this.#conditions.length === 0 ? undefined : and(this.#conditions, this.#asked.leaf.span)
  }

  #take(piece: Piece): void {
    switch (piece.kind) {
      case 'character':
      case 'any':
      case 'class':
      case 'set': {
        const text = textOf(piece, this.#asked.test)
        if (text === undefined) this.#end()
        else this.#text += text
        return
      }
      case 'group': {
        const [only = [], ...others] = piece.alternatives
        if (others.length === 0) {
          for (const inner of only) this.#take(inner)
          return
        }
        this.#end()
        const implied = impliedByAny(piece.alternatives, { ...this.#asked, hasEnds: false })
        if (implied !== undefined) this.#conditions.push(implied)
        return
      }
      case 'repeat':
        if (piece.min > 0) this.#take(piece.body)
        this.#end()
        return
      case 'property':
      case 'backreference':
      case 'foreign':
        this.#end()
        return
      case 'edge':
      case 'boundary':
      case 'look':
      case 'options':
        // These take nothing: the text goes on behind them.
        return
    }
  }

  #end(isAtEnd = false): void {
    const { leaf, test, minLength } = this.#asked
    if (this.#text.length >= minLength) {
      const value: readonly PatternPart[] = [
        this.#isAtStart ? '' : anyRun,
        this.#text,
        isAtEnd ? '' : anyRun,
      ]
      const asked = matches(pattern(...value), { cased: !test.ignoreCase })
      this.#conditions.push(
        leaf.kind === 'keyword' ? { ...leaf, test: asked } : { ...leaf, test: asked },
      )
    }
    this.#text = ''
    this.#isAtStart = false
  }
}

const isEdge = (piece: Piece | undefined, at: 'start' | 'end'): boolean =>
  piece?.kind === 'edge' && piece.at === at

/** The one character that a piece takes, where it minds case as the whole regex does. */
function textOf(piece: OneCharacter, { ignoreCase }: Regex): string | undefined {
  const named = namedBy(piece)
  if (named === undefined || named.negated || sizeOf(named.codes) !== 1) return undefined
  const [code] = codesOf(named.codes)
  if (code === undefined) return undefined
  const text = String.fromCodePoint(code)
  return hasCases(text) && named.ignoreCase !== ignoreCase ? undefined : text
}
