/** What Splunk computes of a macro's arguments: its expansion, where that is an expression, and whether they are valid. */
import { Budget } from './budget.js'
import { compute, truthOf, type Scope } from './compute.js'
import { parseEval, type Expression } from './eval.js'
import type { Value } from './lineage.js'
import { PersistentMap } from './persistent-map.js'

/** The values of a macro's arguments by name. */
export type Arguments = ReadonlyMap<string, string>

/** The text that an expression makes, or why it cannot be told. */
export function textOfEval(
  source: string,
  values: Arguments,
): { readonly text: string } | { readonly problem: string } {
  const parsed = parseEval(source)
  if (!parsed.ok) return { problem: 'its definition is no expression that can be read' }
  const problems: string[] = []
  const value = compute(parsed.value, scopeOf(values, problems))
  const [problem] = problems
  if (problem !== undefined) return { problem: `a part of it is ${problem}` }
  return value.kind === 'text'
    ? { text: value.text }
    : { problem: 'it needs more than its arguments, or a function that is not known' }
}

/**
 * Why Splunk refuses arguments: an expression that is false or null, for which it has `message`, or that makes a text, which
 * `validate` is for. Undefined where it does not, or where that cannot be told.
 */
export function problemOfEval(
  source: string,
  values: Arguments,
  message: string,
): string | undefined {
  const parsed = parseEval(source)
  if (!parsed.ok) return undefined
  const { value: expression } = parsed
  if (expression.kind === 'call' && expression.name === 'validate') {
    const { parameters } = expression
    for (let at = 0; at + 1 < parameters.length; at += 2) {
      const isTrue = decide(parameters[at]!, values)
      if (isTrue === undefined) return undefined
      if (!isTrue) return textOf(parameters[at + 1]!, values)
    }
    return undefined
  }
  return decide(expression, values) === false ? message : undefined
}

/** Whether a condition is true; undefined where that cannot be told. */
function decide(expression: Expression, values: Arguments): boolean | undefined {
  const problems: string[] = []
  const { yes } = truthOf(expression, scopeOf(values, problems))
  if (problems.length > 0) return undefined
  return yes.kind === 'always' ? true : yes.kind === 'never' ? false : undefined
}

function textOf(expression: Expression, values: Arguments): string | undefined {
  const value = compute(expression, scopeOf(values, []))
  return value.kind === 'text' ? value.text : undefined
}

const scopeOf = (values: Arguments, problems: string[]): Scope => ({
  results: {
    fields: PersistentMap.of<Value>(
      [...values].map(([name, text]) => [name, { kind: 'text', text }]),
    ),
    others: { kind: 'opaque', what: 'which is no argument' },
    rows: { kind: 'events' },
  },
  command: 'macro',
  stage: 0,
  placeOf: () => ({ refuse: (why) => problems.push(why), marks: () => {} }),
  budget: new Budget(1000),
})
