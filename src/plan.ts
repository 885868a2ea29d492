/** Plans: what a query is made of, as trees, before it is printed. */
import { simplify } from './ast/build.js'
import type { Condition, Detection, Field, Joint, JointPart, MacroUse } from './ast/nodes.js'
import { diagnostic, hasErrors, type Diagnostic, type Result } from './diagnostics/diagnostic.js'
import { mapDetection, type Mapped } from './fields/map.js'
import { mapFields } from './fields/map-fields.js'
import { conditionOfFirstStage } from './fields/own.js'
import type { Destination, Options, Place } from './fields/types.js'
import type { Capabilities } from './legalise/capabilities.js'
import { legalise, type Legal } from './legalise/legalise.js'
import { askedOnce } from './legalise/repeated.js'
import type {
  Backend,
  DocumentFormat,
  Format,
  JointPlan,
  Language,
  Plan,
  PlannedPart,
  Thresholds,
} from './print/backend.js'
import { droppedStages, unsaidFields, unsaidGroups, unsaidTimes } from './print/envelope.js'
import { columnsOf, noteJoint, requirementGrows } from './print/joint.js'
import { arrange } from './print/plan.js'
import {
  effectOnResults,
  effectThrough,
  noteThreshold,
  refuseThreshold,
} from './print/threshold.js'

/** How a query is to come out. */
export interface PlanRequest {
  /** One of the backend's formats; `default` where it is missing. */
  readonly format?: string
  /** Values of the backend's options; its defaults for those that are missing. */
  readonly options?: Options
}

/** The format of a name; throws an Error where the backend has none of that name. */
export function formatOf(backend: Backend, name = 'default'): Format | DocumentFormat {
  const format = Object.hasOwn(backend.formats, name) ? backend.formats[name] : undefined
  if (format === undefined) throw new Error(`${backend.name} has no format ${name}`)
  return format
}

/** The backend's defaults, and what is asked otherwise; where nothing is, the same object each time. */
export const optionsOf = (backend: Backend, asked: Options = {}): Options =>
  Object.keys(asked).length === 0 ? defaultsOf(backend) : { ...defaultsOf(backend), ...asked }

const knownDefaults = new WeakMap<Backend, Options>()

/** The default of each of the backend's options. */
function defaultsOf(backend: Backend): Options {
  const known = knownDefaults.get(backend)
  if (known !== undefined) return known
  const defaults = Object.fromEntries(
    Object.entries(backend.options).map(([name, option]) => [name, option.default]),
  )
  knownDefaults.set(backend, defaults)
  return defaults
}

/**
 * The stages of a detection's query as trees, before they are printed; `outputs` are fields besides its own that what
 * comes behind reads. Diagnostics `mapping/*` and `fidelity/*`; no plan where one is an error. Throws an Error for a format
 * that the backend does not have.
 */
export function planQuery(
  detection: Detection,
  backend: Backend,
  request: PlanRequest = {},
  outputs: readonly Field[] = [],
): Result<Plan | undefined> {
  const format = formatOf(backend, request.format)
  const isOwn = backend.ownDestination?.(detection) !== undefined
  const thresholds = format.thresholds ?? backend.thresholds ?? noThresholds
  const { aggregation: asked } = detection
  // A search that is printed back has its threshold in its stages.
  const isPrintedBack = isOwn && detection.splunk !== undefined
  const refusal =
    asked === undefined || isPrintedBack ? undefined : refuseThreshold(asked, thresholds, backend)
  if (refusal !== undefined) return { value: undefined, diagnostics: [refusal] }
  const meant = isPrintedBack ? detection : withoutRepetition(detection)
  const { mapped, sayIn } = mapToPlace(meant, backend, request, outputs)
  if (mapped.value === undefined) return { value: undefined, diagnostics: mapped.diagnostics }
  const { destination, aggregation } = mapped.value
  const { stages, legal } = sayIn(mapped.value)
  const { title } = backend
  const ofEvents = [...mapped.diagnostics, ...legal.diagnostics]
  const found = [
    ...effectOnResults(aggregation, ofEvents),
    ...(aggregation === undefined ? [] : noteThreshold(aggregation, thresholds, backend)),
  ]
  if (legal.value === undefined || hasErrors(found)) return { value: undefined, diagnostics: found }
  const { filter } = legal.value
  const unsayable = refuseConstant(filter, backend, stages.language)
  if (unsayable !== undefined) return { value: undefined, diagnostics: [...found, unsayable] }
  const never = filter.kind === 'never' ? [diagnostic('fidelity/never', { target: title })] : []
  return {
    value: {
      detection,
      destination,
      filter: backend.write === undefined ? arrange(filter) : filter,
      macros: isOwn ? macrosIn(detection, mapped.value.place, stages) : [],
      post: arrange(legal.value.post),
      outputs: mapped.value.outputs,
      ...(aggregation === undefined ? {} : { aggregation }),
    },
    diagnostics: [...found, ...(isOwn ? [] : leftOut(detection, backend)), ...never],
  }
}

