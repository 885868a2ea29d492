/** What a document of Splunk's content says, whichever keys its generation says it with. */
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js'
import { describe, entryOf, plainValue, type YamlMap, type YamlNode } from '../source/yaml.js'
import { pathsIn, type Paths, type Schema, type Thing } from './places.js'

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
  const found = new Map<string, YamlNode>()
  const custom = takeKnown(map, '', paths, found)
  const nodes = (thing: Thing): readonly Placed[] => {
    const placed: Placed[] = []
    for (const path of paths.of(thing)) {
      const node = found.get(path)
      if (node !== undefined && !isNothing(node)) placed.push({ path, node })
    }
    return placed
  }
  const misplaced = (what: string, expected: string, node: YamlNode): void => {
    const details = { what, expected, actual: describe(node) }
    diagnostics.push(diagnostic('splunk/metadata-type', details, { span: node.span }))
  }
  return {
    node: (thing) => nodes(thing)[0]?.node,
    text(thing) {
      const [first] = nodes(thing)
      if (first === undefined) return undefined
      const { path, node } = first
      if (node.kind === 'scalar') return node.text
      misplaced(path, 'text', node)
      return undefined
    },
    texts: (thing) =>
      nodes(thing).flatMap(({ path, node }) => {
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
      nodes(thing).flatMap(({ path, node }) =>
        (node.kind === 'list' ? node.items : [node]).flatMap((item) => {
          if (item.kind === 'map') return [item]
          if (!isNothing(item)) misplaced(`an entry of ${path}`, 'a map', item)
          return []
        }),
      ),
    custom,
  }
}

/** What stands at a place. */
interface Placed {
  readonly path: string
  readonly node: YamlNode
}

/** The scalar at a key of a map as text. */
export function textAt(map: YamlMap, key: string): string | undefined {
  const node = entryOf(map, key)?.value
  return node?.kind === 'scalar' && !isNothing(node) ? node.text : undefined
}

const isNothing = (node: YamlNode): boolean => node.kind === 'scalar' && node.type === 'null'

/**
 * Puts what stands at known places into `found`. Gives the entries that are no place of anything; of maps that are on the way
 * to one, what else is in them.
 */
function takeKnown(
  map: YamlMap,
  above: string,
  paths: Paths,
  found: Map<string, YamlNode>,
): Readonly<Record<string, unknown>> {
  const left = new Map<string, unknown>()
  const met = new Set<string>()
  for (const { key, value } of map.entries) {
    if (met.has(key.text)) continue
    met.add(key.text)
    const path = above + key.text
    if (paths.all.has(path)) found.set(path, value)
    else if (value.kind === 'map' && paths.above.has(path)) {
      const others = takeKnown(value, `${path}/`, paths, found)
      if (Object.keys(others).length > 0) left.set(key.text, others)
    } else left.set(key.text, plainValue(value))
  }
  return Object.fromEntries(left)
}
