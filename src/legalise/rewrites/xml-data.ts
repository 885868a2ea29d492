/**
 * Values inside the XML of an event, for languages to which it is one text: the pieces of data without a name, of which an
 * old provider's event has any number. A test of them is a regex over the XML, as Windows writes it: without comments and
 * CDATA, and with entities where characters cannot or may not stand as themselves (XML 1.0, "Predefined Entities").
 */
import { not, or } from '../../ast/build.js'
import { hasControl, splitAtControls } from '../../ast/control.js'
import type { Condition, Field, Keyword, Matches, Predicate, Test } from '../../ast/nodes.js'
import {
  anyRun,
  containing,
  isAny,
  isOne,
  isRun,
  literalText,
  mapText,
  someText,
  type Pattern,
} from '../../ast/pattern.js'
import { escapeRegex } from '../../ast/regex.js'
import { isSameList, mapOperands } from '../../ast/visit.js'
import type { Gap, Limit } from '../capabilities.js'
import { changeMatches, joinedByRuns } from '../replace.js'
import { basenameAsPath } from './basename.js'
import { regexAsPattern } from './regex.js'

type Leaf = Predicate | Keyword

const isXml = ({ type }: Field): boolean => type === 'eventXml'

/** Whether values themselves are asked for, and not a part of them. */
const isWhole = (field: Field): boolean => isXml(field) && field.part === undefined

const asText = (field: Field): Field => ({ ...field, type: 'string' })

/** How a character may be written that need not, or cannot, stand as itself. */
const written: ReadonlyMap<string, string> = new Map([
  ['&', '&(?:amp|#38);'],
  ['<', '&(?:lt|#60);'],
  ['>', '(?:>|&(?:gt|#62);)'],
  ['"', '(?:"|&(?:quot|#34);)'],
  ["'", "(?:'|&(?:apos|#39);)"],
  ['\t', String.raw`(?:\t|&#(?:9|x9);)`],
])

