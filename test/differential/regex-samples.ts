/** Texts that a regex finds, made from its tree. */
import type { Regex } from '../../src/ast/nodes.js'
import { namedBy, taken } from '../../src/regex/codes.js'
import type { Alternatives, Piece } from '../../src/regex/nodes.js'
import { regexTree } from '../../src/regex/parse.js'
import { codesOf, intersection, isEmpty, type CodeSet } from '../../src/regex/sets.js'
import type { Random } from '../fuzz/random.js'

/** A text that the regex probably finds: what it asks of what is around a place is left to chance. */
export function sampleOfRegex(regex: Regex, random: Random): string {
  const tree = regexTree(regex)
  return tree === undefined ? regex.source : new Sampler(random).alternatives(tree.alternatives)
}

/** Characters that are likely in values, the likeliest first. */
const preferred: readonly CodeSet[] = [
  [[0x61, 0x7a]],
  [
    [0x30, 0x39],
    [0x41, 0x5a],
  ],
  [[0x20, 0x7e]],
]

class Sampler {
  readonly #random: Random
  readonly #groups = new Map<number | string, string>()

  constructor(random: Random) {
    this.#random = random
  }

  alternatives(alternatives: Alternatives): string {
    const chosen = alternatives[this.#random.below(alternatives.length)] ?? []
    return chosen.map((piece) => this.#piece(piece)).join('')
  }

  #piece(piece: Piece): string {
    switch (piece.kind) {
      case 'character':
        return String.fromCodePoint(piece.code)
      case 'any':
      case 'set':
      case 'class': {
        const named = namedBy(piece)
        return named === undefined ? 'x' : this.#oneOf(taken(named))
      }
      case 'group': {
        const text = this.alternatives(piece.alternatives)
        if (piece.capture !== undefined) this.#groups.set(piece.capture, text)
        if (piece.name !== undefined) this.#groups.set(piece.name, text)
        return text
      }
      case 'repeat': {
        const most = Math.min(piece.max, piece.min + 2)
        const times = piece.min + this.#random.below(most - piece.min + 1)
        return Array.from({ length: times }, () => this.#piece(piece.body)).join('')
      }
      case 'backreference':
        return this.#groups.get(piece.to) ?? ''
      case 'look':
      case 'edge':
      case 'boundary':
      case 'options':
      case 'property':
      case 'foreign':
        return ''
    }
  }

  #oneOf(set: CodeSet): string {
    const likely = preferred.map((some) => intersection(set, some)).filter((some) => !isEmpty(some))
    const from = this.#random.pick([likely[0] ?? set, ...likely])
    const codes = [...first(codesOf(from), 200)]
    return String.fromCodePoint(codes[this.#random.below(codes.length)] ?? 0x78)
  }
}

function* first<T>(items: Iterable<T>, count: number): Generator<T> {
  let left = count
  for (const item of items) {
    if (left-- <= 0) return
    yield item
  }
}
