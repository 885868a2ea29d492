/** The mapping: a detection's log source and fields, in its own vocabulary, become those of a target. */
import { always, and, equalityText, fingerprint, or, simplify } from '../ast/build.js'
import type { Aggregation, Condition, Detection, Field } from '../ast/nodes.js'
import { walk } from '../ast/visit.js'
import { diagnostic, type Diagnostic, type Result } from '../diagnostics/diagnostic.js'
import { describeLogSource, findLogSourceRow } from './find.js'
import { mapAggregation, mapFields, mapOutputs } from './map-fields.js'
import { conditionOfFirstStage, withoutImplied } from './own.js'
import type { Destination, LogSourceRow, MappingTarget, Options, Place } from './types.js'

/** A detection in a target's names. */
export interface Mapped {
  readonly destination: Destination
  /** Where it was mapped to, for mapping a part of it alone. */
  readonly place: Place
  readonly condition: Condition
  readonly aggregation?: Aggregation
  /** Fields that were asked for besides those that the detection reads, in their order. */
  readonly outputs: readonly Field[]
}

/** Why a place cannot say what was mapped to it; undefined where it can. */
export type Obstacle = (mapped: Mapped) => Diagnostic | undefined

const noObstacle: Obstacle = () => undefined

/**
 * Maps a detection to the first of the target's places that has all of its fields and can say it. Diagnostics `mapping/*`: a
 * log source or field without counterpart is an error, or a note where the target keeps names; what is not quite the same is a
 * note.
 */
export function mapDetection(
  detection: Detection,
  target: MappingTarget,
  options: Options,
  outputs: readonly Field[] = [],
  obstacle: Obstacle = noObstacle,
): Result<Mapped | undefined> {
  const own = target.ownDestination?.(detection)
  if (own !== undefined) return ownNames({ outputs, ...detection }, own)
  const rows = detection.logSources.map(findLogSourceRow).filter((row) => row !== undefined)
  const known = rows.length > 0 && rows.length === detection.logSources.length
  const destinations = known
    ? commonDestinations(rows.map((row) => destinationsOf(row, target, options)))
    : []
  const places = destinations.length > 0 ? destinations : ofDataModel(detection, target)
  if (places.length > 0) return best({ outputs, ...detection }, target, rows, places, obstacle)
  return target.unknownLogSource === undefined
    ? { value: undefined, diagnostics: [noLogSource(detection, target)] }
    : keptNames({ outputs, ...detection }, target, target.unknownLogSource, rows)
}

/** The data model that a search is about, for a target that can select its events. */
function ofDataModel({ splunk }: Detection, target: MappingTarget): readonly Destination[] {
  if (splunk?.command !== 'tstats' || splunk.dataset === undefined) return []
  const destination = target.dataModelDestination?.(splunk.dataset)
  return destination === undefined ? [] : [destination]
}

/** A detection, and the fields besides its own that its events are asked for. */
interface Asked extends Detection {
  readonly outputs: readonly Field[]
}

type DestinationsOfRows = Map<LogSourceRow, readonly Destination[]>

/**
 * The places of each row, by target and options. Rows and targets are tables, and places are immutable: what is kept
 * does not grow with what is read.
 */
const knownDestinations = new WeakMap<MappingTarget, WeakMap<Options, DestinationsOfRows>>()

/** The places of a row, their filters simplified. */
function destinationsOf(
  row: LogSourceRow,
  target: MappingTarget,
  options: Options,
): readonly Destination[] {
  const ofTarget = knownDestinations.get(target) ?? new WeakMap<Options, DestinationsOfRows>()
  knownDestinations.set(target, ofTarget)
  const ofRows: DestinationsOfRows = ofTarget.get(options) ?? new Map()
  ofTarget.set(options, ofRows)
  const known = ofRows.get(row)
  if (known !== undefined) return known
  const destinations = target
    .destinations(row, options)
    .map((destination) => ({ ...destination, filter: simplify(destination.filter) }))
  ofRows.set(row, destinations)
  return destinations
}

