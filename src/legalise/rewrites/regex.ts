/** A regex that is only literals and `.*` as a pattern, for targets without regexes. */
import { matches } from '../../ast/build.js'
import type { Condition, Keyword, Predicate } from '../../ast/nodes.js'
import { anyRun, oneCharacter, pattern, type PatternPart } from '../../ast/pattern.js'

/** Matches an escaped or harmless character, or a wildcard; anything else is more than a pattern can say. */
const piece = /\\([^A-Za-z0-9])|(\.\*)|(\.)(?![*+?{])|([^\\^$.*+?()[\]{}|])(?![*+?{])/y

/** The equivalent pattern; none where the regex is more than one in disguise, or its dots stop at line ends. */
export function regexAsPattern(leaf: Predicate | Keyword): Condition | undefined {
  if (leaf.test.kind !== 'regex' || leaf.test.multiline) return undefined
  const { source, ignoreCase, dotAll } = leaf.test
  const body = source.replace(/^\^/, '').replace(/(?<!\\)\$$/, '')
  const parts: PatternPart[] = []
  for (let at = 0; at < body.length;) {
    piece.lastIndex = at
    const match = piece.exec(body)
    if (match === null) return undefined
    const [whole, escaped, run, one, plain] = match
    // A dot that stops at line ends is no wildcard of ours.
    if ((run !== undefined || one !== undefined) && !dotAll) return undefined
    parts.push(
      run === undefined ? (one === undefined ? (escaped ?? plain!) : oneCharacter) : anyRun,
    )
    at += whole.length
  }
  const start = source.startsWith('^') ? [] : [anyRun]
  const end = /(?<!\\)\$$/.test(source) ? [] : [anyRun]
  const test = matches(pattern(...start, ...parts, ...end), { cased: !ignoreCase })
  return leaf.kind === 'keyword' ? { ...leaf, test } : { ...leaf, test }
}
