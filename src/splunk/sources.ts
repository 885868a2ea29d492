/** Which part of an event search names its source, and which log source that is. */
import type { LogSource, Vocabulary } from '../ast/nodes.js'
import {
  channelOfWindowsEvents,
  logSourceOfChannelEvent,
  logSourceOfSplunkInput,
  logSourceOfSplunkSource,
  type SourceTest,
  type SplunkSource,
} from '../fields/splunk-sources.js'
import { fileSpan, writtenRange, type Expansion } from './expansion.js'
import type { SiteData } from './macros.js'
import type { SearchNode, SearchValue } from './search.js'
import { fieldInText, literalOf, nameOf } from './values.js'

/** A search taken apart. */
export interface Sourced {
  readonly logSources: readonly LogSource[]
  readonly vocabulary: Vocabulary
  /** What names the source, as written; undefined where nothing does that is known. */
  readonly written?: string
  /** What names only the place where a Splunk keeps the events of a known source. */
  readonly indexes: readonly SearchNode[]
  /** What names a source that is not known. */
  readonly unknown: readonly SearchNode[]
  /** Alternatives that are about other data than events of Windows, and are left out. */
  readonly otherData: readonly SearchNode[]
  /** The parts of `rest` that they were left out of. */
  readonly shortened: ReadonlySet<SearchNode>
  /** What else the search asks for, all of it to hold. */
  readonly rest: readonly SearchNode[]
}

/** Takes the parts that name known sources out of a search; where they contradict each other, none. */
export function takeSources(tree: SearchNode | undefined, expansion: Expansion): Sourced {
  const { conjuncts, ...left } = ofWindows(conjunctsOf(tree), expansion)
  const sourced = sourcesOf(conjuncts, expansion)
  const indexes = sourced.logSources.length === 0 ? [] : sourced.rest.filter(isIndex)
  if (indexes.length === 0) return { indexes, ...sourced, ...left }
  const rest = new Set(sourced.rest.filter((node) => !isIndex(node)))
  const written = writtenAs(
    conjuncts.filter((conjunct) => !rest.has(conjunct)),
    expansion,
  )
  return { ...sourced, ...left, indexes, written, rest: [...rest] }
}

type Taken = Omit<Sourced, 'indexes' | 'otherData' | 'shortened'>

/** What each site selects in its own way, where a conjunct is nothing but that. */
const siteDataOf = (node: SearchNode, { origins, sites }: Expansion): SiteData | undefined =>
  node.kind === 'term' && node.value.text === '*'
    ? sites.get(origins.at(node.start) ?? -1)
    : undefined

/** What classic events of Windows have in their field `Type`. */
const windowsTypes = /^(?:information|warning|error|critical|verbose|(?:success|failure) audit)$/i

const isOtherData = (node: SearchNode): boolean => {
  const [only, ...others] = alternatives(node) ?? []
  const value = only === undefined ? undefined : literalOf(only.value)
  if (only?.field !== 'Type' || others.length > 0 || value === undefined) return false
  return !windowsTypes.test(value)
}

/** The conjuncts of a search of a site's Windows events, without alternatives to an event's id that no such event has. */
function ofWindows(conjuncts: readonly SearchNode[], expansion: Expansion): OfWindows {
  if (!conjuncts.some((node) => siteDataOf(node, expansion) === 'windowsEventLog')) {
    return { conjuncts, otherData: [], shortened: new Set() }
  }
  const parts = conjuncts.map((node): { kept: SearchNode; left: readonly SearchNode[] } => {
    const all = operandsOf(node)
    const left = all.filter(isOtherData)
    const operands = all.filter((operand) => !isOtherData(operand))
    const isOfId = operands.length > 0 && operands.every((one) => idsIn(one) !== undefined)
    if (left.length === 0 || !isOfId) return { kept: node, left: [] }
    const { start, end } = node
    const or: SearchNode = { kind: 'or', operands, start, end }
    return { kept: node.kind === 'group' ? { kind: 'group', operand: or, start, end } : or, left }
  })
  return {
    conjuncts: parts.map(({ kept }) => kept),
    otherData: parts.flatMap(({ left }) => left),
    shortened: new Set(parts.flatMap(({ kept, left }) => (left.length === 0 ? [] : [kept]))),
  }
}

