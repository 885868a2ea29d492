/** The mapping of the fields of a condition, test by test. */
import { always, and, equalityText, matches, or, predicate } from '../ast/build.js'
import type {
  Aggregation,
  Condition,
  Field,
  LogSource,
  Predicate,
  Span,
  Test,
  Vocabulary,
} from '../ast/nodes.js'
import {
  containing,
  pattern,
  shapeOf,
  someText,
  withoutOuterRuns,
  type Pattern,
} from '../ast/pattern.js'
import { rewriteLeaves, type Polarity } from '../ast/visit.js'
import {
  diagnostic,
  effectUnder,
  type Diagnostic,
  type Effect,
  type Result,
} from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import { isMadeBySplunk } from './cim.js'
import { isOfEvent } from './data-models.js'
import { convertPattern, revertPattern, type Converted } from './convert.js'
import {
  differing,
  effectOn,
  holdsMore,
  ofAnotherField,
  ofTheAddOn,
  testsOfData,
} from './differences.js'
import { EventIds, keepsNames } from './event-ids.js'
import type { Column, Family, FieldRow, LogSourceRow, Place } from './types.js'
import { conceptRow, knownNames, otherColumn, rowOf } from './vocabularies.js'

/** The condition in the names of the destination. Errors mapping/no-field and mapping/other-event, and notes. */
export function mapFields(condition: Condition, place: Place): Result<Condition> {
  const mapper = new Mapper(place)
  const value = rewriteLeaves(mapper.ids.withoutEveryEvent(condition), (leaf, polarity) =>
    leaf.kind === 'predicate' ? mapper.predicate(leaf, polarity) : leaf,
  )
  return { value, diagnostics: distinct(mapper.diagnostics) }
}

/** The fields of an aggregation in the names of the destination. What a column loses makes other groups. */
export function mapAggregation(aggregation: Aggregation, place: Place): Result<Aggregation> {
  const { measure, groupBy, outlier, span } = aggregation
  const [measured, groups] = [measure.kind === 'count' ? [] : [measure.field], groupBy]
  const { value: fields, diagnostics } = mapOutputs([...measured, ...groups], place, span)
  const [first] = measured.length > 0 ? fields : []
  const mapped = fields.slice(measured.length)
  const by = groups.flatMap((field, index) =>
    outlier?.by.some(({ name }) => name === field.name) === true ? (mapped[index] ?? []) : [],
  )
  return {
    value: {
      ...aggregation,
      ...(outlier === undefined ? {} : { outlier: { ...outlier, by } }),
      measure:
        measure.kind === 'count' || first === undefined ? measure : { ...measure, field: first },
      groupBy: mapped,
    },
    diagnostics,
  }
}

/** Fields whose values are compared between events, in the names of the destination; `at` is where one without a place is. */
export function mapOutputs(
  fields: readonly Field[],
  place: Place,
  at?: Span,
): Result<readonly Field[]> {
  if (fields.length === 0) return { value: fields, diagnostics: [] }
  const mapper = new Mapper(place)
  const value = fields.map((field): Field => {
    const test: Test = { kind: 'exists' }
    const span = field.span ?? at
    const mapped = mapper.predicate(
      { kind: 'predicate', field, test, ...(span === undefined ? {} : { span }) },
      'positive',
    )
    return mapped.kind === 'predicate' ? mapped.field : field
  })
  const diagnostics = distinct(mapper.diagnostics).map((found): Diagnostic =>
    found.effect === undefined ? found : { ...found, effect: 'approximate' },
  )
  return { value, diagnostics }
}

/** The same field often stands in many places: one note for each is enough, and for each effect that it has there. */
function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>()
  return diagnostics.filter(({ message, effect = '' }) => {
    const key = `${effect} ${message}`
    return !seen.has(key) && seen.add(key)
  })
}

/** What a field of the source is in the destination: the same for every test of it. */
interface Counterpart {
  readonly row: FieldRow | undefined
  /** Where the destination has it whole; undefined, with an error, where it has not. */
  readonly whole: Whole | undefined
  /** The destination's field for its basename alone. */
  readonly basename: Field | undefined
  /** What is to be said of it where it is taken whole. */
  readonly found: readonly Diagnostic[]
}

interface Whole {
  /** What the source's vocabulary says of the concept. */
  readonly own: Column | undefined
  readonly column: Column
  readonly field: Field
  /** The columns of the concept, of those two, whose differences from it count. */
  readonly differing: readonly Column[]
}

