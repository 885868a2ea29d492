/** What surrounds a condition in Splunk: the stages of the pipeline. */
import type { Detection } from '../../src/ast/nodes.js'
import { walk } from '../../src/ast/visit.js'
import type { Plan, Printed } from '../../src/print/backend.js'
import { printConjuncts } from '../../src/print/printer.js'
import { escuSourceLanguage } from './languages.js'
import { searchField } from './strings.js'
import { thresholdStages } from './threshold.js'

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
    const head = [
      '| tstats',
      envelope.options,
      envelope.measures,
      `from datamodel=${plan.destination.name}`,
    ]
    const by = envelope.by === undefined ? [] : [`by ${envelope.by}`]
    const filter = where === '' ? [] : [`where ${where}`]
    return lines([
      [...head, ...filter, ...by].filter(Boolean).join(' '),
      ...keptStages(plan.detection),
    ])
  }
  const object = objectOf(plan)
  const by = [
    ...new Set([
      ...(shownFields[object] ?? ['dest']).map((name) => `${object}.${name}`),
      ...fieldsOfPost(plan),
    ]),
  ].map(searchField)
  const escu = printed.options['style'] === 'escu'
  const settings = escu
    ? '`security_content_summariesonly`'
    : `summariesonly=${printed.options['summariesonly']} allow_old_summaries=true fillnull_value="null"`
  return lines([
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
  ])
}

const escuTail = (detection: Detection): readonly string[] => [
  '`security_content_ctime(firstTime)`',
  '`security_content_ctime(lastTime)`',
  filterMacro(detection),
]

const filterMacro = ({ metadata }: Detection): string => `\`${macroStem(metadata.title)}_filter\``

/** The stages behind the search, as the source had them. */
const keptStages = ({ splunk }: Detection): readonly string[] =>
  splunk?.stages.map(({ text }) => text.trim()) ?? []

/** A search over events. */
export function renderSearch(printed: Printed): string {
  const { plan, options } = printed
  const { splunk } = plan.detection
  const own = splunk?.command === 'search' ? splunk : undefined
  const escu = options['style'] === 'escu'
  const source =
    own?.source ??
    (escu ? printConjuncts(plan.destination.filter, escuSourceLanguage).join(' ') : printed.source)
  const search = [source, ...printed.filter].filter((part) => part !== '').join(' ')
  const threshold = plan.aggregation === undefined ? [] : thresholdStages(plan.aggregation)
  const shown = escu ? escuTailOfSearch(plan) : []
  return lines([
    search === '' ? '*' : search,
    ...(printed.post === '' ? [] : [`where ${printed.post}`]),
    ...threshold,
    ...(own === undefined ? shown : keptStages(plan.detection)),
  ])
}

const escuTailOfSearch = (plan: Plan): readonly string[] =>
  plan.aggregation === undefined
    ? [
        `stats count min(_time) as firstTime max(_time) as lastTime by ${['dest', ...fieldsOfFilter(plan)].join(' ')}`,
        ...escuTail(plan.detection),
      ]
    : [filterMacro(plan.detection)]

/** The fields that the search requires to be there: `stats by` drops events that lack one of its fields. */
function fieldsOfFilter({ filter, post }: Plan): readonly string[] {
  const conjuncts = [filter, post].flatMap((part) => (part.kind === 'and' ? part.operands : [part]))
  return [
    ...new Set(
      conjuncts.flatMap((part) => {
        const [first, ...rest] = part.kind === 'or' ? part.operands : [part]
        if (first?.kind !== 'predicate' || first.test.kind === 'isNull') return []
        const same = rest.every(
          (other) => other.kind === 'predicate' && other.field.name === first.field.name,
        )
        return same ? [searchField(first.field.name)] : []
      }),
    ),
  ]
}

/** One stage a line; the first has its own leading pipe where it needs one. */
const lines = ([first = '', ...rest]: readonly string[]): string =>
  [first, ...rest.map((stage) => `| ${stage}`)].join('\n')