/** A detection in one of a backend's places, and how a place says it. */
interface InPlace {
  readonly mapped: Result<Mapped | undefined>
  readonly sayIn: (mapped: Mapped) => Said
}

interface Said {
  readonly stages: PlannedStages
  readonly legal: Result<Legal | undefined>
}

/** The detection in the first place of the backend that has all of its fields and can say it; errors where there is none. */
export function mapToPlace(
  detection: Detection,
  backend: Backend,
  request: PlanRequest,
  outputs: readonly Field[] = [],
): InPlace {
  const format = formatOf(backend, request.format)
  const said = new Map<Mapped, Said>()
  const sayIn = (mapped: Mapped): Said => {
    const known = said.get(mapped)
    if (known !== undefined) return known
    const stages = stagesOf(detection, mapped.destination, backend, format)
    const made = { stages, legal: legalise(mapped.condition, stages) }
    said.set(mapped, made)
    return made
  }
  const options = optionsOf(backend, request.options)
  const obstacle = (mapped: Mapped): Diagnostic | undefined =>
    sayIn(mapped).legal.diagnostics.find(({ severity }) => severity === 'error')
  return { mapped: mapDetection(detection, backend, options, outputs, obstacle), sayIn }
}

/** What macros stand for as the plan has it; those of which anything is said otherwise are left out. */
const macrosIn = (
  { splunk }: Detection,
  place: Place,
  stages: PlannedStages,
): readonly MacroUse[] =>
  (splunk?.macros ?? []).flatMap((use) => {
    const { value: mapped, diagnostics } = mapFields(use.condition, place)
    const legal = legalise(simplify(mapped), stages)
    const isSame = diagnostics.length === 0 && legal.diagnostics.length === 0
    return isSame && legal.value?.post.kind === 'always'
      ? [{ ...use, condition: arrange(legal.value.filter) }]
      : []
  })

/** The detection without what its first stage asks less exactly than a later one. */
export function withoutRepetition(detection: Detection): Detection {
  const { says = [] } = detection.splunk ?? {}
  return says.length === 0
    ? detection
    : { ...detection, condition: askedOnce(conditionOfFirstStage(detection), says) }
}

/** The languages of the stages that a detection's query may have in a place. */
export interface PlannedStages<B extends Backend = Backend> {
  readonly title: string
  readonly hint: string | undefined
  readonly language: Language | B['language']
  readonly post: Language | undefined
}

export function stagesOf<B extends Backend>(
  detection: Detection,
  destination: Destination,
  backend: B,
  format: Format | DocumentFormat,
): PlannedStages<B> {
  const thresholds = format.thresholds ?? backend.thresholds ?? noThresholds
  const hasPost =
    destination.postFilter !== false &&
    (detection.aggregation === undefined || thresholds.postFilter !== false)
  const isOwn = backend.ownDestination?.(detection) !== undefined
  return {
    title: backend.title,
    hint: backend.hint,
    language: languageOf(format, backend, isOwn),
    post: hasPost ? backend.post : undefined,
  }
}

