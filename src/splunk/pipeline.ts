/** The stages behind the first: what they ask of events becomes part of the condition, the others only display. */
import { holdAll } from '../ast/aggregate.js'
import { isImplied } from '../ast/build.js'
import type { Aggregation, Condition, Span, Threshold, Verbatim } from '../ast/nodes.js'
import { walk } from '../ast/visit.js'
import { diagnostic, hasErrors, type Diagnostic, type Effect } from '../diagnostics/diagnostic.js'
import { mapPiece, spanOf } from '../source/mapped.js'
import { Budget } from './budget.js'
import { commandOf, refusal, type Command, type TestedMeasure } from './commands/command.js'
import { runCommand } from './commands/index.js'
import { fileSpan, sliceExpansion, type Expansion } from './expansion.js'
import { aggregationOf, groupingOf } from './grouping.js'
import { eventValue, withFields, type Basis, type Group, type Results } from './lineage.js'
import { providedFields } from './builtin-macros.js'
import type { MacroCall } from './macro-call.js'
import { expandMacros } from './expand-macros.js'
import type { MacroSet } from './macros.js'
import { splitStages, type Stage } from './stages.js'

/** What a pipeline says of events. */
export interface Pipeline {
  /** Each is part of the detection's condition. */
  readonly says: readonly Condition[]
  readonly aggregation?: Aggregation
  readonly stages: readonly Verbatim[]
  readonly diagnostics: readonly Diagnostic[]
}

/** The first stage, as those behind it see it. */
export interface First {
  readonly results: Results
  /** Stages that its macros bring. */
  readonly behind: readonly Expansion[]
  readonly calls: readonly MacroCall[]
  readonly span: Span
}

interface Tested extends TestedMeasure {
  readonly stage: number
}

/** Some commands are about every field that there is, so that what a search costs grows with both. */
const maxStages = 1000

/**
 * Reads stages one after the other, each about the results of the one before, up to the first that cannot be read.
 * Diagnostics: splunk/unsupported-command and those of macros, of expressions and of stages.
 */
export function readPipeline(
  stages: readonly Stage[],
  first: First,
  macros: MacroSet,
  reads?: (basis: Basis) => void,
): Pipeline {
  const reader = new PipelineReader(first.results, macros, reads)
  reader.run(first.behind, 1)
  reader.provide(first.calls, first.span)
  for (const stage of stages) {
    reader.read(stage)
    if (hasErrors(reader.diagnostics)) break
  }
  return reader.pipeline()
}

class PipelineReader {
  readonly diagnostics: Diagnostic[] = []
  readonly #macros: MacroSet
  readonly #says: { readonly condition: Condition; readonly stage: number }[] = []
  readonly #stages: Verbatim[] = []
  readonly #budget = new Budget()
  #ran = 0
  readonly #reads: ((basis: Basis) => void) | undefined
  #results: Results
  readonly #tested: Tested[] = []
  /** All tests of measured numbers, also those that always hold. */
  readonly #asked: TestedMeasure[] = []

  constructor(first: Results, macros: MacroSet, reads: ((basis: Basis) => void) | undefined) {
    this.#results = first
    this.#macros = macros
    this.#reads = reads
  }

