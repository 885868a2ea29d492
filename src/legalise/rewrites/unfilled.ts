/** `missing or empty` as one test, for languages whose text is never missing: an empty one stands for none there. */
import { matches, not, predicate } from '../../ast/build.js'
import type { And, Condition, Field, Or, Predicate } from '../../ast/nodes.js'
import { isAny, literalText } from '../../ast/pattern.js'
import { mapOperands, opposite, type Polarity } from '../../ast/visit.js'

/** The test for what such a language has instead of a missing text. */
export const isUnfilled = (field: Field, span?: Predicate['span']): Predicate =>
  predicate({ ...field, type: 'filled' }, matches(''), span)

/**
 * The condition with each `f is missing` that has an `f is empty` beside it as a test for either, and that one too: a
 * disjunction of both stays the same where each is replaced by it. Under a negation, what is beside in an AND counts.
 */
export const missingOrEmpty = (condition: Condition): Condition =>
  rewrite(condition, { kind: undefined, asked: nothing }, 'positive')

const nothing: ReadonlySet<string> = new Set()

/** Tests that are all alternatives, or all required, through groups in groups and negations. */
interface Cluster {
  /** What the groups are to the whole: an OR under a negation requires the negation of each operand. */
  readonly kind: 'and' | 'or' | undefined
  /** The fields that it asks both questions about. */
  readonly asked: ReadonlySet<string>
}

function rewrite(condition: Condition, cluster: Cluster, polarity: Polarity): Condition {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const kind = kindUnder(condition.kind, polarity)
      const inner =
        cluster.kind === kind ? cluster : { kind, asked: askedBy(condition, kind, polarity) }
      return mapOperands(condition, (operand) => rewrite(operand, inner, polarity))
    }
    case 'not': {
      const operand = rewrite(condition.operand, cluster, opposite(polarity))
      return operand === condition.operand ? condition : { ...condition, operand }
    }
    case 'predicate': {
      const { field, test, span } = condition
      const isAsked = cluster.asked.has(field.name) && questionOf(condition, cluster, polarity)
      if (!isAsked) return condition
      const either = isUnfilled(field, span)
      return test.kind === 'isNull' || isEmptyText(condition) ? either : not(either, span)
    }
    case 'keyword':
    case 'always':
    case 'never':
      return condition
  }
}

const kindUnder = (kind: 'and' | 'or', polarity: Polarity): 'and' | 'or' =>
  polarity === 'positive' ? kind : kind === 'and' ? 'or' : 'and'

function askedBy(group: And | Or, kind: 'and' | 'or', polarity: Polarity): ReadonlySet<string> {
  const found = { missing: new Set<string>(), empty: new Set<string>() }
  const collect = (part: Condition, at: Polarity): void => {
    if (part.kind === 'not') collect(part.operand, opposite(at))
    else if (part.kind === 'and' || part.kind === 'or') {
      if (kindUnder(part.kind, at) === kind) for (const inner of part.operands) collect(inner, at)
    } else if (part.kind === 'predicate') {
      const question = questionOf(part, { kind }, at)
      if (question !== undefined) found[question].add(part.field.name)
    }
  }
  collect(group, polarity)
  const both = [...found.missing].filter((name) => found.empty.has(name))
  return both.length === 0 ? nothing : new Set(both)
}

/** What an alternative says of its field, or a requirement denies. */
function questionOf(
  leaf: Predicate,
  { kind }: Pick<Cluster, 'kind'>,
  polarity: Polarity,
): 'missing' | 'empty' | undefined {
  const { field, test } = leaf
  if (field.type !== 'string' || field.part !== undefined) return undefined
  const isSo = (kind === 'or') === (polarity === 'positive')
  if (!isSo) return isThere(leaf) ? 'missing' : undefined
  if (test.kind === 'isNull') return 'missing'
  return isEmptyText(leaf) ? 'empty' : undefined
}

const isEmptyText = ({ test }: Predicate): boolean =>
  test.kind === 'matches' && literalText(test.pattern) === ''

const isThere = ({ test }: Predicate): boolean =>
  test.kind === 'exists' || (test.kind === 'matches' && isAny(test.pattern))
