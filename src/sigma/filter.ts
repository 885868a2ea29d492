/** Sigma filters, read into the tree: events that other rules leave out. */
import { not } from '../ast/build.js'
import type { Condition, Filter, RuleReference } from '../ast/nodes.js'
import { diagnostic, hasErrors, type Diagnostic, type Result } from '../diagnostics/diagnostic.js'
import type { SourceText } from '../source/text.js'
import {
  describe,
  duplicateKeyDiagnostics,
  entryOf,
  type YamlMap,
  type YamlNode,
} from '../source/yaml.js'
import { parseCondition, type Expression } from './condition.js'
import { readDetection } from './detection.js'
import { reportDuplicateKeys, requireCondition, requireKey, requireMap } from './document.js'
import type { Report } from './items.js'
import { readLogSources } from './logsource.js'
import { readMetadata } from './metadata.js'

/** Reads one document, a Sigma filter (Sigma Filters Specification 2.1). All of its problems come at once. */
export function readSigmaFilter(document: YamlMap, source: SourceText): Result<Filter | undefined> {
  const diagnostics: Diagnostic[] = []
  const report: Report = (problem) => void diagnostics.push(problem)
  reportDuplicateKeys(document, report)
  const detection = entryOf(document, 'detection')
  if (detection !== undefined) report(diagnostic('sigma/filter-detects', {}, detection.key))
  requireKey(document, 'title', report)
  const metadata = readMetadata(document, report)
  const logsource = requireKey(document, 'logsource', report)
  const logSources = logsource === undefined ? [] : readLogSources(logsource.value, report)
  const filter = requireMap(document, 'filter', report)
  const rules = filter === undefined ? [] : readRuleNames(filter.map, report)
  if (filter !== undefined) requireCondition(document, filter, report)
  const read =
    filter === undefined ? undefined : readDetection(withoutRules(filter.map), source, report)
  if (read?.aggregation !== undefined) {
    report(diagnostic('sigma/filter-aggregates', {}, read.aggregation))
  }
  if (filter === undefined || read === undefined || hasErrors(diagnostics)) {
    return { value: undefined, diagnostics }
  }
  const excludes = readExcluded(filter.map, read.condition, report)
  const { selections } = read
  const { span } = document
  return {
    value: { kind: 'filter', metadata, logSources, rules, excludes, selections, span },
    diagnostics,
  }
}

const withoutRules = (filter: YamlMap): YamlMap => ({
  ...filter,
  entries: filter.entries.filter(({ key }) => key.text !== 'rules'),
})

/** `rules`: ids and names, or `any`, which an empty list is as well. */
function readRuleNames(filter: YamlMap, report: Report): Filter['rules'] {
  const named = filter.entries.filter(({ key }) => key.text === 'rules')
  for (const problem of duplicateKeyDiagnostics(
    { ...filter, entries: named },
    'yaml/duplicate-key',
  )) {
    report(problem)
  }
  const value = requireKey(filter, 'rules', report)?.value
  if (value === undefined) return []
  const references = readReferences(value, report)
  return references.every(({ rule }) => rule.toLowerCase() === 'any') ? 'any' : references
}

/** One name or several. */
export function readReferences(node: YamlNode, report: Report): readonly RuleReference[] {
  const items = node.kind === 'list' ? node.items : [node]
  return items.flatMap((item) => {
    if (item.kind === 'scalar' && item.type !== 'null' && item.text !== '') {
      return [{ rule: item.text, span: item.span }]
    }
    const parameters = {
      what: "An item of 'rules'",
      expected: 'the id or name of a rule',
      actual: describe(item),
    }
    report(diagnostic('sigma/wrong-type', parameters, { span: item.span }))
    return []
  })
}

/**
 * What the filter excludes. Its condition describes that, as the specification's example has it. One that is a negation
 * is of the older kind that says what stays: `not selection` excludes what is selected.
 */
function readExcluded(filter: YamlMap, condition: Condition, report: Report): Condition {
  const written = entryOf(filter, 'condition')!.value
  const texts = written.kind === 'list' ? written.items : [written]
  const negated = texts.every((text) => {
    const parsed = parseCondition(text.kind === 'scalar' ? text.text : '')
    return parsed.ok && denies(parsed.value.expression)
  })
  if (!negated) return condition
  report(diagnostic('sigma/filter-negated', {}, { span: written.span }))
  return condition.kind === 'not' ? condition.operand : not(condition, written.span)
}

/** Whether an expression only says what is not. */
function denies(expression: Expression): boolean {
  switch (expression.kind) {
    case 'not':
      return !denies(expression.operand)
    case 'and':
    case 'or':
      return expression.operands.every(denies)
    case 'name':
    case 'selector':
      return false
  }
}
