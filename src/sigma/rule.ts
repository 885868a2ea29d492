/** Sigma rules, read into the tree. */
import type { Detection } from '../ast/nodes.js'
import { hasErrors, type Diagnostic, type Result } from '../diagnostics/diagnostic.js'
import type { SourceText } from '../source/text.js'
import type { YamlMap } from '../source/yaml.js'
import { readDetection } from './detection.js'
import { reportDuplicateKeys, requireCondition, requireKey, requireMap } from './document.js'
import type { Report } from './items.js'
import { readLogSources } from './logsource.js'
import { readMetadata } from './metadata.js'

/**
 * Reads one document, a Sigma rule (Sigma Specification 2.1). All of its problems come at once; the detection only where
 * none of them is an error.
 */
export function readSigmaRule(rule: YamlMap, source: SourceText): Result<Detection | undefined> {
  const diagnostics: Diagnostic[] = []
  const report: Report = (problem) => void diagnostics.push(problem)
  reportDuplicateKeys(rule, report)
  requireKey(rule, 'title', report)
  const metadata = readMetadata(rule, report)
  const logsource = requireKey(rule, 'logsource', report)
  const logSources = logsource === undefined ? [] : readLogSources(logsource.value, report)
  const detection = requireMap(rule, 'detection', report)
  if (detection !== undefined) requireCondition(rule, detection, report)
  const read = detection === undefined ? undefined : readDetection(detection.map, source, report)
  const value: Detection | undefined =
    read === undefined || hasErrors(diagnostics)
      ? undefined
      : { kind: 'detection', metadata, logSources, vocabulary: 'sigma', ...read, span: rule.span }
  return { value, diagnostics }
}
