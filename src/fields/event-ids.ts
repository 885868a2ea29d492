/** The ids of Windows events, which log sources imply. */
import { always, equalityText, never } from '../ast/build.js'
import type { Condition, Field, Or, Predicate } from '../ast/nodes.js'
import { literalText } from '../ast/pattern.js'
import type { Polarity } from '../ast/visit.js'
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { LogSourceRow, Place } from './types.js'

/** The concept that holds the id of a Windows event. */
const eventIdConcept = 'event.id'

/** Whether the condition is in the destination's own names. */
export const keepsNames = ({ source, destination }: Place): boolean =>
  source === destination.vocabulary

/** Tests of event ids in a place. */
export class EventIds {
  readonly #place: Place
  /** The concept of a field of the condition. */
  readonly #conceptOf: (field: Field) => string | undefined
  readonly #add: (found: Diagnostic) => void

  constructor(
    place: Place,
    conceptOf: (field: Field) => string | undefined,
    add: (found: Diagnostic) => void,
  ) {
    this.#place = place
    this.#conceptOf = conceptOf
    this.#add = add
  }

  /** The condition without the conjuncts that allow every event that the destination selects by its id. */
  withoutEveryEvent(condition: Condition): Condition {
    const selected = this.#idsOfSource()
    if (
      this.#place.saysImplied ||
      selected.length < 2 ||
      (condition.kind !== 'and' && condition.kind !== 'or')
    )
      return condition
    if (condition.kind === 'or') return this.#allowsEvery(condition, selected) ? always : condition
    const operands = condition.operands.map((operand) => this.withoutEveryEvent(operand))
    return operands.every((operand, index) => operand === condition.operands[index])
      ? condition
      : { ...condition, operands }
  }

  get #selectsLogSource(): boolean {
    return this.#place.target?.selectsLogSource !== false
  }

  /** Ids that an event of the destination has to have one of, as it selects them or because of the log source. */
  #idsOfSource(): readonly string[] {
    const { destination, rows } = this.#place
    if (destination.eventIds.length > 0) return destination.eventIds
    const isKnown = this.#selectsLogSource && !keepsNames(this.#place)
    return isKnown && rows.every((row) => idsOf(row).length > 0) ? rows.flatMap(idsOf) : []
  }

  #allowsEvery({ operands }: Or, ids: readonly string[]): boolean {
    const allowed = new Set(
      operands.flatMap((operand) => {
        if (operand.kind !== 'predicate') return []
        const isId = this.#conceptOf(operand.field) === eventIdConcept
        return isId ? (equalityText(operand.test) ?? []) : []
      }),
    )
    return ids.every((id) => allowed.has(id))
  }

  /** A test for an event id that the log source fixes anyway says nothing; for another one it is a contradiction. */
  implied(leaf: Predicate, polarity: Polarity): Condition | undefined {
    if (this.#conceptOf(leaf.field) !== eventIdConcept) return undefined
    const value = leaf.test.kind === 'matches' ? literalText(leaf.test.pattern) : undefined
    const idsOfEach = this.#place.rows.map(idsOf)
    const ids = idsOfEach.flat()
    const selected = this.#place.destination.eventIds
    const selectsEvents = selected.length > 0 || this.#selectsLogSource
    if (value === undefined || ids.length === 0 || !selectsEvents) return undefined
    if (this.#place.saysImplied && ids.includes(value)) return undefined
    if (selected.length === 1 && selected[0] === value) return always
    const contradicts = selected.length > 0 ? !selected.includes(value) : !ids.includes(value)
    if (contradicts) {
      this.#add(
        diagnostic(
          'mapping/other-event',
          {
            field: leaf.field.name,
            value,
            logSource: this.#place.logSource,
            expected: (selected.length > 0 ? selected : ids).join(' or '),
          },
          leaf,
        ),
      )
      return leaf
    }
    const isFixed = idsOfEach.every((each) => each.includes(value))
    if (selected.length > 0 || !isFixed || keepsNames(this.#place)) return undefined
    const parameters = { field: leaf.field.name, value, logSource: this.#place.logSource }
    const isWhole = this.#place.rows.every(({ events }) =>
      events.some(({ eventIds }) => eventIds.length === 1 && String(eventIds[0]) === value),
    )
    if (!isWhole) {
      // The log source has events of other ids too, and nothing else here tells them apart.
      this.#add(
        diagnostic(
          'mapping/one-of-events',
          { ...parameters, target: this.#place.destination.name },
          { span: leaf.span, effect: 'wider' },
        ),
      )
      return polarity === 'positive' ? always : never
    }
    this.#add(diagnostic('mapping/implied', parameters, leaf))
    return always
  }
}

/** The ids of the events of a log source; none where it has all of a channel. */
const idsOf = ({ events }: LogSourceRow): readonly string[] =>
  events.some(({ eventIds }) => eventIds.length === 0)
    ? []
    : events.flatMap(({ eventIds }) => eventIds.map(String))
