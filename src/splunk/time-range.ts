/** The time that a search says that it looks at: `earliest=-24h latest=now` beside what it asks of events. */
import type { Schedule } from '../ast/nodes.js'
import { fileSpan, type Expansion } from './expansion.js'
import { windowOf } from './schedule.js'
import type { Comparison, SearchNode } from './search.js'
import { conjunctsOf, writtenAs } from './sources.js'
import { literalOf, nameOf } from './values.js'

/** A search, and what it says of its time. */
export interface Timed {
  /** What it asks of events; undefined where that is nothing. */
  readonly tree: SearchNode | undefined
  readonly schedule?: Schedule
  /** As written, macros unexpanded. */
  readonly times?: string
}

/**
 * Takes the time range out of a search. It counts instead of any other, and without a `latest` it goes up to now (Search
 * Reference, "search", "Time options"). What stands inside of alternatives or negations is left where it is.
 */
export function takeTimeRange(tree: SearchNode | undefined, expansion: Expansion): Timed {
  const conjuncts = conjunctsOf(tree)
  const ends = conjuncts.filter(isEnd)
  const [first] = ends
  const valuesOf = (name: 'earliest' | 'latest') =>
    ends.flatMap(({ field, value }) => (nameOf(field) === name ? (literalOf(value) ?? []) : []))
  const [from, ...starts] = valuesOf('earliest')
  const [to, ...stops] = valuesOf('latest')
  if (first === undefined || starts.length + stops.length > 0) return { tree }
  const window = from === undefined ? undefined : windowOf(from, to ?? 'now')
  return {
    tree: allOf(conjuncts.filter((node) => !isEnd(node))),
    schedule: {
      from: 'detection',
      span: fileSpan(expansion, first.start, first.end),
      ...(from === undefined ? {} : { earliest: from }),
      ...(to === undefined ? {} : { latest: to }),
      ...(window === undefined ? {} : { window }),
    },
    times: writtenAs(ends, expansion),
  }
}

const isEnd = (node: SearchNode): node is Comparison =>
  node.kind === 'comparison' &&
  node.operator === '=' &&
  /^(?:earliest|latest)$/.test(nameOf(node.field)) &&
  literalOf(node.value) !== undefined

function allOf(operands: readonly SearchNode[]): SearchNode | undefined {
  const [first] = operands
  const last = operands.at(-1)
  return operands.length < 2 || first === undefined || last === undefined
    ? first
    : { kind: 'and', operands, start: first.start, end: last.end }
}