class Mapper {
  readonly diagnostics: Diagnostic[] = []
  readonly ids: EventIds
  readonly #place: Place
  readonly #families: readonly Family[]
  readonly #separator: Field['separator']
  readonly #keepsNames: boolean
  /** By node: the values of one item share their field. */
  readonly #counterparts = new Map<Field, Counterpart>()
  /** The differences that are in `diagnostics`. */
  readonly #noted = new Set<string>()

  constructor(place: Place) {
    this.#place = place
    this.#families = [...new Set(place.rows.map(({ family }) => family))]
    this.#separator = commonSeparator(place.rows)
    this.#keepsNames = keepsNames(place)
    this.ids = new EventIds(
      place,
      (field) => this.#counterpartOf(field).row?.concept,
      (found) => this.#add(found),
    )
  }

  predicate(leaf: Predicate, polarity: Polarity): Condition {
    if (this.#isOfLogSource(leaf)) return always
    const counterpart = this.#counterpartOf(leaf.field)
    const implied = this.ids.implied(leaf, polarity)
    if (implied !== undefined) return implied
    const promoted = this.#asBasename(leaf, counterpart)
    if (promoted !== undefined) return promoted
    const ofData = testsOfData(leaf, counterpart.whole)
    if (ofData !== undefined)
      return or(
        ofData.map((each) => this.predicate(each, polarity)),
        leaf.span,
      )
    const whole = this.#take(counterpart)
    if (whole === undefined) return leaf
    for (const { difference, conversion } of whole.differing) {
      // What a conversion loses depends on the pattern.
      const isConverted = conversion !== undefined && leaf.test.kind === 'matches'
      if (difference === undefined || isConverted) continue
      const effect = effectOn(leaf.test, difference.effect)
      this.#difference(leaf, whole.column, difference.text, effect, polarity)
    }
    if (whole.column.anywhere) return this.#anywhere(leaf, whole.column, polarity)
    if (whole.column.conversion === 'pathExtension' && leaf.test.kind !== 'matches') {
      // Of a path only its end can be asked for.
      this.#add(this.#noField(leaf.field, false))
      return leaf
    }
    const { test, isNumber = false } = this.#test(leaf, whole, polarity)
    const found = predicate(whole.field, test, leaf.span)
    if (!isNumber) return found
    const type = this.#typeOf(leaf, whole.column)
    if (type !== undefined) return and([type, found], leaf.span)
    const alike = 'holds numbers and texts of digits alike'
    this.#difference(leaf, whole.column, alike, 'wider', polarity)
    return found
  }

  /** The test for a number, where another column says what the value is. */
  #typeOf({ field, span }: Predicate, { typed }: Column): Predicate | undefined {
    if (typed === undefined) return undefined
    const column = this.#refine(field, { name: typed.column, type: 'string' })
    return column && predicate(column, matches(typed.number), span)
  }

  /** What a value holds, the event's text holds too; more cannot be said where there is no such field. */
  #anywhere(leaf: Predicate, column: Column, polarity: Polarity): Condition {
    const { test, span } = leaf
    if (test.kind !== 'matches') {
      this.#add(this.#noField(leaf.field, false))
      return leaf
    }
    if (someText(test.pattern, (text) => /["\\]/.test(text))) {
      this.#difference(leaf, column, 'escapes quotes and backslashes', 'approximate', polarity)
    }
    const inner = { ...test, pattern: withoutOuterRuns(test.pattern) }
    return { kind: 'keyword', test: inner, ...(span && { span }) }
  }

  #counterpartOf(field: Field): Counterpart {
    const known = this.#counterparts.get(field)
    if (known !== undefined) return known
    const counterpart = this.#find(field)
    this.#counterparts.set(field, counterpart)
    return counterpart
  }

  #find(source: Field): Counterpart {
    const row = rowOf(source.name, this.#place.source, this.#families)
    const found: Diagnostic[] = []
    // Pieces of data that were told from the XML around them are what is meant.
    const own = source.type === 'eventXml' ? undefined : row?.columns[this.#place.source]
    const there = this.#column(source, row, found)
    // What is asked of the XML itself is not asked of the values in it.
    const column =
      there?.type === 'eventXml' && own?.type === 'eventXml'
        ? { ...there, type: 'string' as const }
        : there
    const field = column === undefined ? undefined : this.#field(source, column, found)
    return {
      row,
      whole:
        column === undefined || field === undefined
          ? undefined
          : { own, column, field, differing: differing(own, column) },
      basename: row === undefined ? undefined : this.#basename(source, row),
      found,
    }
  }

  /** The field taken whole, and said what is to be said of that. */
  #take({ whole, found }: Counterpart): Whole | undefined {
    for (const each of found) this.#add(each)
    return whole
  }

