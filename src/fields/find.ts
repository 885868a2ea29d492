/** Finding the row of a log source. */
import type { LogSource } from '../ast/nodes.js'
import { logSourceRows } from './log-sources.js'
import type { LogSourceRow } from './types.js'

/** The rows by category and product; of the same, those that name a service too come first. */
const rowsByName = new Map<string, LogSourceRow[]>()
const withoutService = ({ service }: LogSourceRow): number => (service === undefined ? 1 : 0)
for (const row of logSourceRows.toSorted((a, b) => withoutService(a) - withoutService(b))) {
  const name = nameOf(row)
  rowsByName.set(name, [...(rowsByName.get(name) ?? []), row])
}

/**
 * The row of a log source. A rule may name more than a row, its service besides its category; but a category, and a
 * product, have to be the row's, for a row without them means something wider. So does a row of a product alone.
 */
export const findLogSourceRow = (logSource: LogSource): LogSourceRow | undefined =>
  rowsByName
    .get(nameOf(logSource))
    ?.find(
      ({ category, service }) =>
        (service === undefined && category !== undefined) || same(service, logSource.service),
    )

/** Sigma's log sources are compared without regard to case; an empty name is none. */
function nameOf({ category = '', product = '' }: LogSource): string {
  return `${category}\n${product}`.toLowerCase()
}

const same = (left = '', right = ''): boolean => left.toLowerCase() === right.toLowerCase()

/** A log source in a few words, for messages: `windows/process_creation`. */
export function describeLogSource({ category, product, service }: LogSource): string {
  const parts = [product, category, service].filter((part) => part !== undefined && part !== '')
  return parts.length === 0 ? 'any log source' : parts.join('/')
}
