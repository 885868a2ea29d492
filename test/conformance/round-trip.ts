/** Splunk queries of ours, read back by our own reader and compared with what was printed. */
import {
  macroSet,
  planQuery,
  readRules,
  transpile,
  type Backend,
  type Condition,
  type Detection,
  type Diagnostic,
  type Plan,
} from 'siemantic'
import { and, conjunctsOf, equalityText, fingerprint, not, simplify } from '../../src/ast/build.js'
import { isAny, isRun, someText } from '../../src/ast/pattern.js'
import { rewriteLeaves, type Leaf } from '../../src/ast/visit.js'
import { findLogSourceRow } from '../../src/fields/find.js'
import { conditionOfFirstStage } from '../../src/fields/own.js'
import type { FieldValues } from '../../src/fields/types.js'

/** What was printed and what was read, twice; the members of each pair are equal where nothing is lost. */
export interface RoundTrip {
  readonly errors: readonly Diagnostic[]
  readonly once?: Pair
  readonly twice?: Pair
}

interface Pair {
  readonly printed: unknown
  readonly read: unknown
}

/**
 * Prints a detection, reads that, prints it again and reads it again. Undefined where there is no query, and where
 * the plan has a later stage, whose regexes are another form of its patterns.
 */
export async function roundTrip(
  detection: Detection,
  backend: Backend,
): Promise<RoundTrip | undefined> {
  const plan = planQuery(detection, backend).value
  if (plan === undefined || plan.post.kind !== 'always') return undefined
  const prefix = `${plan.destination.name.split('.').at(-1)}.`
  const first = await readBack(detection, backend)
  if (first.value === undefined) return first
  const read = first.value
  // What names an unknown source is printed back as it was written.
  const isOwn = backend.ownDestination?.(detection) !== undefined
  const source = isOwn && detection.source !== undefined ? [detection.source] : []
  const once = {
    printed: comparable(and([...source, expected(plan, read)]), prefix),
    read: comparable(ownWords(read), prefix),
  }
  const second = await readBack(read, backend)
  if (second.value === undefined) return { ...second, once }
  const twice = {
    printed: once.read,
    read: comparable(ownWords(second.value), prefix),
  }
  return { errors: [], once, twice }
}

async function readBack(
  detection: Detection,
  backend: Backend,
): Promise<{ readonly value: Detection | undefined; readonly errors: readonly Diagnostic[] }> {
  const [text = ''] = (await transpile(detection, backend)).queries
  const { rules } = await readRules({ path: 'query.spl', text }, macroSet())
  return {
    value: rules[0]?.detection,
    errors: rules.flatMap(({ diagnostics }) =>
      diagnostics.filter(({ severity }) => severity === 'error'),
    ),
  }
}

/**
 * Splunk has one form for a value of any text and a field that exists, one for a field that is null or missing, and looks
 * for a keyword anywhere: what is written alike is read alike.
 */
function asWritten(leaf: Leaf): Condition {
  if (leaf.kind === 'always' || leaf.kind === 'never') return leaf
  const { test } = leaf
  if (leaf.kind === 'predicate' && test.kind === 'isNull') {
    return not({ ...leaf, test: { kind: 'exists' } })
  }
  if (test.kind !== 'matches') return leaf
  if (leaf.kind === 'predicate') {
    if (isAny(test.pattern)) return { ...leaf, test: { kind: 'exists' } }
    // What has no letters has no case to mind.
    const hasCase = someText(test.pattern, (text) => text.toLowerCase() !== text.toUpperCase())
    return { ...leaf, test: { ...test, cased: test.cased && hasCase } }
  }
  const from = test.pattern.findIndex((part) => !isRun(part))
  const to = test.pattern.findLastIndex((part) => !isRun(part))
  return { ...leaf, test: { ...test, pattern: test.pattern.slice(from, to + 1) } }
}

/** A tree without what a target adds to its fields, its operands in one order. */
function comparable(condition: Condition, prefix: string): unknown {
  const sorted = (part: Condition): unknown => {
    switch (part.kind) {
      case 'and':
      case 'or':
        return {
          // What is about the log source, the rule may say once more.
          [part.kind]: [
            ...new Set(part.operands.map((each) => JSON.stringify(sorted(each)))),
          ].toSorted(),
        }
      case 'not':
        return { not: sorted(part.operand) }
      case 'predicate': {
        const field = { kind: 'field', name: part.field.name.replace(prefix, '') } as const
        return fingerprint({ ...part, field })
      }
      case 'keyword':
      case 'always':
      case 'never':
        return fingerprint(part)
    }
  }
  return sorted(simplify(rewriteLeaves(condition, asWritten)))
}

/** What the first stage of a search says, a source that is not known too. */
const ownWords = (detection: Detection): Condition =>
  and([
    ...(detection.source === undefined ? [] : [detection.source]),
    conditionOfFirstStage(detection),
  ])

const isSource = (condition: Condition): boolean => {
  if (condition.kind === 'not') return isSource(condition.operand)
  const [first] = condition.kind === 'or' ? condition.operands : [condition]
  return first?.kind === 'predicate' && /^(?:source(?:type)?|tag)$/.test(first.field.name)
}

/** What the search says, but for the source that the reader turns into a log source. */
function expected({ destination, filter }: Plan, { logSources }: Detection): Condition {
  const { name, vocabulary } = destination
  if (logSources.length > 0 && vocabulary === 'splunkEvent') return filter
  const own = conjunctsOf(simplify(and([destination.filter, filter])))
  if (logSources.length === 0 || name !== 'events') return and(own)
  const naming = namingTests(logSources).map((test) => own.findIndex(isSaidBy(test)))
  return and(own.filter((conjunct, index) => !isSource(conjunct) && !naming.includes(index)))
}

/** What makes events those of one log source, beside where they come from: a value of `action`, or of `EventType`. */
function namingTests([only, ...others]: Detection['logSources']): readonly FieldValues[] {
  const row = only === undefined || others.length > 0 ? undefined : findLogSourceRow(only)
  return [...(row?.cim?.where ?? []), ...(row?.events ?? []).flatMap(({ where = [] }) => where)]
}

/** Whether a conjunct is such a test. */
const isSaidBy =
  ({ field, values }: FieldValues) =>
  (conjunct: Condition): boolean => {
    const all = conjunct.kind === 'or' ? conjunct.operands : [conjunct]
    const found = all.flatMap((each) =>
      each.kind === 'predicate' && each.field.name === field ? (equalityText(each.test) ?? []) : [],
    )
    return found.length === all.length && found.toSorted().join() === values.toSorted().join()
  }
