/** Values that a search leaves out. */
import { decode, nameOf, type SearchNode } from '../splunk/written.js'

/** One value that a field must not have. */
export interface Exclusion {
  readonly field: string
  /** One text for the same pattern, in whatever case it is written. */
  readonly value: string
  readonly node: SearchNode
}

/** What `field!=value` or `NOT field=value` leaves out; undefined of all else. */
export function exclusionOf(node: SearchNode): Exclusion | undefined {
  if (node.kind === 'group') return exclusionOf(node.operand)
  const inner = node.kind === 'not' ? unwrapped(node.operand) : node
  if (inner.kind !== 'comparison') return undefined
  const isExclusion = node.kind === 'not' ? /^==?$/.test(inner.operator) : inner.operator === '!='
  if (!isExclusion) return undefined
  const value = JSON.stringify(decode(inner.value.text)).toLowerCase()
  return { field: nameOf(inner.field), value, node }
}

const unwrapped = (node: SearchNode): SearchNode =>
  node.kind === 'group' ? unwrapped(node.operand) : node