interface OfWindows extends Pick<Sourced, 'otherData' | 'shortened'> {
  readonly conjuncts: readonly SearchNode[]
}

const operandsOf = (node: SearchNode): readonly SearchNode[] => {
  if (node.kind === 'group') return operandsOf(node.operand)
  return node.kind === 'or' ? node.operands.flatMap(operandsOf) : [node]
}

const isIndex = (node: SearchNode): boolean =>
  alternatives(node)?.every(({ field }) => field === 'index') ?? false

function sourcesOf(conjuncts: readonly SearchNode[], expansion: Expansion): Taken {
  const own = namingOf(conjuncts)
  const input = own.length === 0 ? inputOf(conjuncts, expansion) : undefined
  if (input !== undefined) return input
  const naming = own.length === 0 ? namingOfSite(conjuncts, expansion) : own
  const [first] = naming
  if (first === undefined || naming.some(({ named }) => keyOf(named) !== keyOf(first.named))) {
    return unknownSource(conjuncts, expansion)
  }
  const span = fileSpan(expansion, first.conjunct.start, first.conjunct.end)
  const eventIds = eventIdsOf(conjuncts)
  const tests = testsOf(conjuncts)
  const categories = first.named.map(({ channel }) =>
    logSourceOfChannelEvent(channel, eventIds, tests),
  )
  // Beside a channel that has no such events, a category would be read as what it has of others too.
  const isAll = categories.every((found) => found !== undefined)
  const events = categories.map((found) => (isAll || found?.isOfChannel ? found : undefined))
  const sources: ReadonlySet<SearchNode> = new Set([
    ...naming.map(({ conjunct }) => conjunct),
    ...conjuncts.filter((node) => isFormat(node) || siteDataOf(node, expansion) !== undefined),
    ...events.flatMap((found) => found?.tests.map(({ conjunct }) => conjunct) ?? []),
  ])
  const logSources = first.named.flatMap(({ logSource }, index): LogSource | [] => {
    const found = events[index]?.logSource ?? logSource
    return found === undefined ? [] : { span, ...found }
  })
  if (logSources.length < first.named.length) return unknownSource(conjuncts, expansion)
  return {
    logSources: distinct(logSources),
    vocabulary: vocabularyOf(first.named),
    written: writtenAs(
      conjuncts.filter((conjunct) => sources.has(conjunct)),
      expansion,
    ),
    unknown: [],
    rest: conjuncts.filter((conjunct) => !sources.has(conjunct)),
  }
}

interface Naming {
  readonly conjunct: SearchNode
  readonly named: readonly SplunkSource[]
}

/**
 * The conjuncts that name channels. Beside one that names the input, the field `Channel` is one of the event's own where it
 * has other values: event 104 tells with it which log was cleared.
 */
function namingOf(conjuncts: readonly SearchNode[]): readonly Naming[] {
  const naming = conjuncts.flatMap((conjunct): Naming | [] => {
    const named = namedBy(conjunct)
    return named === undefined ? [] : { conjunct, named }
  })
  const input = naming.find(({ conjunct }) => !isOfChannelField(conjunct))
  return input === undefined
    ? naming
    : naming.filter(
        ({ conjunct, named }) => !isOfChannelField(conjunct) || keyOf(named) === keyOf(input.named),
      )
}

