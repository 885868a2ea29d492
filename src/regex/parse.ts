/** Reads rules' regexes: PCRE's syntax, into trees. The only importer of regexpp, a parser of JavaScript's regexes. */
import { RegExpParser, RegExpSyntaxError, type AST } from '@eslint-community/regexpp'
import type { Regex, Span } from '../ast/nodes.js'
import { lex, type Lexed } from './lex.js'
import {
  allPieces,
  type Alternatives,
  type ClassItem,
  type Edge,
  type Flags,
  type Piece,
  type RegexTree,
} from './nodes.js'
import type { Problem } from './notes.js'

/** What became of a regex. */
export type ParsedRegex =
  { readonly ok: true; readonly tree: RegexTree } | ({ readonly ok: false } & Problem)

/** The text of a regex with its flags. */
export type RegexText = Pick<Regex, 'source' | 'ignoreCase' | 'multiline' | 'dotAll'>

/** Regexes beyond this number are parsed again rather than kept. */
const maxCached = 2000
const known = new Map<string, ParsedRegex>()

/** The tree of a regex, or why it is none. A text is parsed once. */
export function parseRegex(regex: RegexText): ParsedRegex {
  const { source, ignoreCase, multiline, dotAll } = regex
  const key = `${ignoreCase ? 'i' : ''}${multiline ? 'm' : ''}${dotAll ? 's' : ''}/${source}`
  const found = known.get(key)
  if (found !== undefined) return found
  const parsed = parse(regex)
  if (known.size >= maxCached) known.clear()
  known.set(key, parsed)
  return parsed
}

/** The tree of a regex; undefined where it is none. */
export function regexTree(regex: RegexText): RegexTree | undefined {
  const parsed = parseRegex(regex)
  return parsed.ok ? parsed.tree : undefined
}

const parser = new RegExpParser()

function parse({ source, ignoreCase, multiline, dotAll }: RegexText): ParsedRegex {
  const lexed = lex(source)
  if ('reason' in lexed) return { ok: false, ...lexed }
  try {
    const pattern = parser.parsePattern(lexed.text)
    const builder = new Builder(lexed)
    const alternatives = builder.alternatives(pattern.alternatives, {
      ignoreCase,
      multiline,
      dotAll,
    })
    const problem = builder.problem ?? danglingReference(alternatives)
    return problem === undefined
      ? { ok: true, tree: { alternatives, edits: lexed.edits } }
      : { ok: false, ...problem }
  } catch (error) {
    if (!(error instanceof RegExpSyntaxError)) throw error
    const offset = lexed.origins[Math.max(0, error.index - 1)]?.start ?? 0
    return { ok: false, reason: reasonOf(error), offset }
  }
}

/** A reference to a group that is not there. What PCRE alone knows may hold groups of its own. */
function danglingReference(alternatives: Alternatives): Problem | undefined {
  const pieces = [...allPieces(alternatives)]
  if (pieces.some(({ kind }) => kind === 'foreign')) return undefined
  const groups = pieces.filter((piece) => piece.kind === 'group')
  const dangling = pieces
    .filter((piece) => piece.kind === 'backreference')
    .find(({ to }) => !groups.some(({ capture, name }) => capture === to || name === to))
  return dangling && { reason: `there is no group ${dangling.to}`, offset: dangling.span.start }
}

/** The parser tells where it stopped, which is behind what is wrong. Messages end with the reason: `Invalid regular expression: /…/: Unterminated group`. */
const reasonOf = ({ message }: RegExpSyntaxError): string =>
  message.slice(message.lastIndexOf(': ') + 2).toLowerCase()

/** Makes our tree of regexpp's. */
class Builder {
  problem: Problem | undefined
  readonly #lexed: Lexed
  #groups = 0

  constructor(lexed: Lexed) {
    this.#lexed = lexed
  }

