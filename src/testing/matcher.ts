/** Rules made ready to be run on events. */
import { findTogether, type TimedEvent } from '../ast/aggregate.js'
import { byCondition, evaluate, type Event, type Surroundings } from '../ast/evaluate.js'
import type { Condition, Detection, Joint, JointPart, Vocabulary } from '../ast/nodes.js'
import { always } from '../ast/build.js'
import { walk } from '../ast/visit.js'
import { diagnostic, hasErrors, type Diagnostic, type Result } from '../diagnostics/diagnostic.js'
import { timeOf } from '../events/read.js'
import { mapDetection } from '../fields/map.js'
import type { MappingTarget } from '../fields/types.js'
import { regexFinds, unknownRegexes } from './regexes.js'

/** A rule as it is run: on single events, or on all of them together. */
export type Matcher =
  | { readonly kind: 'single'; readonly selects: (event: Event) => boolean }
  | {
      readonly kind: 'together'
      /** Whether an event counts at all: others need not be kept. */
      readonly takes: (event: Event) => boolean
      readonly count: (events: readonly Event[]) => number
    }

/**
 * Makes a rule ready for events whose fields are of a vocabulary; of its own without one. The log source is not looked at:
 * which events a rule is given is its user's choice. Errors: testing/regex and testing/placeholder, mapping/*.
 */
export function matcherOf(
  rule: Detection | Joint,
  fields?: Vocabulary,
): Result<Matcher | undefined> {
  const mapped = fields === undefined ? { value: rule, diagnostics: [] } : inFields(rule, fields)
  const problems = [
    ...mapped.diagnostics.filter(({ severity }) => severity === 'error'),
    ...conditionsOf(mapped.value).flatMap((condition) => unrunnable(condition, rule)),
  ]
  if (hasErrors(problems)) return { value: undefined, diagnostics: problems }
  return { value: asMatcher(mapped.value), diagnostics: problems }
}

/** Counts what a rule finds, event by event. Only events that count together are kept. */
export class Counter {
  readonly #matcher: Matcher
  readonly #together: Event[] = []
  #selected = 0
  #events = 0

  constructor(matcher: Matcher) {
    this.#matcher = matcher
  }

  /** Whether the rule selects the event; of one that counts events together, that cannot be said of one. */
  add(event: Event): boolean {
    this.#events++
    if (this.#matcher.kind === 'together') {
      if (this.#matcher.takes(event)) this.#together.push(event)
      return false
    }
    const isSelected = this.#matcher.selects(event)
    if (isSelected) this.#selected++
    return isSelected
  }

  /** How many events there were. */
  get events(): number {
    return this.#events
  }

  /** How many of them the rule selects; of one that counts events together, how many results it has. */
  count(): number {
    return this.#matcher.kind === 'together' ? this.#matcher.count(this.#together) : this.#selected
  }
}

/** What conditions are evaluated with. */
export const surroundings: Surroundings = { regexFinds }

const selects = byCondition(surroundings)

function asMatcher(rule: Detection | Joint): Matcher {
  if (rule.kind === 'detection' && rule.aggregation === undefined) {
    return { kind: 'single', selects: (event) => selects(rule, event) }
  }
  const counting = rule.kind === 'joint' ? rule : { ...rule, aggregation: rule.aggregation! }
  const conditions = conditionsOf(rule)
  return {
    kind: 'together',
    takes: (event) => conditions.some((condition) => evaluate(condition, event, surroundings)),
    count: (events) => findTogether(counting, events.map(timed), selects, 'sliding').length,
  }
}

/** Without a time, events come one after another, all within any window. */
const timed = (event: Event, index: number): TimedEvent => ({
  time: timeOf(event) ?? index / 1e6,
  event,
})

function conditionsOf(rule: Detection | Joint): readonly Condition[] {
  return rule.kind === 'detection'
    ? [rule.condition]
    : rule.parts.flatMap(({ of }) => conditionsOf(of))
}

/** What evaluating would throw for. */
export function unrunnable(
  condition: Condition,
  { span }: Pick<Detection | Joint, 'span'>,
): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  walk(condition, (node) => {
    if (node.kind !== 'placeholder' && node.kind !== 'inList') return
    const name = node.kind === 'inList' ? node.list : node.name
    found.push(diagnostic('testing/placeholder', { name }, { span: node.span ?? span }))
  })
  return [...found, ...unknownRegexes(condition, span)]
}

/** A place whose names are those of a vocabulary, and which keeps what it does not know. */
const place = (vocabulary: Vocabulary): MappingTarget => ({
  title: `the fields '${vocabulary}'`,
  destinations: () => [{ name: vocabulary, vocabulary, filter: always, eventIds: [] }],
  unknownLogSource: { name: vocabulary, vocabulary, filter: always, eventIds: [] },
  // Events are run on as they are: what the rule says of its log source has to be said of them.
  selectsLogSource: false,
  unmappedFields: 'keep',
})

/** The rule with the names, and the values, that a vocabulary has for its fields. */
function inFields(rule: Detection | Joint, fields: Vocabulary): Result<Detection | Joint> {
  if (rule.kind === 'detection') return detectionIn(rule, fields)
  const parts = rule.parts.map((part) => partIn(part, fields))
  return {
    value: { ...rule, parts: parts.map(({ value }) => value) },
    diagnostics: parts.flatMap(({ diagnostics }) => diagnostics),
  }
}

function detectionIn(detection: Detection, fields: Vocabulary): Result<Detection> {
  const { value, diagnostics } = mapDetection(detection, place(fields), {})
  if (value === undefined) return { value: detection, diagnostics }
  const { condition, aggregation } = value
  return {
    value: { ...detection, condition, ...(aggregation === undefined ? {} : { aggregation }) },
    diagnostics,
  }
}

function partIn(part: JointPart, fields: Vocabulary): Result<JointPart> {
  const { of } = part
  if (of.kind === 'joint' || of.aggregation !== undefined) {
    const { value, diagnostics } = inFields(of, fields)
    return { value: { ...part, of: value }, diagnostics }
  }
  const outputs = part.fields.map(({ field }) => field)
  const { value, diagnostics } = mapDetection(of, place(fields), {}, outputs)
  if (value === undefined) return { value: part, diagnostics }
  const named = part.fields.map(({ name, field }, index) => ({
    name,
    field: value.outputs[index] ?? field,
  }))
  return {
    value: { ...part, of: { ...of, condition: value.condition }, fields: named },
    diagnostics,
  }
}
