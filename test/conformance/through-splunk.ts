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
import {
  always,
  and,
  conjunctsOf,
  equalityText,
  not,
  or,
  predicate,
  simplify,
} from '../../src/ast/build.js'
import { implies } from '../../src/ast/implies.js'
import { isAny, mindsCase, withoutOuterRuns } from '../../src/ast/pattern.js'
import { mapChildren, rewriteLeaves, type Leaf } from '../../src/ast/visit.js'
import { dataTests } from '../../src/ast/xml-data.js'
import { fidelityOf, type Diagnostic } from '../../src/diagnostics/diagnostic.js'
import { findLogSourceRow } from '../../src/fields/find.js'
import { rowOf } from '../../src/fields/vocabularies.js'
import { regexAsPattern } from '../../src/legalise/rewrites/regex.js'
import { canonical, detectionOf } from '../backends/sigma/written.js'

/** What became of a detection on its way. */
export type Journey =
  /** Splunk can say it only nearly, or not at all. */
  | { readonly kind: 'inexact' }
  | {
      readonly kind: 'lost'
      readonly search: string
      readonly cause: string
      /** Another rule than the first. */
      readonly back?: Detection
    }
  | { readonly kind: 'same'; readonly search: string; readonly back: Detection }

/** Sigma → Splunk → Sigma: the same rule, said to be exact at each step. */
export async function throughSplunk(detection: Detection, backend: Backend): Promise<Journey> {
  const { status, queries } = await transpile(detection, backend)
  const [search] = queries
  if (status !== 'exact' || search === undefined) return { kind: 'inexact' }
  const lost = (cause: string) => ({ kind: 'lost', search, cause }) as const
  const [read] = (await readRules({ path: 'search.spl', text: search }, macroSet())).rules
  if (read?.detection === undefined) return lost(`not read: ${firstError(read?.diagnostics)}`)
  if (fidelityOf(read.diagnostics) !== 'exact')
    return lost(`read with ${messages(read.diagnostics)}`)
  const written = await transpile(asOf(detection, read.detection, backend), sigma)
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
    : { ...lost(`another rule:\n${before}\n${behind}`), back }
}

/**
 * Where Splunk selects the rule's log source and the one that was read alike, it is the rule's: both are right. Data models
 * and their tags mix operating systems, and a rule names one.
 */
function asOf(detection: Detection, read: Detection, backend: Backend): Detection {
  const { logSources } = detection
  const isSame =
    read.vocabulary === 'cim'
      ? read.logSources.some(
          ({ category, product }) => category === logSources[0]?.category && product === undefined,
        )
      : selectionOf(logSources, backend) === selectionOf(read.logSources, backend)
  return isSame ? { ...read, logSources } : read
}

/** What selects log sources in Splunk. */
function selectionOf(logSources: Detection['logSources'], backend: Backend): string {
  const { destination } = planQuery(detectionOf(always, { logSources }), backend).value ?? {}
  return `${destination?.name} ${destination && canonical(destination.filter)}`
}

const firstError = (diagnostics: readonly Diagnostic[] = []): string =>
  messages(diagnostics.filter(({ severity }) => severity === 'error'))

const messages = (diagnostics: readonly Diagnostic[]): string =>
  diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n')

/**
 * A text that two rules share where they differ in nothing that survives Splunk: the same search again, and the same
 * condition in Sigma's words. What Splunk has one word for is:
 *
 * - log sources: those of a data model for every operating system, the events of a category and the same events by
 *   their channel and ids, services that share a source type;
 * - a field that Sigma rules call by several names;
 * - a keyword, and one with a wildcard at its ends, as it is found anywhere;
 * - match(), for a pattern and for a regex that says the same, and one regex over XML for several values in it;
 * - order, groups inside groups, and the case of what has no letters;
 * - in the names of a data model, the name of a file and a path that ends in it, and a field that is missing and one that
 *   holds the text that tstats fills it with: there only the searches are compared.
 */
export function normalForm(detection: Detection, backend: Backend): string {
  const plan = planQuery(detection, backend).value
  if (plan === undefined) return 'refused'
  const { destination, filter, post } = plan
  const search = rewriteLeaves(and([destination.filter, filter, post]), asMatched)
  if (destination.vocabulary === 'cim') return canonical(withoutImplied(unfilled(search)))
  const [logSource = {}] = detection.logSources
  const families = [findLogSourceRow(logSource)?.family].filter((family) => family !== undefined)
  const named = mapNames(
    detection.condition,
    (name) => rowOf(name, 'sigma', families)?.columns.sigma?.name ?? name,
  )
  return `${canonical(search)}\n${canonical(rewriteLeaves(named, asMatched))}`
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
    const ofData = leaf.kind === 'predicate' ? dataTests(test) : undefined
    if (leaf.kind === 'predicate' && ofData !== undefined) {
      const pieces = { ...leaf.field, name: `pieces of ${leaf.field.name}` }
      return or(ofData.map((each) => asMatched(predicate(pieces, each))))
    }
    const plain = { ...leaf, test: withPlainEnd(test) }
    return regexAsPattern(plain) ?? plain
  }
  if (leaf.kind === 'keyword' && test.kind === 'matches' && !isAny(test.pattern)) {
    return { ...leaf, test: { ...test, pattern: withoutOuterRuns(test.pattern) } }
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
