/** A network as address prefixes, for targets that know addresses only as text. */
import { matches, or, predicate } from '../../ast/build.js'
import type { Condition, Keyword, Predicate } from '../../ast/nodes.js'
import { anyRun, pattern } from '../../ast/pattern.js'

/** `10.0.0.0/8` as `10.*`; exact on well-formed addresses. At most 128 prefixes; networks of version 6 have no such form. */
export function cidrAsPrefixes(leaf: Predicate | Keyword): Condition | undefined {
  if (leaf.kind === 'keyword' || leaf.test.kind !== 'cidr' || leaf.test.version === 6)
    return undefined
  const { address, prefix } = leaf.test
  const bytes = address.split('.').map(Number)
  const whole = Math.floor(prefix / 8)
  const fixed = bytes.slice(0, whole)
  const spare = 8 - (prefix % 8)
  const prefixes =
    spare === 8
      ? [fixed]
      : Array.from({ length: 1 << spare }, (_, index) => [...fixed, bytes[whole]! + index])
  return or(
    prefixes.map((start) =>
      predicate(
        leaf.field,
        matches(
          start.length === 4
            ? pattern(start.join('.'))
            : pattern(start.map((byte) => `${byte}.`).join(''), anyRun),
        ),
        leaf.span,
      ),
    ),
    leaf.span,
  )
}