  #spanOf({ start, end }: AST.Node): Span {
    const { origins } = this.#lexed
    return { start: origins[start]?.start ?? 0, end: origins[end - 1]?.end ?? 0 }
  }

  /** Flags that change in a sequence hold for those behind it too, up to the end of the group. */
  alternatives(sequences: readonly AST.Alternative[], flags: Required<Flags>): Alternatives {
    let current = flags
    return sequences.map(({ elements }) =>
      elements.flatMap((element): readonly Piece[] => {
        const piece = this.#piece(element, current)
        if (piece?.kind === 'options') current = { ...current, ...piece.flags }
        return piece === undefined ? [] : [piece]
      }),
    )
  }

  #piece(node: AST.Element, flags: Required<Flags>): Piece | undefined {
    const span = this.#spanOf(node)
    const note = this.#lexed.notes.get(node.start)
    switch (node.type) {
      case 'Quantifier':
        return this.#repeat(node, flags)
      case 'CharacterClass':
        return {
          kind: 'class',
          negated: node.negate,
          items: node.elements.flatMap((item) => this.#classItem(item)),
          ignoreCase: flags.ignoreCase,
          span,
        }
      case 'CapturingGroup': {
        const capture = ++this.#groups
        const alternatives = this.alternatives(node.alternatives, flags)
        const name = note?.kind === 'named' ? { name: note.name } : {}
        return { kind: 'group', alternatives, capture, ...name, span }
      }
      case 'Group':
        return this.#group(node, flags)
      case 'Character':
        return {
          kind: 'character',
          code: note?.kind === 'character' ? note.code : node.value,
          ignoreCase: flags.ignoreCase,
          span,
        }
      case 'CharacterSet':
        if (note?.kind === 'set' || note?.kind === 'property') return { ...note, span }
        return { kind: 'any', dotAll: flags.dotAll, span }
      case 'Assertion':
      case 'Backreference':
      case 'ExpressionCharacterClass':
        // The lexer has put something else in the place of all of these.
        throw new Error(`unexpected ${node.type} in ${this.#lexed.text}`)
    }
  }

  /** A group, or what a group stands for. */
  #group(node: AST.Group, flags: Required<Flags>): Piece {
    const span = this.#spanOf(node)
    const note = this.#lexed.notes.get(node.start)
    switch (note?.kind) {
      case 'edge':
        return { kind: 'edge', at: edgeAt(note.at, flags.multiline), span }
      case 'boundary':
      case 'options':
      case 'foreign':
        return { ...note, span }
      case 'backreference':
        return { ...note, ignoreCase: flags.ignoreCase, span }
      case 'look':
        return { ...note, alternatives: this.alternatives(node.alternatives, flags), span }
      case 'atomic': {
        const alternatives = this.alternatives(node.alternatives, flags)
        return { kind: 'group', alternatives, atomic: true, span }
      }
      case 'scope': {
        const alternatives = this.alternatives(node.alternatives, { ...flags, ...note.flags })
        return { kind: 'group', alternatives, options: note.flags, span }
      }
      case 'character':
      case 'set':
      case 'property':
      case 'named':
      case 'possessive':
      case undefined:
        return { kind: 'group', alternatives: this.alternatives(node.alternatives, flags), span }
    }
  }

  /** A repetition. Of what takes no characters, one time is as good as many, and none is always possible. */
  #repeat(node: AST.Quantifier, flags: Required<Flags>): Piece | undefined {
    const body = this.#piece(node.element, flags)
    if (body === undefined) return undefined
    if (body.kind === 'edge' || body.kind === 'boundary' || body.kind === 'look') {
      return node.min === 0 ? undefined : body
    }
    const isPossessive = this.#lexed.notes.get(node.element.end)?.kind === 'possessive'
    return {
      kind: 'repeat',
      min: node.min,
      max: node.max,
      mode: isPossessive ? 'possessive' : node.greedy ? 'greedy' : 'lazy',
      body,
      span: this.#spanOf(node),
    }
  }

  #classItem(node: AST.CharacterClassElement): readonly ClassItem[] {
    const span = this.#spanOf(node)
    switch (node.type) {
      case 'Character': {
        const code = this.#codeOf(node)
        return [{ kind: 'range', from: code, to: code, span }]
      }
      case 'CharacterClassRange': {
        const [from, to] = [this.#codeOf(node.min), this.#codeOf(node.max)]
        if (from > to)
          this.problem ??= { reason: 'range out of order in character class', offset: span.start }
        return [{ kind: 'range', from, to, span }]
      }
      case 'CharacterSet':
      case 'CharacterClass':
      case 'ClassStringDisjunction':
      case 'ExpressionCharacterClass': {
        const note = this.#lexed.notes.get(node.start)
        return note?.kind === 'set' || note?.kind === 'property' ? [{ ...note, span }] : []
      }
    }
  }

  #codeOf(node: AST.Character): number {
    const note = this.#lexed.notes.get(node.start)
    return note?.kind === 'character' ? note.code : node.value
  }
}

function edgeAt(at: Edge['at'] | 'caret' | 'dollar', multiline: boolean): Edge['at'] {
  if (at === 'caret') return multiline ? 'lineStart' : 'start'
  if (at === 'dollar') return multiline ? 'lineEnd' : 'end'
  return at
}
