/** The whole journey of one detection to one target: mapping, legalisation, plan, print, format. */
import type { Detection } from './ast/nodes.js'
import {
  diagnostic,
  fidelityOf,
  hasErrors,
  type Diagnostic,
  type Fidelity,
} from './diagnostics/diagnostic.js'
import { mapDetection } from './fields/map.js'
import type { Options } from './fields/types.js'
import { legalise } from './legalise/legalise.js'
import type { Backend, Format, Plan } from './print/backend.js'
import { droppedStages } from './print/envelope.js'
import { fillTemplate } from './print/format.js'
import { arrange } from './print/plan.js'
import { printCondition, printConjuncts } from './print/printer.js'

/** Targets by name, each loaded on demand. */
export type Registry = Readonly<Record<string, () => Promise<Backend>>>

/** How a detection is to come out. */
export interface Request {
  /** One of the backend's formats; `default` where it is missing. */
  readonly format?: string
  /** Values of the backend's options; its defaults for those that are missing. */
  readonly options?: Options
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
  const options = { ...defaultsOf(backend), ...request.options }
  const { value: plan, diagnostics } = planFor(detection, backend, format, options)
  if (plan === undefined || hasErrors(diagnostics))
    return { status: 'refused', queries: [], diagnostics }
  const query = render(plan, backend, format, options)
  const text =
    format.template === undefined
      ? query
      : await fillTemplate(format.template, { query, detection, target: backend.name })
  return { status: fidelityOf(diagnostics), queries: [text], diagnostics }
}

function formatOf(backend: Backend, name: string): Format {
  const format = Object.hasOwn(backend.formats, name) ? backend.formats[name] : undefined
  if (format === undefined) throw new Error(`${backend.name} has no format ${name}`)
  return format
}

/** The default of each of the backend's options. */
const defaultsOf = (backend: Backend): Options =>
  Object.fromEntries(
    Object.entries(backend.options).map(([name, option]) => [name, option.default]),
  )

interface Planned {
  readonly value: Plan | undefined
  readonly diagnostics: readonly Diagnostic[]
}

function planFor(
  detection: Detection,
  backend: Backend,
  format: Format,
  options: Options,
): Planned {
  const mapped = mapDetection(detection, backend, options)
  if (mapped.value === undefined) return { value: undefined, diagnostics: mapped.diagnostics }
  const language = format.language ?? backend.language
  const { destination, condition } = mapped.value
  const legal = legalise(condition, {
    title: backend.title,
    language,
    post: backend.post,
    hint: backend.hint,
  })
  const found = [...mapped.diagnostics, ...legal.diagnostics]
  if (legal.value === undefined) return { value: undefined, diagnostics: found }
  const { filter, post } = legal.value
  if (filter.kind === 'always' && language.always === null) {
    return {
      value: undefined,
      diagnostics: [...found, diagnostic('fidelity/nothing-to-say', { target: backend.title })],
    }
  }
  const dropped = backend.ownDestination?.(detection) === undefined ? droppedStages(detection) : []
  const never =
    filter.kind === 'never' ? [diagnostic('fidelity/never', { target: backend.title })] : []
  return {
    value: { detection, destination, filter: arrange(filter), post: arrange(post) },
    diagnostics: [...found, ...dropped, ...never],
  }
}

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
