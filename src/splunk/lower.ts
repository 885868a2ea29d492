/** A whole Splunk search as the parts of a detection: tstats over a data model, or a search of events. */
import type {
  Aggregation,
  Condition,
  LogSource,
  MacroUse,
  Schedule,
  SplunkEnvelope,
  Verbatim,
  Vocabulary,
} from '../ast/nodes.js'
import { and, conjunctsOf, field as fieldNamed, isImplied, neededField } from '../ast/build.js'
import { diagnostic, hasErrors, type Diagnostic, type Result } from '../diagnostics/diagnostic.js'
import { logSourcesOfDataModel, withoutObject } from '../fields/splunk-sources.js'
import { mapPiece, sliceMapped, spanOf, type MappedText } from '../source/mapped.js'
import { Budget } from './budget.js'
import { parseClause, readClause, type Clause } from './clause.js'
import { commandOf, type Command, type Step } from './commands/command.js'
import { clausesOf, groupResults } from './commands/group.js'
import { reasonAgainst } from './commands/index.js'
import { fileSpan, type Expansion } from './expansion.js'
import { lowerExpression, type Subject } from './expression.js'
import {
  addedBy,
  eventResults,
  withFields,
  withUnknown,
  type Basis,
  type EventValue,
  type Results,
  type Value,
} from './lineage.js'
import type { MacroCall } from './macro-call.js'
import { macroUses, wordUses } from './macro-uses.js'
import { expandMacros } from './expand-macros.js'
import type { MacroSet } from './macros.js'
import { partsOf as stagesIn, readPipeline } from './pipeline.js'
import { fieldsOfEvery } from './presence.js'
import { fieldNames, type SearchNode } from './search.js'
import { indexNotes, otherDataNotes } from './source-notes.js'
import { takeSources, testsIn, type Sourced } from './sources.js'
import { splitStages, trim, type Stage } from './stages.js'
import { takeTimeRange } from './time-range.js'
import { dataModelOf, objectOf, readTstats, type DataModel, type Tstats } from './tstats.js'
import { isYes, optionOf, optionsOf, spanSeconds, unquoted, wordsOf } from './words.js'

/** What a search says of the events that it selects. */
export interface Search {
  /** What names a source that has no log source. */
  readonly source?: Condition
  readonly condition: Condition
  /** What the events have to come to together. */
  readonly aggregation?: Aggregation
  readonly logSources: readonly LogSource[]
  readonly vocabulary: Vocabulary
  /** The time range that the search itself names. */
  readonly schedule?: Schedule
  readonly splunk: SplunkEnvelope
}

/** The first stage, read. */
interface Leading extends Omit<Search, 'splunk' | 'aggregation'> {
  readonly splunk: Omit<SplunkEnvelope, 'stages'>
  /** What the stages behind it have before them. */
  readonly results: Results
  /** Stages that macros of the first bring. */
  readonly behind: readonly Expansion[]
  /** The macros of the first stage. */
  readonly calls: readonly MacroCall[]
  /** What a by-clause asks of the events besides. */
  readonly added: readonly Condition[]
}

/**
 * Reads a search; its value is undefined where an error was found, and stages behind one that cannot be read are not
 * looked at. `reads` hears what each field rests on that a filter behind the first stage reads. Diagnostics: all of the
 * splunk ones but on files.
 */
export function lowerSearch(
  text: MappedText,
  macros: MacroSet,
  reads?: (basis: Basis) => void,
): Result<Search | undefined> {
  const split = splitStages(text)
  const [first, ...later] = split.value
  if (first === undefined) {
    const span = spanOf(text, 0, text.text.length)
    const found = [...split.diagnostics]
    if (!hasErrors(found)) found.push(diagnostic('splunk/no-condition', {}, { span }))
    return { value: undefined, diagnostics: found }
  }
  const { value: generated, diagnostics: problems } = generatingStages(first, macros)
  const { stages: made, written } = generated
  const leading = readLeading(made[0] ?? first, macros)
  const found = [
    ...split.diagnostics,
    ...problems,
    ...(hasErrors(problems) ? [] : leading.diagnostics),
  ]
  if (leading.value === undefined || hasErrors(found)) {
    return { value: undefined, diagnostics: inOrder(found) }
  }
  const span = spanOf(first.text, 0, first.text.text.length)
  const { results, behind, calls, added: asked, splunk, condition, ...search } = leading.value
  const pipeline = readPipeline(
    [...made.slice(1), ...later],
    { results, behind, calls, span },
    macros,
    reads,
  )
  const diagnostics = inOrder([...found, ...pipeline.diagnostics])
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics }
  const isNamed = splunk.source !== undefined || splunk.dataset !== undefined
  const isSaid = pipeline.says.length > 0 || pipeline.aggregation !== undefined
  if (condition.kind === 'always' && !isNamed && !isSaid) {
    return { value: undefined, diagnostics: [diagnostic('splunk/no-condition', {}, { span })] }
  }
  const there = fieldsOfEvery(search.logSources, search.vocabulary)
  const added = withoutRedundant(condition, [...asked, ...pipeline.says], there)
  const said = written === undefined ? (splunk.says ?? []) : conjunctsOf(condition)
  const says = [...said, ...added]
  return {
    value: {
      condition: added.length === 0 ? condition : and([...partsOf(condition), ...added]),
      ...(pipeline.aggregation === undefined ? {} : { aggregation: pipeline.aggregation }),
      splunk: envelopeOf(splunk, { stages: pipeline.stages, says, written }),
      ...search,
    },
    diagnostics,
  }
}

