/** Reads a file's text: finds out of what kind each of its documents is, and hands it to the reader of that kind. */
import type { Rule } from './ast/nodes.js'
import { diagnostic, hasErrors, type Diagnostic } from './diagnostics/diagnostic.js'
import { limited } from './diagnostics/limit.js'
import { linkFiles, type ReadFile, type ReadRule } from './link.js'
import type { CollectedDocument } from './sigma/collection.js'
import type { SourceText } from './source/text.js'
import { entryOf, parseYaml, type YamlMap, type YamlNode } from './source/yaml.js'
import type { MacroSet } from './splunk/macros.js'
import type { ReadSearch } from './splunk/security-content.js'

/** The readers, each loaded when the first file needs it. */
const readers = {
  spl: once(async () => import('./splunk/spl-file.js')),
  savedSearches: once(async () => import('./splunk/saved-searches.js')),
  collection: once(async () => import('./sigma/collection.js')),
  securityContent: once(async () => import('./splunk/security-content.js')),
  correlation: once(async () => import('./sigma/correlation.js')),
  filter: once(async () => import('./sigma/filter.js')),
  rule: once(async () => import('./sigma/rule.js')),
}

/** To import again what is loaded takes a tenth of the time that a rule takes. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined
  return async () => (loading ??= load())
}

/** Longer files are no rules; what a reader does is in proportion to the length. */
const maxLength = 5_000_000

/**
 * Reads every rule of a text: YAML documents (Sigma rules and Splunk detections), stanzas of savedsearches.conf where
 * the path ends in `.conf`, or one Splunk search where it ends in `.spl`; else what the text looks like. Never throws for
 * bad input: its diagnostics are `input/*`, `yaml/*`, `sigma/*` and `splunk/*`. The text's filters are applied to its own
 * rules, and its correlations joined with them.
 */
export async function readRules(source: SourceText, macros: MacroSet): Promise<ReadFile> {
  const file = await readSource(source, macros)
  return linkFiles([file])[0] ?? file
}

/** Reads a text as {@link readRules} does, as one file of several, which `linkFiles` has to link. */
export async function readSource(source: SourceText, macros: MacroSet): Promise<ReadFile> {
  const problem = unreadable(source)
  if (problem !== undefined) return { source, rules: [failure(source, [problem])] }
  if (/\.spl$/i.test(source.path) || looksLikeSpl(source.text)) {
    const { readSpl } = await readers.spl()
    return { source, rules: [searchEntry(source, readSpl(source, macros))] }
  }
  if (/\.conf$/i.test(source.path) || looksLikeConf(source.text)) {
    const { readSavedSearches } = await readers.savedSearches()
    return {
      source,
      rules: readSavedSearches(source, macros).map((one) => searchEntry(source, one)),
    }
  }
  const { value: documents, diagnostics } = parseYaml(source)
  if (hasErrors(diagnostics)) return { source, rules: [failure(source, diagnostics)] }
  const rules: ReadRule[] = []
  for (const { node, diagnostics: found } of await collect(documents)) {
    rules.push(
      found.length > 0
        ? failure(source, found, node.kind === 'map' ? node : undefined)
        : await readYamlDocument(node, source, macros),
    )
  }
  const [first = failure(source, [diagnostic('input/empty', {})]), ...others] = rules
  // What is said of the whole text stands with its first rule.
  return {
    source,
    rules: [{ ...first, diagnostics: limited([...diagnostics, ...first.diagnostics]) }, ...others],
  }
}

function unreadable({ text }: SourceText): Diagnostic | undefined {
  if (text.includes('\0')) return diagnostic('input/binary', {})
  if (text.trim() === '') return diagnostic('input/empty', {})
  return text.length > maxLength
    ? diagnostic('input/too-large', { size: text.length, limit: maxLength })
    : undefined
}