  read({ text, number }: Stage): void {
    const { value: expansion, diagnostics } = expandMacros(text, this.#macros)
    for (const found of diagnostics) this.diagnostics.push(found)
    const said = this.#says.length + this.#tested.length
    if (expansion.complete) {
      this.run(partsOf(expansion, this.diagnostics), number)
      this.provide(expansion.calls, spanOf(text, 0, text.text.length))
    }
    const isFilter = this.#says.length + this.#tested.length > said
    this.#stages.push({
      kind: 'verbatim',
      text: text.text,
      stage: number,
      effect: isFilter ? 'filter' : 'display',
      span: spanOf(text, 0, text.text.length),
    })
  }

  /** Fields that macros are there to provide are fields of the event, however the macros make them. */
  provide(calls: readonly MacroCall[], span: Span | undefined): void {
    for (const { name } of calls) {
      const field = providedFields.get(name)
      if (field === undefined) continue
      this.#results = withFields(this.#results, [[field, eventValue(field)]])
      this.diagnostics.push(
        diagnostic('splunk/provided-field', { field, name }, { span, effect: 'approximate' }),
      )
    }
  }

  run(parts: readonly Expansion[], stage: number): void {
    for (const part of parts) {
      if (hasErrors(this.diagnostics)) break
      if (++this.#ran > maxStages) {
        const span = fileSpan(part, 0, commandOf(part.text).length)
        this.diagnostics.push(diagnostic('splunk/too-many-stages', { limit: maxStages }, { span }))
      } else this.#run(part, stage)
    }
  }

  #run(expansion: Expansion, stage: number): void {
    const written = commandOf(expansion.text)
    const command: Command = {
      name: written.toLowerCase(),
      expansion,
      body: written.length,
      stage,
      budget: this.#budget,
      reads: this.#reads,
    }
    const {
      results,
      says = [],
      thresholds = [],
      diagnostics = [],
    } = runCommand(command, this.#results)
    for (const found of diagnostics) this.diagnostics.push(found)
    this.#results = results
    for (const condition of says) this.#says.push({ condition, stage })
    for (const tested of thresholds) this.#test({ ...tested, stage }, command)
  }

  /** One measured number can be tested, of one grouping: a detection has one aggregation. */
  #test(tested: Tested, command: Command): void {
    const { measure, having, name } = tested
    const refuse = (reason: string): void => {
      if (!hasErrors(this.diagnostics)) this.diagnostics.push(refusal(command, reason))
    }
    this.#asked.push(tested)
    if (isSure(tested)) return
    const [before] = this.#tested
    if ('usual' in having) {
      const { stage } = having.usual
      if (this.#tested.some((one) => 'usual' in one.having || one.stage <= stage)) {
        refuse(
          `compares '${name}' with what is usual of groups that were filtered before, or twice`,
        )
      } else if (!isSame({ name, measure: having.usual.measure, having }, tested)) {
        refuse(`compares '${name}' with what is usual of another number`)
      } else if (measure.where !== undefined || measure.fills !== undefined) {
        refuse(`compares '${name}', which counts in a way of its own, with what is usual of it`)
      }
    }
    if (before !== undefined && !isSame(before, tested)) {
      refuse(`tests '${name}' beside '${before.name}': only one measured number can be tested`)
      return
    }
    const { problem, notes } = groupingOf(measure.group, having.span)
    if (problem !== undefined) refuse(problem)
    else if (measure.where !== undefined && !('usual' in having) && !isLowerLimit(having)) {
      refuse(
        `tests '${name}', which counts some of the events of a group, for other than a minimum`,
      )
    } else {
      if (before === undefined) this.diagnostics.push(...notes)
      if (measure.renamed !== undefined) {
        const details = { span: having.span, effect: 'approximate' } as const
        this.diagnostics.push(
          diagnostic('splunk/renamed-groups', { name: measure.renamed }, details),
        )
      }
      if (measure.fills !== undefined) this.#noteFilled(measure.fills, tested)
      if (measure.ofRows !== undefined) this.#noteRows(measure.ofRows, tested)
      this.#tested.push(tested)
    }
  }

  /** What counts one value more in Splunk comes above a number sooner. */
  #noteFilled(name: string, { having }: TestedMeasure): void {
    const effect = !('usual' in having) && isLowerLimit(having) ? 'narrower' : 'approximate'
    this.diagnostics.push(
      diagnostic('splunk/filled-values', { name }, { span: having.span, effect }),
    )
  }

  /** There are at least as many events as results that are made of them. */
  #noteRows({ command, stage, by }: Group, { name, having }: TestedMeasure): void {
    const sign = 'usual' in having ? 'eq' : having.operator
    const fields = by.map((one) => one.name).join(', ')
    const place = { span: having.span, effect: effectOfMore[sign] }
    const details = { name, command, stage, fields }
    this.diagnostics.push(diagnostic('splunk/counted-results', details, place))
  }

  /**
   * What a filter takes away behind `eventstats` was counted before; in a condition on events it would not be. A filter on
   * what the results that are counted together have in common takes all of them away, or none.
   */
  #checkCounted(): void {
    const [tested] = this.#tested
    if (tested?.measure.group.command !== 'eventstats' || hasErrors(this.diagnostics)) return
    const { having, measure, name } = tested
    const { group } = measure
    const inGroup = new Set(groupingOf(group, having.span).fields.map((field) => field.name))
    const isLater = this.#says.some(
      (said) => said.stage >= group.stage && !asksOnly(said.condition, inGroup),
    )
    if (!isLater) return
    this.#refuseTest(
      tested,
      `that tests '${name}', which 'eventstats' (stage ${group.stage}) measures, stands beside a filter that takes away what was measured`,
    )
  }

  /** A test of a measured number that cannot be read beside what else the search asks. */
  #refuseTest({ having, stage }: Tested, reason: string): void {
    const details = { command: 'where', stage, reason }
    this.diagnostics.push(diagnostic('splunk/unsupported-command', details, { span: having.span }))
  }

  /** What a filter takes away behind the measuring of what is usual counts for that still, and would not do so here. */
  #checkUsual(): void {
    const unusual = this.#tested.find(({ having }) => 'usual' in having)
    if (unusual === undefined || !('usual' in unusual.having) || hasErrors(this.diagnostics)) return
    const { having, measure, name } = unusual
    const inGroup = new Set(
      groupingOf(measure.group, having.span).fields.map((field) => field.name),
    )
    const { usual } = having
    const isLater = this.#says.some(
      (said) =>
        said.stage >= usual.stage &&
        !(isImplied(said.condition) && inGroup.has(said.condition.field.name)),
    )
    if (!isLater) return
    this.#refuseTest(
      unusual,
      `that compares '${name}' with what is usual of it stands beside a filter that takes groups away`,
    )
  }

  /** Without groups, there is a result of no events too; only eventstats has none, as it adds to those that there are. */
  #noteSilence(): void {
    const [first] = this.#tested
    if (first === undefined || !this.#asked.every(holdsOfNothing)) return
    const { by, command } = first.measure.group
    if (by.length > 0 || command === 'eventstats') return
    const details = { span: first.having.span, effect: 'narrower' } as const
    this.diagnostics.push(diagnostic('splunk/silence', { name: first.name }, details))
  }

  pipeline(): Pipeline {
    const [first] = this.#tested
    const ofGroup = this.diagnostics.find(({ code }) => code === 'splunk/any-of-group')
    if (first !== undefined && ofGroup !== undefined && !hasErrors(this.diagnostics)) {
      this.#refuseTest(
        first,
        `that tests '${first.name}' stands beside a filter on what any event of a group has`,
      )
    }
    const where = first?.measure.where
    this.#checkUsual()
    this.#noteSilence()
    this.#checkCounted()
    const says = this.#says.map(({ condition }) => condition)
    return {
      says: [...says, ...(where === undefined ? [] : [where])],
      ...(first === undefined ? {} : { aggregation: aggregationOf(first, this.#tested) }),
      stages: this.#stages.map((stage) =>
        this.#tested.some((tested) => measuringStage(tested) === stage.stage)
          ? { ...stage, effect: 'filter' }
          : stage,
      ),
      diagnostics: this.diagnostics,
    }
  }
}