/** The stages that a search starts with. */
interface Generated {
  readonly stages: readonly Stage[]
  /** What was written for them, where a macro brings the command. */
  readonly written?: string
}

/** The first stage; where it is a macro that brings its command, the stages that the macro makes in its place. */
function generatingStages(first: Stage, macros: MacroSet): Result<Generated> {
  const { text, piped, number } = first
  if (!text.text.startsWith('`')) return { value: { stages: [first] }, diagnostics: [] }
  const { value: expansion, diagnostics } = expandMacros(text, macros)
  const isGenerating = piped || expansion.text.trimStart().startsWith('|')
  if (!expansion.complete || !isGenerating) {
    return { value: { stages: [first] }, diagnostics: piped ? diagnostics : [] }
  }
  const origins = expansion.origins.through(text.origins)
  const split = splitStages({ text: expansion.text, origins })
  return {
    value: {
      stages: split.value.map((stage) => ({ ...stage, number, piped: true })),
      written: `${piped ? '| ' : ''}${text.text}`,
    },
    diagnostics: [...diagnostics, ...split.diagnostics],
  }
}

/** The envelope with its stages, and what these say. */
function envelopeOf(
  { says: _says, ...splunk }: Leading['splunk'],
  {
    stages,
    says,
    written,
  }: {
    readonly stages: readonly Verbatim[]
    readonly says: readonly Condition[]
    readonly written: string | undefined
  },
): SplunkEnvelope {
  return {
    stages,
    ...splunk,
    ...(written === undefined ? {} : { generating: written }),
    ...(says.length === 0 ? {} : { says }),
  }
}

const partsOf = (condition: Condition): readonly Condition[] =>
  condition.kind === 'and' ? condition.operands : condition.kind === 'always' ? [] : [condition]

/** What stages say, without fields that have to be there anyway. */
function withoutRedundant(
  condition: Condition,
  says: readonly Condition[],
  there: readonly string[],
): readonly Condition[] {
  const asked = [condition, ...says].flatMap(conjunctsOf).filter((each) => !isImplied(each))
  const needed = new Set([...there, ...asked.flatMap((each) => neededField(each) ?? [])])
  const kept = says.filter((each) => {
    if (!isImplied(each)) return true
    const isNew = !needed.has(each.field.name)
    needed.add(each.field.name)
    return isNew
  })
  return kept
}

/** As a reader meets them. */
const inOrder = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  diagnostics.toSorted((left, right) => (left.span?.start ?? 0) - (right.span?.start ?? 0))

function readLeading(stage: Stage, macros: MacroSet): Result<Leading | undefined> {
  const { text } = stage
  const command = commandOf(text.text)
  const name = command.toLowerCase()
  if (name === 'tstats') return readTstatsStage(text, macros)
  if (name === 'search' && /\s/.test(text.text[6] ?? ' ')) {
    return readEventSearch(trim(sliceMapped(text, command.length)), macros)
  }
  if (!stage.piped) return readEventSearch(text, macros)
  const parameters = { command, stage: 1, reason: reasonAgainst(name) }
  const span = spanOf(text, 0, command.length)
  return {
    value: undefined,
    diagnostics: [diagnostic('splunk/unsupported-command', parameters, { span })],
  }
}

