/** What `rex` extracts, asked of the field that it extracts it from. */
import { not, predicate } from '../ast/build.js'
import type { Condition, Field, Matches, Regex, Span, Test } from '../ast/nodes.js'
import { hasCases, isRun, literalText } from '../ast/pattern.js'
import { escapeRegex, patternRegex } from '../ast/regex.js'
import { isOneCharacter, namedBy, taken } from '../regex/codes.js'
import { allPieces, type Piece, type Repeat } from '../regex/nodes.js'
import { regexTree } from '../regex/parse.js'
import { isSubset, charactersIn, holds, type CodeSet } from '../regex/sets.js'
import { regexOf } from '../regex/read.js'

/** A regex cut at one of its named groups. */
export interface Cut {
  readonly regex: Regex
  readonly before: string
  readonly after: string
  /** What may follow a group that ends the regex and takes as many characters of one kind as there are. */
  readonly end?: string
  /** What the group holds, where no value has more than one place for it. */
  readonly only?: Only
}

/** A group that reaches from the last of a character up to the end of the value. */
interface Only {
  /** The character that it starts with; none where that stands in front of it. */
  readonly first?: string
  /** All others, of which there has to be one unless `mayBeEmpty`. */
  readonly others: CodeSet
  readonly mayBeEmpty: boolean
}

/** The regex with one of its groups apart; undefined where that stands in brackets, or other pieces refer to groups. */
export function cutAt(source: string, name: string): Cut | undefined {
  const regex = regexOf(source)
  const tree = regexTree(regex)
  const [sequence, ...others] = tree?.alternatives ?? []
  if (tree === undefined || sequence === undefined || others.length > 0) return undefined
  const known: ReadonlySet<Piece['kind']> = new Set(['backreference', 'foreign', 'options'])
  if (
    tree.edits.length > 0 ||
    [...allPieces(tree.alternatives)].some(({ kind }) => known.has(kind))
  )
    return undefined
  const at = sequence.findIndex((piece) => piece.kind === 'group' && piece.name === name)
  const group = sequence[at]
  if (group?.kind !== 'group') return undefined
  const [inside = [], ...more] = group.alternatives
  if (more.length > 0) return undefined
  const written = regex.source.slice(group.span.end)
  const isEndInside = isEnd(inside.at(-1))
  const pieces = isEndInside ? inside.slice(0, -1) : inside
  const after = isEndInside ? `$${written}` : written
  const last = lastRepeat(pieces)
  const kind = last === undefined ? undefined : charactersOf(last.body)
  const only = after === '$' ? onlyOf(sequence[at - 1], pieces) : undefined
  return {
    regex,
    before: regex.source.slice(0, group.span.start),
    after,
    ...(after === '' && last !== undefined && kind !== undefined
      ? { end: behind(regex.source.slice(last.body.span.start, last.body.span.end)) }
      : {}),
    ...(only === undefined ? {} : { only }),
  }
}

const isEnd = (piece: Piece | undefined): boolean => piece?.kind === 'edge' && piece.at === 'end'

/** Whether a sequence ends with the end of the value, perhaps inside of a group. */
function endsAtEnd(sequence: readonly Piece[] | undefined): boolean {
  const last = sequence?.at(-1)
  return last?.kind === 'group' && last.alternatives.length === 1
    ? endsAtEnd(last.alternatives[0])
    : isEnd(last)
}

/** The greedy repetition that a sequence ends with. */
function lastRepeat(pieces: readonly Piece[]): Repeat | undefined {
  const last = pieces.at(-1)
  return last?.kind === 'repeat' && last.mode === 'greedy' && last.max === Infinity
    ? last
    : undefined
}

function charactersOf(piece: Piece): CodeSet | undefined {
  const named = isOneCharacter(piece) ? namedBy(piece) : undefined
  return named === undefined ? undefined : taken(named)
}

/** The end of the value, or a character of which a repetition takes none. */
function behind(characters: string): string {
  const others = characters.startsWith('[^')
    ? `[${characters.slice(2)}`
    : characters.startsWith('[')
      ? `[^${characters.slice(1)}`
      : characters === '.'
        ? String.raw`\n`
        : `[^${characters}]`
  return `(?:${others}|$)`
}

