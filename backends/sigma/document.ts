/** Plans as Sigma rules: a document for each log source, and one for a threshold over their events. */
import { bareMetadata, simplify } from '../../src/ast/build.js'
import type { Condition, Detection, LogSource, Metadata } from '../../src/ast/nodes.js'
import { walk } from '../../src/ast/visit.js'
import { describeLogSource } from '../../src/fields/find.js'
import { regexAsPattern } from '../../src/legalise/rewrites/regex.js'
import type { Plan } from '../../src/print/backend.js'
import { map, printYaml, type Yaml, type YamlMap } from '../../src/print/yaml.js'
import { writeCondition, type Written } from './condition.js'
import { correlationOf } from './correlation.js'
import { derivedId, metadataOf } from './derived.js'
import { withPlainEnd } from './forms.js'
import { writeMetadata } from './metadata.js'
import { authorsPhrase, phraseOf, type Phrase } from './phrase.js'

/** The documents of a plan, in one text. */
export const writeRule = (plan: Plan): string =>
  documentsOf(plan, metadataOf(plan.detection)).map(printYaml).join('\n---\n')

/** The documents of a plan with this metadata; what others can refer to is the last of them. */
export function documentsOf(plan: Plan, metadata: Metadata): readonly YamlMap[] {
  const { detection, aggregation } = plan
  const written = writeCondition(phraseOfPlan(plan))
  const rules = (of: Metadata): readonly YamlMap[] =>
    metadataOfEach(of, detection.logSources).map((each, index) =>
      ruleDocument(each, detection.logSources[index] ?? {}, written),
    )
  if (aggregation === undefined) return rules(metadata)
  const base = metadataOfBase(metadata)
  const names = metadataOfEach(base, detection.logSources).map(({ name }) => name ?? '')
  const { before, behind } = writeMetadata(metadata)
  const correlation = map([
    ...before,
    ['correlation', correlationOf(aggregation, names)],
    ...behind,
  ])
  return [...rules(base), correlation]
}

/** A test as an entry of a selection, in one line. */
export function showCondition(condition: Condition): string {
  if (condition.kind === 'always' || condition.kind === 'never') return ''
  const { selections, condition: text } = writeCondition(phraseOf(condition))
  const shown = selections.map(([, value]) =>
    printYaml(map([['', value]]))
      .split('\n')
      .slice(1)
      .map((line) => line.trim())
      .join(' '),
  )
  return shown.length === 1 && text.startsWith('not ') ? `not ${shown[0]}` : shown.join(' ')
}

/** A Sigma rule is written as its author did. */
function phraseOfPlan({ detection, filter }: Plan): Phrase {
  const { vocabulary, condition, selections } = detection
  if (vocabulary !== 'sigma' || !isSayable(condition)) return phraseOf(simplify(idiomatic(filter)))
  return authorsPhrase(condition, selections) ?? phraseOf(filter)
}

/** Whether nothing of a condition has to be said otherwise: readers of Sigma make no others. */
function isSayable(condition: Condition): boolean {
  let sayable = true
  walk(condition, (node) => {
    sayable &&=
      node.kind === 'and' || node.kind === 'or'
        ? node.operands.length > 0
        : node.kind === 'field'
          ? node.part === undefined
          : node.kind !== 'always' && node.kind !== 'never'
  })
  return sayable
}

/** The condition in the forms that SigmaHQ's rules have for it: `Image: null` for no value, patterns for plain regexes. */
function idiomatic(condition: Condition): Condition {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return { ...condition, operands: condition.operands.map(idiomatic) }
    case 'not': {
      const { operand } = condition
      return operand.kind === 'predicate' && operand.test.kind === 'exists'
        ? { ...operand, test: { ...operand.test, kind: 'isNull' } }
        : { ...condition, operand: idiomatic(operand) }
    }
    case 'predicate': {
      const { test } = condition
      if (test.kind !== 'regex') return condition
      return regexAsPattern({ ...condition, test: withPlainEnd(test) }) ?? condition
    }
    case 'keyword':
    case 'always':
    case 'never':
      return condition
  }
}

function ruleDocument(metadata: Metadata, logSource: LogSource, written: Written): YamlMap {
  const { before, behind } = writeMetadata(metadata)
  return map([
    ...before,
    ['logsource', writeLogSource(logSource)],
    ['detection', map([...written.selections, ['condition', written.condition]])],
    ...behind,
  ])
}

const writeLogSource = ({ category, product, service, definition }: LogSource): YamlMap =>
  map(
    Object.entries({ category, product, service, definition }).flatMap(
      ([key, value]): readonly (readonly [string, Yaml])[] =>
        value === undefined ? [] : [[key, value]],
    ),
  )

/** A rule has one log source; of a detection with several each has a rule of its own, with an id of its own. */
export const metadataOfEach = (
  metadata: Metadata,
  logSources: Detection['logSources'],
): readonly Metadata[] =>
  logSources.length < 2
    ? [metadata]
    : logSources.map((logSource) => {
        const name = describeLogSource(logSource)
        const { id: _, ...rest } = metadata
        return {
          ...rest,
          ...derivedId(metadata, name),
          title: `${metadata.title} (${name})`,
          ...(metadata.name === undefined ? {} : { name: `${metadata.name}_${nameOf(name)}` }),
        }
      })

/** What is said about the events that a threshold counts. They are no finding by themselves. */
function metadataOfBase(metadata: Metadata): Metadata {
  const { title, status } = metadata
  const { id } = derivedId(metadata, 'events')
  return {
    ...bareMetadata(`${title} - Events`),
    ...(id === undefined ? {} : { id }),
    name: `${metadata.name ?? nameOf(title)}_events`,
    ...(status === undefined ? {} : { status }),
    level: 'informational',
  }
}

/** A name that a correlation can call a rule by. */
export const nameOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '') || 'rule'