function readEventSearch(text: MappedText, macros: MacroSet): Result<Leading | undefined> {
  const expanded = expandMacros(text, macros)
  const { value: whole } = expanded
  const split: Diagnostic[] = []
  // Macros may bring stages of their own, which come before those that are written.
  const isPiped = whole.complete && whole.text.includes('|')
  const [first = whole, ...behind] = isPiped ? stagesIn(whole, split) : []
  const clause = parseClause(first, 1)
  const { tree, times, schedule } = takeTimeRange(clause.value.tree, clause.value.expansion)
  const sourced = takeSources(tree, clause.value.expansion)
  const condition = conditionOf(sourced.rest, clause.value, eventField)
  const unknown = conditionOf(sourced.unknown, clause.value, eventField)
  const diagnostics = [
    ...expanded.diagnostics,
    ...split,
    ...clause.diagnostics,
    ...unknown.diagnostics,
    ...indexNotes(sourced, clause.value.expansion),
    ...otherDataNotes(sourced, clause.value.expansion),
    ...condition.diagnostics,
  ]
  const { logSources, vocabulary } = sourced
  const written = behind.length === 0 ? sourced.written : text.text
  return {
    value: {
      condition: condition.value,
      logSources,
      vocabulary,
      ...(schedule === undefined ? {} : { schedule }),
      splunk: {
        command: 'search',
        ...(written === undefined ? {} : { source: written }),
        // The text of a first stage with stages of macros behind it has its times in it.
        ...(times === undefined || behind.length > 0 ? {} : { times }),
        // The first stage is printed back word for word.
        ...(behind.length === 0
          ? writtenInWords(sourced, clause.value)
          : { says: conjunctsOf(condition.value) }),
      },
      results: eventResults,
      behind,
      calls: whole.calls,
      added: [],
      ...(sourced.unknown.length === 0 ? {} : { source: unknown.value }),
    },
    diagnostics,
  }
}

const eventField = (name: string): EventValue => ({ kind: 'event', field: fieldNamed(name) })

function conditionOf(
  nodes: readonly SearchNode[],
  { expansion }: Clause,
  read: (name: string) => EventValue,
): Result<Condition> {
  const lowered = nodes.map((node) => lowerExpression(node, expansion, subjectOf(read)))
  const [first, last] = [nodes[0], nodes.at(-1)]
  const span =
    first === undefined || last === undefined
      ? undefined
      : fileSpan(expansion, first.start, last.end)
  return {
    value: and(
      lowered.map(({ value }) => value),
      span,
    ),
    diagnostics: lowered.flatMap(({ diagnostics }) => diagnostics),
  }
}

// Fields of events are never computed, so that no test of them is refused.
const subjectOf = (read: (name: string) => EventValue): Subject => ({
  read,
  placeAt: (_name, span) => ({ span, refuse: () => {}, marks: () => {} }),
  stage: 1,
})

/** The parts of a condition that macros stand for. */
function writtenAsMacros(
  nodes: readonly SearchNode[],
  { expansion }: Clause,
  read: (name: string) => EventValue,
): { readonly macros?: readonly MacroUse[] } {
  const macros = macroUses(
    nodes,
    expansion,
    (node) => lowerExpression(node, expansion, subjectOf(read)).value,
  )
  return macros.length === 0 ? {} : { macros }
}

/** The parts of a search of events that macros or words stand for. */
function writtenInWords(
  { rest, shortened }: Sourced,
  { expansion }: Clause,
): { readonly macros?: readonly MacroUse[] } {
  const lower = (node: SearchNode): Condition =>
    lowerExpression(node, expansion, subjectOf(eventField)).value
  const uses = [
    ...macroUses(rest, expansion, lower),
    ...wordUses(rest, shortened, expansion, lower),
  ]
  return uses.length === 0 ? {} : { macros: uses }
}

function readTstatsStage(text: MappedText, macros: MacroSet): Result<Leading | undefined> {
  const parts = readTstats(text)
  const { options, measures, from, where, by } = parts
  const [settings, aggregates, groups, named] = [options, measures, by, from].map((part) =>
    part === undefined ? undefined : expandMacros(part, macros),
  )
  const dataModel = named === undefined ? undefined : dataModelOf(named.value.text.trim())

  const clause = readClause(where ?? sliceMapped(text, text.text.length), macros, 1)
  const { expansion } = clause.value
  const { tree, times, schedule } = takeTimeRange(clause.value.tree, expansion)
  const object = dataModel === undefined ? undefined : objectOf(dataModel, fieldNames(tree))
  const sourced =
    dataModel === undefined || from === undefined || object === undefined
      ? takeSources(tree, expansion)
      : sourcedOf(tree, { model: dataModel.model, object }, from)
  const read = (name: string): EventValue => eventField(withoutObject(name, object))
  // A tstats over indexed fields has no envelope of its own for its source: that is part of the condition.
  const condition = conditionOf([...sourced.unknown, ...sourced.rest], clause.value, read)
  const { logSources, vocabulary } = sourced
  const asked = optionsOf(wordsOf(settings?.value.text ?? ''))
  // What is written for fields that are missing.
  const fill = asked.get('fillnull_value')
  const isPrepared = isYes(asked.get('prestats'))
  const { results, ...grouped } = groupedBy(
    { aggregates: aggregates?.value, groups: groups?.value, fill },
    read,
  )
  const diagnostics = [
    ...[settings, aggregates, named, groups].flatMap((part) => part?.diagnostics ?? []),
    ...(from !== undefined && dataModel === undefined && named?.value.complete === true
      ? [notADataModel(from)]
      : []),
    ...clause.diagnostics,
    ...indexNotes(sourced, expansion),
    ...condition.diagnostics,
    ...(grouped.diagnostics ?? []),
  ]
  const splunk = {
    ...tstatsEnvelope(parts, datasetOf(dataModel, object), sourced.written),
    ...(times === undefined ? {} : { times }),
    ...writtenAsMacros(sourced.rest, clause.value, read),
    ...(fill === undefined ? {} : { fillsMissing: true as const }),
  }
  const { says: added = [] } = grouped
  const value = {
    condition: condition.value,
    logSources,
    vocabulary,
    ...(schedule === undefined ? {} : { schedule }),
    splunk,
    results: isPrepared ? prepared(results) : results,
    behind: [],
    calls: expansion.calls,
    added,
  }
  return { value, diagnostics }
}

