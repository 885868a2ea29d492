/** Metadata of rules that are made of others: of Splunk's detections, of parts, and of the base of a correlation. */
import type { Detection, Metadata } from '../../src/ast/nodes.js'
import { techniqueOf } from '../../src/attack/techniques.js'
import { nameBasedId } from './uuid.js'

/** Sigma Specification 2.1, "Status". What Splunk's content calls a detection that is in use is stable. */
const statuses: Readonly<Record<string, string>> = {
  stable: 'stable',
  production: 'stable',
  test: 'test',
  validation: 'test',
  experimental: 'experimental',
  deprecated: 'deprecated',
  removed: 'deprecated',
  unsupported: 'unsupported',
}

/** The severity that contentctl gives a detection for its risk score: of each, the highest score. */
const severities: readonly (readonly [score: number, level: string])[] = [
  [20, 'informational'],
  [40, 'low'],
  [60, 'medium'],
  [80, 'high'],
  [100, 'critical'],
]

function levelOf({ level, content }: Metadata): Pick<Metadata, 'level'> {
  const score = content?.risk?.score
  const known =
    level ?? severities.find(([highest]) => score !== undefined && score <= highest)?.[1]
  return known === undefined ? {} : { level: known }
}

/** SigmaHQ's false positives start with a capital. */
const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/**
 * The metadata of the rule that is written: a Sigma rule's own; of a Splunk detection what Sigma has a key for, with an
 * id of its own and the detection's as the one that it is derived from.
 */
export function metadataOf({ metadata, vocabulary }: Detection): Metadata {
  if (vocabulary === 'sigma') return metadata
  const { status, date, modified, techniques, tactics, cves } = metadata
  const known = status === undefined ? undefined : statuses[status.toLowerCase()]
  const { id: _, status: _status, date: _date, modified: _modified, ...rest } = metadata
  return {
    ...rest,
    references: distinct(rest.references),
    falsePositives: distinct(rest.falsePositives.map(capitalised)),
    ...levelOf(metadata),
    ...derivedId(metadata, 'sigma'),
    ...(known === undefined ? {} : { status: known }),
    ...(isDate(date) ? { date } : {}),
    ...(isDate(modified) ? { modified } : {}),
    tags: distinct([
      ...[...tactics, ...techniques.flatMap(onlyTactic)].map((tactic) => `attack.${tactic}`),
      ...techniques.map((id) => `attack.${id.toLowerCase()}`),
      ...cves.map((id) => id.toLowerCase().replace('-', '.')),
    ]),
    custom: {},
  }
}

/** The tactic of a technique that serves no other; which of several is meant, nobody said. */
function onlyTactic(id: string): readonly string[] {
  const technique = techniqueOf(id)
  return technique?.state === 'used' && technique.tactics.length === 1 ? technique.tactics : []
}

/** Sigma's lists have no item twice. */
const distinct = (items: readonly string[]): readonly string[] => [...new Set(items)]

const isDate = (text: string | undefined): text is string =>
  text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text)

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** An id of its own for what is made of a rule, and the rule's as the one that it is derived from. */
export function derivedId(
  { id, related }: Metadata,
  purpose: string,
): Pick<Metadata, 'related'> & { readonly id?: string } {
  if (id === undefined || !uuid.test(id)) return { related }
  return {
    id: nameBasedId(`${id.toLowerCase()} ${purpose}`),
    related: [...related, { id, type: 'derived' }],
  }
}
