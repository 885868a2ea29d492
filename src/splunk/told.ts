/** Who makes a value, for messages about it. */
import type { Computed } from './lineage.js'

/** The value with what makes it, for messages; what made a part of it first is better known. */
export function told(value: Computed, what: string): Computed {
  switch (value.kind) {
    case 'cases': {
      const cases = value.cases.map((each) => ({ ...each, value: told(each.value, what) }))
      return { ...value, cases }
    }
    case 'made':
    case 'part':
    case 'number':
    case 'pieces':
    case 'pieceCount':
    case 'element':
    case 'extract':
    case 'length':
    case 'shifted':
    case 'found':
      return { what, ...value }
    case 'event':
    case 'filled':
    case 'text':
    case 'null':
    case 'inside':
    case 'measure':
    case 'usual':
    case 'any':
    case 'time':
    case 'opaque':
      return value
  }
}
