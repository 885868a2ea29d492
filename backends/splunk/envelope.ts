/** What surrounds a condition in Splunk: the stages of the pipeline. */
import type { Aggregation, Condition, Detection } from '../../src/ast/nodes.js'
import { walk } from '../../src/ast/visit.js'
import type { Plan, Printed } from '../../src/print/backend.js'
import { printConjuncts } from '../../src/print/printer.js'
import { escuSourceLanguage } from './languages.js'
import { searchField } from './strings.js'
import { durationText } from '../../src/print/threshold.js'
import { askedStages, measured, thresholdStages } from './threshold.js'

/** The fields that a result of tstats shows, by the object of the data model: what an analyst needs to go on. */
const shownFields: Readonly<Record<string, readonly string[]>> = {
  Processes: [
    'dest',
    'user',
    'parent_process_name',
    'parent_process',
    'process_name',
    'process',
    'process_id',
    'parent_process_id',
  ],
  Registry: [
    'dest',
    'user',
    'registry_path',
    'registry_value_name',
    'registry_value_data',
    'action',
    'process_guid',
  ],
  Filesystem: ['dest', 'user', 'file_path', 'file_name', 'action', 'process_guid'],
  Web: ['src', 'user', 'dest', 'http_method', 'url', 'http_user_agent', 'status'],
  DNS: ['src', 'dest', 'query', 'record_type', 'answer'],
  Malware_Attacks: ['dest', 'user', 'signature', 'file_path', 'file_name', 'action'],
}

const objectOf = (plan: Plan): string =>
  plan.destination.name.split('.').at(-1) ?? plan.destination.name

/** The names of the fields that a later stage reads. */
function fieldsOfPost({ post }: Plan): readonly string[] {
  const names: string[] = []
  walk(post, (node) => {
    if (node.kind === 'field') names.push(node.name)
  })
  return names
}

/** A file name as security_content makes it from a title: also the stem of the detection's filter macro. */
export const macroStem = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')

const timeFormat = '"%Y-%m-%dT%H:%M:%S"'

/** A search over an accelerated data model. */
export function renderTstats(printed: Printed): string {
  const { plan } = printed
  const where = [printed.source, ...printed.filter].filter((part) => part !== '').join(' ')
  const envelope = plan.detection.splunk
  if (envelope?.command === 'tstats' && envelope.dataset === plan.destination.name) {
    const generating = generatingStages(printed)
    if (generating !== undefined) return generating
    const head = [
      '| tstats',
      envelope.options,
      envelope.measures,
      `from datamodel=${plan.destination.name}`,
    ]
    const by = envelope.by === undefined ? [] : [`by ${envelope.by}`]
    const all = [envelope.times ?? '', where].filter((part) => part !== '')
    const filter = all.length === 0 ? [] : [`where ${all.join(' ')}`]
    return lines([
      [...head, ...filter, ...by].filter(Boolean).join(' '),
      ...keptStages(plan.detection),
    ])
  }
  return plan.aggregation === undefined
    ? lines(tstatsStages(printed, where))
    : lines(tstatsThreshold(printed, where, plan.aggregation))
}

const summaries = (printed: Printed): string =>
  isEscu(printed)
    ? '`security_content_summariesonly`'
    : `summariesonly=${printed.options['summariesonly']} allow_old_summaries=true`

function tstatsStages(printed: Printed, where: string): readonly string[] {
  const { plan } = printed
  const object = objectOf(plan)
  const by = [
    ...new Set([
      ...(shownFields[object] ?? ['dest']).map((name) => `${object}.${name}`),
      ...fieldsOfPost(plan),
    ]),
  ].map(searchField)
  const escu = isEscu(printed)
  const settings = escu ? summaries(printed) : `${summaries(printed)} fillnull_value="null"`
  return [
    `| tstats ${settings} count min(_time) as firstTime max(_time) as lastTime ` +
      `from datamodel=${plan.destination.name}${where === '' ? '' : ` where ${where}`} by ${by.join(' ')}`,
    // The post-filter reads qualified names, so it stands before they are shortened.
    ...(printed.post === '' ? [] : [`where ${printed.post}`]),
    ...(escu
      ? [`\`drop_dm_object_name(${object})\``, ...escuTail(plan.detection)]
      : [
          `rename ${object}.* as *`,
          `convert timeformat=${timeFormat} ctime(firstTime) ctime(lastTime)`,
        ]),
  ]
}

/**
 * A threshold counted by tstats itself: it leaves out events that lack a field of the groups, unless the macro of
 * security_content fills those, and then they have to be asked for.
 */