/** What `prestats=true` leaves is for a command behind it, which then measures the events themselves. */
const prepared = (results: Results): Results => ({
  ...withUnknown(results, addedBy('tstats', 1, 'prepares for another command')),
  rows: { kind: 'changed', what: "which 'tstats' (stage 1) prepares for another command" },
})

const notADataModel = (from: MappedText): Diagnostic => {
  const reason = 'expected datamodel=Model.Object, then where or by'
  const span = spanOf(from, 0, from.text.length)
  return diagnostic('splunk/syntax', { stage: 1, reason }, { span })
}

/** The results of a tstats: groups of events by the fields of its by-clause. */
function groupedBy(
  clauses: {
    readonly aggregates: Expansion | undefined
    readonly groups: Expansion | undefined
    readonly fill: string | undefined
  },
  read: (name: string) => EventValue,
): Step {
  const by = wordsOf(clauses.groups?.text ?? '')
  const span = by.map(optionOf).find((option) => option?.key === 'span')?.value
  const window = span === undefined ? undefined : spanSeconds(span)
  const measured = clausesOf(wordsOf(clauses.aggregates?.text ?? '')).aggregates
  const names = [...by.map(({ text }) => text), ...measured.map(({ argument }) => argument)]
  const fields = names
    .map(unquoted)
    .map((name): readonly [string, Value] => [
      name,
      name === '_time' ? { kind: 'time', ...(window === undefined ? {} : { window }) } : read(name),
    ])
  const none: Expansion = expandMacros(mapPiece('', 0), new Map()).value
  const command: Command = {
    name: 'tstats',
    expansion: clauses.groups ?? none,
    body: 0,
    stage: 1,
    budget: new Budget(),
  }
  const results = withFields(eventResults, fields)
  return groupResults(command, results, { aggregates: measured, by }, clauses.fill)
}

/** As written; with its object where only the fields tell of it, so that they can be qualified again. */
function datasetOf(
  dataModel: DataModel | undefined,
  object: string | undefined,
): string | undefined {
  if (dataModel === undefined || object === undefined) return undefined
  const isSaid = dataModel.object !== undefined || object === dataModel.model
  return isSaid ? dataModel.dataset : `${dataModel.model}.${object}`
}

/** The data model names the source, and all of the where-clause is the condition. */
function sourcedOf(
  tree: SearchNode | undefined,
  { model, object }: { readonly model: string; readonly object: string },
  from: MappedText,
): Sourced {
  const span = spanOf(from, 0, from.text.length)
  const tests = testsIn(tree).map((test) => ({
    ...test,
    field: test.field.startsWith(`${object}.`) ? test.field.slice(object.length + 1) : test.field,
  }))
  const logSources = logSourcesOfDataModel(model, object, tests)
  return {
    logSources: logSources.map((logSource) => ({ span, ...logSource })),
    vocabulary: 'cim',
    indexes: [],
    unknown: [],
    otherData: [],
    shortened: new Set(),
    rest: tree === undefined ? [] : [tree],
  }
}

function tstatsEnvelope(
  { options, measures, by }: Tstats,
  dataset: string | undefined,
  source: string | undefined,
): Leading['splunk'] {
  return {
    command: 'tstats',
    ...(dataset === undefined ? {} : { dataset }),
    ...(options.text === '' ? {} : { options: options.text }),
    ...(measures.text === '' ? {} : { measures: measures.text }),
    ...(by === undefined || by.text === '' ? {} : { by: by.text }),
    ...(source === undefined ? {} : { source }),
  }
}
