/** Equivalents: other forms of a test that mean the same, one file each. */
import type { Condition, Keyword, Predicate } from '../../ast/nodes.js'
import { basenameAsPath } from './basename.js'
import { regexAsPattern } from './regex.js'
import { dataInXml } from './xml-data.js'

/** Tried in this order on what a language cannot say as it is. */
const equivalents: readonly ((leaf: Predicate | Keyword) => Condition | undefined)[] = [
  basenameAsPath,
  regexAsPattern,
  dataInXml,
]

/** The first other form of a leaf; undefined where there is none. */
export function equivalentOf(leaf: Predicate | Keyword): Condition | undefined {
  for (const rewrite of equivalents) {
    const rewritten = rewrite(leaf)
    if (rewritten !== undefined) return rewritten
  }
  return undefined
}
