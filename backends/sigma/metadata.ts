/** What is said about a rule, in SigmaHQ's order of keys. */
import type { Metadata } from '../../src/ast/nodes.js'
import { digits, list, map, quoted, yamlOf, type Yaml } from '../../src/print/yaml.js'

type Entry = readonly [key: string, value: Yaml]

/** The entries before `logsource`, and those behind `detection`. */
export interface WrittenMetadata {
  readonly before: readonly Entry[]
  readonly behind: readonly Entry[]
}

/** Every key that has something to say. */
export function writeMetadata(metadata: Metadata): WrittenMetadata {
  const { title, id, related, name, taxonomy, status, description, license } = metadata
  const { references, author, date, modified, tags, scope, fields, falsePositives, level } =
    metadata
  const relations = related.map((rule) =>
    map([
      ['id', rule.id],
      ['type', rule.type],
    ]),
  )
  return {
    before: [
      ['title', title],
      ...text('id', id),
      ...(relations.length === 0 ? [] : [['related', list(relations)] as const]),
      ...text('name', name),
      ...text('taxonomy', taxonomy),
      ...text('status', status),
      ...text('description', description),
      ...text('license', license),
      ...texts('references', references),
      ...text('author', author),
      ...day('date', date),
      ...day('modified', modified),
      ...texts('tags', tags),
      ...texts('scope', scope),
    ],
    behind: [
      ...texts('fields', fields),
      ...texts('falsepositives', falsePositives),
      ...text('level', level),
      ...Object.entries(metadata.custom).map(([key, value]): Entry => [key, yamlOf(value)]),
    ],
  }
}

const text = (key: string, value: string | undefined): readonly Entry[] =>
  value === undefined ? [] : [[key, value]]

const texts = (key: string, values: readonly string[]): readonly Entry[] =>
  values.length === 0 ? [] : [[key, list(values)]]

/** SigmaHQ writes dates without quotes. */
const day = (key: string, value: string | undefined): readonly Entry[] =>
  value === undefined
    ? []
    : [[key, /^\d{4}-\d{2}-\d{2}$/.test(value) ? digits(value) : quoted(value)]]
