/** Files of tests, `rule.test.yml` beside `rule.yml`: events, and whether the rule has to select them. */
import type { Event } from '../ast/evaluate.js'
import type { Span, Vocabulary } from '../ast/nodes.js'
import { diagnostic, hasErrors, type Diagnostic, type Result } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import { flatten } from '../events/flatten.js'
import type { SourceText } from '../source/text.js'
import {
  describe,
  duplicateKeyDiagnostics,
  entryOf,
  parseYaml,
  plainValue,
  type YamlMap,
  type YamlNode,
} from '../source/yaml.js'

/** What a rule has to do with the events of a test: select each, none, or so many. */
export type Expected = 'match' | 'miss' | number

/** One test. Of a rule that counts events together, its events come one after another, and what is expected are results. */
export interface TestCase {
  readonly name: string
  /** The id, name or title of the rule, where its file has several. */
  readonly rule?: string
  /** How the fields of the events are called; as in the rule where it is missing. */
  readonly fields?: Vocabulary
  readonly events: readonly Event[]
  /** A file with further events, by its path from the file of tests. */
  readonly file?: string
  readonly expected: Expected
  readonly span: Span
}

const isVocabulary: Readonly<Record<Vocabulary, true>> = {
  sigma: true,
  sysmon: true,
  security: true,
  windowsEvent: true,
  splunkEvent: true,
  cim: true,
  ecs: true,
  securityEvent: true,
  xdr: true,
  asim: true,
  sentinelEvent: true,
  sentinelTable: true,
}

const vocabularies = Object.keys(isVocabulary) as readonly Vocabulary[]

const keys = ['name', 'rule', 'fields', 'event', 'events', 'file', 'expect']

/** Reads a file of tests. Errors `yaml/*`, `testing/wrong-type` and `testing/unknown-key`: with one there are no tests. */
export function readTests(source: SourceText): Result<readonly TestCase[]> {
  const { value: documents, diagnostics } = parseYaml(source)
  const found: Diagnostic[] = [...diagnostics]
  const cases = documents.flatMap((document) => {
    const tests = document.kind === 'map' ? entryOf(document, 'tests')?.value : undefined
    if (document.kind !== 'map' || tests?.kind !== 'list') {
      found.push(wrongType("'tests'", 'a list of tests', tests ?? document))
      return []
    }
    found.push(
      ...duplicateKeyDiagnostics(document, 'yaml/duplicate-key'),
      ...unknownKeys(document, ['tests']),
    )
    return tests.items.map((item, index) => readCase(item, index + 1, found))
  })
  const value = cases.filter((one) => one !== undefined)
  return { value: hasErrors(found) ? [] : value, diagnostics: found }
}

const wrongType = (what: string, expected: string, node: YamlNode): Diagnostic =>
  diagnostic('testing/wrong-type', { what, expected, actual: describe(node) }, { span: node.span })

const unknownKeys = (map: YamlMap, known: readonly string[]): readonly Diagnostic[] =>
  map.entries
    .filter(({ key }) => !known.includes(key.text))
    .map(({ key }) => {
      const parameters = { key: key.text, suggestion: didYouMean(key.text, known) }
      return diagnostic('testing/unknown-key', parameters, { span: key.span })
    })

function readCase(node: YamlNode, number: number, found: Diagnostic[]): TestCase | undefined {
  if (node.kind !== 'map') {
    found.push(wrongType('A test', 'a map', node))
    return undefined
  }
  found.push(...duplicateKeyDiagnostics(node, 'yaml/duplicate-key'), ...unknownKeys(node, keys))
  const text = (key: string): string | undefined => textOf(node, key, found)
  const events = eventsOf(node, found)
  const [rule, file, fields] = [text('rule'), text('file'), vocabularyOf(node, found)]
  if (events.length === 0 && file === undefined && !hasErrors(found)) {
    found.push(wrongType("A test's 'event', 'events' or 'file'", 'an event', node))
  }
  return {
    name: text('name') ?? `test ${number}`,
    ...(rule === undefined ? {} : { rule }),
    ...(fields === undefined ? {} : { fields }),
    events,
    ...(file === undefined ? {} : { file }),
    expected: expectedOf(node, found),
    // The whole of a test may be long: its first key stands for it.
    span: node.entries[0]?.key.span ?? node.span,
  }
}

function textOf(map: YamlMap, key: string, found: Diagnostic[]): string | undefined {
  const value = entryOf(map, key)?.value
  if (value === undefined) return undefined
  if (value.kind === 'scalar' && value.text !== '') return value.text
  found.push(wrongType(`'${key}'`, 'a text', value))
  return undefined
}

function vocabularyOf(map: YamlMap, found: Diagnostic[]): Vocabulary | undefined {
  const value = entryOf(map, 'fields')?.value
  if (value === undefined) return undefined
  const known = vocabularies.find((name) => value.kind === 'scalar' && name === value.text)
  if (known === undefined) {
    found.push(wrongType("'fields'", `one of ${vocabularies.join(', ')}`, value))
  }
  return known
}

function expectedOf(map: YamlMap, found: Diagnostic[]): Expected {
  const value = entryOf(map, 'expect')?.value
  if (value === undefined) return 'match'
  const text = value.kind === 'scalar' ? value.text : ''
  if (text === 'match' || text === 'miss') return text
  if (/^\d{1,9}$/.test(text)) return Number(text)
  found.push(wrongType("'expect'", "'match', 'miss' or a number", value))
  return 'match'
}

function eventsOf(map: YamlMap, found: Diagnostic[]): readonly Event[] {
  const single = entryOf(map, 'event')?.value
  const several = entryOf(map, 'events')?.value
  if (several !== undefined && several.kind !== 'list') {
    found.push(wrongType("'events'", 'a list of events', several))
  }
  const nodes = [
    ...(single === undefined ? [] : [single]),
    ...(several?.kind === 'list' ? several.items : []),
  ]
  return nodes.flatMap((node) => {
    const value = plainValue(node)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return [flatten(value)]
    found.push(wrongType('An event', 'a map', node))
    return []
  })
}
