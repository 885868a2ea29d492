/** Signs that most languages share. */
import type { Compare } from '../ast/nodes.js'

/** How a comparison of numbers is written. */
export const comparisonSigns: { readonly [O in Compare['operator']]: string } = {
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
}
