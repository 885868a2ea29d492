/** Risk-based alerting, as each generation of Splunk's content writes it. */
import type { Risk, RiskObject } from '../ast/nodes.js'
import type { YamlMap } from '../source/yaml.js'
import { entryOf } from '../source/yaml.js'
import { textAt, type Said } from './said.js'

/** What a document says of risk; undefined where that is nothing. */
export function riskOf(said: Said): Risk | undefined {
  const message = said.text('riskMessage')
  const total = numberOf(said.text('riskScore'))
  const observables = said.maps('observables')
  const finding = said.maps('finding').flatMap((each) => {
    const entity = entryOf(each, 'entity')?.value
    const title = textAt(each, 'title')
    return entity?.kind === 'map' ? objectOf(entity, title) : []
  })
  const entries = said.maps('riskObjects')
  const objects = [
    ...finding,
    ...observables.filter((each) => !isThreat(each)).flatMap((each) => victimOf(each, total)),
    ...entries.flatMap((entry) => objectOf(entry)),
  ]
  const threats = [
    ...observables.filter(isThreat).flatMap((each) => threatOf(each, 'name', 'type')),
    ...said.maps('threatObjects').flatMap((each) => threatOf(each, 'field', 'type')),
    ...entries.flatMap((each) => threatOf(each, 'threat_object_field', 'threat_object_type')),
  ]
  const scores = objects.flatMap(({ score }) => score ?? [])
  const score = total ?? (scores.length === 0 ? undefined : Math.max(...scores))
  if (message === undefined && score === undefined && objects.length + threats.length === 0) {
    return undefined
  }
  return {
    objects,
    threats,
    ...(message === undefined ? {} : { message }),
    ...(score === undefined ? {} : { score }),
  }
}

function numberOf(text: string | undefined): number | undefined {
  const value = Number(text)
  return text === undefined || text.trim() === '' || !Number.isFinite(value) ? undefined : value
}

/** Later generations and stanzas give each object a score; a finding has its message as a title. */
function objectOf(map: YamlMap, title?: string): readonly RiskObject[] {
  const field = textAt(map, 'field') ?? textAt(map, 'risk_object_field')
  if (field === undefined) return []
  const score = numberOf(textAt(map, 'score') ?? textAt(map, 'risk_score'))
  const message = title ?? textAt(map, 'message')
  return [
    {
      field,
      type: textAt(map, 'type') ?? textAt(map, 'risk_object_type') ?? 'other',
      ...(score === undefined ? {} : { score }),
      ...(message === undefined ? {} : { message }),
    },
  ]
}

function threatOf(map: YamlMap, fieldKey: string, typeKey: string): Risk['threats'] {
  const field = textAt(map, fieldKey)
  return field === undefined
    ? []
    : [{ field, type: textAt(map, typeKey)?.toLowerCase().replaceAll(' ', '_') ?? 'other' }]
}

/** The first generation has one list for both, told apart by their roles. */
function isThreat(observable: YamlMap): boolean {
  const role = entryOf(observable, 'role')?.value
  const roles = role?.kind === 'list' ? role.items : role === undefined ? [] : [role]
  return roles.some((each) => each.kind === 'scalar' && /^attacker$/i.test(each.text))
}

/** What later generations call the types of the first. */
const riskTypes: readonly (readonly [RegExp, string])[] = [
  [/^(?:hostname|endpoint|ip address|device|system)$/i, 'system'],
  [/^(?:user|email address|account)/i, 'user'],
]

function victimOf(observable: YamlMap, score: number | undefined): readonly RiskObject[] {
  const field = textAt(observable, 'name')
  if (field === undefined) return []
  const written = textAt(observable, 'type') ?? ''
  const type = riskTypes.find(([form]) => form.test(written))?.[1] ?? 'other'
  return [{ field, type, ...(score === undefined ? {} : { score }) }]
}
