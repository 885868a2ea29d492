/** Reads a file's text: finds out of what kind each of its documents is, and hands it to the reader of that kind. */
import type { Detection } from './ast/nodes.js'
import { diagnostic, hasErrors, type Diagnostic } from './diagnostics/diagnostic.js'
import type { SourceText } from './source/text.js'
import { entryOf, parseYaml, type YamlMap, type YamlNode } from './source/yaml.js'
import type { MacroSet } from './splunk/macros.js'

/** One rule of a file: what was found in it, and the detection where nothing was an error. */
export interface ReadRule {
  /** The rule's title, also of one that cannot be read; the file's path where it has none. */
  readonly title: string
  readonly id?: string
  readonly detection: Detection | undefined
  readonly diagnostics: readonly Diagnostic[]
  /** The document that it was read from, where that is YAML. */
  readonly map?: YamlMap
}

/** A file as read. A file without any rule has one entry that says why. */
export interface ReadFile {
  readonly source: SourceText
  readonly rules: readonly ReadRule[]
}

/** Longer files are no rules; what a reader does is in proportion to the length. */
const maxLength = 5_000_000

/**
 * Reads every rule of a text: YAML documents (Sigma rules and Splunk detections), or one Splunk search where the path
 * ends in `.spl` or the text looks like one. Never throws for bad input: its diagnostics are `input/*`, `yaml/*`,
 * `sigma/*` and `splunk/*`.
 */
export async function readRules(source: SourceText, macros: MacroSet): Promise<ReadFile> {
  const problem = unreadable(source)
  if (problem !== undefined) return { source, rules: [failure(source, [problem])] }
  if (/\.spl$/i.test(source.path) || looksLikeSpl(source.text)) {
    const { readSpl } = await import('./splunk/spl-file.js')
    const { value, diagnostics } = readSpl(source, macros)
    return { source, rules: [entry(source, value, diagnostics)] }
  }
  const { value: documents, diagnostics } = parseYaml(source)
  if (hasErrors(diagnostics)) return { source, rules: [failure(source, diagnostics)] }
  const rules: ReadRule[] = []
  for (const document of documents.filter((node) => !isNothing(node))) {
    rules.push(await readYamlDocument(document, source, macros))
  }
  return {
    source,
    rules: rules.length > 0 ? rules : [failure(source, [diagnostic('input/empty', {})])],
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

const isNothing = (node: YamlNode): boolean => node.kind === 'scalar' && node.type === 'null'

async function readYamlDocument(
  node: YamlNode,
  source: SourceText,
  macros: MacroSet,
): Promise<ReadRule> {
  if (node.kind !== 'map') return failure(source, [diagnostic('input/not-a-rule', {}, node)])
  if (entryOf(node, 'search') !== undefined && entryOf(node, 'detection') === undefined) {
    const { readSecurityContent } = await import('./splunk/security-content.js')
    const { value, diagnostics } = readSecurityContent(node, source, macros)
    return entry(source, value, diagnostics, node)
  }
  if (isSigma(node)) {
    const { readSigmaRule } = await import('./sigma/rule.js')
    const { value, diagnostics } = readSigmaRule(node, source)
    return entry(source, value, diagnostics, node)
  }
  return failure(
    source,
    [diagnostic('input/not-a-rule', {}, { span: node.entries[0]?.key.span ?? node.span })],
    node,
  )
}

/** Whether a map means to be a Sigma document, also where its main part is missing. */
const isSigma = (map: YamlMap): boolean =>
  ['detection', 'logsource', 'correlation', 'filter', 'action'].some(
    (key) => entryOf(map, key) !== undefined,
  )

function entry(
  source: SourceText,
  detection: Detection | undefined,
  diagnostics: readonly Diagnostic[],
  map?: YamlMap,
): ReadRule {
  if (detection === undefined) return failure(source, diagnostics, map)
  const { title, id } = detection.metadata
  return {
    title,
    ...(id === undefined ? {} : { id }),
    detection,
    diagnostics,
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
    diagnostics,
    ...(map === undefined ? {} : { map }),
  }
}
