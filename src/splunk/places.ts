/** Where each generation of Splunk's content says a thing. */

/** The ways that detections are written down in: three generations of YAML, stanzas of savedsearches.conf, Anvilogic's. */
export const schemas = ['v1', 'v2', 'v3', 'conf', 'anvilogic'] as const
export type Schema = (typeof schemas)[number]

/** Keys of the document in the order of `schemas`; what stands behind a `/` is a key of the map before it. */
type Row = readonly [
  v1: string | null,
  v2: string | null,
  v3: string | null,
  conf: string | null,
  anvilogic: string | null,
]

const every = (key: string): Row => [key, key, key, null, null]
const moved = (key: string, conf: string | null = null, anvilogic: string | null = null): Row => [
  `tags/${key}`,
  `tags/${key}`,
  key,
  conf,
  anvilogic,
]
const annotations = 'action.correlationsearch.annotations'
const metadata = 'action.correlationsearch.metadata'
const escu = 'action.escu'
const notable = 'action.notable.param'
const risk = 'action.risk.param'

/** One row a thing. Conf: contentctl's template of savedsearches.conf, and what Enterprise Security writes itself. */
export const places = {
  name: ['name', 'name', 'name', 'action.correlationsearch.label', 'title'],
  search: ['search', 'search', 'search', 'search', 'logic'],
  id: ['id', 'id', 'id', `${metadata}/detection_id`, 'id'],
  version: ['version', 'version', 'version', `${metadata}/detection_version`, null],
  date: ['date', 'date', 'creation_date', `${escu}.creation_date`, null],
  modified: [null, null, 'modification_date', `${escu}.modification_date`, null],
  author: every('author'),
  status: every('status'),
  level: [null, null, null, `${notable}.severity`, null],
  type: ['type', 'type', 'type', `${annotations}/type`, null],
  description: ['description', 'description', 'description', 'description', 'description'],
  explanation: [null, 'explanation', null, `${escu}.eli5`, null],
  dataSources: [
    'data_source',
    'data_source',
    'data_source',
    `${annotations}/data_source`,
    'data_category',
  ],
  howToImplement: [
    'how_to_implement',
    'how_to_implement',
    'how_to_implement',
    `${escu}.how_to_implement`,
    null,
  ],
  falsePositives: [
    'known_false_positives',
    'known_false_positives',
    'known_false_positives',
    `${escu}.known_false_positives`,
    null,
  ],
  references: ['references', 'references', 'references', null, 'references'],
  techniques: moved('mitre_attack_id', `${annotations}/mitre_attack`, 'technique_id'),
  cves: moved('cve', `${annotations}/cve`),
  analyticStories: moved('analytic_story', `${escu}.analytic_story`),
  products: moved('product', `${escu}.product`),
  assetType: moved('asset_type'),
  securityDomain: moved('security_domain', `${notable}.security_domain`),
  requiredFields: ['tags/required_fields', null, null, null, null],
  riskMessage: ['tags/message', 'rba/message', null, `${risk}._risk_message`, null],
  riskScore: ['tags/risk_score', null, null, null, null],
  observables: ['tags/observable', null, null, null, null],
  riskObjects: [null, 'rba/risk_objects', 'intermediate_findings/entities', `${risk}._risk`, null],
  threatObjects: [null, 'rba/threat_objects', 'threat_objects', null, null],
  finding: [null, null, 'finding', null, null],
  drilldowns: [
    'drilldown_searches',
    'drilldown_searches',
    'drilldown_searches',
    `${notable}.drilldown_searches`,
    null,
  ],
  tests: every('tests'),
  cron: [
    'deployment/scheduling/cron_schedule',
    'deployment/scheduling/cron_schedule',
    'custom_schedule/cron_schedule',
    'cron_schedule',
    null,
  ],
  earliest: [
    'deployment/scheduling/earliest_time',
    'deployment/scheduling/earliest_time',
    'custom_schedule/earliest_time',
    'dispatch.earliest_time',
    null,
  ],
  latest: [
    'deployment/scheduling/latest_time',
    'deployment/scheduling/latest_time',
    'custom_schedule/latest_time',
    'dispatch.latest_time',
    null,
  ],
} satisfies Readonly<Record<string, Row>>

/** What a document can say. */
export type Thing = keyof typeof places

/** Where things stand in documents of some schemas. */
export interface Paths {
  /** Those of a thing, each once. */
  readonly of: (thing: Thing) => readonly string[]
  readonly all: ReadonlySet<string>
  /** The maps that they stand in. */
  readonly above: ReadonlySet<string>
}

/** Of `a/b/c`, `a` and `a/b`. */
const mapsAbove = (path: string): readonly string[] =>
  path
    .split('/')
    .slice(0, -1)
    .map((_, index, keys) => keys.slice(0, index + 1).join('/'))

/** There are few combinations of schemas, and every document asks for all of its own. */
const knownPaths = new Map<string, Paths>()

/** The paths of things in any of these schemas. */
export function pathsIn(of: readonly Schema[]): Paths {
  const key = of.join(' ')
  const known = knownPaths.get(key)
  if (known !== undefined) return known
  const columns = of.map((schema) => schemas.indexOf(schema))
  const byThing = new Map(
    Object.entries<Row>(places).map(([thing, row]): [string, readonly string[]] => [
      thing,
      [...new Set(columns.flatMap((column) => row[column] ?? []))],
    ]),
  )
  const all = [...byThing.values()].flat()
  const paths: Paths = {
    of: (thing) => byThing.get(thing) ?? [],
    all: new Set(all),
    above: new Set(all.flatMap(mapsAbove)),
  }
  knownPaths.set(key, paths)
  return paths
}