const marked = /([&<>"'\t])/

const inXml = (text: string): string =>
  text
    .split(marked)
    .map((piece) => written.get(piece) ?? escapeRegex(piece))
    .join('')

/** One character of a value, and any number of them: an entity is one. */
const one = '(?:[^<&]|&[^<;]*;)'
const run = '[^<&]*(?:&[^<;]*;[^<&]*)*'
/** Any number of characters in front of what cannot begin inside an entity. */
const anyRunInXml = '[^<]*'

const entities = ['amp;', 'lt;', 'gt;', 'quot;', 'apos;']

/** Whether a text may be found where an entity is written: all of it inside, or from there on. */
function mayBeginInEntity(text: string): boolean {
  const lower = text.toLowerCase()
  const tails = entities.flatMap((entity) => Array.from(entity, (_, at) => entity.slice(at)))
  return (
    /^#?x?[\da-f]*(?:;|$)/.test(lower) ||
    tails.some((tail) => tail.startsWith(lower) || lower.startsWith(tail))
  )
}

/** The pieces of a pattern, between the tags of an element. */
const piecesInXml = (value: Pattern): string =>
  value
    .map((part, index) => {
      if (typeof part === 'string') return inXml(part)
      if (isOne(part)) return one
      const next = value[index + 1]
      if (next === undefined) return anyRunInXml
      return typeof next === 'string' && !mayBeginInEntity(next) ? anyRunInXml : run
    })
    .join('')

/** What stands behind `<Data` where a piece of data is of the pattern. */
function behindName(value: Pattern): string {
  if (isAny(value)) return String.raw`(?:>|\s*/>)`
  if (literalText(value) === '') return String.raw`(?:></Data>|\s*/>)`
  return isRun(value.at(-1))
    ? `>${piecesInXml(value.slice(0, -1))}`
    : `>${piecesInXml(value)}</Data>`
}

/** Whether values can be asked for at all: XML has line ends in more ways than one, and no control characters but the tab. */
const isWritable = ({ pattern: value }: Matches): boolean =>
  !someText(value, (text) => hasControl(text.replaceAll('\t', '')))

/** What stands behind `<Data` where a test holds; undefined where only values can be asked that. */
function behindNameFor(test: Test): string | undefined {
  if (test.kind === 'exists' || test.kind === 'isNull') return behindName([anyRun])
  return test.kind === 'matches' && isWritable(test) ? behindName(test.pattern) : undefined
}

const overXml = (leaf: Predicate, behind: string): Predicate => ({
  ...leaf,
  field: asText(leaf.field),
  test: {
    kind: 'regex',
    source: `<Data${behind}`,
    ignoreCase: leaf.test.kind === 'matches' && !leaf.test.cased,
    multiline: false,
    dotAll: false,
  },
})

/** A test of pieces of data as one of the XML; undefined of another field, and where only values can be asked. */
export function dataInXml(leaf: Leaf): Condition | undefined {
  if (leaf.kind === 'keyword' || !isWhole(leaf.field)) return undefined
  const behind = behindNameFor(leaf.test)
  if (behind === undefined) return undefined
  const found = overXml(leaf, behind)
  return leaf.test.kind === 'isNull' ? not(found, leaf.span) : found
}

/** Alternatives of one field as one regex: of many values, that is much shorter. */
export function alternativesInXml(condition: Condition): Condition {
  switch (condition.kind) {
    case 'and':
      return mapOperands(condition, alternativesInXml)
    case 'or': {
      const group = mapOperands(condition, alternativesInXml)
      const operands = joined(group.operands)
      return isSameList(operands, group.operands) ? group : or(operands, condition.span)
    }
    case 'not': {
      const operand = alternativesInXml(condition.operand)
      return operand === condition.operand ? condition : { ...condition, operand }
    }
    case 'predicate':
    case 'keyword':
    case 'always':
    case 'never':
      return condition
  }
}

/** Alternatives that can be one, at the place of the first. */
interface Joinable {
  readonly first: Predicate
  readonly behind: string[]
}

function joined(operands: readonly Condition[]): readonly Condition[] {
  const groups = new Map<string, Joinable>()
  const items = operands.flatMap((operand): readonly (Condition | Joinable)[] => {
    const behind = isValue(operand) ? behindNameFor(operand.test) : undefined
    if (!isValue(operand) || behind === undefined) return [operand]
    const key = `${operand.field.name} ${operand.test.cased}`
    const group = groups.get(key)
    if (group !== undefined) {
      group.behind.push(behind)
      return []
    }
    const first = { first: operand, behind: [behind] }
    groups.set(key, first)
    return [first]
  })
  return items.map((item) =>
    !('behind' in item)
      ? item
      : item.behind.length === 1
        ? item.first
        : overXml(item.first, alternation(item.behind)),
  )
}

/** A test of whole values; one of their basenames has to be one of theirs first. */
const isValue = (condition: Condition): condition is Predicate & { readonly test: Matches } =>
  condition.kind === 'predicate' && condition.test.kind === 'matches' && isWhole(condition.field)

/** What all begin with is written once, where that is what nearly all values begin with. */
function alternation(all: readonly string[]): string {
  const start = `>${anyRunInXml}`
  const shared = all.every((each) => each.startsWith(start)) ? start : ''
  return `${shared}(?:${all.map((each) => each.slice(shared.length)).join('|')})`
}

/** Whether something is asked of values that are inside XML. */
const asksXml = (leaf: Leaf): boolean =>
  leaf.kind === 'predicate' &&
  (isXml(leaf.field) || (leaf.test.kind === 'sameAs' && isXml(leaf.test.field)))

/** The same test of all of the XML. */
function ofWholeXml(leaf: Leaf): Condition {
  if (leaf.kind === 'keyword') return leaf
  const { test } = leaf
  const field = isXml(leaf.field) ? asText(leaf.field) : leaf.field
  return test.kind === 'sameAs'
    ? {
        ...leaf,
        field,
        test: { ...test, field: isXml(test.field) ? asText(test.field) : test.field },
      }
    : { ...leaf, field }
}

/** What is neither a pattern nor a regex that is one in disguise is asked of the whole text. */
const asksWholeXml: Limit = {
  code: 'fidelity/xml-text',
  effect: 'approximate',
  applies: (leaf) =>
    asksXml(leaf) &&
    [basenameAsPath, regexAsPattern, dataInXml].every((other) => other(leaf) === undefined),
  replace: ofWholeXml,
}

/** The limits of a language with regexes. */
export const limitsInXml: readonly Limit[] = [
  {
    code: 'fidelity/control-character',
    effect: 'wider',
    applies: (leaf) => asksXml(leaf) && leaf.test.kind === 'matches' && !isWritable(leaf.test),
    replace: (leaf) =>
      changeMatches(leaf, ({ pattern: value }) => ({
        pattern: mapText(value, (text) => joinedByRuns(splitAtControls(text))),
      })),
  },
  asksWholeXml,
]

/** What has to be an equivalent first, where a language has the XML as one text. */
export const valuesInXml: Gap = { applies: asksXml, what: 'a test of values inside XML' }

/** The limits of a language without regexes: a value is somewhere in the text, as far as its characters stand as themselves. */
export const somewhereInXml: readonly Limit[] = [
  {
    code: 'fidelity/xml-text',
    effect: 'wider',
    applies: (leaf) =>
      asksXml(leaf) && (leaf.test.kind === 'matches' || leaf.test.kind === 'exists'),
    replace: (leaf) =>
      ofWholeXml(
        changeMatches(leaf, ({ pattern: value }) => ({
          pattern: containing(mapText(value, (text) => joinedByRuns(text.split(notItself)))),
        })),
      ),
  },
  {
    code: 'fidelity/xml-text',
    effect: 'narrower',
    applies: (leaf) => asksXml(leaf) && leaf.test.kind === 'isNull',
    replace: ofWholeXml,
  },
  asksWholeXml,
]

// oxlint-disable-next-line no-control-regex
const notItself = /[&<>"'\u0000-\u001F\u007F-\u009F]/
