/** Keys of a selection's map: a field and a chain of modifiers, `CommandLine|contains|all`. */
import type { Span } from '../ast/nodes.js'
import { didYouMean } from '../diagnostics/suggest.js'
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js'
import { spanOf } from '../source/mapped.js'
import type { SourceText } from '../source/text.js'
import { mapped, type YamlScalar } from '../source/yaml.js'
import { findModifier, modifierSpellings, type Modifier, type Stage } from './modifiers.js'

/** A modifier with the name that the rule calls it by. */
export interface Step {
  readonly name: string
  readonly modifier: Modifier
}

export interface ItemKey {
  /** Undefined of keywords, which belong to no field. */
  readonly field?: { readonly name: string; readonly span: Span }
  /** What is done to each value, in order. */
  readonly steps: readonly Step[]
  /** Whether every value is required. */
  readonly all: boolean
  /** Whether the whole is negated. */
  readonly negated: boolean
}

/** Reads a key; undefined where its modifiers make no sense, after reporting why. */
export function readKey(
  key: YamlScalar,
  source: SourceText,
  report: (problem: Diagnostic) => void,
): ItemKey | undefined {
  const [name = '', ...words] = key.text.split('|')
  const place = placesIn(key, source)
  const field = name === '' ? undefined : { name, span: place(0, name.length) }
  const steps: Step[] = []
  const linking = new Set<Modifier['linking']>()
  let stage: Stage = 'value'
  let problem = false
  let end = name.length
  for (const [index, word] of words.entries()) {
    const span = place(end + 1, end + 1 + word.length)
    end += 1 + word.length
    const modifier = findModifier(word)
    const previous = words[index - 1] ?? name
    const found = modifier === undefined ? unknown(word, span) : check(modifier, previous, span)
    if (found !== undefined) {
      report(found)
      problem = true
    }
    if (modifier === undefined) continue
    if (modifier.linking !== undefined) linking.add(modifier.linking)
    else {
      steps.push({ name: word, modifier })
      stage = modifier.stages[stage] ?? stage
    }

    function check(known: Modifier, before: string, at: Span): Diagnostic | undefined {
      if (known.needsField === true && field === undefined) return withoutField(word, at)
      const last = steps.at(-1)?.name ?? before
      const follows =
        known.linking === undefined
          ? known.stages[stage] !== undefined
          : !linking.has(known.linking)
      return follows
        ? undefined
        : diagnostic('sigma/modifier-chain', { first: last, second: word }, { span: at })
    }
  }
  if (stage === 'bytes' && !problem) {
    report(openEnded(steps.at(-1)!.name, place(name.length + 1, end)))
    problem = true
  }
  if (problem) return undefined
  return {
    ...(field === undefined ? {} : { field }),
    steps,
    all: linking.has('all'),
    negated: linking.has('neq'),
  }
}

/** Where characters of a key stand in the file; nearly always the key is written as it reads. */
function placesIn(key: YamlScalar, source: SourceText): (start: number, end: number) => Span {
  const { start: offset, end: last } = key.span
  return source.text.slice(offset, last) === key.text
    ? (start, end) => ({ start: offset + start, end: offset + end })
    : (start, end) => spanOf(mapped(key, source), start, end)
}

const unknown = (name: string, span: Span): Diagnostic =>
  diagnostic(
    'sigma/unknown-modifier',
    { name, suggestion: didYouMean(name, modifierSpellings) },
    { span },
  )

const withoutField = (name: string, span: Span): Diagnostic =>
  diagnostic(
    'sigma/wrong-type',
    { what: `What '${name}' modifies`, expected: 'a field', actual: 'a keyword' },
    { span },
  )

const openEnded = (modifier: string, span: Span): Diagnostic =>
  diagnostic(
    'sigma/modifier-value',
    { modifier, expected: 'base64 or base64offset behind it', actual: 'the last modifier' },
    { span },
  )
