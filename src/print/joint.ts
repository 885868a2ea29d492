/** Joints: what is to be said of them before they are printed, and the parts that targets share. */
import { and, not, or, predicate } from '../ast/build.js'
import type {
  Aggregation,
  Condition,
  Field,
  Joint,
  Requirement,
  RuleExpression,
} from '../ast/nodes.js'
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { Backend, Column, JointPlan, PlannedPart, Thresholds } from './backend.js'
import { freeName, growsWithEvents, noteEstimate, noteWindows, refuseParts } from './threshold.js'

/** Whether what holds of some events holds of more events too. */
export function requirementGrows(requirement: Requirement): boolean {
  switch (requirement.kind) {
    case 'measure':
      return growsWithEvents(requirement)
    case 'parts':
      return growsWithEvents({ measure: { kind: 'count' }, having: requirement.having })
    case 'expression':
      return !negates(requirement.expression)
    case 'ordered':
      return true
  }
}

function negates(expression: RuleExpression): boolean {
  switch (expression.kind) {
    case 'rule':
      return false
    case 'not':
      return true
    case 'and':
    case 'or':
      return expression.operands.some(negates)
  }
}

/** Whether a part is what other events come to, in windows of their own. */
export const isCounted = ({ plan }: PlannedPart): boolean =>
  'joint' in plan || plan.aggregation !== undefined

/** What is to be said of a joint besides what is to be said of its parts. */
export function noteJoint(
  { requirement, window, span }: Joint,
  parts: readonly PlannedPart[],
  thresholds: Thresholds,
  { title }: Backend,
): readonly Diagnostic[] {
  const counted = parts.filter(isCounted)
  const slides = thresholds.windows === 'sliding'
  const ordered = requirement.kind === 'ordered' && !slides ? counted : []
  return [
    ...refuseParts(
      parts.flatMap(({ fields }) => fields),
      title,
      span,
    ),
    ...(requirement.kind === 'measure'
      ? noteEstimate(requirement.measure, thresholds, title, span)
      : []),
    ...(slides
      ? []
      : [noteWindows(window, requirementGrows(requirement) && counted.length === 0, title, span)]),
    ...ordered.map(({ rule }) =>
      diagnostic(
        'fidelity/order-of-counts',
        { target: title, rule },
        { span, effect: 'approximate' },
      ),
    ),
    ...(thresholds.limitsSubsearches === true && counted.length > 0 && parts.length > 1
      ? [
          diagnostic(
            'fidelity/subsearch-limits',
            { target: title },
            { span, effect: 'approximate' },
          ),
        ]
      : []),
  ]
}

/** What a query calls the fields of a joint: as all parts do where they agree, else as the rule does. */
export function columnsOf(joint: Joint, parts: readonly PlannedPart[]): readonly Column[] {
  const [first] = joint.parts
  const taken: Field[] = []
  return (first?.fields ?? []).map(({ name }, index) => {
    const own = parts.map(({ fields }) => fields[index]!)
    const agreed = own.every((field) => field.name === own[0]?.name) ? own[0]?.name : undefined
    const others = parts.flatMap(({ fields }) => fields.filter((_, at) => at !== index))
    // A name with a dot is a path, which a column of one's own cannot have.
    const wanted = agreed === undefined || agreed.includes('.') ? name : agreed
    const type = own.every((field) => field.type === own[0]?.type) ? own[0]?.type : 'string'
    const free = agreed === wanted ? wanted : freeName(wanted, [...others, ...taken])
    const field: Field = { kind: 'field', name: free, ...(type === undefined ? {} : { type }) }
    taken.push(field)
    return { name, field }
  })
}

/** What the query calls a field of a joint. */
const columnOf = ({ columns }: JointPlan, field: Field): Field =>
  columns.find(({ name }) => name === field.name)?.field ?? field

/** What a joint asks of its groups, in the query's own names: those that are made up are none of its columns. */
export interface Grouping {
  readonly groups: readonly Field[]
  /** In seconds. */
  readonly window: number
  readonly name: (wanted: string) => string
}

export const groupingOf = (plan: JointPlan): Grouping => {
  const fields = plan.columns.map(({ field }) => field)
  return {
    groups: plan.joint.groupBy.map((field) => columnOf(plan, field)),
    window: plan.joint.window,
    name: (wanted) => freeName(wanted, fields),
  }
}

/** Whether a query has to know which part an event is of. */
export const needsLabels = ({ requirement }: Joint): boolean => requirement.kind !== 'measure'

/** A joint that measures its events is a threshold over the query's columns. */
export const thresholdOf = (
  plan: JointPlan,
  { measure, having }: Extract<Requirement, { readonly kind: 'measure' }>,
): Aggregation => ({
  kind: 'aggregation',
  measure:
    measure.kind === 'count' ? measure : { ...measure, field: columnOf(plan, measure.field) },
  groupBy: groupingOf(plan).groups,
  window: plan.joint.window,
  having,
})

/** Which parts have events, as numbers of their hits: a column a part, and a condition that these are there. */
export interface Hits {
  readonly columns: readonly { readonly rule: string; readonly name: string }[]
  readonly condition: Condition
}

/** The hits that an expression asks for; `prefix` is what their columns are called, with a number behind. */
export function hitsOf(
  expression: RuleExpression,
  { parts }: JointPlan,
  name: Grouping['name'],
  prefix: string,
): Hits {
  const columns = parts.map(({ rule }, index) => ({ rule, name: name(`${prefix}${index + 1}`) }))
  const condition = conditionOfRules(expression, (wanted) => {
    const column = columns.find(({ rule }) => rule === wanted)
    return predicate({ kind: 'field', name: column?.name ?? wanted }, { kind: 'exists' })
  })
  return { columns, condition }
}

/** An expression over rules as a condition, in which each rule is a test. */
function conditionOfRules(
  expression: RuleExpression,
  testOf: (rule: string) => Condition,
): Condition {
  switch (expression.kind) {
    case 'rule':
      return testOf(expression.rule)
    case 'not':
      return not(conditionOfRules(expression.operand, testOf))
    case 'and':
      return and(expression.operands.map((operand) => conditionOfRules(operand, testOf)))
    case 'or':
      return or(expression.operands.map((operand) => conditionOfRules(operand, testOf)))
  }
}
