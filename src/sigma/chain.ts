/** Chains of modifiers: which may follow which, decided once for each chain. */
import { certain, didYouMean } from '../diagnostics/suggest.js'
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { Span } from '../ast/nodes.js'
import { findModifier, modifierSpellings, type Modifier, type Stage } from './modifiers.js'

/** A modifier with the name that the rule calls it by. */
export interface Step {
  readonly name: string
  readonly modifier: Modifier
}

export interface Chain {
  /** What is done to each value, in order. */
  readonly steps: readonly Step[]
  /** Whether every value is required. */
  readonly all: boolean
  /** Whether the whole is negated. */
  readonly negated: boolean
  /** What is wrong with it. */
  readonly problems: readonly ChainProblem[]
}

/** A mistake in a chain; its place is in the chain's own text, so that equal chains can share it. */
export interface ChainProblem {
  readonly start: number
  readonly end: number
  readonly report: (span: Span) => Diagnostic
}

/** The chain of a key without modifiers. */
export const noModifiers: Chain = { steps: [], all: false, negated: false, problems: [] }

const cache = new Map<string, Chain>()
const cacheSize = 2_000

/** Reads `contains|all`, of a field or of keywords. */
export function readChain(text: string, hasField: boolean): Chain {
  const key = hasField ? text : `|${text}`
  const known = cache.get(key)
  if (known !== undefined) return known
  const chain = read(text, hasField)
  if (cache.size >= cacheSize) cache.clear()
  cache.set(key, chain)
  return chain
}

function read(text: string, hasField: boolean): Chain {
  const steps: Step[] = []
  const linking = new Set<Modifier['linking']>()
  const problems: ChainProblem[] = []
  let stage: Stage = 'value'
  let start = 0
  for (const name of text.split('|')) {
    const end = start + name.length
    const modifier = findModifier(name)
    if (modifier === undefined) problems.push({ start, end, report: unknown(name) })
    else if (modifier.needsField === true && !hasField) {
      problems.push({ start, end, report: withoutField(name) })
    } else if (modifier.linking !== undefined) {
      if (linking.has(modifier.linking))
        problems.push({ start, end, report: misplaced(name, name) })
      linking.add(modifier.linking)
    } else {
      const next: Stage | undefined = modifier.stages[stage]
      if (next === undefined) {
        problems.push({ start, end, report: misplaced(steps.at(-1)?.name ?? 'no modifier', name) })
      }
      steps.push({ name, modifier })
      stage = next ?? stage
    }
    start = end + 1
  }
  if (stage === 'bytes' && problems.length === 0) {
    problems.push({ start: 0, end: text.length, report: openEnded(steps.at(-1)!.name) })
  }
  return { steps, all: linking.has('all'), negated: linking.has('neq'), problems }
}

const unknown = (name: string) => (span: Span) =>
  diagnostic(
    'sigma/unknown-modifier',
    { name, suggestion: didYouMean(name, modifierSpellings) },
    { span, meant: certain(name, modifierSpellings) },
  )

const misplaced = (first: string, second: string) => (span: Span) =>
  diagnostic('sigma/modifier-chain', { first, second }, { span })

const withoutField = (name: string) => (span: Span) =>
  diagnostic(
    'sigma/wrong-type',
    { what: `What '${name}' modifies`, expected: 'a field', actual: 'a keyword' },
    { span },
  )

const openEnded = (modifier: string) => (span: Span) =>
  diagnostic(
    'sigma/modifier-value',
    { modifier, expected: 'base64 or base64offset behind it', actual: 'the last modifier' },
    { span },
  )