/** The detection is already in the names of its destination. */
function ownNames(detection: Asked, destination: Destination): Result<Mapped> {
  const place: Place = {
    target: undefined,
    destination,
    rows: [],
    logSource: '',
    source: destination.vocabulary,
  }
  const { value, diagnostics } =
    detection.splunk === undefined
      ? mapAll(detection, detection.condition, place)
      : mapAll(withoutStages(detection), conditionOfFirstStage(detection), place)
  return { value: { destination, ...value }, diagnostics }
}

/** A search whose stages are printed back: these say what its events have to come to. */
function withoutStages(detection: Asked): Asked {
  const { aggregation: _, ...rest } = detection
  return rest
}

/** A condition, and the detection's aggregation, in the names of a place. */
function mapAll(
  { aggregation, outputs, span }: Asked,
  condition: Condition,
  place: Place,
): Result<Omit<Mapped, 'destination'>> {
  const mapped = mapFields(condition, place)
  const asked = mapOutputs(outputs, place, span)
  const value = { place, condition: simplify(mapped.value), outputs: asked.value }
  const diagnostics = [...mapped.diagnostics, ...asked.diagnostics]
  if (aggregation === undefined) return { value, diagnostics }
  const threshold = mapAggregation(aggregation, place)
  return {
    value: { ...value, aggregation: threshold.value },
    diagnostics: [...diagnostics, ...threshold.diagnostics],
  }
}

/** The target cannot select the log source, and takes the detection over whatever events it is run on. */
function keptNames(
  detection: Asked,
  target: MappingTarget,
  destination: Destination,
  rows: readonly LogSourceRow[],
): Result<Mapped> {
  const logSource = nameLogSource(detection)
  const whole = and([
    ...(detection.source === undefined ? [] : [detection.source]),
    withoutImplied(detection.condition),
  ])
  const { value, diagnostics } = mapAll(detection, whole, {
    target,
    destination,
    rows,
    logSource,
    source: detection.vocabulary,
  })
  // A search of events that names no source is about all of them; one of a data model never is.
  const isNamed = detection.logSources.length > 0 || detection.splunk?.command === 'tstats'
  const kept = isNamed
    ? [
        diagnostic(
          'mapping/log-source-kept',
          { logSource, target: target.title },
          // Where a query is run over all events, it finds those of other sources too.
          target.selectsLogSource === false
            ? placeOf(detection)
            : { ...placeOf(detection), effect: 'wider' },
        ),
      ]
    : []
  return {
    value: { destination, ...value },
    diagnostics: [...kept, ...diagnostics],
  }
}

const placeOf = (detection: Detection): Pick<Diagnostic, 'span'> => {
  const span = detection.logSources.at(0)?.span ?? detection.span
  return span === undefined ? {} : { span }
}

const noLogSource = (detection: Detection, target: MappingTarget): Diagnostic =>
  diagnostic(
    'mapping/no-log-source',
    {
      logSource: nameLogSource(detection),
      target: target.title,
      hint: target.hint === undefined ? '' : ` ${target.hint}`,
    },
    placeOf(detection),
  )

/** The log source in Sigma's terms, or what a Splunk search says of its source. */
function nameLogSource(detection: Detection): string {
  if (detection.logSources.length > 0)
    return detection.logSources.map(describeLogSource).join(' or ')
  const named: string[] = []
  walk(detection.source ?? always, (node) => {
    if (node.kind !== 'predicate') return
    const value = equalityText(node.test)
    if (value !== undefined) named.push(`${node.field.name}=${value}`)
  })
  return named.length > 0 ? named.join(' or ') : (detection.splunk?.dataset ?? 'that is not named')
}

/** Places that hold the events of all of the log sources, their filters joined. */
function commonDestinations(ofEach: readonly (readonly Destination[])[]): readonly Destination[] {
  const [first = [], ...others] = ofEach
  if (others.length === 0) return first
  return first.flatMap((destination) => {
    const same = others.map((candidates) =>
      candidates.find(
        ({ name, vocabulary }) =>
          name === destination.name && vocabulary === destination.vocabulary,
      ),
    )
    const all = [destination, ...same.filter((candidate) => candidate !== undefined)]
    if (all.length <= others.length) return []
    return {
      ...destination,
      filter: joinFilters(all.map(({ filter }) => filter)),
      eventIds: all.some(({ eventIds }) => eventIds.length === 0)
        ? []
        : all.flatMap(({ eventIds }) => eventIds),
    }
  })
}

