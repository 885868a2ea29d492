/** Rules as the target sigma writes them, and what our own reader makes of those. */
import {
  macroSet,
  readRules,
  transpile,
  type Condition,
  type Conversion,
  type Detection,
  type Diagnostic,
} from 'siemantic'
import sigma from '../../../backends/sigma/index.js'
import { bareMetadata, fingerprint, simplify } from '../../../src/ast/build.js'
import { isAny } from '../../../src/ast/pattern.js'

/** What a rule has to say of itself. */
export const metadata = bareMetadata('A Rule')

/** A detection of processes of Windows, in Sigma's names. */
export const detectionOf = (condition: Condition, more: Partial<Detection> = {}): Detection => ({
  kind: 'detection',
  metadata,
  logSources: [{ category: 'process_creation', product: 'windows' }],
  vocabulary: 'sigma',
  condition,
  selections: [],
  ...more,
})

/** A rule in Sigma's words, and how it came out. */
export const write = async (detection: Detection): Promise<Conversion> =>
  transpile(detection, sigma)

/** The text of the rules of a file as the target writes them, and what was said on the way. */
export async function rewrite(
  path: string,
  text: string,
): Promise<{ readonly text: string; readonly diagnostics: readonly Diagnostic[] }> {
  const { rules } = await readRules({ path, text }, macroSet())
  const texts: string[] = []
  const diagnostics: Diagnostic[] = []
  for (const rule of rules) {
    diagnostics.push(...rule.diagnostics)
    if (rule.detection === undefined) continue
    const conversion = await write(rule.detection)
    texts.push(...conversion.queries)
    diagnostics.push(...conversion.diagnostics)
  }
  return { text: texts.join('\n---\n'), diagnostics }
}

/** What a text of rules reads as: its detections, and whatever is worse than a note. */
export async function readBack(
  text: string,
): Promise<{ readonly detections: readonly Detection[]; readonly problems: readonly string[] }> {
  const { rules } = await readRules({ path: 'written.yml', text }, macroSet())
  return {
    detections: rules.flatMap(({ detection }) => (detection === undefined ? [] : [detection])),
    problems: rules.flatMap(({ diagnostics }) =>
      diagnostics
        .filter(({ severity }) => severity !== 'note')
        .map(({ code, message }) => `${code} ${message}`),
    ),
  }
}

/**
 * A text that conditions share where they differ in nothing but order, groups inside groups, and what is written in two
 * ways: of what is left out by name, and of a value that may be any.
 */
export const canonical = (condition: Condition): string =>
  fingerprint(ordered(simplify(ordered(simplify(condition)))))

function ordered(condition: Condition): Condition {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const operands = condition.operands
        .map(ordered)
        .toSorted((a, b) => (fingerprint(a) < fingerprint(b) ? -1 : 1))
      return { kind: condition.kind, operands }
    }
    case 'not': {
      const { operand } = condition
      if (operand.kind === 'or') {
        const operands = operand.operands.map((each): Condition => ({ kind: 'not', operand: each }))
        return ordered({ kind: 'and', operands })
      }
      return operand.kind === 'predicate' && operand.test.kind === 'exists'
        ? { ...operand, test: { kind: 'isNull' } }
        : { kind: 'not', operand: ordered(operand) }
    }
    case 'predicate': {
      const { test } = condition
      const field = { kind: 'field', name: condition.field.name } as const
      const isAnything = test.kind === 'matches' && isAny(test.pattern)
      return { kind: 'predicate', field, test: isAnything ? { kind: 'exists' } : test }
    }
    case 'keyword':
    case 'always':
    case 'never':
      return condition
  }
}
