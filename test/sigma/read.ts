/** Helpers for tests of the Sigma reader: rules from a few lines, trees as one line, problems with their places. */
import type { Pattern } from '../../src/ast/pattern.js'
import { meaningOf } from '../../src/ast/build.js'
import type { Condition, Detection, Test } from '../../src/ast/nodes.js'
import { readSigmaRule } from '../../src/sigma/rule.js'
import { positionAt } from '../../src/source/text.js'
import { parseYaml } from '../../src/source/yaml.js'
import { showTree } from '../ast/show.js'

export interface Read {
  readonly detection: Detection | undefined
  /** `line:column code message`, in the order of the report. */
  readonly problems: readonly string[]
}

/** Reads the first document of a YAML text. */
export function readText(text: string): Read {
  const source = { path: 'rule.yml', text }
  const { value: documents, diagnostics } = parseYaml(source)
  const [document] = documents
  if (document?.kind !== 'map') throw new Error(`no map: ${JSON.stringify(diagnostics)}`)
  const read = readSigmaRule(document, source)
  return {
    detection: read.value,
    problems: read.diagnostics.map(({ span, code, message }) => {
      const { line, column } = positionAt(source, span?.start ?? -1)
      return `${line}:${column} ${code} ${message}`
    }),
  }
}

/** A rule whose `detection` holds these lines; the first of them is line 5 of the rule, indented by 2. */
export const ruleOf = (detection: string): string =>
  ['title: t', 'logsource:', '  category: c', 'detection:', ...indent(detection), ''].join('\n')

const indent = (lines: string): readonly string[] =>
  lines.split('\n').map((line) => (line === '' ? '' : `  ${line}`))

export const readDetectionOf = (detection: string): Read => readText(ruleOf(detection))

/** The tree of a detection's condition, as one line; its problems where it has any. */
export function treeOf(detection: string): string {
  const read = readDetectionOf(detection)
  return read.problems.length > 0 || read.detection === undefined
    ? read.problems.join('\n')
    : show(read.detection.condition)
}

/** The tree of one item of a selection: `CommandLine|contains: x`. */
export const itemTree = (item: string): string =>
  treeOf(`s:\n${item.replaceAll(/^/gm, '  ')}\ncondition: s`)

/** The problems of one item; line 6 is its first line, and its key starts in column 5. */
export const itemProblems = (item: string): readonly string[] =>
  readDetectionOf(`s:\n${item.replaceAll(/^/gm, '  ')}\ncondition: s`).problems

/** A condition as one line. */
export const show = (condition: Condition): string =>
  showTree(
    condition,
    (leaf) => `${leaf.kind === 'keyword' ? 'keyword' : leaf.field.name}${showTest(leaf.test)}`,
  )

function showTest(test: Test): string {
  switch (test.kind) {
    case 'matches': {
      const written = test.written === undefined ? '' : `:${test.written}`
      return `${test.cased ? '==' : '='}${JSON.stringify(showPattern(test.pattern)).slice(1, -1)}${written}`
    }
    case 'regex': {
      const flags = [test.ignoreCase && 'i', test.multiline && 'm', test.dotAll && 's']
      return `~/${test.source}/${flags.filter(Boolean).join('')}`
    }
    case 'compare':
      return ` ${test.operator} ${test.value}`
    case 'cidr':
      return ` in v${test.version} ${test.address}/${test.prefix}`
    case 'sameAs':
      return ` ${test.relation}${test.cased ? ' (cased)' : ''} field ${test.field.name}`
    case 'datePart':
      return `.${test.part} ${test.operator} ${test.value}`
    case 'placeholder':
      return ` %${test.name}%`
    case 'exists':
    case 'isNull':
    case 'inList':
      return ` ${JSON.stringify(meaningOf(test))}`
  }
}

/** Every character that could be taken for a wildcard or an escape has one of its own: nothing looks like another. */
const showPattern = (value: Pattern): string =>
  value
    .map((part) =>
      typeof part === 'string'
        ? part.replaceAll(/[\\*?]/g, String.raw`\$&`)
        : { run: '*', one: '?' }[part.wildcard],
    )
    .join('')