/** The stages that macros made of one, each in the places of the expansion. */
export function partsOf(expansion: Expansion, diagnostics: Diagnostic[]): readonly Expansion[] {
  const { text, origins } = expansion
  if (!text.includes('|')) return text.trim() === '' ? [] : [sliceTrimmed(expansion)]
  const split = splitStages(mapPiece(text, 0))
  diagnostics.push(
    ...split.diagnostics.map(({ span, ...rest }) => ({
      ...rest,
      span: fileSpan(expansion, span?.start ?? 0, span?.end ?? 0),
    })),
  )
  return split.value.map((stage) => {
    const start = stage.text.origins.at(0) ?? 0
    const end = stage.text.origins.at(stage.text.text.length) ?? text.length
    const part = sliceExpansion(expansion, start, end)
    // Comments inside are gone from the stage's text.
    return part.text.length === stage.text.text.length
      ? part
      : { ...expansion, text: stage.text.text, origins: stage.text.origins.through(origins) }
  })
}

function sliceTrimmed(expansion: Expansion): Expansion {
  const { text } = expansion
  const start = text.length - text.trimStart().length
  return sliceExpansion(expansion, start, text.trimEnd().length)
}

/** What more counted than there is does to a threshold. */
const effectOfMore: Readonly<Record<Threshold['operator'], Effect>> = {
  gt: 'wider',
  gte: 'wider',
  lt: 'narrower',
  lte: 'narrower',
  eq: 'approximate',
  neq: 'approximate',
}

/** Whether a condition asks of nothing but some fields. */
function asksOnly(condition: Condition, names: ReadonlySet<string>): boolean {
  let isOnly = true
  walk(condition, (node) => {
    if (node.kind === 'keyword' || (node.kind === 'field' && !names.has(node.name))) isOnly = false
  })
  return isOnly
}

/** The stage of `eventstats` whose number is tested. */
const measuringStage = ({ measure: { group }, having }: TestedMeasure): number | undefined =>
  'usual' in having ? having.usual.stage : group.command === 'eventstats' ? group.stage : undefined

/** A group has at least one event, so that some thresholds always hold. An event in no group gets no number of `eventstats`. */
const isSure = ({ measure, having }: TestedMeasure): boolean =>
  !('usual' in having) &&
  measure.measure.kind === 'count' &&
  measure.where === undefined &&
  (measure.group.command !== 'eventstats' || measure.group.by.length === 0) &&
  ((having.operator === 'gt' && Number(having.value) < 1) ||
    (having.operator === 'gte' && Number(having.value) <= 1))

/** Of no events a count is 0, and most other numbers are none that could be compared. */
const holdsOfNothing = ({ measure, having }: TestedMeasure): boolean =>
  !('usual' in having) &&
  (measure.measure.kind === 'count' || measure.measure.kind === 'distinct') &&
  holdAll([having], 0)

const isLowerLimit = ({ operator, value }: Threshold): boolean =>
  (operator === 'gt' && Number(value) >= 0) || (operator === 'gte' && Number(value) > 0)

const isSame = (left: TestedMeasure, right: TestedMeasure): boolean =>
  left.measure.group === right.measure.group &&
  left.measure.where === right.measure.where &&
  JSON.stringify(left.measure.measure) === JSON.stringify(right.measure.measure)
