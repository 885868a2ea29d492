/** The whole journey of one detection to one target: mapping, legalisation, plan, print, format. */
import type { Detection, Joint } from './ast/nodes.js'
import {
  fidelityOf,
  type Diagnostic,
  type Fidelity,
  type Result,
} from './diagnostics/diagnostic.js'
import { limited } from './diagnostics/limit.js'
import type { Options } from './fields/types.js'
import { formatOf, languageOf, optionsOf, planJoint, planQuery, type PlanRequest } from './plan.js'
import type {
  Backend,
  DocumentFormat,
  Format,
  JointPlan,
  Plan,
  Printed,
  PrintedJoint,
  QueryBackend,
} from './print/backend.js'
import { isKept } from './print/envelope.js'
import { fillTemplate } from './print/format.js'
import { inMacros } from './print/macro-uses.js'
import { effectOnResults } from './print/threshold.js'
import { printCondition, printConjuncts } from './print/printer.js'

/** Targets by name, each loaded on demand. */
export type Registry = Readonly<Record<string, () => Promise<Backend>>>

/** How a detection is to come out. */
export interface Request extends PlanRequest {
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
 * Renders a detection, or a correlation with its rules, for a backend. Diagnostics: `mapping/*` and `fidelity/*`; an error
 * among them means `refused`. Throws an Error for a format that the backend does not have.
 */
export async function transpile(
  rule: Detection | Joint,
  backend: Backend,
  request: Request = {},
): Promise<Conversion> {
  const format = formatOf(backend, request.format)
  const { value: query, diagnostics: found } = printRule(rule, backend, request)
  const diagnostics = limited(found)
  if (query === undefined) return { status: 'refused', queries: [], diagnostics }
  const { template } = format
  const text =
    template === undefined
      ? query
      : await fillTemplate(template, { query, detection: rule, target: backend.name })
  return {
    status: fidelityOf([...foundFor(rule, backend, request.found ?? []), ...diagnostics]),
    queries: [text],
    diagnostics,
  }
}

/** What was found in stages is of no account where they are printed back; of a threshold it is what events come to. */
function foundFor(
  rule: Detection | Joint,
  backend: Backend,
  found: readonly Diagnostic[],
): readonly Diagnostic[] {
  if (rule.kind === 'joint') return found
  const counted = effectOnResults(rule.aggregation, found)
  return backend.ownDestination?.(rule) === undefined
    ? counted
    : counted.filter((each) => !isKept(each, rule))
}

function printRule(
  rule: Detection | Joint,
  backend: Backend,
  request: Request,
): Result<string | undefined> {
  const format = formatOf(backend, request.format)
  const options = optionsOf(backend, request.options)
  if (rule.kind === 'joint') {
    const { value: plan, diagnostics } = planJoint(rule, backend, request)
    if (plan === undefined) return { value: undefined, diagnostics }
    const value =
      backend.write === undefined
        ? backend.renderJoint?.(printJoint(plan, backend, format, options))
        : backend.writeJoint?.(plan, options)
    return { value, diagnostics }
  }
  const { value: plan, diagnostics } = planQuery(rule, backend, request)
  if (plan === undefined) return { value: undefined, diagnostics }
  if (backend.write !== undefined) return { value: backend.write(plan, options), diagnostics }
  const value = (format.render ?? backend.render)(print(plan, backend, format, options))
  return { value, diagnostics }
}

type AnyFormat = Format | DocumentFormat

function print(plan: Plan, backend: QueryBackend, format: AnyFormat, options: Options): Printed {
  const { destination, filter, post, detection } = plan
  const isOwn = backend.ownDestination?.(detection) !== undefined
  const language = languageOf(format, backend, isOwn)
  return {
    plan,
    // Printed when they are asked for: some backends print the plan's conditions themselves.
    get source() {
      const { operators } = backend.language
      return printConjuncts(destination.filter, backend.language).join(operators.and)
    },
    get filter() {
      const inWords = inMacros(filter, plan.macros, language)
      return printConjuncts(inWords.condition, inWords.language)
    },
    post:
      post.kind === 'always' || backend.post === undefined
        ? ''
        : printCondition(post, backend.post),
    options,
  }
}

const printJoint = (
  plan: JointPlan,
  backend: QueryBackend,
  format: AnyFormat,
  options: Options,
): PrintedJoint => ({
  plan,
  parts: plan.parts.map((part) => ({
    ...part,
    printed:
      'joint' in part.plan
        ? printJoint(part.plan, backend, format, options)
        : print(part.plan, backend, format, options),
  })),
  options,
})
