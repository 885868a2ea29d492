/** Keys of a selection's map: a field and a chain of modifiers, `CommandLine|contains|all`. */
import type { Field, Span } from '../ast/nodes.js'
import { spanOf } from '../source/mapped.js'
import type { SourceText } from '../source/text.js'
import { mapped, type YamlScalar } from '../source/yaml.js'
import { noModifiers, readChain, type Chain } from './chain.js'
import type { Report } from './items.js'

export interface ItemKey {
  /** Undefined of keywords, which belong to no field. */
  readonly field: Field | undefined
  readonly chain: Chain
}

/** Reads a key; undefined where its modifiers make no sense, after reporting why. */
export function readKey(key: YamlScalar, source: SourceText, report: Report): ItemKey | undefined {
  const { text } = key
  const pipe = text.indexOf('|')
  const length = pipe < 0 ? text.length : pipe
  const chain = pipe < 0 ? noModifiers : readChain(text.slice(pipe + 1), length > 0)
  for (const problem of chain.problems) {
    const span = placeIn(key, source, pipe + 1 + problem.start, pipe + 1 + problem.end)
    report(problem.report(span))
  }
  if (chain.problems.length > 0) return undefined
  const field: Field | undefined =
    length === 0
      ? undefined
      : { kind: 'field', name: text.slice(0, length), span: placeIn(key, source, 0, length) }
  return { field, chain }
}

/** Where characters of a key stand in the file. */
function placeIn(key: YamlScalar, source: SourceText, start: number, end: number): Span {
  const { start: offset, end: last } = key.span
  // Nearly always a key is written as it reads: without quotes and escapes.
  return last - offset === key.text.length
    ? { start: offset + start, end: offset + end }
    : spanOf(mapped(key, source), start, end)
}
