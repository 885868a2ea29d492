/** Canonical trees: builders that never leave a group of one or a double negation behind. */
import type {
  And,
  Condition,
  Field,
  Matches,
  Metadata,
  Or,
  Predicate,
  Span,
  Test,
} from './nodes.js'
import { lastText, literalText, pattern, type Pattern } from './pattern.js'
import { isSameList, mapChildren } from './visit.js'
import type { Node } from './nodes.js'

export const always: Condition = { kind: 'always' }
export const never: Condition = { kind: 'never' }

// Nodes of a kind are written out in one order, not spread together: V8 reads what is of few shapes faster.

/** The conjunction of these: the operand itself where there is one, true where there is none. */
export const and = (operands: readonly Condition[], span?: Span): Condition =>
  operands.length === 0
    ? always
    : operands.length === 1
      ? operands[0]!
      : span === undefined
        ? { kind: 'and', operands }
        : { kind: 'and', operands, span }

/** The disjunction of these: the operand itself where there is one, false where there is none. */
export const or = (operands: readonly Condition[], span?: Span): Condition =>
  operands.length === 0
    ? never
    : operands.length === 1
      ? operands[0]!
      : span === undefined
        ? { kind: 'or', operands }
        : { kind: 'or', operands, span }

export const not = (operand: Condition, span?: Span): Condition =>
  span === undefined ? { kind: 'not', operand } : { kind: 'not', operand, span }

export const field = (name: string, more: Partial<Omit<Field, 'kind' | 'name'>> = {}): Field => ({
  kind: 'field',
  name,
  ...more,
})

/** The field as a place names it. */
export const fieldAt = ({ span: _elsewhere, ...rest }: Field, span: Span): Field => ({
  span,
  ...rest,
})

export const predicate = (of: Field, test: Test, span?: Span): Predicate =>
  span === undefined
    ? { kind: 'predicate', field: of, test }
    : { kind: 'predicate', field: of, test, span }

/** A test without regard to case; a string is taken literally. */
export const matches = (
  value: Pattern | string,
  more: Partial<Omit<Matches, 'kind' | 'pattern'>> = {},
): Matches => ({
  kind: 'matches',
  pattern: typeof value === 'string' ? pattern(value) : value,
  cased: false,
  ...more,
})

/** The field equals a text, without regard to case. */
export const equals = (name: string, text: string): Predicate =>
  predicate(field(name), matches(text))

/**
 * An equivalent condition without groups inside groups of the same kind, double negations (a field that is not missing
 * exists), repeated operands, a condition beside its own negation, constants beside others, and `exists` beside a test of
 * the same field.
 * Spans of what remains are kept.
 */
export function simplify(condition: Condition): Condition {
  switch (condition.kind) {
    case 'and':
      return simplifyGroup(condition, always, never)
    case 'or':
      return simplifyGroup(condition, never, always)
    case 'not': {
      const operand = simplify(condition.operand)
      if (operand.kind === 'not') return operand.operand
      if (operand.kind === 'always') return never
      if (operand.kind === 'never') return always
      if (operand.kind === 'predicate' && operand.test.kind === 'isNull') {
        return { ...operand, test: { ...operand.test, kind: 'exists' } }
      }
      return operand === condition.operand ? condition : { ...condition, operand }
    }
    case 'predicate':
    case 'keyword':
    case 'always':
    case 'never':
      return condition
  }
}

/** `neutral` operands are left out, an `absorbing` one is all of the group. The same object where nothing changes. */
function simplifyGroup(group: And | Or, neutral: Condition, absorbing: Condition): Condition {
  const operands: Condition[] = []
  for (const written of group.operands) {
    const operand = simplify(written)
    if (operand.kind === absorbing.kind) return operand
    if (operand.kind === neutral.kind) continue
    if (operand.kind === group.kind) for (const inner of operand.operands) operands.push(inner)
    else operands.push(operand)
  }
  const mayRepeat = hasRepetition(operands.map(lookOf))
  const different = mayRepeat ? distinct(operands) : operands
  const unique = group.kind === 'and' ? withoutPresence(different) : different
  if (mayRepeat && hasOpposites(unique)) return absorbing
  if (unique.length > 1 && isSameList(unique, group.operands)) return group
  return group.kind === 'and' ? and(unique, group.span) : or(unique, group.span)
}

const isPresence = (condition: Condition): condition is Predicate =>
  condition.kind === 'predicate' && condition.test.kind === 'exists'

/** Operands of an AND without those that only ask that a field is there which another needs. */
function withoutPresence(operands: readonly Condition[]): readonly Condition[] {
  if (!operands.some(isPresence)) return operands
  const needed = new Set(
    operands.map((operand) => (isPresence(operand) ? undefined : neededField(operand))),
  )
  return operands.filter((operand) => !isPresence(operand) || !needed.has(operand.field.name))
}

/** The name of a field without which a condition cannot hold. */
export function neededField(condition: Condition): string | undefined {
  if (condition.kind === 'predicate') {
    return condition.test.kind === 'isNull' ? undefined : condition.field.name
  }
  if (condition.kind !== 'or') return undefined
  const [first, ...others] = condition.operands.map(neededField)
  return others.every((name) => name === first) ? first : undefined
}

/**
 * What a condition has in common with all that mean the same and with its negation, and with few others. Operands of
 * which no two look alike have neither repetitions nor opposites; that is nearly always so, and quickly seen.
 */
