/** Metadata of a Sigma rule. Nothing here changes what the rule selects, so mistakes are only warned of. */
import type { Metadata, RelatedRule } from '../ast/nodes.js'
import { diagnostic } from '../diagnostics/diagnostic.js'
import { certain, didYouMean } from '../diagnostics/suggest.js'
import {
  describe,
  entryOf,
  plainEntries,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
} from '../source/yaml.js'
import { readAttackTags } from './attack.js'
import { readCveTags } from './cve.js'
import type { Report } from './items.js'

/** Sigma Specification 2.1, "Status", "Level" and "Related". */
const statuses = ['stable', 'test', 'experimental', 'deprecated', 'unsupported']
const levels = ['informational', 'low', 'medium', 'high', 'critical']
const relations = ['derived', 'obsolete', 'merged', 'renamed', 'similar', 'correlation']

/** What people write for a status or a level that Sigma calls otherwise. */
const synonyms: Readonly<Record<string, string>> = {
  crit: 'critical',
  info: 'informational',
  informative: 'informational',
  med: 'medium',
  testing: 'test',
}

const longestTitle = 256
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const date = /^\d{4}(?:-\d{1,2}-|\/\d{1,2}\/)\d{1,2}$/

/** Keys that mean something; all others are custom attributes. */
const knownKeys = new Set(
  (
    'title id name status level description author date modified license taxonomy references tags ' +
    'falsepositives related fields scope logsource detection correlation generate filter'
  ).split(' '),
)

/** Reads everything of a rule but its log source and its detection. */
export function readMetadata(rule: YamlMap, report: Report): Metadata {
  const tags = texts('tags')
  const status = text('status')
  const level = text('level')
  expectOneOf('status', 'status', status, statuses)
  expectOneOf('level', 'level', level, levels)
  const title = text(
    'title',
    'text of at most 256 characters',
    (value) => value.length <= longestTitle,
  )
  return {
    title: title ?? '',
    ...optional(
      'id',
      text('id', 'a UUID', (value) => uuid.test(value)),
    ),
    ...optional('name', text('name')),
    ...optional('status', status),
    ...optional('level', level),
    ...optional('description', text('description')),
    ...optional('author', text('author')),
    ...optional(
      'date',
      text('date', 'a date such as 2024-12-31', (value) => date.test(value)),
    ),
    ...optional(
      'modified',
      text('modified', 'a date such as 2024-12-31', (value) => date.test(value)),
    ),
    ...optional('license', text('license')),
    ...optional('taxonomy', text('taxonomy')),
    references: texts('references'),
    tags,
    falsePositives: texts('falsepositives'),
    related: readRelated(entryOf(rule, 'related'), report),
    fields: texts('fields'),
    scope: texts('scope'),
    ...readAttackTags(tags),
    cves: readCveTags(tags),
    custom: plainEntries(rule.entries.filter(({ key }) => !knownKeys.has(key.text))),
  }

  /** A text; of a list of texts, all of them; of what else, nothing. */
  function text(
    key: string,
    expected = 'text',
    isFit: (value: string) => boolean = () => true,
  ): string | undefined {
    const value = entryOf(rule, key)?.value
    if (value === undefined || isNothing(value)) return undefined
    const parts = value.kind === 'list' ? scalarTexts(value.items) : scalarTexts([value])
    const isText = value.kind === 'scalar' && (value.type === 'string' || key === 'title')
    if (!isText || !isFit(value.text)) wrongType(key, expected, value)
    return parts.length === 0 ? undefined : parts.join(', ')
  }

  /** A list of texts; a single text is a list of one. */
  function texts(key: string): readonly string[] {
    const value = entryOf(rule, key)?.value
    if (value === undefined || isNothing(value)) return []
    if (value.kind !== 'list') {
      wrongType(key, 'a list of texts', value)
      return scalarTexts([value])
    }
    for (const item of value.items) {
      if (item.kind !== 'scalar') wrongType(`An item of '${key}'`, 'text', item, '')
    }
    return scalarTexts(value.items)
  }

  function wrongType(what: string, expected: string, value: YamlNode, quote = "'"): void {
    report(
      diagnostic(
        'sigma/metadata-type',
        { what: quote + what + quote, expected, actual: actualOf(value) },
        { span: value.span },
      ),
    )
  }

  function expectOneOf(
    key: string,
    what: string,
    value: string | undefined,
    known: readonly string[],
  ): void {
    if (value === undefined || known.includes(value)) return
    const span = entryOf(rule, key)?.value.span
    const synonym = synonyms[value.toLowerCase()]
    const meant = synonym ?? certain(value, known)
    const suggestion = didYouMean(synonym ?? value, known)
    report(diagnostic('sigma/unknown-value', { value, what, suggestion }, { span, meant }))
  }
}

function readRelated(entry: YamlEntry | undefined, report: Report): readonly RelatedRule[] {
  if (entry === undefined || isNothing(entry.value)) return []
  const items = entry.value.kind === 'list' ? entry.value.items : [entry.value]
  const expected = 'a map with id and type'
  return items.flatMap((item) => {
    const id = item.kind === 'map' ? entryOf(item, 'id')?.value : undefined
    const type = item.kind === 'map' ? entryOf(item, 'type')?.value : undefined
    if (id?.kind !== 'scalar' || type?.kind !== 'scalar') {
      const parameters = { what: "An item of 'related'", expected, actual: describe(item) }
      report(diagnostic('sigma/metadata-type', parameters, { span: item.span }))
      return []
    }
    if (!relations.includes(type.text)) {
      const suggestion = didYouMean(type.text, relations)
      const parameters = { value: type.text, what: 'relation', suggestion }
      const meant = certain(type.text, relations)
      report(diagnostic('sigma/unknown-value', parameters, { span: type.span, meant }))
    }
    return [{ id: id.text, type: type.text }]
  })
}

const isNothing = (node: YamlNode): boolean => node.kind === 'scalar' && node.type === 'null'

const scalarTexts = (nodes: readonly YamlNode[]): readonly string[] =>
  nodes
    .filter((node) => node.kind === 'scalar')
    .filter(({ type }) => type !== 'null')
    .map(({ text }) => text)

/** A short text says more of itself than that it is text. */
const actualOf = (node: YamlNode): string =>
  node.kind === 'scalar' && node.type === 'string' && node.text !== '' && node.text.length <= 40
    ? `'${node.text}'`
    : describe(node)

const optional = <K extends string>(
  key: K,
  value: string | undefined,
): Partial<Record<K, string>> => {
  const holder: Partial<Record<string, string>> = value === undefined ? {} : { [key]: value }
  return holder
}
