/** Which fields of a Splunk search hold numbers, each written in one way. */
import type { Vocabulary } from '../ast/nodes.js'
import { families } from './correspondences.js'
import type { Column } from './types.js'

const ofSplunk: ReadonlySet<string> = new Set<Vocabulary>([
  'cim',
  'security',
  'splunkEvent',
  'sysmon',
  'windowsEvent',
])

let known: ReadonlySet<string> | undefined

/** Whether Splunk's add-ons give a field of this name whole numbers only: ids of events, ports, status codes. */
export function isNumberField(name: string): boolean {
  known ??= new Set(
    Object.values(families)
      .flatMap(({ rows }) => rows)
      .flatMap(({ columns }) => Object.entries(columns))
      .filter(([vocabulary, { type }]) => ofSplunk.has(vocabulary) && type === 'number')
      .flatMap(([, { name: own, aliases = [] }]: readonly [string, Column]) => [own, ...aliases]),
  )
  return known.has(name)
}
