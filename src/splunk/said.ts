/** What a document of Splunk's content says, whichever keys its generation says it with. */
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js'
import { describe, entryOf, plainValue, type YamlMap, type YamlNode } from '../source/yaml.js'
import { pathsIn, type Schema, type Thing } from './places.js'

/** The things that a document says. */
export interface Said {
  /** The first of the places of a thing where something stands. */
  readonly node: (thing: Thing) => YamlNode | undefined
  readonly text: (thing: Thing) => string | undefined
  /** The texts of all places of a thing; a single text is a list of one. */
  readonly texts: (thing: Thing) => readonly string[]
  /** The maps of a list; a single map is a list of one. */
  readonly maps: (thing: Thing) => readonly YamlMap[]
  /** What stands at keys that are no place of anything. */
  readonly custom: Readonly<Record<string, unknown>>
}

/** Reads a document of one of these schemas. What is of the wrong type is left out, and is splunk/metadata-type. */
export function readSaid(
  map: YamlMap,
  schemas: readonly Schema[],
  diagnostics: Diagnostic[],
): Said {
  const paths = pathsIn(schemas)
  const nodes = (thing: Thing): readonly (readonly [path: string, node: YamlNode])[] =>
    paths.of(thing).flatMap((path) => {
      const node = nodeAt(map, path)
      return node === undefined || isNothing(node) ? [] : [[path, node] as const]
    })
  const misplaced = (what: string, expected: string, node: YamlNode): void => {
    const details = { what, expected, actual: describe(node) }
    diagnostics.push(diagnostic('splunk/metadata-type', details, { span: node.span }))
  }
  return {
    node: (thing) => nodes(thing)[0]?.[1],
    text(thing) {
      const [first] = nodes(thing)
      if (first === undefined) return undefined
      const [path, node] = first
      if (node.kind === 'scalar') return node.text
      misplaced(path, 'text', node)
      return undefined
    },
    texts: (thing) =>
      nodes(thing).flatMap(([path, node]) => {
        if (node.kind === 'scalar') return [node.text]
        if (node.kind === 'map') {
          misplaced(path, 'a list of texts', node)
          return []
        }
        return node.items.flatMap((item) => {
          if (item.kind === 'scalar') return isNothing(item) ? [] : [item.text]
          misplaced(`an entry of ${path}`, 'text', item)
          return []
        })
      }),
    maps: (thing) =>
      nodes(thing).flatMap(([path, node]) =>
        (node.kind === 'list' ? node.items : [node]).flatMap((item) => {
          if (item.kind === 'map') return [item]
          if (!isNothing(item)) misplaced(`an entry of ${path}`, 'a map', item)
          return []
        }),
      ),
    custom: customOf(map, '', paths.all),
  }
}

/** The node at a path; undefined where nothing stands. */
function nodeAt(map: YamlMap, path: string): YamlNode | undefined {
  let node: YamlNode | undefined = map
  for (const key of path.split('/')) {
    node = node?.kind === 'map' ? entryOf(node, key)?.value : undefined
  }
  return node
}

/** The scalar at a key of a map as text. */
export function textAt(map: YamlMap, key: string): string | undefined {
  const node = entryOf(map, key)?.value
  return node?.kind === 'scalar' && !isNothing(node) ? node.text : undefined
}

const isNothing = (node: YamlNode): boolean => node.kind === 'scalar' && node.type === 'null'

/** The entries that are no place of anything; of maps that are on the way to one, what else is in them. */
function customOf(
  map: YamlMap,
  above: string,
  known: ReadonlySet<string>,
): Readonly<Record<string, unknown>> {
  const left = new Map<string, unknown>()
  for (const { key, value } of map.entries) {
    const path = above + key.text
    if (known.has(path) || left.has(key.text)) continue
    const isOnTheWay = value.kind === 'map' && [...known].some((one) => one.startsWith(`${path}/`))
    const plain = isOnTheWay ? customOf(value, `${path}/`, known) : plainValue(value)
    if (!isOnTheWay || Object.keys(plain as object).length > 0) left.set(key.text, plain)
  }
  return Object.fromEntries(left)
}
