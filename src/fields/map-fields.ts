/** The mapping of the fields of a condition, test by test. */
import { always } from '../ast/build.js'
import type {
  Aggregation,
  Condition,
  Field,
  LogSource,
  Predicate,
  Test,
  Vocabulary,
} from '../ast/nodes.js'
import { literalText, pattern, shapeOf, type Pattern } from '../ast/pattern.js'
import { rewriteLeaves, type Polarity } from '../ast/visit.js'
import {
  diagnostic,
  effectUnder,
  type Diagnostic,
  type Effect,
  type Result,
} from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import { convertPattern, revertPattern, type Converted } from './convert.js'
import type { Column, Destination, Family, FieldRow, LogSourceRow, MappingTarget } from './types.js'
import { conceptRow, knownNames, otherColumn, rowOf } from './vocabularies.js'

/** Where a condition is mapped to, and from. */
export interface Place {
  /** Undefined where the condition is in the destination's own names already. */
  readonly target: MappingTarget | undefined
  readonly destination: Destination
  readonly rows: readonly LogSourceRow[]
  /** The log source, for messages. */
  readonly logSource: string
  /** The vocabulary of the condition. */
  readonly source: Vocabulary
}

/** The concept that holds the id of a Windows event. */
const eventIdConcept = 'event.id'

/** The condition in the names of the destination. Errors mapping/no-field and mapping/other-event, and notes. */
export function mapFields(condition: Condition, place: Place): Result<Condition> {
  const mapper = new Mapper(place)
  const value = rewriteLeaves(condition, (leaf, polarity) =>
    leaf.kind === 'predicate' ? mapper.predicate(leaf, polarity) : leaf,
  )
  return { value, diagnostics: distinct(mapper.diagnostics) }
}

/** The fields of an aggregation in the names of the destination. What a column loses makes other groups. */
export function mapAggregation(aggregation: Aggregation, place: Place): Result<Aggregation> {
  const mapper = new Mapper(place)
  const mapField = (field: Field): Field => {
    const test: Test = { kind: 'exists' }
    const span = field.span ?? aggregation.span
    const mapped = mapper.predicate(
      { kind: 'predicate', field, test, ...(span === undefined ? {} : { span }) },
      'positive',
    )
    return mapped.kind === 'predicate' ? mapped.field : field
  }
  const { measure, groupBy } = aggregation
  const value: Aggregation = {
    ...aggregation,
    measure: measure.kind === 'count' ? measure : { ...measure, field: mapField(measure.field) },
    groupBy: groupBy.map(mapField),
  }
  const diagnostics = distinct(mapper.diagnostics).map((found): Diagnostic =>
    found.effect === undefined ? found : { ...found, effect: 'approximate' },
  )
  return { value, diagnostics }
}

/** The same field often stands in many places: one note for each is enough. */
function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>()
  return diagnostics.filter(({ message }) => !seen.has(message) && seen.add(message))
}

class Mapper {
  readonly diagnostics: Diagnostic[] = []
  readonly #place: Place
  readonly #families: readonly Family[]

  constructor(place: Place) {
    this.#place = place
    this.#families = [...new Set(place.rows.map(({ family }) => family))]
  }

  predicate(leaf: Predicate, polarity: Polarity): Condition {
    const row = rowOf(leaf.field.name, this.#place.source, this.#families)
    if (row?.concept === eventIdConcept) {
      const implied = this.#impliedEvent(leaf)
      if (implied !== undefined) return implied
    }
    const promoted = row === undefined ? undefined : this.#asBasename(leaf, row)
    if (promoted !== undefined) return promoted
    const column = this.#column(leaf.field, row)
    if (column === undefined) return leaf
    const field = this.#field(leaf.field, column)
    if (field === undefined) return leaf
    const own = row?.columns[this.#place.source]
    for (const difference of differing(own, column)) {
      this.#difference(leaf, column, difference.text, difference.effect, polarity)
    }
    return { ...leaf, field, test: this.#test(leaf, own, column, polarity) }
  }

  /** A test for an event id that the log source fixes anyway says nothing; for another one it is a contradiction. */
  #impliedEvent(leaf: Predicate): Condition | undefined {
    const value = leaf.test.kind === 'matches' ? literalText(leaf.test.pattern) : undefined
    const idsOfEach = this.#place.rows.map(({ events }) =>
      events.flatMap(({ eventIds }) => eventIds.map(String)),
    )
    const ids = idsOfEach.flat()
    const selected = this.#place.destination.eventIds
    const selectsEvents = selected.length > 0 || this.#place.target?.selectsLogSource !== false
    if (value === undefined || ids.length === 0 || !selectsEvents) return undefined
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
    if (selected.length > 0 || !isFixed || this.#keepsNames()) return undefined
    this.#add(
      diagnostic(
        'mapping/implied',
        { field: leaf.field.name, value, logSource: this.#place.logSource },
        leaf,
      ),
    )
    return always
  }

  /** `path endswith \x` as `basename = x`, where the destination has a column for the basename. */
  #asBasename(leaf: Predicate, row: FieldRow): Predicate | undefined {
    const { test } = leaf
    const separator = this.#separator()
    if (row.basename === undefined || test.kind !== 'matches' || separator === undefined)
      return undefined
    const shape = shapeOf(test.pattern)
    if (shape.shape !== 'endswith' || !shape.text.startsWith(separator)) return undefined
    const name = shape.text.slice(1)
    // Processes without a file, such as System, have no directory: their name alone would pass the basename test.
    if (name === '' || /[\\/]/.test(name) || (separator === '\\' && !name.includes('.')))
      return undefined
    const column = conceptRow(row.basename, this.#families)?.columns[
      this.#place.destination.vocabulary
    ]
    if (column === undefined || column.part !== undefined || column.difference !== undefined)
      return undefined
    const field = this.#refine(leaf.field, column)
    return field === undefined
      ? undefined
      : { ...leaf, field, test: { ...test, pattern: pattern(name) } }
  }

  /** What separates directories in the paths of these log sources, where they all agree. */
  #separator(): Field['separator'] {
    const separators = new Set(this.#place.rows.map(separatorOf))
    const [only] = separators
    return separators.size === 1 ? only : undefined
  }

  #keepsNames(): boolean {
    return this.#place.source === this.#place.destination.vocabulary
  }

