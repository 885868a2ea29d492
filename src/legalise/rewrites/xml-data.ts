/**
 * Values inside the XML of an event, for languages to which it is one text: the pieces of data without a name. A test of them is
 * a regex over the XML.
 */
import { not, or } from '../../ast/build.js'
import { splitAtControls } from '../../ast/control.js'
import type { Condition, Field, Keyword, Matches, Predicate, Test } from '../../ast/nodes.js'
import { anyRun, containing, mapText, widenOne, type Pattern } from '../../ast/pattern.js'
import { isSameList, mapOperands } from '../../ast/visit.js'
import { dataRegex, dataTests, isWritableInXml } from '../../ast/xml-data.js'
import type { Gap, Limit } from '../capabilities.js'
import { changeMatches, joinedByRuns } from '../replace.js'
import { basenameAsPath } from './basename.js'
import { regexAsPattern } from './regex.js'

type Leaf = Predicate | Keyword

const isXml = ({ type }: Field): boolean => type === 'eventXml'

/** Whether values themselves are asked for, and not a part of them. */
const isWhole = (field: Field): boolean => isXml(field) && field.part === undefined

const asText = (field: Field): Field => ({ ...field, type: 'string' })

/** The pattern of the values for which a test holds; undefined where only values can be asked that. */
function valueOf(test: Test): Pattern | undefined {
  if (test.kind === 'exists' || test.kind === 'isNull') return [anyRun]
  return test.kind === 'matches' && isWritableInXml(test.pattern) ? test.pattern : undefined
}

const overXml = (leaf: Predicate, values: readonly Pattern[]): Predicate => ({
  ...leaf,
  field: asText(leaf.field),
  test: dataRegex(values, leaf.test.kind === 'matches' && leaf.test.cased),
})

/** A test of pieces of data as one of the XML; undefined of another field, and where only values can be asked. */
export function dataInXml(leaf: Leaf): Condition | undefined {
  if (leaf.kind === 'keyword' || !isWhole(leaf.field)) return undefined
  const value = valueOf(leaf.test)
  if (value === undefined) return undefined
  const found = overXml(leaf, [value])
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
  readonly values: Pattern[]
}

function joined(operands: readonly Condition[]): readonly Condition[] {
  const groups = new Map<string, Joinable>()
  const items = operands.flatMap((operand): readonly (Condition | Joinable)[] => {
    const value = isValue(operand) ? valueOf(operand.test) : undefined
    if (!isValue(operand) || value === undefined) return [operand]
    const key = `${operand.field.name} ${operand.test.cased}`
    const group = groups.get(key)
    if (group !== undefined) {
      group.values.push(value)
      return []
    }
    const first = { first: operand, values: [value] }
    groups.set(key, first)
    return [first]
  })
  return items.map((item) =>
    !('values' in item)
      ? item
      : item.values.length === 1
        ? item.first
        : overXml(item.first, item.values),
  )
}

/** A test of whole values; one of their basenames has to be one of theirs first. */
const isValue = (condition: Condition): condition is Predicate & { readonly test: Matches } =>
  condition.kind === 'predicate' && condition.test.kind === 'matches' && isWhole(condition.field)

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
    applies: (leaf) =>
      asksXml(leaf) && leaf.test.kind === 'matches' && !isWritableInXml(leaf.test.pattern),
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
    replace: (leaf) => ofWholeXml(inSomeXml(leaf)),
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

/** The same of all XML in which such a value may be. What is one character of a value may be an entity there. */
const inSomeXml = (leaf: Leaf): Leaf =>
  changeMatches(leaf, ({ pattern: value }) => ({
    pattern: containing(widenOne(mapText(value, (text) => joinedByRuns(text.split(notItself))))),
  }))

/** What {@link somewhereInXml} makes of the values that a regex over XML looks for; undefined of any other test. */
export function impliedInXml(leaf: Leaf): Condition | undefined {
  const tests = leaf.test.kind === 'regex' ? dataTests(leaf.test) : undefined
  if (leaf.kind === 'keyword' || tests === undefined) return undefined
  return or(tests.map((test) => inSomeXml({ ...leaf, test })))
}