/** The filters as alternatives; those that start alike are one, with alternatives for the rest. */
function joinFilters(filters: readonly Condition[]): Condition {
  if (filters.length === 1 || filters.some(({ kind }) => kind === 'always'))
    return simplify(or(filters))
  const byStart = new Map<string, { readonly start: Condition; readonly rests: Condition[] }>()
  for (const filter of filters) {
    const [start = filter, ...rest] = filter.kind === 'and' ? filter.operands : [filter]
    const key = fingerprint(start)
    const group = byStart.get(key)
    if (group === undefined) byStart.set(key, { start, rests: [and(rest)] })
    else group.rests.push(and(rest))
  }
  return simplify(
    or([...byStart.values()].map(({ start, rests }) => and([start, joinFilters(rests)]))),
  )
}

/**
 * The first place that has all of the fields and can say the rest, and holds them as they are meant where there is such a one;
 * with the errors of the preferred one where none has all.
 */
function best(
  detection: Asked,
  target: MappingTarget,
  rows: readonly LogSourceRow[],
  destinations: readonly Destination[],
  obstacle: Obstacle,
): Result<Mapped | undefined> {
  const logSource = nameLogSource(detection)
  const source = detection.vocabulary
  let preferred: Attempt | undefined
  let complete: Attempt | undefined
  for (const destination of destinations) {
    const place = { target, destination, rows, logSource, source }
    const { value, diagnostics } = mapSomething(detection, place)
    const mapped = { destination, ...value }
    const lacks = diagnostics.find(({ severity }) => severity === 'error')
    const unsaid = lacks === undefined ? obstacle(mapped) : undefined
    const differs = diagnostics.find(hasEffect)
    const attempt = { mapped, diagnostics, against: lacks ?? unsaid ?? differs }
    preferred ??= attempt
    if (lacks !== undefined) continue
    if (unsaid === undefined && differs === undefined) {
      complete = attempt
      break
    }
    // What is not quite the same comes before what cannot be said.
    if (complete === undefined || (unsaid === undefined && complete.against?.severity === 'error'))
      complete = attempt
  }
  if (preferred === undefined || complete === undefined)
    return { value: undefined, diagnostics: preferred?.diagnostics ?? [] }
  const assumed =
    target.selectsLogSource === false
      ? [
          diagnostic(
            'mapping/log-source-assumed',
            { logSource, target: target.title },
            placeOf(detection),
          ),
        ]
      : []
  return {
    value: complete.mapped,
    diagnostics: [...assumed, ...switchNotes(preferred, complete), ...complete.diagnostics],
  }
}

const hasEffect = ({ effect }: Diagnostic): boolean => effect !== undefined

/** The condition without what the log source implies; with that where nothing else is left and something has to be. */
function mapSomething(detection: Asked, place: Place): Result<Omit<Mapped, 'destination'>> {
  const condition = withoutImplied(detection.condition)
  const mapped = mapAll(detection, condition, place)
  const isEmpty = mapped.value.condition.kind === 'always' && condition.kind !== 'always'
  return isEmpty && place.target?.needsCondition
    ? mapAll(detection, condition, { ...place, saysImplied: true })
    : mapped
}

interface Attempt {
  readonly mapped: Mapped
  readonly diagnostics: readonly Diagnostic[]
  /** Why another place may be taken. */
  readonly against: Diagnostic | undefined
}

/** Why another place than the preferred one was taken. */
function switchNotes(preferred: Attempt, chosen: Attempt): readonly Diagnostic[] {
  if (chosen === preferred) return []
  const parameters = {
    table: chosen.mapped.destination.name,
    instead: preferred.mapped.destination.name,
    reason: reasonOf(preferred.against),
  }
  return [diagnostic('mapping/table-chosen', parameters, { span: preferred.against?.span })]
}

/** An error's own sentence as the reason for not taking a table. */
const reasonOf = (error: Diagnostic | undefined): string =>
  error === undefined
    ? 'it lacks a field'
    : error.message.replace(/^The /, 'the ').replace(/\.$/, '')
