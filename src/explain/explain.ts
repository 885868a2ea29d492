/** What became of each test of a detection in a target, and what an event is to each. */
import { fingerprint, not, simplify } from '../ast/build.js'
import { evaluate, textsOf, type Event, type Surroundings } from '../ast/evaluate.js'
import type { Condition, Detection, Field, Keyword, Predicate, Vocabulary } from '../ast/nodes.js'
import { opposite, type Polarity } from '../ast/visit.js'
import { fidelityOf, type Diagnostic, type Fidelity } from '../diagnostics/diagnostic.js'
import { mapFields } from '../fields/map-fields.js'
import type { Place } from '../fields/types.js'
import { conditionOfFirstStage, withoutImplied } from '../fields/own.js'
import { otherColumn, rowOf } from '../fields/vocabularies.js'
import { legalise } from '../legalise/legalise.js'
import { formatOf, mapToPlace, stagesOf, withoutRepetition, type PlanRequest } from '../plan.js'
import type { Backend, Language } from '../print/backend.js'
import { printConjuncts } from '../print/printer.js'
import { aggregationInWords, inWords } from './words.js'

type Leaf = Predicate | Keyword

/** One test of a detection. */
export interface Explained {
  readonly leaf: Leaf
  /** The test in words. */
  readonly test: string
  /** Whether it stands under a negation: then what it selects is left out. */
  readonly negated: boolean
  readonly target?: InTarget
  readonly event?: OfEvent
}

/** What became of a test in a target. */
export interface InTarget {
  /** `CommandLine → Processes.process`; nothing of a keyword. */
  readonly fields: readonly string[]
  /** Where that comes from, a row of the table of correspondences: `process_creation: process.command_line`. */
  readonly rows: readonly string[]
  /** In the query by itself; in a stage that is printed back as it was written; or left out, which a note says. */
  readonly standing: 'own' | 'kept' | 'left-out'
  /** What stands in the first stage for it, and in a later one; empty where nothing does. */
  readonly first: string
  readonly later: string
  readonly fidelity: Fidelity | 'refused'
  readonly notes: readonly Diagnostic[]
}

/** What an event is to a test. */
export interface OfEvent {
  /** Undefined where the test cannot be run, as `problems` says. */
  readonly passed: boolean | undefined
  readonly problems: readonly Diagnostic[]
  /** The values that the test saw; none where the field is missing. Of a keyword that passes, those that hold it. */
  readonly values: readonly string[]
}

/** A detection, test by test, in the order in which they are written. */
export interface Explanation {
  /** Where the target looks: a table, a data model. */
  readonly place?: string
  /** Whether the event is of the detection; of one that counts events, whether it is counted. */
  readonly selected?: boolean
  /** What events have to come to, in words: in the rule's own names, and in those of the target. */
  readonly counts?: string
  readonly countsInTarget?: string
  readonly tests: readonly Explained[]
}

/** What a detection is explained with. */
export interface ExplainRequest extends PlanRequest {
  readonly backend?: Backend
  readonly event?: Event
  readonly surroundings?: Surroundings
  /** Why `evaluate` would throw for a condition; nothing where it would not. */
  readonly problemsOf?: (condition: Condition) => readonly Diagnostic[]
}

/** Explains a detection. Throws for a format that the backend does not have. */
export function explain(detection: Detection, request: ExplainRequest): Explanation {
  const { backend, event } = request
  const { condition, aggregation } = detection
  const isOwn = backend?.ownDestination?.(detection) !== undefined
  const meant = isOwn ? detection : withoutRepetition(detection)
  const mapped = backend && mapToPlace(meant, backend, request).mapped
  const place = mapped?.value?.place
  const asked = isOwn ? conditionOfFirstStage(detection) : withoutImplied(meant.condition)
  const printed = new Set(leavesOf(asked, 'positive').map(({ leaf }) => fingerprint(leaf)))
  const tests = leavesOf(condition, 'positive').map(({ leaf, polarity }): Explained => ({
    leaf,
    test: inWords(leaf),
    negated: polarity === 'negative',
    ...(backend === undefined || place === undefined
      ? {}
      : {
          target: printed.has(fingerprint(leaf))
            ? inTarget(leaf, polarity, { detection, place, backend, request })
            : elsewhere(isOwn ? 'kept' : 'left-out'),
        }),
    ...(event === undefined ? {} : { event: ofEvent(leaf, event, request) }),
  }))
  const counted = mapped?.value?.aggregation
  return {
    ...(place === undefined ? {} : { place: place.destination.name }),
    ...(event === undefined || (request.problemsOf?.(condition) ?? []).length > 0
      ? {}
      : { selected: evaluate(condition, event, request.surroundings) }),
    ...(aggregation === undefined ? {} : { counts: aggregationInWords(aggregation) }),
    ...(counted === undefined ? {} : { countsInTarget: aggregationInWords(counted) }),
    tests,
  }
}

