/**
 * Macro files: YAML documents with name, definition and arguments, as security_content's macros folder has them, or
 * Splunk's macros.conf.
 */
import type { Span } from '../ast/nodes.js'
import { diagnostic, type Diagnostic, type Result } from '../diagnostics/diagnostic.js'
import type { SourceText } from '../source/text.js'
import {
  describe,
  duplicateKeyDiagnostics,
  entryOf,
  parseYaml,
  type YamlMap,
  type YamlNode,
} from '../source/yaml.js'
import { parseConf, type Stanza } from './conf.js'
import type { Macro } from './macros.js'

/**
 * The macros of a file, one a document or a stanza. Diagnostics: splunk/macro-file, and those of YAML and of
 * configuration files.
 */
export function readMacroFile(source: SourceText): Result<readonly Macro[]> {
  if (/\.conf$/i.test(source.path)) return readMacroConf(source)
  const { value: documents, diagnostics } = parseYaml(source)
  const read = documents.map(readMacro)
  return {
    value: read.flatMap(({ value }) => value ?? []),
    diagnostics: [...diagnostics, ...read.flatMap((result) => result.diagnostics)],
  }
}

/** A stanza each. A stanza without a definition changes a macro of another file. Source: macros.conf.spec. */
function readMacroConf(source: SourceText): Result<readonly Macro[]> {
  const { value: stanzas, diagnostics } = parseConf(source)
  const read = stanzas.map(readStanza)
  return {
    value: read.flatMap(({ value }) => value ?? []),
    diagnostics: [...diagnostics, ...read.flatMap((result) => result.diagnostics)],
  }
}

function readStanza({ name, span, settings }: Stanza): Result<Macro | undefined> {
  const textOf = (key: string): string | undefined => settings.get(key)?.value.text
  const definition = textOf('definition')
  if (definition === undefined) return { value: undefined, diagnostics: [] }
  // The number of arguments is part of the name; a name without one ignores `args`.
  const count = Number(/\((\d+)\)$/.exec(name)?.[1] ?? 0)
  const parameters = count === 0 ? [] : namesIn(textOf('args') ?? '')
  const message = textOf('errormsg') ?? 'its validation fails'
  const expression = textOf('validation') ?? ''
  const macro: Macro = {
    name: name.replace(/\(\d+\)$/, '').trim(),
    parameters,
    definition,
    ...(/^(?:1|true|yes|t|y)$/i.test(textOf('iseval') ?? '') ? { evaluated: true } : {}),
    ...(expression === '' ? {} : { validation: { expression, message } }),
  }
  const names = new Set(parameters).size
  if (parameters.length === count && names === count) return { value: macro, diagnostics: [] }
  const problem =
    names < parameters.length ? 'args repeats a name' : `args has ${parameters.length} names`
  return failed(`[${name}] takes ${count} arguments, and ${problem}`, span)
}

const namesIn = (list: string): readonly string[] =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)

function readMacro(node: YamlNode): Result<Macro | undefined> {
  if (node.kind !== 'map') return failed(`it is ${describe(node)}, not a map`, node.span)
  const diagnostics: Diagnostic[] = [...duplicateKeyDiagnostics(node, 'yaml/duplicate-key')]
  const problem = (reason: string, span: Span): void => {
    diagnostics.push(diagnostic('splunk/macro-file', { reason }, { span }))
  }
  const textOf = (key: string): string | undefined => {
    const value = entryOf(node, key)?.value
    if (value === undefined) problem(`it has no ${key}`, node.span)
    else if (value.kind !== 'scalar' || value.type === 'null') {
      problem(`${key} is ${describe(value)}, not text`, value.span)
    } else return value.text
    return undefined
  }
  const name = textOf('name')
  const definition = textOf('definition')
  const parameters = parametersOf(node, problem)
  return name === undefined || definition === undefined || diagnostics.length > 0
    ? { value: undefined, diagnostics }
    : { value: { name: name.trim(), parameters, definition }, diagnostics }
}

function parametersOf(
  map: YamlMap,
  problem: (reason: string, span: Span) => void,
): readonly string[] {
  const value = entryOf(map, 'arguments')?.value
  if (value === undefined || (value.kind === 'scalar' && value.type === 'null')) return []
  if (value.kind === 'list') {
    return value.items.flatMap((item) => {
      if (item.kind === 'scalar') return [item.text]
      problem(`an argument is ${describe(item)}, not a name`, item.span)
      return []
    })
  }
  problem(`arguments is ${describe(value)}, not a list`, value.span)
  return []
}

const failed = (reason: string, span: Span): Result<undefined> => ({
  value: undefined,
  diagnostics: [diagnostic('splunk/macro-file', { reason }, { span })],
})
