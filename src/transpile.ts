/** The whole journey of one detection to one target: mapping, legalisation, plan, print, format. */
import type { Detection } from './ast/nodes.js'
import {
  diagnostic,
  fidelityOf,
  hasErrors,
  type Diagnostic,
  type Fidelity,
  type Result,
} from './diagnostics/diagnostic.js'
import { mapDetection } from './fields/map.js'
import type { Options } from './fields/types.js'
import { legalise } from './legalise/legalise.js'
import type { Backend, Format, Plan } from './print/backend.js'
import { droppedStages } from './print/envelope.js'
import { fillTemplate } from './print/format.js'
import { arrange } from './print/plan.js'
import { printCondition, printConjuncts } from './print/printer.js'
import { noteThreshold, refuseThreshold } from './print/threshold.js'

/** Targets by name, each loaded on demand. */
export type Registry = Readonly<Record<string, () => Promise<Backend>>>

/** How a detection is to come out. */
export interface Request {
  /** One of the backend's formats; `default` where it is missing. */
  readonly format?: string
  /** Values of the backend's options; its defaults for those that are missing. */
  readonly options?: Options
  /** What was found when the detection was read: what it could not hold exactly counts for the status. */
  readonly found?: readonly Diagnostic[]
}

/** A detection in a target's language, or why it is not. */
export interface Conversion {
  readonly status: Fidelity | 'refused'
  /** Empty exactly where the status is `refused`. */
  readonly queries: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Renders a detection for a backend. Diagnostics: `mapping/*` and `fidelity/*`; an error among them means `refused`.
 * Throws an Error for a format that the backend does not have.
 */
export async function transpile(
  detection: Detection,
  backend: Backend,
  request: Request = {},
): Promise<Conversion> {
  const format = formatOf(backend, request.format ?? 'default')
  const options = optionsOf(backend, request)
  const { value: plan, diagnostics } = planQuery(detection, backend, request)
  if (plan === undefined) return { status: 'refused', queries: [], diagnostics }
  const query = render(plan, backend, format, options)
  const text =
    format.template === undefined
      ? query
      : await fillTemplate(format.template, { query, detection, target: backend.name })
  return {
    status: fidelityOf([...(request.found ?? []), ...diagnostics]),
    queries: [text],
    diagnostics,
  }
}

function formatOf(backend: Backend, name: string): Format {
  const format = Object.hasOwn(backend.formats, name) ? backend.formats[name] : undefined
  if (format === undefined) throw new Error(`${backend.name} has no format ${name}`)
  return format
}

/** The backend's defaults, and what is asked otherwise; where nothing is, the same object each time. */
const optionsOf = (backend: Backend, { options: asked = {} }: Request): Options =>
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
 * The stages of a detection's query as trees, before they are printed. Diagnostics as of {@link transpile}; no plan where
 * one is an error.
 */
export function planQuery(
  detection: Detection,
  backend: Backend,
  request: Request = {},
): Result<Plan | undefined> {
  const language = formatOf(backend, request.format ?? 'default').language ?? backend.language
  const refusal =
    detection.aggregation === undefined
      ? undefined
      : refuseThreshold(detection.aggregation, backend)
  if (refusal !== undefined) return { value: undefined, diagnostics: [refusal] }
  const mapped = mapDetection(detection, backend, optionsOf(backend, request))
  if (mapped.value === undefined) return { value: undefined, diagnostics: mapped.diagnostics }
  const { destination, condition, aggregation } = mapped.value
  const { title, hint } = backend
  const post = destination.postFilter === false ? undefined : backend.post
  const legal = legalise(condition, { title, language, post, hint })
  const found = [
    ...mapped.diagnostics,
    ...legal.diagnostics,
    ...(aggregation === undefined ? [] : noteThreshold(aggregation, backend)),
  ]
  if (legal.value === undefined || hasErrors(found)) return { value: undefined, diagnostics: found }
  const { filter } = legal.value
  if (filter.kind === 'always' && language.always === null) {
    return {
      value: undefined,
      diagnostics: [...found, diagnostic('fidelity/nothing-to-say', { target: title })],
    }
  }
  const never = filter.kind === 'never' ? [diagnostic('fidelity/never', { target: title })] : []
  return {
    value: {
      detection,
      destination,
      filter: arrange(filter),
      post: arrange(legal.value.post),
      ...(aggregation === undefined ? {} : { aggregation }),
    },
    diagnostics: [...found, ...leftOut(detection, backend), ...never],
  }
}

/** What a target that does not print Splunk's own parts back leaves out of a Splunk search. */
const leftOut = (detection: Detection, backend: Backend): readonly Diagnostic[] =>
  backend.ownDestination?.(detection) === undefined ? droppedStages(detection) : []

function render(plan: Plan, backend: Backend, format: Format, options: Options): string {
  const language = format.language ?? backend.language
  const { destination, filter, post } = plan
  return (format.render ?? backend.render)({
    plan,
    source: printConjuncts(destination.filter, backend.language).join(
      backend.language.operators.and,
    ),
    filter: printConjuncts(filter, language),
    post:
      post.kind === 'always' || backend.post === undefined
        ? ''
        : printCondition(post, backend.post),
    options,
  })
}