function tstatsThreshold(
  printed: Printed,
  where: string,
  aggregation: Aggregation,
): readonly string[] {
  const { plan } = printed
  const { groupBy, window } = aggregation
  const groups = groupBy.map(({ name }) => searchField(name))
  const escu = isEscu(printed)
  const filter = [where, ...(escu ? groups.map((name) => `${name}=*`) : [])].filter(Boolean)
  const by = [...groups, ...(window === undefined ? [] : [`_time span=${durationText(window)}`])]
  const number = measured(aggregation)
  return [
    [
      `| tstats ${summaries(printed)} ${number.text} from datamodel=${plan.destination.name}`,
      ...(filter.length === 0 ? [] : [`where ${filter.join(' ')}`]),
      ...(by.length === 0 ? [] : [`by ${by.join(' ')}`]),
    ].join(' '),
    ...askedStages(number, aggregation, ['_time']),
    ...(escu ? [filterMacro(plan.detection)] : []),
  ]
}

const escuTail = (detection: Detection): readonly string[] => [
  '`security_content_ctime(firstTime)`',
  '`security_content_ctime(lastTime)`',
  filterMacro(detection),
]

export const filterMacro = ({ metadata }: Pick<Detection, 'metadata'>): string =>
  `\`${macroStem(metadata.title)}_filter\``

/** The stages behind the search, as the source had them. */
const keptStages = ({ splunk }: Detection): readonly string[] =>
  splunk?.stages.map(({ text }) => text.trim()) ?? []

/** A search whose first stage is a macro, as its author wrote it; undefined of others, and where more is to be asked. */
function generatingStages({ plan: { detection }, filter, post }: Printed): string | undefined {
  const { generating, stages = [] } = detection.splunk ?? {}
  if (generating === undefined || filter.length > 0 || post !== '') return undefined
  const own = stages.filter(({ stage }) => stage > 1)
  return lines([generating, ...own.map(({ text }) => text.trim())])
}

/** A search over events. */
export function renderSearch(printed: Printed): string {
  const { plan } = printed
  const isOwn = plan.detection.splunk?.command === 'search'
  const generating = isOwn ? generatingStages(printed) : undefined
  if (generating !== undefined) return generating
  const threshold = plan.aggregation === undefined ? [] : thresholdStages(plan.aggregation)
  const shown = isEscu(printed) ? escuTailOfSearch(plan) : []
  return lines([
    ...searchStages(printed),
    ...threshold,
    ...(isOwn ? keptStages(plan.detection) : shown),
  ])
}

/** The stages that select events. */
export function searchStages(printed: Printed): readonly string[] {
  const { plan } = printed
  const { splunk } = plan.detection
  const own = splunk?.command === 'search' ? splunk : undefined
  const source =
    own?.source ??
    (isEscu(printed)
      ? printConjuncts(plan.destination.filter, escuSourceLanguage).join(' ')
      : printed.source)
  const times = own?.times ?? ''
  const search = [source, times, ...printed.filter].filter((part) => part !== '').join(' ')
  return [search === '' ? '*' : search, ...(printed.post === '' ? [] : [`where ${printed.post}`])]
}

export const isEscu = ({ options }: Pick<Printed, 'options'>): boolean =>
  options['style'] === 'escu'

function escuTailOfSearch(plan: Plan): readonly string[] {
  if (plan.aggregation !== undefined) return [filterMacro(plan.detection)]
  const named = [...(hasHost(plan) ? ['dest'] : []), ...fieldsOfFilter(plan)]
  // Without a by-clause there is a result of no events too; every event has its host.
  const by = named.length === 0 ? ['host'] : named
  return [
    `stats count min(_time) as firstTime max(_time) as lastTime by ${by.join(' ')}`,
    ...escuTail(plan.detection),
  ]
}

/** Whether every event has `dest`: the add-ons for Windows and Sysmon see to that, others have it of some events. */
const hasHost = ({ destination: { vocabulary } }: Plan): boolean =>
  vocabulary === 'sysmon' || vocabulary === 'security' || vocabulary === 'windowsEvent'

/** The fields that the search requires to be there: `stats by` drops events that lack one of its fields. */
function fieldsOfFilter({ filter, post }: Plan): readonly string[] {
  const conjuncts = [filter, post].flatMap((part) => (part.kind === 'and' ? part.operands : [part]))
  return [
    ...new Set(
      conjuncts.flatMap((part) => {
        const names = (part.kind === 'or' ? part.operands : [part]).map(requiredField)
        const [first] = names
        return first !== undefined && names.every((name) => name === first)
          ? [searchField(first)]
          : []
      }),
    ),
  ]
}

/** The field that an event has of which the condition is true; undefined where it is not one, or any may be missing. */
const requiredField = (condition: Condition): string | undefined =>
  condition.kind === 'predicate' && condition.test.kind !== 'isNull'
    ? condition.field.name
    : undefined

/** One stage a line; the first has its own leading pipe where it needs one. */
export const lines = ([first = '', ...rest]: readonly string[]): string =>
  [first, ...rest.map((stage) => `| ${stage}`)].join('\n')