/** A test that the query does not say by itself. */
const elsewhere = (standing: InTarget['standing']): InTarget => ({
  standing,
  fields: [],
  rows: [],
  first: '',
  later: '',
  fidelity: 'exact',
  notes: [],
})

interface Placed {
  readonly leaf: Leaf
  readonly polarity: Polarity
}

function leavesOf(condition: Condition, polarity: Polarity): readonly Placed[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.operands.flatMap((operand) => leavesOf(operand, polarity))
    case 'not':
      return leavesOf(condition.operand, opposite(polarity))
    case 'predicate':
    case 'keyword':
      return [{ leaf: condition, polarity }]
    case 'always':
    case 'never':
      return []
  }
}

interface Surrounded {
  readonly detection: Detection
  readonly place: Place
  readonly backend: Backend
  readonly request: PlanRequest
}

/** A test goes the way of the whole detection, alone. */
function inTarget(
  leaf: Leaf,
  polarity: Polarity,
  { detection, place, backend, request }: Surrounded,
): InTarget {
  const written = polarity === 'positive' ? leaf : not(leaf)
  const mapped = mapFields(written, place)
  const format = formatOf(backend, request.format)
  const stages = stagesOf(detection, place.destination, backend, format)
  const legal = legalise(simplify(mapped.value), stages)
  const notes = [...mapped.diagnostics, ...legal.diagnostics]
  const isRefused = notes.some(({ severity }) => severity === 'error')
  const print = (condition: Condition | undefined, language: Language | undefined): string =>
    condition === undefined || language === undefined || isRefused
      ? ''
      : printConjuncts(condition, language).join(language.operators.and)
  const show = (condition: Condition | undefined): string => {
    if (condition === undefined || isRefused) return ''
    if (backend.write !== undefined) return backend.show(condition)
    return print(condition, stagesOf(detection, place.destination, backend, format).language)
  }
  return {
    ...correspondence(leaf, mapped.value, place),
    standing: 'own',
    first: show(legal.value?.filter),
    later: print(legal.value?.post, stages.post),
    fidelity: isRefused ? 'refused' : fidelityOf(notes),
    notes,
  }
}

function correspondence(
  leaf: Leaf,
  mapped: Condition,
  place: Place,
): Pick<InTarget, 'fields' | 'rows'> {
  if (leaf.kind === 'keyword') return { fields: [], rows: [] }
  const leaves = leavesOf(mapped, 'positive').map(({ leaf: of }) => of)
  const own = new Set(leaves.flatMap((of) => (of.kind === 'keyword' ? [] : [nameOf(of.field)])))
  const others = new Set(leaves.flatMap((of) => otherField(of)?.name ?? []))
  const other = otherField(leaf)
  return {
    fields: [
      ...[...own].map((name) => `${leaf.field.name} → ${name}`),
      ...[...others].map((name) => `${other?.name} → ${name}`),
    ],
    rows: [leaf.field, ...(other === undefined ? [] : [other])].flatMap(({ name }) =>
      originsOf(name, place),
    ),
  }
}

/** The field that a test compares with. */
const otherField = ({ test }: Leaf): Field | undefined =>
  test.kind === 'sameAs' ? test.field : undefined

/** Which rows say what a field becomes; else the family that has a place for all other fields, or that names are the same. */
function originsOf(name: string, { rows, source, destination }: Place): readonly string[] {
  const { vocabulary }: { readonly vocabulary: Vocabulary } = destination
  const families = [...new Set(rows.map(({ family }) => family))]
  const found = families.flatMap((family) => {
    const row = rowOf(name, source, [family])
    if (row !== undefined) return [`${family}: ${row.concept}`]
    return otherColumn(name, vocabulary, [family]) === undefined
      ? []
      : [`${family}: every other field`]
  })
  return found.length === 0 && source === vocabulary ? ['the same names'] : found
}

const nameOf = ({ name, part }: Field): string => (part === undefined ? name : `${part} of ${name}`)

function ofEvent(
  leaf: Leaf,
  event: Event,
  { surroundings = {}, problemsOf }: ExplainRequest,
): OfEvent {
  const problems = problemsOf?.(leaf) ?? []
  if (problems.length > 0) return { passed: undefined, problems, values: seenBy(leaf, event) }
  const passed = evaluate(leaf, event, surroundings)
  if (leaf.kind === 'predicate' || !passed) return { passed, problems, values: seenBy(leaf, event) }
  const holding = Object.entries(event).filter(([name, value]) =>
    evaluate(leaf, { [name]: value }, surroundings),
  )
  return { passed, problems, values: seenBy(leaf, Object.fromEntries(holding)) }
}

const seenBy = (leaf: Leaf, event: Event): readonly string[] =>
  leaf.kind === 'keyword'
    ? Object.keys(event).flatMap((name) => textsOf({ kind: 'field', name }, event))
    : textsOf(leaf.field, event)
