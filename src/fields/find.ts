/** Finding the row of a log source. */
import type { LogSource } from '../ast/nodes.js'
import { logSourceRows } from './log-sources.js'
import type { LogSourceRow } from './types.js'

/**
 * The row of a log source. A rule may name more than a row, its service besides its category; but a category, and a
 * product, have to be the row's, for a row without them means something wider.
 */
export function findLogSourceRow(logSource: LogSource): LogSourceRow | undefined {
  let best: LogSourceRow | undefined
  for (const row of logSourceRows) {
    const fits =
      same(row.category, logSource.category) &&
      same(row.product, logSource.product) &&
      (row.service === undefined || same(row.service, logSource.service))
    if (fits && (best === undefined || names(row) > names(best))) best = row
  }
  return best
}

/** A log source in a few words, for messages: `windows/process_creation`. */
export function describeLogSource({ category, product, service }: LogSource): string {
  const parts = [product, category, service].filter((part) => part !== undefined && part !== '')
  return parts.length === 0 ? 'any log source' : parts.join('/')
}

/** Sigma's log sources are compared without regard to case; an empty name is none. */
const same = (left: string | undefined, right: string | undefined): boolean =>
  (left ?? '').toLowerCase() === (right ?? '').toLowerCase()

/** How much a row names: the more, the more special it is. */
const names = ({ category, product, service }: LogSourceRow): number =>
  [category, product, service].filter((name) => name !== undefined).length