/** The channel that a site's Windows events are of, by the ids that the search asks for. */
function namingOfSite(conjuncts: readonly SearchNode[], expansion: Expansion): readonly Naming[] {
  const conjunct = conjuncts.find((node) => siteDataOf(node, expansion) === 'windowsEventLog')
  const source = conjunct && channelOfWindowsEvents(eventIdsOf(conjuncts))
  return conjunct === undefined || source === undefined ? [] : [{ conjunct, named: [source] }]
}

const isOfChannelField = (node: SearchNode): boolean =>
  alternatives(node)?.every(({ field }) => field === 'Channel') ?? false

/** A search of events that an add-on's source type names, and maybe a field beside it. */
function inputOf(conjuncts: readonly SearchNode[], expansion: Expansion): Taken | undefined {
  const input = logSourceOfSplunkInput(testsOf(conjuncts))
  if (input === undefined) return undefined
  const tests = new Set(input.tests.map(({ conjunct }) => conjunct))
  const isUsed = (node: SearchNode): boolean =>
    tests.has(node) || siteDataOf(node, expansion) !== undefined
  const naming = conjuncts.filter(isUsed)
  const [first] = naming
  const span = first === undefined ? {} : { span: fileSpan(expansion, first.start, first.end) }
  return {
    logSources: input.logSources.map((logSource) => ({ ...logSource, ...span })),
    vocabulary: input.vocabulary,
    written: writtenAs(naming, expansion),
    unknown: [],
    rest: conjuncts.filter((conjunct) => !isUsed(conjunct)),
  }
}

/** What a search asks of single fields, all of it to hold. */
export const testsIn = (tree: SearchNode | undefined): readonly SourceTest[] =>
  testsOf(conjunctsOf(tree))

/** The conjuncts that ask one field for one of some values, or for none of them. */
function testsOf(
  conjuncts: readonly SearchNode[],
): readonly (SourceTest & { readonly conjunct: SearchNode })[] {
  return conjuncts.flatMap((conjunct) => {
    const isNot = conjunct.kind === 'not'
    const all = alternatives(isNot ? conjunct.operand : conjunct) ?? []
    const [first] = all
    const values = all.flatMap(({ value }) => literalOf(value) ?? [])
    const isOneField = all.every(({ field }) => field === first?.field)
    return first === undefined || !isOneField || values.length < all.length
      ? []
      : [{ field: first.field, values, ...(isNot ? ({ not: true } as const) : {}), conjunct }]
  })
}

/** A search of events that we have no log source for: what names them stays apart, to be printed back as written. */
function unknownSource(conjuncts: readonly SearchNode[], expansion: Expansion): Taken {
  const isNaming = (node: SearchNode): boolean =>
    isSource(node) || siteDataOf(node, expansion) !== undefined
  const naming = conjuncts.filter(isNaming)
  return {
    logSources: [],
    vocabulary: 'windowsEvent',
    ...(naming.length === 0 ? {} : { written: writtenAs(naming, expansion) }),
    unknown: naming.filter(isSource),
    rest: conjuncts.filter((conjunct) => !isNaming(conjunct)),
  }
}

const sourceFields: ReadonlySet<string> = new Set(['index', 'source', 'sourcetype', 'eventtype'])

const isSource = (node: SearchNode): boolean =>
  alternatives(node)?.every(({ field }) => sourceFields.has(field)) ?? false

/** Parts of a search in the words of the source, macros unexpanded; a macro that makes several parts once. */
export function writtenAs(nodes: readonly SearchNode[], expansion: Expansion): string {
  const ranges = nodes.map(({ start, end }) => writtenRange(expansion, start, end))
  return ranges
    .filter(({ start }, index) => start !== ranges[index - 1]?.start)
    .map(({ start, end }) => expansion.written.text.slice(start, end))
    .join(' ')
}

const keyOf = (named: readonly SplunkSource[]): string =>
  JSON.stringify([...new Set(named.map(({ channel }) => channel))].sort())