/** A pipe, a macro or a search term first: no YAML map starts so. */
const looksLikeSpl = (text: string): boolean =>
  /^\s*[|`]/.test(text) || /^\s*(?:search\s|(?:index|source|sourcetype|eventtype)\s*=)/i.test(text)

/** A stanza and a setting first: no YAML starts so. */
function looksLikeConf(text: string): boolean {
  if (!/^\s*[[#]/.test(text.slice(0, 1000))) return false
  const written = text.split(/[\r\n]+/).filter((line) => !/^[ \t]*(?:#|$)/.test(line))
  return /^\[.*\][ \t]*$/.test(written[0] ?? '') && /^[\w.]+[ \t]*=/.test(written[1] ?? '')
}

/** The documents that stand for rules, each with what others give it. */
async function collect(documents: readonly YamlNode[]): Promise<readonly CollectedDocument[]> {
  const written = documents.filter((node) => !isNothing(node))
  if (!written.some((node) => node.kind === 'map' && entryOf(node, 'action') !== undefined)) {
    return written.map((node) => ({ node, diagnostics: [] }))
  }
  const { expandActions } = await readers.collection()
  return expandActions(written)
}

const isNothing = (node: YamlNode): boolean => node.kind === 'scalar' && node.type === 'null'

async function readYamlDocument(
  node: YamlNode,
  source: SourceText,
  macros: MacroSet,
): Promise<ReadRule> {
  if (node.kind !== 'map') return failure(source, [diagnostic('input/not-a-rule', {}, node)])
  if (isSplunk(node)) {
    const { readSecurityContent } = await readers.securityContent()
    return searchEntry(source, readSecurityContent(node, source, macros), node)
  }
  if (entryOf(node, 'correlation') !== undefined) {
    const { readSigmaCorrelation } = await readers.correlation()
    const { value, diagnostics } = readSigmaCorrelation(node, source)
    return entry(source, value, diagnostics, node)
  }
  if (entryOf(node, 'filter') !== undefined) {
    const { readSigmaFilter } = await readers.filter()
    const { value, diagnostics } = readSigmaFilter(node, source)
    return entry(source, value, diagnostics, node)
  }
  if (isSigma(node)) {
    const { readSigmaRule } = await readers.rule()
    const { value, diagnostics } = readSigmaRule(node, source)
    return entry(source, value, diagnostics, node)
  }
  return failure(
    source,
    [diagnostic('input/not-a-rule', {}, { span: node.entries[0]?.key.span ?? node.span })],
    node,
  )
}

/** Whether a map is a detection of security_content, or of Anvilogic's library where that is for Splunk. */
function isSplunk(map: YamlMap): boolean {
  const has = (key: string): boolean => entryOf(map, key) !== undefined
  if (has('detection')) return false
  const format = entryOf(map, 'logic_format')?.value
  return has('search') || (has('logic') && format?.kind === 'scalar' && /splunk/i.test(format.text))
}

/** Whether a map means to be a Sigma rule, also where its main part is missing. */
const isSigma = (map: YamlMap): boolean =>
  ['detection', 'logsource'].some((key) => entryOf(map, key) !== undefined)

const searchEntry = (
  source: SourceText,
  { value, diagnostics, search, title }: ReadSearch,
  map?: YamlMap,
): ReadRule => ({
  ...entry(source, value, diagnostics, map),
  ...(title === undefined ? {} : { title }),
  ...(search === undefined ? {} : { search }),
})

function entry(
  source: SourceText,
  rule: Rule | undefined,
  diagnostics: readonly Diagnostic[],
  map?: YamlMap,
): ReadRule {
  if (rule === undefined) return failure(source, diagnostics, map)
  const { title, id } = rule.metadata
  const detection = rule.kind === 'detection' ? rule : undefined
  return {
    title,
    ...(id === undefined ? {} : { id }),
    rule,
    detection,
    diagnostics: limited(diagnostics),
    ...(map === undefined ? {} : { map }),
  }
}

function failure(source: SourceText, diagnostics: readonly Diagnostic[], map?: YamlMap): ReadRule {
  const text = (key: string): string | undefined => {
    const value = map === undefined ? undefined : entryOf(map, key)?.value
    return value?.kind === 'scalar' && value.text !== '' ? value.text : undefined
  }
  const id = text('id')
  return {
    title: text('title') ?? text('name') ?? source.path,
    ...(id === undefined ? {} : { id }),
    detection: undefined,
    diagnostics: limited(diagnostics),
    ...(map === undefined ? {} : { map }),
  }
}
