/** Rewrites the tree of a regex for one way of writing values: what a character is there, and where values start and end. */
import { isOneCharacter, namedBy, taken, type Named } from '../../src/regex/codes.js'
import type {
  Alternatives,
  Character,
  Edge,
  Group,
  Lookaround,
  Piece,
  Repeat,
} from '../../src/regex/nodes.js'
import { quantifierText, type Unsayable } from '../../src/regex/print.js'
import { everything, intersection, namedSet } from '../../src/regex/sets.js'
import {
  atStart,
  decide,
  either,
  lastCodes,
  decisionOf,
  namedOf,
  narrowed,
  spread,
  together,
  unknown,
  type Before,
  type Decision,
} from './before.js'
import { oneOf, type Writing } from './units.js'

/** A regex, and what may stand before the place behind what it takes. Undefined: it never matches. */
type Said = { readonly text: string; readonly after: Before } | undefined

/** Whether letters match in either case: all of them, none, or some. */
export type Folding = 'all' | 'none' | 'some'

/** Any number of any characters: what stands before the match. */
const anything: Piece = {
  kind: 'repeat',
  min: 0,
  max: Infinity,
  mode: 'greedy',
  body: { kind: 'any', dotAll: true, span: { start: 0, end: 0 } },
  span: { start: 0, end: 0 },
}

/** One translation, into one way of writing. */
export class Translation {
  problem: Unsayable | undefined
  readonly #writing: Writing
  readonly #folding: Folding
  readonly #characters = new Map<number, Said>()

  constructor(writing: Writing, folding: Folding) {
    this.#writing = writing
    this.#folding = folding
  }

  /** The regex from the first character of the value on. Where all of it may stand anywhere, that is said once. */
  value(alternatives: Alternatives): string | undefined {
    const anchored: string[] = []
    const floating: string[] = []
    const { run } = this.#writing
    for (const pieces of spread(alternatives)) {
      const [first, ...rest] = pieces
      const isAnchored = first?.kind === 'edge' && first.at === 'start'
      const said = this.#sequence(isAnchored ? rest : [anything, ...pieces], atStart)
      if (said === undefined) continue
      const text = said.text.replace(/\(\?="\)$/, '"')
      if (text.startsWith(run)) floating.push(text.slice(run.length))
      else anchored.push(text)
    }
    const [inner, ...more] = floating
    const all = [
      ...anchored,
      ...(inner === undefined
        ? []
        : [more.length === 0 ? run + inner : `${run}(?:${floating.join('|')})`]),
    ]
    if (all.length === 0) return undefined
    const text = all.length === 1 ? all.join('') : `(?:${all.join('|')})`
    return this.#folding === 'all' ? `(?i:${text})` : text
  }

  #refuse(what: string, { span }: Piece): undefined {
    this.problem ??= { what, span }
  }

  #alternatives(alternatives: Alternatives, before: Before): Said {
    const said = alternatives
      .map((pieces) => this.#sequence(pieces, before))
      .filter((each) => each !== undefined)
    const [first, ...rest] = said
    if (first === undefined) return undefined
    return {
      text: said.map(({ text }) => text).join('|'),
      after: rest.map(({ after }) => after).reduce(either, first.after),
    }
  }

  #sequence(pieces: readonly Piece[], before: Before): Said {
    let text = ''
    let here = before
    /** What was said up to the piece before the latest one, and what stood before that. */
    let previous:
      { readonly text: string; readonly before: Before; readonly piece: Piece } | undefined
    const said = pieces.filter(({ kind }) => kind !== 'options')
    for (let index = 0; index < said.length; index++) {
      const piece = said[index]!
      let decision = decisionOf(piece)
      if (decision === undefined) {
        previous = { text, before: here, piece }
        const next = this.#piece(piece, here)
        if (next === undefined) return undefined
        text += next.text
        here = next.after
        continue
      }
      for (let other = nextDecision(said, index); other !== undefined; index++) {
        decision = together(decision, other)
        other = nextDecision(said, index + 1)
      }
      const decided = decide(decision, here)
      if (decided === unknown) {
        const split = previous && this.#split(previous.piece, decision, previous.before)
        if (previous !== undefined && split !== undefined) text = previous.text + split
        else if (piece === said[index] && piece.kind === 'edge' && piece.at === 'start')
          text += this.#writing.start
        else return this.#refuse(whatIs(piece), piece)
      } else if (decided === undefined) return undefined
      else text += decided
      here = narrowed(decision, here)
      previous = undefined
    }
    return { text, after: here }
  }

