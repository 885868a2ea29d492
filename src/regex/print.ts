/** Trees of regexes in the dialects of targets: PCRE, RE2, and that of Kusto. */
import type { Span } from '../ast/nodes.js'
import { escapeRegex, flagLetters } from '../ast/regex.js'
import {
  allPieces,
  type Alternatives,
  type CharacterClass,
  type ClassItem,
  type Edge,
  type Edit,
  type Flags,
  type Piece,
  type Repeat,
} from './nodes.js'
import { parseRegex, regexTree, type RegexText } from './parse.js'
import { complement, namedSet, type CodeSet, type SetName } from './sets.js'

/** What a dialect cannot say. */
export interface Unsayable {
  /** Completes "cannot say …": `a lookahead`. */
  readonly what: string
  /** In the text of the regex. */
  readonly span: Span
}

// ---------------------------------------------------------------------------------------------------- PCRE

/**
 * A rule's regex for PCRE, whose syntax it has: word for word, but for what means something else where it stands. There,
 * `$` is also before a line feed that ends the value, and `^` under m is not behind it: both are written otherwise.
 */
export function pcreText(regex: RegexText): string {
  const tree = regexTree(regex)
  const letters = flagLetters({ ...regex, multiline: regex.multiline && tree === undefined })
  const flags = letters === '' ? '' : `(?${letters})`
  if (tree === undefined || hasForeign(tree.alternatives)) return `${flags}${regex.source}`
  const edges = [...allPieces(tree.alternatives)].flatMap((piece): readonly Edit[] => {
    const text = piece.kind === 'edge' ? pcreEdges[piece.at] : undefined
    return text === undefined || regex.source.slice(piece.span.start, piece.span.end) === text
      ? []
      : [{ span: piece.span, text }]
  })
  return flags + edited(regex.source, [...tree.edits, ...edges])
}

const hasForeign = (alternatives: Alternatives): boolean =>
  [...allPieces(alternatives)].some(({ kind }) => kind === 'foreign')

const pcreEdges: { readonly [K in Edge['at']]: string | undefined } = {
  start: undefined,
  end: String.raw`\z`,
  lineStart: String.raw`(?<![^\n])`,
  lineEnd: String.raw`(?![^\n])`,
  lastLineEnd: undefined,
}

function edited(source: string, edits: readonly Edit[]): string {
  let result = ''
  let from = 0
  for (const { span, text } of edits.toSorted((a, b) => a.span.start - b.span.start)) {
    result += source.slice(from, span.start) + text
    from = span.end
  }
  return result + source.slice(from)
}

// --------------------------------------------------------------------------------- engines without backtracking

/** How two engines without backtracking differ. */
interface Dialect {
  /** `\b` between ASCII's letters, and what it is not; undefined where there is none. */
  readonly boundary: string
  readonly noBoundary: string | undefined
}

/** RE2, Hyperscan. Source: github.com/google/re2/wiki/Syntax. */
const re2: Dialect = { boundary: String.raw`\b`, noBoundary: String.raw`\B` }

/**
 * Kusto's engine, whose classes, `\b` and `\d` are those of Unicode: Kusto language reference, "Regex syntax". Its
 * brackets nest, and `&&`, `--` and `~~` are operators in them.
 */
const kusto: Dialect = { boundary: String.raw`(?-u:\b)`, noBoundary: undefined }

const dialects = { re2, kusto } as const

/** RE2's limit, which is kept for Kusto too. */
const maxCount = 1000

/** A rule's regex in a dialect without lookaround, or what there stands in the way. */
export function linearText(regex: RegexText, dialect: keyof typeof dialects): string | Unsayable {
  const parsed = parseRegex(regex)
  if (!parsed.ok) {
    const { reason, offset } = parsed
    return { what: `a regex that is none (${reason})`, span: { start: offset, end: offset + 1 } }
  }
  const letters = flagLetters({ ...regex, multiline: false })
  const text = alternativesText(parsed.tree.alternatives, dialects[dialect], true)
  return typeof text === 'string' ? (letters === '' ? '' : `(?${letters})`) + text : text
}

/** Joins texts; the first thing that cannot be said instead, where there is one. */
function joined(texts: readonly (string | Unsayable)[], between: string): string | Unsayable {
  const said = texts.filter((text) => typeof text === 'string')
  return texts.find((text) => typeof text !== 'string') ?? said.join(between)
}

/** `last`: nothing follows that takes characters. */
const alternativesText = (
  alternatives: Alternatives,
  dialect: Dialect,
  last: boolean,
): string | Unsayable =>
  joined(
    alternatives.map((pieces) =>
      joined(
        pieces.map((piece, index) =>
          pieceText(piece, dialect, last && index === pieces.length - 1),
        ),
        '',
      ),
    ),
    '|',
  )

