/** A whole Splunk search as the parts of a detection: tstats over a data model, or a search of events. */
import type { Condition, LogSource, SplunkEnvelope, Vocabulary } from '../ast/nodes.js'
import { and } from '../ast/build.js'
import { diagnostic, hasErrors, type Diagnostic, type Result } from '../diagnostics/diagnostic.js'
import { logSourcesOfDataModel } from '../fields/splunk-sources.js'
import { sliceMapped, spanOf, type MappedText } from '../source/mapped.js'
import { readClause, type Clause } from './clause.js'
import { commandOf, reasonAgainst } from './commands.js'
import { lowerExpression } from './expression.js'
import { readLaterStages } from './later-stages.js'
import { fileSpan } from './expansion.js'
import { expandMacros, type MacroSet } from './macros.js'
import { fieldNames, type SearchNode } from './search.js'
import { takeSources, type Sourced } from './sources.js'
import { splitStages, trim, type Stage } from './stages.js'
import { dataModelOf, objectOf, readTstats, type DataModel, type Tstats } from './tstats.js'

/** What a search says of the events that it selects. */
export interface Search {
  /** What names a source that has no log source. */
  readonly source?: Condition
  readonly condition: Condition
  readonly logSources: readonly LogSource[]
  readonly vocabulary: Vocabulary
  readonly splunk: SplunkEnvelope
}

/** The first stage, read. */
type Leading = Omit<Search, 'splunk'> & { readonly splunk: Omit<SplunkEnvelope, 'stages'> }

/** Reads a search; its value is undefined where an error was found. Diagnostics: all of the splunk ones but on files. */
export function lowerSearch(text: MappedText, macros: MacroSet): Result<Search | undefined> {
  const split = splitStages(text)
  const [first, ...later] = split.value
  if (first === undefined) {
    const span = spanOf(text, 0, text.text.length)
    const found = [...split.diagnostics]
    if (!hasErrors(found)) found.push(diagnostic('splunk/no-condition', {}, { span }))
    return { value: undefined, diagnostics: found }
  }
  const leading = readLeading(first, macros)
  const stages = readLaterStages(later, macros)
  const diagnostics = inOrder([...split.diagnostics, ...leading.diagnostics, ...stages.diagnostics])
  if (leading.value === undefined || hasErrors(diagnostics))
    return { value: undefined, diagnostics }
  const splunk = { ...leading.value.splunk, stages: stages.value }
  return { value: { ...leading.value, splunk }, diagnostics }
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
  const clause = readClause(text, macros, 1)
  const sourced = takeSources(clause.value.tree, clause.value.expansion)
  const condition = conditionOf(sourced.rest, clause.value, (field) => field)
  const unknown = conditionOf(sourced.unknown, clause.value, (field) => field)
  const diagnostics = [...clause.diagnostics, ...unknown.diagnostics, ...condition.diagnostics]
  if (isNothing(condition.value, sourced, diagnostics)) diagnostics.push(nothingAt(text))
  const { written, logSources, vocabulary } = sourced
  const source = written === undefined ? {} : { source: written }
  return {
    value: {
      ...(sourced.unknown.length === 0 ? {} : { source: unknown.value }),
      condition: condition.value,
      logSources,
      vocabulary,
      splunk: { command: 'search', ...source },
    },
    diagnostics,
  }
}

const isNothing = (
  condition: Condition,
  { written }: Sourced,
  diagnostics: readonly Diagnostic[],
): boolean => condition.kind === 'always' && written === undefined && !hasErrors(diagnostics)

const nothingAt = (text: MappedText): Diagnostic =>
  diagnostic('splunk/no-condition', {}, { span: spanOf(text, 0, text.text.length) })

function conditionOf(
  nodes: readonly SearchNode[],
  { expansion }: Clause,
  rename: (field: string) => string,
): Result<Condition> {
  const lowered = nodes.map((node) => lowerExpression(node, expansion, rename))
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

function readTstatsStage(text: MappedText, macros: MacroSet): Result<Leading | undefined> {
  const parts = readTstats(text)
  const { options, measures, from, where, by } = parts
  const diagnostics: Diagnostic[] = [options, measures, by]
    .filter((part) => part !== undefined)
    .flatMap((part) => expandMacros(part, macros).diagnostics)

  const dataModel = from === undefined ? undefined : dataModelOf(from.text)
  if (from !== undefined && dataModel === undefined) {
    const reason = 'expected datamodel=Model.Object, then where or by'
    const span = spanOf(from, 0, from.text.length)
    diagnostics.push(diagnostic('splunk/syntax', { stage: 1, reason }, { span }))
  }

  const clause = readClause(where ?? sliceMapped(text, text.text.length), macros, 1)
  const { tree, expansion } = clause.value
  const object = dataModel === undefined ? undefined : objectOf(dataModel, fieldNames(tree))
  const sourced =
    dataModel === undefined || from === undefined || object === undefined
      ? takeSources(tree, expansion)
      : sourcedOf(tree, { model: dataModel.model, object }, from)
  const prefix = object === undefined ? undefined : `${object}.`
  // A tstats over indexed fields has no envelope of its own for its source: that is part of the condition.
  const condition = conditionOf([...sourced.unknown, ...sourced.rest], clause.value, (name) =>
    prefix !== undefined && name.startsWith(prefix) ? name.slice(prefix.length) : name,
  )
  diagnostics.push(...clause.diagnostics, ...condition.diagnostics)
  if (dataModel === undefined && isNothing(condition.value, sourced, diagnostics)) {
    diagnostics.push(nothingAt(text))
  }
  const { logSources, vocabulary } = sourced
  const splunk = tstatsEnvelope(parts, datasetOf(dataModel, object), sourced.written)
  return { value: { condition: condition.value, logSources, vocabulary, splunk }, diagnostics }
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
  return {
    logSources: logSourcesOfDataModel(model, object).map((logSource) => ({ ...logSource, span })),
    vocabulary: 'cim',
    unknown: [],
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
