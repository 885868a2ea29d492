/** What became of each test of a detection in a target, and what an event is to each. */
import { not, simplify } from '../ast/build.js'
import { evaluate, textsOf, type Event, type Surroundings } from '../ast/evaluate.js'
import type { Condition, Detection, Field, Keyword, Predicate } from '../ast/nodes.js'
import { opposite, type Polarity } from '../ast/visit.js'
import { fidelityOf, type Diagnostic, type Fidelity } from '../diagnostics/diagnostic.js'
import { mapDetection } from '../fields/map.js'
import { mapFields, type Place } from '../fields/map-fields.js'
import { rowOf } from '../fields/vocabularies.js'
import { legalise } from '../legalise/legalise.js'
import { formatOf, optionsOf, stagesOf, type PlanRequest } from '../plan.js'
import type { Backend, Language } from '../print/backend.js'
import { printConjuncts } from '../print/printer.js'
import { inWords } from './words.js'

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
  /** The row of the table of correspondences that applied: `process_creation: process.command_line`. */
  readonly rows: readonly string[]
  /** What stands in the first stage for it, and in a later one; empty where nothing does. */
  readonly first: string
  readonly later: string
  readonly fidelity: Fidelity | 'refused'
  readonly notes: readonly Diagnostic[]
}

/** What an event is to a test. */
export interface OfEvent {
  readonly passed: boolean
  /** The values that the test saw; none where the field is missing. */
  readonly values: readonly string[]
}

/** A detection, test by test, in the order in which they are written. */
export interface Explanation {
  /** Where the target looks: a table, a data model. */
  readonly place?: string
  /** Whether the event is of the detection. */
  readonly selected?: boolean
  readonly tests: readonly Explained[]
  /** What is said of the detection as a whole. */
  readonly notes: readonly Diagnostic[]
}

/** What a detection is explained with. */
export interface ExplainRequest extends PlanRequest {
  readonly backend?: Backend
  readonly event?: Event
  readonly surroundings?: Surroundings
}

/** Explains a detection. Throws as `evaluate` does, and for a format that the backend does not have. */
export function explain(detection: Detection, request: ExplainRequest): Explanation {
  const { backend, event, surroundings = {} } = request
  const mapped = backend && mapDetection(detection, backend, optionsOf(backend, request.options))
  const place = mapped?.value?.place
  const tests = leavesOf(detection.condition, 'positive').map(({ leaf, polarity }): Explained => ({
    leaf,
    test: inWords(leaf),
    negated: polarity === 'negative',
    ...(backend === undefined || place === undefined
      ? {}
      : { target: inTarget(leaf, polarity, { detection, place, backend, request }) }),
    ...(event === undefined ? {} : { event: ofEvent(leaf, event, surroundings) }),
  }))
  const said = new Set(tests.flatMap(({ target }) => target?.notes.map(keyOf) ?? []))
  return {
    ...(place === undefined ? {} : { place: place.destination.name }),
    ...(event === undefined
      ? {}
      : { selected: evaluate(detection.condition, event, surroundings) }),
    tests,
    notes: (mapped?.diagnostics ?? []).filter((found) => !said.has(keyOf(found))),
  }
}

const keyOf = ({ code, message }: Diagnostic): string => `${code} ${message}`

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
    first: show(legal.value?.filter),
    later: print(legal.value?.post, stages.post),
    fidelity: isRefused ? 'refused' : fidelityOf(notes),
    notes,
  }
}

function correspondence(
  leaf: Leaf,
  mapped: Condition,
  { rows, source }: Place,
): Pick<InTarget, 'fields' | 'rows'> {
  if (leaf.kind === 'keyword') return { fields: [], rows: [] }
  const names = new Set(leavesOf(mapped, 'positive').flatMap(({ leaf: of }) => fieldName(of)))
  const families = [...new Set(rows.map(({ family }) => family))]
  const found = families.flatMap((family) => {
    const row = rowOf(leaf.field.name, source, [family])
    return row === undefined ? [] : [`${family}: ${row.concept}`]
  })
  return { fields: [...names].map((name) => `${leaf.field.name} → ${name}`), rows: found }
}

const fieldName = (leaf: Leaf): readonly string[] =>
  leaf.kind === 'keyword' ? [] : [nameOf(leaf.field)]

const nameOf = ({ name, part }: Field): string => (part === undefined ? name : `${part} of ${name}`)

function ofEvent(leaf: Leaf, event: Event, surroundings: Surroundings): OfEvent {
  const values =
    leaf.kind === 'keyword'
      ? Object.keys(event).flatMap((name) => textsOf({ kind: 'field', name }, event))
      : textsOf(leaf.field, event)
  return { passed: evaluate(leaf, event, surroundings), values }
}