/** Why a target cannot say a condition that is true of every event, or of none; undefined where it can. */
function refuseConstant(
  { kind }: Condition,
  { title: target }: Backend,
  language: Capabilities,
): Diagnostic | undefined {
  if (kind === 'always' && language.always === null) {
    return diagnostic('fidelity/nothing-to-say', { target })
  }
  return kind === 'never' && language.never === null
    ? diagnostic('fidelity/unsupported', {
        target,
        what: 'a rule that no event can match',
        hint: '',
      })
    : undefined
}

const noThresholds: Thresholds = { measures: [] }

/** The language of a query's first stage. */
export const languageOf = <B extends Backend>(
  format: Format | DocumentFormat,
  backend: B,
  isOwn: boolean,
): Language | B['language'] =>
  format.language ?? (isOwn ? backend.ownLanguage : undefined) ?? backend.language

/** What a target that does not print Splunk's own parts back leaves out of a Splunk search. */
const leftOut = (detection: Detection, { title }: Backend): readonly Diagnostic[] => [
  ...unsaidTimes(detection, title),
  ...effectOnResults(detection.aggregation, unsaidFields(detection, title)),
  ...unsaidGroups(detection, title),
  ...droppedStages(detection),
]

/** The plan of a joint, which is that of its parts. Diagnostics and errors as of {@link planQuery}. */
export function planJoint(
  joint: Joint,
  backend: Backend,
  request: PlanRequest = {},
): Result<JointPlan | undefined> {
  const thresholds = formatOf(backend, request.format).thresholds ?? backend.thresholds
  const refuse = (what: string): Result<undefined> => {
    const { title, hint = '' } = backend
    const parameters = { target: title, what, hint: hint === '' ? '' : ` ${hint}` }
    const refusal = diagnostic('fidelity/unsupported', parameters, { span: joint.span })
    return { value: undefined, diagnostics: [refusal] }
  }
  const isKnown = backend.renderJoint !== undefined || backend.writeJoint !== undefined
  if (!isKnown || thresholds === undefined) {
    return refuse('a correlation of several rules, or of other correlations')
  }
  const planned = joint.parts.map((part) => planPart(part, backend, request))
  const parts = planned.map(({ value }) => value).filter((part) => part !== undefined)
  const grows = requirementGrows(joint.requirement)
  const ofParts = effectThrough(grows, distinctNotes(planned.flatMap((part) => part.diagnostics)))
  if (parts.length < planned.length) return { value: undefined, diagnostics: ofParts }
  const plan = { joint, parts, columns: columnsOf(joint, parts) }
  const lacked = backend.lacksJoint?.(plan)
  if (lacked !== undefined) return refuse(lacked)
  const diagnostics = [...ofParts, ...noteJoint(joint, parts, thresholds, backend)]
  return { value: hasErrors(diagnostics) ? undefined : plan, diagnostics }
}

function planPart(
  { rule, of, fields }: JointPart,
  backend: Backend,
  request: PlanRequest,
): Result<PlannedPart | undefined> {
  const asked = fields.map(({ field }) => field)
  if (of.kind === 'detection') {
    const { value: plan, diagnostics } = planQuery(of, backend, request, asked)
    return { value: plan && { rule, plan, fields: plan.outputs }, diagnostics }
  }
  const { value: plan, diagnostics } = planJoint(of, backend, request)
  if (plan === undefined) return { value: undefined, diagnostics }
  const named = asked.map(
    (field) => plan.columns.find(({ name }) => name === field.name)?.field ?? field,
  )
  return { value: { rule, plan, fields: named }, diagnostics }
}

/** Parts are often of one kind, and have the same to say. */
function distinctNotes(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>()
  return diagnostics.filter(({ code, message, effect, span }) => {
    const key = `${code} ${span?.start} ${effect} ${message}`
    return !seen.has(key) && seen.add(key)
  })
}
