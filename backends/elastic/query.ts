/** What surrounds conditions in KQL: nothing but those of the log source. */
import type { Printed } from '../../src/print/backend.js'

export const queryOf = ({ source, filter }: Printed): string =>
  [source, ...filter].filter((part) => part !== '').join(' and ')
