/** A detection of Splunk's content as the checks see it: YAML of any generation of security_content. */
import type { Span } from '../ast/nodes.js'
import type { SourceText } from '../source/text.js'
import { entryOf, type YamlMap, type YamlNode, type YamlScalar } from '../source/yaml.js'
import { pathsIn, type Schema, type Thing } from '../splunk/places.js'
import type { Document } from './document.js'

type Generation = Extract<Schema, 'v1' | 'v2' | 'v3'>

/** What a check asks of any document, as the things of the table of places. */
const things: Readonly<Record<string, Thing>> = {
  title: 'name',
  id: 'id',
  date: 'date',
  modified: 'modified',
  status: 'status',
  references: 'references',
  techniques: 'techniques',
}

/** What only detections of the first generation have in `tags`. */
const ofFirst = ['observable', 'risk_score', 'confidence', 'impact', 'message']

/** A detection with a name and a search. */
export class Content implements Document {
  readonly kind = 'content'
  readonly source: SourceText
  readonly map: YamlMap
  readonly generation: Generation

  constructor(source: SourceText, map: YamlMap) {
    this.source = source
    this.map = map
    this.generation = generationOf(map)
  }

  get span(): Span {
    return this.map.entries[0]?.key.span ?? this.map.span
  }

  /** What stands at the first of the places of a thing. */
  at(thing: Thing): YamlNode | undefined {
    return pathsIn([this.generation])
      .of(thing)
      .map((path) => nodeAt(this.map, path))
      .find(isSomething)
  }

  scalar(key: string): YamlScalar | undefined {
    const thing = things[key]
    const node = thing === undefined ? undefined : this.at(thing)
    return node?.kind === 'scalar' ? node : undefined
  }

  list(key: string): readonly YamlScalar[] {
    const thing = things[key]
    const node = thing === undefined ? undefined : this.at(thing)
    const items = node === undefined ? [] : node.kind === 'list' ? node.items : [node]
    return items.filter((item) => item.kind === 'scalar').filter(isSomething)
  }
}

/** Whether a document is a detection of Splunk's content. */
export const isContent = (map: YamlMap): boolean =>
  entryOf(map, 'search') !== undefined && entryOf(map, 'name') !== undefined

function generationOf(map: YamlMap): Generation {
  const tags = entryOf(map, 'tags')?.value
  if (tags?.kind !== 'map') return 'v3'
  if (entryOf(map, 'rba') !== undefined) return 'v2'
  return ofFirst.some((key) => entryOf(tags, key) !== undefined) ? 'v1' : 'v2'
}

function nodeAt(map: YamlMap, path: string): YamlNode | undefined {
  let node: YamlNode | undefined = map
  for (const key of path.split('/')) {
    node = node?.kind === 'map' ? entryOf(node, key)?.value : undefined
  }
  return node
}

const isSomething = (node: YamlNode | undefined): boolean =>
  node !== undefined &&
  (node.kind !== 'scalar' || (node.type !== 'null' && node.text.trim() !== ''))
