/** Fields of log sources whose events are known. */
import type { LogSource, Vocabulary } from '../ast/nodes.js'
import { findLogSourceRow } from '../fields/find.js'
import type { Family } from '../fields/types.js'
import { rowOf } from '../fields/vocabularies.js'

/** Families of which the taxonomy names every field. */
const complete: readonly Family[] = ['process_creation', 'registry', 'file']

/** The families of categories whose fields are all known; none where an event may have others. */
export function familiesOf(logSources: readonly LogSource[]): readonly Family[] {
  const rows = logSources.map(findLogSourceRow)
  const isComplete = rows.every(
    (row) => row?.category !== undefined && complete.includes(row.family),
  )
  return isComplete ? [...new Set(rows.flatMap((row) => row?.family ?? []))] : []
}

const vocabularies: readonly (readonly [Vocabulary, string])[] = [
  ['ecs', "Elastic's Common Schema"],
  ['cim', "Splunk's data models"],
  ['xdr', 'Defender XDR'],
  ['asim', "Sentinel's ASIM"],
  ['securityEvent', "Sentinel's SecurityEvent"],
  ['sysmon', "Splunk's Sysmon events"],
  ['security', "Splunk's events of the Security log"],
]

/** What Sigma calls a field of another vocabulary; undefined where Sigma has that name too, or has none. */
export function otherName(
  field: string,
  families: readonly Family[],
): { readonly vocabulary: string; readonly name: string } | undefined {
  if (rowOf(field, 'sigma', families) !== undefined) return undefined
  for (const [of, vocabulary] of vocabularies) {
    const name = rowOf(field, of, families)?.columns.sigma?.name
    if (name !== undefined && name.toLowerCase() !== field.toLowerCase())
      return { vocabulary, name }
  }
  return undefined
}