  /** Whether a test is what selects the log source in a data model, such as `action=created`: elsewhere other tests do. */
  #isOfLogSource({ field, test }: Predicate): boolean {
    const { source, rows } = this.#place
    if (source !== 'cim' || this.#keepsNames || rows.length === 0) return false
    const value = equalityText(test)?.toLowerCase()
    return rows.every(({ cim }) =>
      cim?.where.some(
        (wanted) =>
          wanted.field === field.name &&
          wanted.values.length === 1 &&
          wanted.values[0]?.toLowerCase() === value,
      ),
    )
  }

  /** `path endswith \x` as `basename = x`, where the destination has a column for the basename. */
  #asBasename(leaf: Predicate, { basename }: Counterpart): Predicate | undefined {
    const { test } = leaf
    const separator = this.#separator
    if (basename === undefined || test.kind !== 'matches' || separator === undefined)
      return undefined
    const shape = shapeOf(test.pattern)
    if (shape.shape !== 'endswith' || !shape.text.startsWith(separator)) return undefined
    const name = shape.text.slice(1)
    // Processes without a file, such as System, have no directory: their name alone would pass the basename test.
    if (name === '' || /[\\/]/.test(name) || (separator === '\\' && !name.includes('.')))
      return undefined
    return predicate(basename, { ...test, pattern: pattern(name) }, leaf.span)
  }

  #basename(source: Field, { basename }: FieldRow): Field | undefined {
    const { vocabulary } = this.#place.destination
    const column =
      basename === undefined ? undefined : conceptRow(basename, this.#families)?.columns[vocabulary]
    if (column === undefined || column.part !== undefined || column.difference !== undefined)
      return undefined
    return this.#refine(source, column)
  }

  /** Whether a name that no row has is that of the raw event: in Splunk, what its add-ons make of one is beside it. */
  #isRaw(name: string): boolean {
    const { source } = this.#place
    if (isOfSplunk(source) && isMadeBySplunk(name)) return false
    return isRaw(source) || otherColumn(name, source, this.#families)?.name === name
  }

  /** The column of a field in the destination; undefined, with an error, where there is none. */
  #column(field: Field, row: FieldRow | undefined, found: Diagnostic[]): Column | undefined {
    const { destination, target, source } = this.#place
    if (this.#keepsNames) return { name: field.name, type: row?.columns[source]?.type ?? 'string' }
    const column =
      row === undefined && this.#isRaw(field.name)
        ? this.#keptColumn(
            field.name,
            otherColumn(field.name, destination.vocabulary, this.#families),
          )
        : row?.columns[destination.vocabulary]
    if (column !== undefined || target === undefined) return column
    // What a row names without a column here is not there: its name would mean something else, or nothing.
    const isKept = target.unmappedFields === 'keep' || this.#isOfSource(field.name)
    const isElsewhere = source === 'cim' && !isOfEvent(field.name)
    if (row === undefined && isKept && !isElsewhere) {
      found.push(
        diagnostic('mapping/field-kept', { field: field.name, target: target.title }, field),
      )
      return this.#keptColumn(field.name, { name: field.name, type: 'string' })
    }
    found.push(this.#noField(field, row === undefined))
    return undefined
  }

  /** The column for a name that no row has, which may mean something else there. */
  #keptColumn(name: string, column: Column | undefined): Column | undefined {
    const { source, destination } = this.#place
    const { vocabulary } = destination
    if (column === undefined) return undefined
    // What has that name there, and another one here.
    const taken = rowOf(column.name, vocabulary, this.#families)?.columns[source]
    if (taken !== undefined && taken.name !== name) {
      return { ...column, difference: ofAnotherField }
    }
    const isMade =
      vocabulary === 'splunkEvent' &&
      isMadeBySplunk(column.name) &&
      otherColumn(name, 'sigma', this.#families) === undefined
    return isMade ? { ...column, difference: ofTheAddOn } : column
  }

  /** Whether a Sigma rule can have a name of Splunk's, as it is that of the source and not one that an add-on made. */
  #isOfSource(name: string): boolean {
    const { source, destination } = this.#place
    return source === 'splunkEvent' && destination.vocabulary === 'sigma' && !isMadeBySplunk(name)
  }

  #noField(field: Field, unknown: boolean): Diagnostic {
    const { destination, target, source } = this.#place
    const hint = target?.hint === undefined ? '' : ` ${target.hint}`
    const guess = unknown ? didYouMean(field.name, knownNames(source, this.#families)) : ''
    return diagnostic(
      'mapping/no-field',
      { field: field.name, where: destination.name, hint: guess || hint },
      field,
    )
  }

  /** The field in the destination; undefined, with an error, where its schema has no such column. */
  #field(source: Field, column: Column, found: Diagnostic[]): Field | undefined {
    const field = this.#refine(source, column)
    if (field === undefined) found.push(this.#noField(source, false))
    return field
  }

  #refine(source: Field, column: Column): Field | undefined {
    const part = column.part ?? source.part
    const separator = part === undefined ? undefined : this.#separator
    const { span } = source
    const whole: Field = {
      kind: 'field',
      name: column.name,
      type: column.type,
      ...(span && { span }),
    }
    const field: Field =
      part === undefined ? whole : { ...whole, part, ...(separator && { separator }) }
    return this.#place.destination.refine === undefined
      ? field
      : this.#place.destination.refine(field)
  }

  #test(
    leaf: Predicate,
    { own, column, differing: sides }: Whole,
    polarity: Polarity,
  ): { readonly test: Test; readonly isNumber?: true } {
    const { test } = leaf
    if (test.kind === 'sameAs') {
      const other = this.#take(this.#counterpartOf(test.field))
      return { test: other === undefined ? test : { ...test, field: other.field } }
    }
    if (test.kind !== 'matches' || this.#keepsNames || own?.conversion === column.conversion) {
      return test.kind === 'matches' && holdsMore(column) && sides.length > 0
        ? { test: { ...test, pattern: containing(test.pattern) } }
        : { test }
    }
    const neutral =
      own?.conversion === undefined
        ? unchanged(test.pattern)
        : revertPattern(own.conversion, test.pattern)
    const converted =
      column.conversion === undefined ? neutral : convertPattern(column.conversion, neutral.pattern)
    this.#lost(leaf, column, own, neutral, polarity)
    this.#lost(leaf, column, column, converted, polarity)
    const value = holdsMore(column) ? containing(converted.pattern) : converted.pattern
    return {
      test: { ...test, pattern: value },
      ...(converted.isNumber && { isNumber: converted.isNumber }),
    }
  }

  /** Says what a conversion loses, of the values of one side. */
  #lost(
    leaf: Predicate,
    column: Column,
    side: Column | undefined,
    { exact, effect = 'approximate' }: Converted,
    polarity: Polarity,
  ): void {
    const text = side?.difference?.text ?? 'spells such values otherwise'
    if (!exact) this.#difference(leaf, column, text, effect, polarity)
  }

  /** Says in what a column differs, where that is not said yet. */
  #difference(
    leaf: Predicate,
    column: Column,
    difference: string,
    effect: Effect,
    polarity: Polarity,
  ): void {
    const turned = effectUnder(effect, polarity)
    const key = `${leaf.field.name}\n${column.name}\n${difference}\n${turned}`
    if (this.#noted.has(key)) return
    this.#noted.add(key)
    this.#add(
      diagnostic(
        'mapping/lossy-field',
        {
          field: leaf.field.name,
          column: column.name,
          target: this.#place.destination.name,
          difference,
        },
        { span: leaf.span, effect: turned },
      ),
    )
  }

  #add(found: Diagnostic): void {
    this.diagnostics.push(found)
  }
}

/** What separates directories in the paths of these log sources, where they all agree. */
function commonSeparator(rows: readonly LogSourceRow[]): Field['separator'] {
  const [only, ...others] = new Set(rows.map(separatorOf))
  return others.length === 0 ? only : undefined
}

const unchanged = (value: Pattern): Converted => ({ pattern: value, exact: true })

/** Names of the raw event, as Sigma and the event channels have them, whatever the log source. */
const isOfSplunk = (vocabulary: Vocabulary): boolean =>
  vocabulary === 'sysmon' || vocabulary === 'security' || vocabulary === 'windowsEvent'

const isRaw = (vocabulary: Vocabulary): boolean => vocabulary === 'sigma' || isOfSplunk(vocabulary)

function separatorOf({ product }: Pick<LogSource, 'product'>): Field['separator'] {
  if (product === undefined) return undefined
  return product === 'windows' ? '\\' : '/'
}