  /** A piece of single characters with a decision behind it, which is taken by its last character. */
  #split(piece: Piece, decision: Decision, before: Before): string | undefined {
    const { min, max, body } =
      piece.kind === 'repeat' && piece.mode !== 'possessive'
        ? piece
        : { min: 1, max: 1, body: piece }
    const named = namedOf(body)
    if (named === undefined) return undefined
    const all = taken(named)
    const last = decision.cases.flatMap(({ set, text }) => {
      const codes = intersection(all, set)
      const unit =
        text === undefined ? undefined : this.#unit({ codes, negated: false, ignoreCase: false })
      return unit === undefined ? [] : [unit + text]
    })
    const unit = this.#unit(named)
    const repeated =
      max === 1 || unit === undefined
        ? ''
        : this.#repeated(unit, body, { min: Math.max(0, min - 1), max: max - 1, mode: 'greedy' })
    const forms = last.length === 0 || unit === undefined ? [] : [repeated + oneOf(last)]
    if (min === 0) {
      const none = decide(decision, before)
      if (none === unknown) return undefined
      if (none !== undefined) forms.push(none)
    }
    return forms.length === 0 ? '(?!)' : oneOf(forms)
  }

  #piece(piece: Piece, before: Before): Said {
    switch (piece.kind) {
      case 'character':
      case 'any':
      case 'set':
      case 'class': {
        const named = namedBy(piece)
        if (named === undefined) return this.#refuse(names.property ?? '', piece)
        return piece.kind === 'character' ? this.#character(piece, named) : this.#one(named)
      }
      case 'edge':
        return { text: this.#edge(piece.at), after: before }
      case 'group': {
        const inner = this.#alternatives(piece.alternatives, before)
        return inner && { ...inner, text: groupText(piece, inner.text) }
      }
      case 'look':
        return this.#look(piece, before)
      case 'repeat':
        return this.#repeat(piece, before)
      case 'options':
        return { text: '', after: before }
      case 'property':
      case 'boundary':
      case 'backreference':
      case 'foreign':
        return this.#refuse(whatIs(piece), piece)
    }
  }

  #one(named: Named): Said {
    const text = this.#unit(named)
    return text === undefined ? undefined : { text, after: { start: false, codes: taken(named) } }
  }

  /** Most pieces are characters, and most characters come again. */
  #character({ code, ignoreCase }: Character, named: Named): Said {
    const key = ignoreCase ? -code : code
    if (!this.#characters.has(key)) this.#characters.set(key, this.#one(named))
    return this.#characters.get(key)
  }

  #unit(named: Named): string | undefined {
    const text = this.#writing.unit(named)
    return text !== undefined && this.#folding === 'some' && named.ignoreCase
      ? `(?i:${text})`
      : text
  }

  #edge(at: Edge['at']): string {
    const { end, unit } = this.#writing
    const feed = unit({ codes: namedSet('lineFeed'), negated: false, ignoreCase: false })
    if (feed === undefined || at === 'end') return end
    return at === 'lineEnd' ? `(?="|${feed})` : `(?=(?:${feed})?")`
  }

  #look(piece: Lookaround, before: Before): Said {
    if (piece.behind) return this.#refuse(whatIs(piece), piece)
    const inner = this.#alternatives(piece.alternatives, before)
    if (this.problem !== undefined) return undefined
    if (inner === undefined) return piece.negated ? { text: '', after: before } : undefined
    return { text: `(?${piece.negated ? '!' : '='}${inner.text})`, after: before }
  }

  /** What repeats may stand behind itself. */
  #repeat(piece: Repeat, before: Before): Said {
    if (piece === anything) {
      return { text: this.#writing.run, after: { start: true, codes: everything } }
    }
    const around =
      piece.max > 1 ? either(before, { start: false, codes: lastCodes(piece.body) }) : before
    const inner = this.#piece(piece.body, around)
    if (inner === undefined) {
      return piece.min === 0 && this.problem === undefined ? { text: '', after: before } : undefined
    }
    return {
      text: this.#repeated(inner.text, piece.body, piece),
      after: piece.min === 0 ? either(before, inner.after) : inner.after,
    }
  }

  #repeated(text: string, body: Piece, quantity: Pick<Repeat, 'min' | 'max' | 'mode'>): string {
    if (quantity.max === 0) return ''
    if (quantity.min === 1 && quantity.max === 1) return text
    return (isAtom(text, body) ? text : `(?:${text})`) + quantifierText(quantity)
  }
}

/** What the piece behind this one asks of the same place. */
const nextDecision = (pieces: readonly Piece[], index: number): Decision | undefined => {
  const next = pieces[index + 1]
  return next && decisionOf(next)
}

/** Whether a quantifier behind a text is about all of it: one character, or one pair of brackets. */
function isAtom(text: string, body: Piece): boolean {
  if (body.kind === 'group') {
    const [[only, ...more] = [], ...others] = body.alternatives
    if (body.atomic || others.length > 0) return true
    return only !== undefined && more.length === 0 && isAtom(text, only)
  }
  return isOneCharacter(body) && /^(?:[[(]|\\?.$)/su.test(text)
}

/** Brackets around a group, where it needs them. */
function groupText({ atomic, alternatives }: Group, inner: string): string {
  if (atomic) return `(?>${inner})`
  return alternatives.length === 1 ? inner : `(?:${inner})`
}

/** Names a piece that cannot be said. */
const whatIs = (piece: Piece): string =>
  piece.kind === 'foreign' ? piece.what : (names[piece.kind] ?? 'this')

const names: { readonly [K in Piece['kind']]?: string } = {
  boundary: 'a word boundary behind more than one character',
  edge: 'a start of a line behind more than one character',
  look: 'a lookbehind for more than one character',
  backreference: 'a backreference',
  property: 'a property of Unicode',
}