/** Whether a group in front of the end of the value holds all that stands behind the last of a character. */
function onlyOf(before: Piece | undefined, pieces: readonly Piece[]): Only | undefined {
  const repeat = lastRepeat(pieces)
  const others = repeat === undefined ? undefined : charactersOf(repeat.body)
  if (repeat === undefined || others === undefined || repeat.min > 1) return undefined
  const first = pieces.length === 1 ? before : pieces.length === 2 ? pieces[0] : undefined
  if (first?.kind !== 'character') return undefined
  const text = String.fromCodePoint(first.code)
  const isApart = [text, text.toLowerCase(), text.toUpperCase()].every(
    (letter) => !holds(others, letter.codePointAt(0) ?? 0),
  )
  if (!isApart) return undefined
  const isInside = pieces.length === 2
  if (isInside && hasCases(text)) return undefined
  return { ...(isInside ? { first: text } : {}), others, mayBeEmpty: repeat.min === 0 }
}

/** A test of what a group holds. */
export interface AskedOfGroup {
  readonly condition: Condition
  /** The field may hold the group more than once, and Splunk takes the first. */
  readonly isAny: boolean
}

/** What a test of the group asks of the field; undefined where that cannot be said. */
export function askGroup(
  cut: Cut,
  field: Field,
  test: Test,
  span: Span | undefined,
): AskedOfGroup | undefined {
  const finds = predicate(field, cut.regex, span)
  switch (test.kind) {
    case 'exists':
      return { condition: finds, isAny: false }
    case 'isNull':
      return { condition: not(finds, span), isAny: false }
    case 'matches':
      return askText(cut, field, test, span)
    case 'regex': {
      const inner = findingInside(test, cut)
      return inner === undefined
        ? undefined
        : { condition: predicate(field, inner, span), isAny: true }
    }
    case 'compare':
    case 'cidr':
    case 'sameAs':
    case 'datePart':
    case 'inList':
    case 'placeholder':
      return undefined
  }
}

function askText(cut: Cut, field: Field, test: Matches, span: Span | undefined): AskedOfGroup {
  const text = literalText(test.pattern)
  const isOnly = cut.only !== undefined && text !== undefined
  if (isOnly && !fits(text, cut.only)) return { condition: { kind: 'never' }, isAny: false }
  const { regex, before, after, end = '' } = cut
  const flags = test.cased === regex.ignoreCase ? (test.cased ? '-i:' : 'i:') : ':'
  const any = regex.dotAll ? '.' : '(?s:.)'
  const written = patternRegex(test.pattern, { text: escapeRegex, run: `${any}*`, one: any })
  const isPlain =
    flags === ':' || !test.pattern.some((part) => typeof part === 'string' && hasCases(part))
  const inside = isPlain ? written : `(?${flags}${written})`
  // What runs on may end anywhere.
  const rest = after + (isRun(test.pattern.at(-1)) ? '' : end)
  const source = `${before}${inside}${rest}`
  return {
    condition: predicate(field, { ...regex, source }, span),
    isAny: !isOnly,
  }
}

const fits = (text: string, { first = '', others, mayBeEmpty }: Only): boolean => {
  if (!text.startsWith(first)) return false
  const rest = text.slice(first.length)
  return (rest !== '' || mayBeEmpty) && isSubset(charactersIn(rest), others)
}

/** A regex that finds something in the group, as one of the field; what it asks of the group's ends has to be nothing, or the field's end. */
function findingInside(test: Regex, { regex, before, after }: Cut): Regex | undefined {
  const tree = regexTree(test)
  const sameFlags = (['ignoreCase', 'multiline', 'dotAll'] as const).every(
    (flag) => test[flag] === regex[flag],
  )
  if (tree === undefined || !sameFlags || tree.alternatives.length !== 1) return undefined
  const pieces = [...allPieces(tree.alternatives)]
  const edges = pieces.filter(({ kind }) =>
    ['edge', 'boundary', 'look', 'backreference', 'foreign', 'options'].includes(kind),
  )
  const endsThere = endsAtEnd(tree.alternatives[0]) && after === '$'
  const isSayable = edges.length === 0 || (edges.length === 1 && endsThere)
  if (!isSayable || tree.edits.length > 0) return undefined
  return { ...regex, source: `${before}${regex.dotAll ? '.*' : '(?s:.*)'}${test.source}` }
}
