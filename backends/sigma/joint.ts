/** Correlations of several rules, and of other correlations, behind the documents of the rules that they are of. */
import type { Joint, Metadata, Requirement, RuleExpression } from '../../src/ast/nodes.js'
import type { JointPlan, PlannedPart } from '../../src/print/backend.js'
import { durationText } from '../../src/print/threshold.js'
import { digits, list, map, printYaml, type Yaml, type YamlMap } from '../../src/print/yaml.js'
import { comparisonOf, measureTypes } from './correlation.js'
import { metadataOf } from './derived.js'
import { documentsOf, metadataOfEach, nameOf } from './document.js'
import { writeMetadata } from './metadata.js'

/** The documents of a joint, in one text: each rule once, and before those that refer to it. */
export function writeJoint(plan: JointPlan): string {
  const rules = new Rules()
  const correlation = rules.correlationOf(plan, plan.joint.metadata)
  return [...rules.documents, correlation].map(printYaml).join('\n---\n')
}

/** What no correlation can say of its rules; undefined where one can. */
export function lacksJoint({ joint: { requirement }, parts }: JointPlan): string | undefined {
  const isSplit = parts.some(
    ({ plan }) => 'detection' in plan && plan.detection.logSources.length > 1,
  )
  if (isSplit && requirement.kind !== 'measure') {
    return 'a correlation that asks which rules have events, where one of them has several log sources'
  }
  const having = 'having' in requirement ? requirement.having : []
  return new Set(having.map(({ operator }) => operator)).size < having.length
    ? 'a threshold with two comparisons of the same kind'
    : undefined
}

/** The rules of a file, each with a name or an id to refer to it by. */
class Rules {
  readonly documents: YamlMap[] = []
  /** What documents are referred to by, by their text. */
  readonly #references = new Map<string, readonly string[]>()
  readonly #ofPlans = new Map<PlannedPart['plan'], readonly string[]>()
  readonly #names = new Set<string>()

  /** A correlation; the rules that it is of are written by then. */
  correlationOf({ joint, parts }: JointPlan, metadata: Metadata): YamlMap {
    const references = new Map(parts.map((part) => [part.rule, this.#refer(part)]))
    const { before, behind } = writeMetadata(metadata)
    return map([...before, ['correlation', bodyOf(joint, references)], ...behind])
  }

  /** What a part is referred to by: one rule, or one for each of its log sources. */
  #refer({ plan }: PlannedPart): readonly string[] {
    const references = this.#ofPlans.get(plan) ?? this.#write(plan)
    this.#ofPlans.set(plan, references)
    return references
  }

  #write(plan: PlannedPart['plan']): readonly string[] {
    const isDetection = 'detection' in plan
    const metadata = isDetection ? metadataOf(plan.detection) : plan.joint.metadata
    const write = (of: Metadata): readonly YamlMap[] =>
      isDetection ? documentsOf(plan, of) : [this.correlationOf(plan, of)]
    const text = write(metadata).map(printYaml).join('\n')
    const known = this.#references.get(text)
    if (known !== undefined) return known
    const named = this.#named(metadata)
    const each =
      isDetection && plan.aggregation === undefined
        ? metadataOfEach(named, plan.detection.logSources)
        : [named]
    const references = each.map(({ name, id, title }) => name ?? id ?? title)
    this.#references.set(text, references)
    this.documents.push(...write(named))
    return references
  }

  /** With a name of its own, where it has none and no id, or another rule has the same. */
  #named(metadata: Metadata): Metadata {
    const wanted = metadata.name ?? (metadata.id === undefined ? nameOf(metadata.title) : undefined)
    if (wanted === undefined) return metadata
    let name = wanted
    for (let number = 2; this.#names.has(name.toLowerCase()); number++) name = `${wanted}_${number}`
    this.#names.add(name.toLowerCase())
    return { ...metadata, name }
  }
}

type References = ReadonlyMap<string, readonly string[]>

/** The main part of a correlation. Sigma Correlation Rules Specification 2.1. */
function bodyOf(joint: Joint, references: References): YamlMap {
  const { requirement, groupBy, window } = joint
  const { type, condition } = askedOf(requirement, references)
  const aliases = aliasesOf(joint, references)
  return map([
    ['type', type],
    ['rules', list([...references.values()].flat())],
    ...(groupBy.length === 0 ? [] : [['group-by', list(groupBy.map(({ name }) => name))] as const]),
    ['timespan', durationText(window)],
    ...(condition === undefined ? [] : [['condition', condition] as const]),
    ...(aliases.length === 0 ? [] : [['aliases', map(aliases)] as const]),
  ])
}

interface Asked {
  readonly type: string
  readonly condition?: Yaml
}

function askedOf(requirement: Requirement, references: References): Asked {
  switch (requirement.kind) {
    case 'measure': {
      const { measure } = requirement
      return { type: measureTypes[measure.kind] ?? '', condition: comparisonOf(requirement) }
    }
    case 'parts': {
      const { having } = requirement
      const [first, ...more] = having
      // Without a condition all of the rules have to have events.
      const isAll =
        more.length === 0 && first?.operator === 'gte' && first.value === String(references.size)
      const all = having.map(({ operator, value }) => [operator, digits(value)] as const)
      return { type: 'temporal', ...(isAll ? {} : { condition: map(all) }) }
    }
    case 'expression':
      return { type: 'temporal', condition: expressionText(requirement.expression, references) }
    case 'ordered':
      return { type: 'temporal_ordered' }
  }
}

/** An expression over rules; what is joined stands in brackets inside of what is joined otherwise. */
function expressionText(expression: RuleExpression, references: References): string {
  const inner = (part: RuleExpression): string => {
    const text = expressionText(part, references)
    return part.kind === 'and' || part.kind === 'or' ? `(${text})` : text
  }
  switch (expression.kind) {
    case 'rule':
      return references.get(expression.rule)?.[0] ?? expression.rule
    case 'not':
      return `not ${inner(expression.operand)}`
    case 'and':
    case 'or':
      return expression.operands.map(inner).join(` ${expression.kind} `)
  }
}

/** Names for fields that are called otherwise in some of the rules. */
const aliasesOf = ({ parts }: Joint, references: References) =>
  (parts[0]?.fields ?? []).flatMap(({ name }, index): readonly (readonly [string, Yaml])[] => {
    const own = parts.flatMap(({ rule, fields }) => {
      const field = fields[index]?.field.name
      return field === undefined || field === name
        ? []
        : (references.get(rule) ?? []).map((reference) => [reference, field] as const)
    })
    return own.length === 0 ? [] : [[name, map(own)]]
  })
