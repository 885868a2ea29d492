/** A network as address prefixes, for targets that know addresses only as text. */
import { matches, or, predicate } from '../../ast/build.js'
import type { Condition, Keyword, Predicate } from '../../ast/nodes.js'
import { anyRun, pattern } from '../../ast/pattern.js'
import type { Limit } from '../capabilities.js'

/** `10.0.0.0/8` as `10.*`: at most 128 prefixes. Networks of version 6 have no such form. */
function prefixesOf(leaf: Predicate | Keyword): Condition {
  if (leaf.kind === 'keyword' || leaf.test.kind !== 'cidr') return leaf
  const { address, prefix } = leaf.test
  const bytes = address.split('.').map(Number)
  const whole = Math.floor(prefix / 8)
  const fixed = bytes.slice(0, whole)
  const spare = 8 - (prefix % 8)
  const starts =
    spare === 8
      ? [fixed]
      : Array.from({ length: 1 << spare }, (_, index) => [...fixed, bytes[whole]! + index])
  const { field, span } = leaf
  return or(
    starts.map((start) =>
      predicate(
        field,
        matches(
          start.length === 4
            ? pattern(start.join('.'))
            : pattern(start.map((byte) => `${byte}.`).join(''), anyRun),
        ),
        span,
      ),
    ),
    span,
  )
}

/** The limit of a language without networks. */
export const networksAsPrefixes: Limit = {
  code: 'fidelity/address-prefix',
  effect: 'wider',
  applies: (leaf) =>
    leaf.kind === 'predicate' &&
    leaf.test.kind === 'cidr' &&
    leaf.test.version === 4 &&
    leaf.field.type !== 'ip',
  replace: prefixesOf,
}
