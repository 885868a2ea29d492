/**
 * By which tags the data models of Splunk's Common Information Model take events: the manual of its add-on, "Tags used
 * with the event datasets" of each model. The tags of a dataset include those of the ones that it is in.
 */
import { isQualified } from './cim.js'
import type { DataModelObject, SourceTest, SplunkEvents } from './types.js'

/** A dataset of a data model. */
interface Dataset {
  readonly model: string
  readonly object: string
  readonly tags: readonly string[]
}

const dataset = (model: string, object: string, ...tags: readonly string[]): Dataset => ({
  model,
  object,
  tags,
})

/** The first of a model is its root, which a search of the model as a whole is about; Endpoint has none. */
const datasets: readonly Dataset[] = [
  dataset('Change', 'All_Changes', 'change'),
  dataset('Endpoint', 'Processes', 'process', 'report'),
  dataset('Endpoint', 'Services', 'service', 'report'),
  dataset('Endpoint', 'Filesystem', 'endpoint', 'filesystem'),
  dataset('Endpoint', 'Registry', 'endpoint', 'registry'),
  dataset('Endpoint', 'Ports', 'listening', 'port'),
  dataset('Malware', 'Malware_Attacks', 'malware', 'attack'),
  dataset('Network_Resolution', 'DNS', 'network', 'resolution', 'dns'),
  dataset('Network_Traffic', 'All_Traffic', 'network', 'communicate'),
  dataset('Web', 'Web', 'web'),
  dataset('Web', 'Proxy', 'web', 'proxy'),
]

const equal = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase()

const tagTests = ({ tags }: Dataset): readonly SourceTest[] =>
  tags.map((tag) => ({ field: 'tag', values: [tag] }))

/** `Web.Proxy`, or `Web` for a model as a whole. */
function datasetNamed(name: string): Dataset | undefined {
  const [model = '', ...objects] = name.split('.')
  const object = objects.at(-1)
  if (object === undefined && equal(model, 'Endpoint')) return undefined
  return datasets.find(
    (each) => equal(each.model, model) && (object === undefined || equal(each.object, object)),
  )
}

/** What selects the events of a dataset; undefined of one that tags alone do not tell. */
export const eventsOfDataset = (name: string): readonly SourceTest[] | undefined => {
  const found = datasetNamed(name)
  return found === undefined ? undefined : tagTests(found)
}

/** What selects the events of an object of a data model, with what selects a log source within it. */
export function eventsOfObject({
  model,
  object,
  where,
}: DataModelObject): SplunkEvents | undefined {
  // A dataset inside of another is a value of `nodename` to tstats, and has tags of its own.
  const inner = where.find(({ field }) => field === 'nodename')?.values[0]
  const tests = eventsOfDataset(inner ?? `${model}.${object}`)
  return tests === undefined
    ? undefined
    : { where: [...tests, ...where.filter(({ field }) => field !== 'nodename')], vocabulary: 'cim' }
}

/** Every dataset with what selects its events. */
export const datasetEvents: readonly {
  readonly model: string
  readonly object: string
  readonly where: readonly SourceTest[]
}[] = datasets.map((each) => ({ model: each.model, object: each.object, where: tagTests(each) }))

/**
 * Fields that the models compute from others, so that no event has them. Those that only get a value where they have
 * none are not among them.
 */
const computed: ReadonlySet<string> = new Set([
  'answer_count',
  'http_referrer_domain',
  'http_user_agent_length',
  'query_count',
  'transport_dest_port',
  'url_domain',
  'url_length',
])

/**
 * Whether an event that a data model takes has a field of that model by this name; `nodename` is tstats' own, and so are
 * names that a dataset qualifies.
 */
export const isOfEvent = (field: string): boolean =>
  field !== 'nodename' && !isQualified(field) && !computed.has(field)