  /** The column of a field in the destination; undefined, with an error, where there is none. */
  #column(field: Field, row: FieldRow | undefined): Column | undefined {
    const { destination, target, source } = this.#place
    if (this.#keepsNames())
      return { name: field.name, type: row?.columns[source]?.type ?? 'string' }
    const column =
      row === undefined && isRaw(source)
        ? otherColumn(field.name, destination.vocabulary, this.#families)
        : row?.columns[destination.vocabulary]
    if (column !== undefined || target === undefined) return column
    // What a row names without a column here is not there: its name would mean something else, or nothing.
    if (row === undefined && target.unmappedFields === 'keep') {
      this.#add(
        diagnostic('mapping/field-kept', { field: field.name, target: target.title }, field),
      )
      return { name: field.name, type: 'string' }
    }
    this.#noField(field, row === undefined)
    return undefined
  }

  #noField(field: Field, unknown: boolean): void {
    const { destination, target, source } = this.#place
    const hint = target?.hint === undefined ? '' : ` ${target.hint}`
    const guess = unknown ? didYouMean(field.name, knownNames(source, this.#families)) : ''
    this.#add(
      diagnostic(
        'mapping/no-field',
        { field: field.name, where: destination.name, hint: guess || hint },
        field,
      ),
    )
  }

  /** The field in the destination; undefined, with an error, where its schema has no such column. */
  #field(source: Field, column: Column): Field | undefined {
    const field = this.#refine(source, column)
    if (field === undefined) this.#noField(source, false)
    return field
  }

  #refine(source: Field, column: Column): Field | undefined {
    const part = column.part ?? source.part
    const separator = part === undefined ? undefined : this.#separator()
    const field: Field = {
      kind: 'field',
      name: column.name,
      type: column.type,
      ...(part === undefined ? {} : { part }),
      ...(separator === undefined ? {} : { separator }),
      ...(source.span === undefined ? {} : { span: source.span }),
    }
    return this.#place.destination.refine === undefined
      ? field
      : this.#place.destination.refine(field)
  }

  #test(leaf: Predicate, own: Column | undefined, column: Column, polarity: Polarity): Test {
    const { test } = leaf
    if (test.kind === 'sameAs') {
      const row = rowOf(test.field.name, this.#place.source, this.#families)
      const other = this.#column(test.field, row)
      const field = other === undefined ? undefined : this.#field(test.field, other)
      return field === undefined ? test : { ...test, field }
    }
    if (test.kind !== 'matches' || this.#keepsNames() || own?.conversion === column.conversion) {
      return test
    }
    const neutral =
      own?.conversion === undefined
        ? unchanged(test.pattern)
        : revertPattern(own.conversion, test.pattern)
    const converted =
      column.conversion === undefined ? neutral : convertPattern(column.conversion, neutral.pattern)
    const isNoted = differing(own, column).length > 0
    if (!isNoted && (!neutral.exact || !converted.exact)) {
      this.#difference(leaf, column, 'spells such values otherwise', 'approximate', polarity)
    }
    return { ...test, pattern: converted.pattern }
  }

  #difference(
    leaf: Predicate,
    column: Column,
    difference: string,
    effect: Effect,
    polarity: Polarity,
  ): void {
    this.#add(
      diagnostic(
        'mapping/lossy-field',
        {
          field: leaf.field.name,
          column: column.name,
          target: this.#place.destination.name,
          difference,
        },
        { span: leaf.span, effect: effectUnder(effect, polarity) },
      ),
    )
  }

  #add(found: Diagnostic): void {
    this.diagnostics.push(found)
  }
}

const unchanged = (value: Pattern): Converted => ({ pattern: value, exact: true })

/** In what two columns of one concept differ from it, but for what they share. */
function differing(
  own: Column | undefined,
  column: Column,
): readonly NonNullable<Column['difference']>[] {
  if (own?.difference?.text === column.difference?.text) return []
  return [own, column].flatMap((side) => side?.difference ?? [])
}

/** Names of the raw event, as Sigma and the event channels have them. */
const isRaw = (vocabulary: Vocabulary): boolean =>
  vocabulary === 'sigma' ||
  vocabulary === 'sysmon' ||
  vocabulary === 'security' ||
  vocabulary === 'windowsEvent'

function separatorOf({ product }: Pick<LogSource, 'product'>): Field['separator'] {
  if (product === undefined) return undefined
  return product === 'windows' ? '\\' : '/'
}