function pieceText(piece: Piece, dialect: Dialect, last: boolean): string | Unsayable {
  const { span } = piece
  switch (piece.kind) {
    case 'character':
      return characterText(piece.code)
    case 'any':
      return '.'
    case 'set':
      return piece.negated ? `[^${inBrackets[piece.name]}]` : `[${inBrackets[piece.name]}]`
    case 'property':
      return propertyText(piece.name, piece.negated) ?? unknownProperty(piece.name, span)
    case 'class':
      return classText(piece)
    case 'edge':
      return edgeText(piece.at, last) ?? { what: String.raw`'\Z' before more`, span }
    case 'boundary':
      return piece.negated
        ? (dialect.noBoundary ?? { what: String.raw`'\B' of ASCII's letters`, span })
        : dialect.boundary
    case 'group': {
      if (piece.atomic) return { what: 'an atomic group', span: opening(span) }
      const inner = alternativesText(piece.alternatives, dialect, last)
      const open = piece.capture === undefined ? `(?${optionLetters(piece.options ?? {})}:` : '('
      return typeof inner === 'string' ? `${open}${inner})` : inner
    }
    case 'look': {
      const where = piece.behind ? 'lookbehind' : 'lookahead'
      return { what: `a ${piece.negated ? 'negative ' : ''}${where}`, span: opening(span) }
    }
    case 'repeat':
      return repeatText(piece, dialect)
    case 'backreference':
      return { what: 'a backreference', span }
    case 'options': {
      const letters = optionLetters(piece.flags)
      return letters === '' ? '' : `(?${letters})`
    }
    case 'foreign':
      return { what: piece.what, span: opening(span) }
  }
}

/** What opens a group is the construct; the whole of it may be the whole regex. */
const opening = ({ start, end }: Span): Span => ({ start, end: Math.min(end, start + 3) })

function repeatText(piece: Repeat, dialect: Dialect): string | Unsayable {
  const { min, max, mode, body, span } = piece
  const quantifier = { start: body.span.end, end: span.end }
  if (mode === 'possessive') return { what: 'a possessive quantifier', span: quantifier }
  if (min > maxCount || (max !== Infinity && max > maxCount)) {
    return { what: `a repetition of more than ${maxCount} times`, span: quantifier }
  }
  const inner = pieceText(body, dialect, false)
  if (typeof inner !== 'string') return inner
  return `${body.kind === 'repeat' ? `(?:${inner})` : inner}${quantifierText(piece)}`
}

/** The quantifier of a repetition. */
export function quantifierText({ min, max, mode }: Pick<Repeat, 'min' | 'max' | 'mode'>): string {
  const suffix = { greedy: '', lazy: '?', possessive: '+' }[mode]
  if (max === Infinity) return (min === 0 ? '*' : min === 1 ? '+' : `{${min},}`) + suffix
  if (min === 0 && max === 1) return `?${suffix}`
  return (min === max ? `{${min}}` : `{${min},${max}}`) + suffix
}

const optionLetters = ({ ignoreCase, dotAll }: Flags): string => {
  const on = `${ignoreCase === true ? 'i' : ''}${dotAll === true ? 's' : ''}`
  const off = `${ignoreCase === false ? 'i' : ''}${dotAll === false ? 's' : ''}`
  return off === '' ? on : `${on}-${off}`
}

function edgeText(at: Edge['at'], last: boolean): string | undefined {
  switch (at) {
    case 'start':
      return '^'
    case 'end':
      return '$'
    case 'lineStart':
      return '(?m:^)'
    case 'lineEnd':
      return '(?m:$)'
    case 'lastLineEnd':
      return last ? String.raw`\n?$` : undefined
  }
}

// ---------------------------------------------------------------------------------------------- characters

/** A character by itself. */
export const characterText = (code: number): string => escapeRegex(String.fromCodePoint(code))

/** A character in brackets. */
export function bracketText(code: number): string {
  const character = String.fromCodePoint(code)
  if (/[\\\][^&~-]/.test(character)) return `\\${character}`
  if (/[ \p{L}\p{N}\p{P}\p{S}]/u.test(character)) return character
  return shortEscapes[character] ?? `\\x{${code.toString(16)}}`
}

const shortEscapes: Readonly<Record<string, string>> = {
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
}

/** Ranges in brackets. */
export const rangesText = (set: CodeSet): string =>
  set.map(([from, to]) => rangeText(from, to)).join('')

const rangeText = (from: number, to: number): string =>
  from === to
    ? bracketText(from)
    : `${bracketText(from)}${to === from + 1 ? '' : '-'}${bracketText(to)}`

/** The names and ranges that all engines take for the same. */
const inBrackets: { readonly [K in SetName]: string } = {
  digit: '0-9',
  word: '0-9A-Za-z_',
  space: '[:space:]',
  horizontal: rangesText(namedSet('horizontal')),
  vertical: rangesText(namedSet('vertical')),
  lineFeed: String.raw`\n`,
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: String.raw`\x00-\x7F`,
  blank: String.raw`\t `,
  cntrl: '[:cntrl:]',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '[:punct:]',
  upper: 'A-Z',
  xdigit: '0-9A-Fa-f',
}

function classText({ items, negated }: CharacterClass): string | Unsayable {
  const inner = joined(items.map(itemText), '')
  if (typeof inner !== 'string') return inner
  return `[${negated ? '^' : ''}${inner}]`
}

function itemText(item: ClassItem): string | Unsayable {
  switch (item.kind) {
    case 'range':
      return rangeText(item.from, item.to)
    case 'set':
      return item.negated ? rangesText(complement(namedSet(item.name))) : inBrackets[item.name]
    case 'property':
      return propertyText(item.name, item.negated) ?? unknownProperty(item.name, item.span)
  }
}

/** General categories and scripts, which all engines know by these names: UAX 44, UAX 24. */
const propertyText = (name: string, negated: boolean): string | undefined =>
  /^(?:[A-Z][a-z]?|[A-Z][a-z]{2,}(?:_[A-Z][a-z]+)*)$/.test(name) && !/^X|^Any$/.test(name)
    ? `\\${negated ? 'P' : 'p'}{${name}}`
    : undefined

const unknownProperty = (name: string, span: Span): Unsayable => ({
  what: `the property '\\p{${name}}'`,
  span,
})