/** What a search asks for, all of it to hold. */
export function conjunctsOf(tree: SearchNode | undefined): readonly SearchNode[] {
  if (tree === undefined) return []
  if (tree.kind === 'group') return conjunctsOf(tree.operand)
  return tree.kind === 'and' ? tree.operands : [tree]
}

/** What the id of an event is called. */
const eventId = /^Event(?:Code|ID)$/

/** One field and the values any of which it may have; undefined of everything else. */
function alternatives(
  node: SearchNode,
): readonly { readonly field: string; readonly value: SearchValue }[] | undefined {
  switch (node.kind) {
    case 'group':
      return alternatives(node.operand)
    case 'or': {
      const all = node.operands.map(alternatives)
      return all.every((each) => each !== undefined) ? all.flat() : undefined
    }
    case 'comparison':
      return node.operator === '=' || node.operator === '=='
        ? [{ field: nameOf(node.field), value: node.value }]
        : undefined
    case 'in':
      return node.values.map((value) => ({ field: nameOf(node.field), value }))
    case 'term': {
      const found = fieldInText(node.value)
      if (found === undefined || !eventId.test(found.name)) return undefined
      return [{ field: found.name, value: { ...node.value, kind: 'bare', text: found.value } }]
    }
    case 'and':
    case 'not':
    case 'subsearch':
      return undefined
  }
}

/** The known channels that a conjunct asks for, if it asks for nothing else, and for whole log sources. */
function namedBy(node: SearchNode): readonly SplunkSource[] | undefined {
  const named = alternatives(node)?.map(({ field, value }) => namedByTest(field, literalOf(value)))
  if (named === undefined || !named.every((each) => each !== undefined)) return undefined
  const asked = new Set(named.map(({ channel }) => channel))
  return named.every(({ channels }) => channels.every((one) => asked.has(one))) ? named : undefined
}

function namedByTest(field: string, value: string | undefined): SplunkSource | undefined {
  if (value === undefined) return undefined
  switch (field) {
    case 'source':
    case 'sourcetype':
    case 'eventtype':
      return logSourceOfSplunkSource(field, value)
    case 'Channel':
      // The Windows add-on's field; its inputs name a source after the channel.
      return logSourceOfSplunkSource('source', `XmlWinEventLog:${capitalised(value)}`)
    default:
      return undefined
  }
}

const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** Whether a conjunct only says in which format Windows events were written, whatever their channel. */
const isFormat = (node: SearchNode): boolean =>
  alternatives(node)?.every(
    ({ field, value }) =>
      field === 'sourcetype' && /^(?:xml)?wineventlog$/i.test(literalOf(value) ?? ''),
  ) ?? false

/** The ids that conjuncts limit the events to, all of them together; none where they contradict each other. */
function eventIdsOf(conjuncts: readonly SearchNode[]): readonly number[] {
  const limits = conjuncts.flatMap((conjunct) => {
    const ids = idsIn(conjunct)
    return ids === undefined ? [] : [ids]
  })
  const [first = [], ...others] = limits
  return first.filter((id) => others.every((ids) => ids.includes(id)))
}

/** The ids any of which a conjunct asks for, if it asks for nothing else. */
function idsIn(conjunct: SearchNode): readonly number[] | undefined {
  const tests = alternatives(conjunct) ?? []
  const ids = tests.flatMap(({ field, value }) => {
    const text = literalOf(value) ?? ''
    return eventId.test(field) && /^\d{1,9}$/.test(text) ? [Number(text)] : []
  })
  return ids.length > 0 && ids.length === tests.length ? ids : undefined
}

function vocabularyOf(named: readonly SplunkSource[]): Vocabulary {
  if (named.every(({ channel }) => /sysmon/i.test(channel))) return 'sysmon'
  return named.every(({ channel }) => channel === 'Security') ? 'security' : 'windowsEvent'
}

const distinct = (logSources: readonly LogSource[]): readonly LogSource[] => [
  ...new Map(logSources.map((logSource) => [JSON.stringify(logSource), logSource])).values(),
]