function lookOf(condition: Condition): string {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      // Alternatives that start alike seldom end alike.
      const last = condition.operands.at(-1)
      return last === undefined ? condition.kind : lookOf(last)
    }
    case 'not':
      return lookOf(condition.operand)
    case 'predicate':
    case 'keyword': {
      const { test } = condition
      const text = test.kind === 'matches' ? lastText(test.pattern) : undefined
      return text ?? (condition.kind === 'predicate' ? condition.field.name : test.kind)
    }
    case 'always':
    case 'never':
      return condition.kind
  }
}

/** Few texts are sooner compared with each other than put into a set. */
const hasRepetition = (texts: readonly string[]): boolean =>
  texts.length > 8
    ? new Set(texts).size < texts.length
    : texts.some((text, index) => texts.indexOf(text) < index)

/** The first of each set of conditions that mean the same, in their order. */
function distinct(conditions: readonly Condition[]): readonly Condition[] {
  const seenKeys = new Set<string>()
  const repeatedKeys = new Set<string>()
  for (const key of conditions.map(roughKey)) (seenKeys.has(key) ? repeatedKeys : seenKeys).add(key)
  if (repeatedKeys.size === 0) return conditions
  const seen = new Set<string>()
  return conditions.filter((condition) => {
    if (!repeatedKeys.has(roughKey(condition))) return true
    const same = fingerprint(condition)
    return !seen.has(same) && seen.add(same)
  })
}

/** Whether one of the operands is the negation of another. */
function hasOpposites(operands: readonly Condition[]): boolean {
  const negated = operands.flatMap((operand) => (operand.kind === 'not' ? [operand.operand] : []))
  if (negated.length === 0) return false
  const keys = new Set(negated.map(roughKey))
  const suspects = operands.filter((operand) => keys.has(roughKey(operand)))
  if (suspects.length === 0) return false
  const fingerprints = new Set(negated.map(fingerprint))
  return suspects.some((operand) => fingerprints.has(fingerprint(operand)))
}

/** What conditions that mean the same have in common, and hardly any others; cheaper than a fingerprint. */
function roughKey(condition: Condition): string {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const last = condition.operands.at(-1)
      const key = last === undefined ? '' : roughKey(last)
      return `${condition.kind} ${condition.operands.length} ${key}`
    }
    case 'not':
      return `not ${roughKey(condition.operand)}`
    case 'predicate':
      return `${condition.field.name} ${roughTest(condition.test)}`
    case 'keyword':
      return roughTest(condition.test)
    case 'always':
    case 'never':
      return condition.kind
  }
}

function roughTest(test: Test): string {
  if (test.kind === 'regex') return test.source
  return test.kind === 'matches'
    ? test.pattern.filter((part) => typeof part === 'string').join('*')
    : test.kind
}

/** The tree with one place for all of it: that of a file which it is not written in itself. */
export function placedAt<N extends Node>(node: N, span: Span): N {
  const bare: N & { at?: number } = { ...mapChildren(node, (child) => placedAt(child, span)) }
  delete bare.at
  return { ...bare, span }
}

/** The tree without what does not change its meaning: spans, and how a value was written. */
export function meaningOf<N extends Node>(node: N): N {
  const bare: N & { span?: Span; at?: number; written?: string; implied?: true } = {
    ...mapChildren(node, meaningOf),
  }
  delete bare.span
  delete bare.at
  delete bare.written
  delete bare.implied
  return bare
}

const fingerprints = new WeakMap<Node, string>()

/** A text that two nodes share exactly where they are the same tree, whatever their spans. */
export function fingerprint(node: Node): string {
  const known = fingerprints.get(node)
  if (known !== undefined) return known
  const own = Object.entries(node).filter(([key]) => !isUnmeant(key))
  const text = own
    .map(
      ([key, value]: readonly [string, unknown]) =>
        `${key}:${isNode(value) ? fingerprint(value) : textOf(value)}`,
    )
    .toSorted()
    .join(';')
  fingerprints.set(node, text)
  return text
}

const unmeant: ReadonlySet<string> = new Set(['span', 'at', 'written', 'implied'])

const isUnmeant = (key: string): boolean => unmeant.has(key)

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'kind' in value

/** A property's value; texts quoted, so that none can look like the end of another property. */
const textOf = (value: unknown): string =>
  Array.isArray(value) && value.every(isNode)
    ? `[${value.map(fingerprint).join(',')}]`
    : JSON.stringify(value)

/** The conditions that all have to hold for this one, groups in groups too. */
export const conjunctsOf = (condition: Condition): readonly Condition[] =>
  condition.kind === 'and'
    ? condition.operands.flatMap(conjunctsOf)
    : condition.kind === 'always'
      ? []
      : [condition]

/** Whether a condition is only what Splunk's grouping needs: that a field is there. */
export const isImplied = (condition: Condition): condition is Predicate =>
  condition.kind === 'predicate' &&
  condition.test.kind === 'exists' &&
  condition.test.implied === true

/** The literal text of an equality test; undefined of any other. */
export const equalityText = (test: Test): string | undefined =>
  test.kind === 'matches' ? literalText(test.pattern) : undefined

/** The metadata of a detection of which only the title is known. */
export const bareMetadata = (title: string): Metadata => ({
  title,
  references: [],
  tags: [],
  falsePositives: [],
  related: [],
  fields: [],
  scope: [],
  techniques: [],
  tactics: [],
  cves: [],
  custom: {},
})
