/** Detections that go to Splunk and come back as Sigma rules. */
import {
  macroSet,
  planQuery,
  readRules,
  transpile,
  type Backend,
  type Condition,
  type Detection,
} from 'siemantic'
import sigma from '../../backends/sigma/index.js'
import { withPlainEnd } from '../../backends/sigma/forms.js'
import { and, conjunctsOf, equalityText, not, simplify } from '../../src/ast/build.js'
import { implies } from '../../src/ast/implies.js'
import type { LogSource } from '../../src/ast/nodes.js'
import { mindsCase } from '../../src/ast/pattern.js'
import { mapChildren, rewriteLeaves, type Leaf } from '../../src/ast/visit.js'
import { fidelityOf, type Diagnostic } from '../../src/diagnostics/diagnostic.js'
import { describeLogSource, findLogSourceRow } from '../../src/fields/find.js'
import { logSourceOfChannelEvent } from '../../src/fields/splunk-sources.js'
import { rowOf } from '../../src/fields/vocabularies.js'
import { regexAsPattern } from '../../src/legalise/rewrites/regex.js'
import { canonical } from '../backends/sigma/written.js'

/** What became of a detection on its way. */
export type Journey =
  /** Splunk can say it only nearly, or not at all. */
  | { readonly kind: 'inexact' }
  | { readonly kind: 'lost'; readonly search: string; readonly cause: string }
  | { readonly kind: 'same'; readonly search: string; readonly back: Detection }

/** Sigma → Splunk → Sigma: the same rule, said to be exact at each step. */
export async function throughSplunk(detection: Detection, backend: Backend): Promise<Journey> {
  const { status, queries } = await transpile(detection, backend)
  const [search] = queries
  if (status !== 'exact' || search === undefined) return { kind: 'inexact' }
  const lost = (cause: string): Journey => ({ kind: 'lost', search, cause })
  const [read] = (await readRules({ path: 'search.spl', text: search }, macroSet())).rules
  if (read?.detection === undefined) return lost(`not read: ${firstError(read?.diagnostics)}`)
  if (fidelityOf(read.diagnostics) !== 'exact')
    return lost(`read with ${messages(read.diagnostics)}`)
  const written = await transpile(asOf(detection, read.detection), sigma)
  if (written.status !== 'exact') return lost(`${written.status}: ${messages(written.diagnostics)}`)
  const text = written.queries.join('\n---\n')
  const { rules } = await readRules({ path: 'back.yml', text }, macroSet())
  const back = rules[0]?.detection
  if (back === undefined || rules.length > 1) return lost(`written as ${text}`)
  const problems = rules[0]?.diagnostics.filter(({ severity }) => severity !== 'note') ?? []
  if (problems.length > 0) return lost(messages(problems))
  const [before, behind] = [detection, back].map((each) => normalForm(each, backend))
  return before === behind
    ? { kind: 'same', search, back }
    : lost(`another rule:\n${before}\n${behind}`)
}

/** A data model mixes operating systems, and a Sigma rule names one: the detection as it is of the rule's. */
const asOf = ({ logSources }: Detection, read: Detection): Detection =>
  read.splunk?.dataset === undefined ? read : { ...read, logSources }

const firstError = (diagnostics: readonly Diagnostic[] = []): string =>
  messages(diagnostics.filter(({ severity }) => severity === 'error'))

const messages = (diagnostics: readonly Diagnostic[]): string =>
  diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n')

/**
 * A text that two rules share where they differ in nothing that survives Splunk. What it has one word for is:
 *
 * - a field that Sigma rules call by several names;
 * - the events of a category, which a rule may also name by their channel and ids;
 * - match(), for a pattern and for a regex that says the same;
 * - order, groups inside groups, and the case of what has no letters;
 * - in a data model, the name of a file and a path that ends in it: there the rules are compared in its own names;
 * - a field that is missing, and one that holds the text that tstats fills it with.
 */
export function normalForm(detection: Detection, backend: Backend): string {
  const [logSource = {}] = detection.logSources
  if (backend.name === 'splunk-tstats') {
    const plan = planQuery(detection, backend).value
    const filter = plan && rewriteLeaves(and([plan.filter, plan.post]), asMatched)
    return `${plan?.destination.name}: ${filter && canonical(withoutImplied(unfilled(filter)))}`
  }
  const families = [findLogSourceRow(logSource)?.family].filter((family) => family !== undefined)
  const named = mapNames(
    detection.condition,
    (name) => rowOf(name, 'sigma', families)?.columns.sigma?.name ?? name,
  )
  const condition = canonical(rewriteLeaves(named, asMatched))
  return `${describeLogSource(categoryOf(logSource, detection.condition)).toLowerCase()}: ${condition}`
}

function mapNames<N extends Parameters<typeof mapChildren>[0]>(
  node: N,
  name: (name: string) => string,
): N {
  const inner = mapChildren(node, (child) => mapNames(child, name))
  return inner.kind === 'field' ? { ...inner, name: name(inner.name) } : inner
}

function asMatched(leaf: Leaf): Condition {
  if (leaf.kind === 'always' || leaf.kind === 'never') return leaf
  const { test } = leaf
  if (test.kind === 'regex') {
    const plain = { ...leaf, test: withPlainEnd(test) }
    return regexAsPattern(plain) ?? plain
  }
  if (test.kind !== 'matches' || mindsCase(test.pattern)) return leaf
  return { ...leaf, test: { ...test, cased: false } }
}

const unfilled = (condition: Condition): Condition =>
  simplify(
    rewriteLeaves(condition, (leaf) =>
      leaf.kind === 'predicate' &&
      leaf.test.kind === 'matches' &&
      leaf.test.cased &&
      equalityText(leaf.test) === 'null'
        ? { ...leaf, test: { kind: 'isNull' } }
        : leaf,
    ),
  )

const isThere = (each: Condition): boolean =>
  each.kind === 'predicate' && each.test.kind === 'exists'

/** Without fields that have to be there as others say something of them. */
function withoutImplied(condition: Condition): Condition {
  const all = conjunctsOf(condition).flatMap((each) =>
    each.kind === 'not' && each.operand.kind === 'or'
      ? each.operand.operands.map((operand) => simplify(not(operand)))
      : [each],
  )
  const others = and(all.filter((each) => !isThere(each)))
  return and(all.filter((each) => !isThere(each) || !implies(others, each)))
}

/** The category of a rule that asks a channel for some of its events. */
function categoryOf(logSource: LogSource, condition: Condition): LogSource {
  const events = logSource.category === undefined ? findLogSourceRow(logSource)?.events : []
  const ids = idsOf(simplify(condition))
  const [channel] = events ?? []
  return (channel && logSourceOfChannelEvent(channel.channel, ids, [])?.logSource) ?? logSource
}

function idsOf(condition: Condition): readonly number[] {
  if (condition.kind === 'and' || condition.kind === 'or') {
    const each = condition.operands.map(idsOf)
    if (condition.kind === 'and') return each.find((ids) => ids.length > 0) ?? []
    return each.every((ids) => ids.length > 0) ? each.flat() : []
  }
  if (condition.kind !== 'predicate' || condition.field.name !== 'EventID') return []
  const id = equalityText(condition.test)
  return id === undefined ? [] : [Number(id)]
}
