/** A rule as the checks see it: its YAML with places, and what is often asked of it. */
import type { Detection, LogSource, Rule as Tree, Span } from '../ast/nodes.js'
import { spanOf } from '../source/mapped.js'
import type { SourceText } from '../source/text.js'
import { entryOf, mapped, type YamlEntry, type YamlMap, type YamlScalar } from '../source/yaml.js'
import { parseCondition, type Expression } from '../sigma/condition.js'
import type { Document } from './document.js'

/** One entry of a selection, `field|modifiers: values`; keywords in a list have neither field nor modifiers. */
export interface Item {
  readonly field: string | undefined
  /** As written, in lower case. */
  readonly modifiers: readonly string[]
  readonly values: readonly YamlScalar[]
  /** Whether the values stand in a list. */
  readonly isList: boolean
  /** Where the field and its modifiers stand; of keywords, where they start. */
  readonly keySpan: Span
  /** The key as written; empty for keywords. */
  readonly key: string
}

/** A condition of the rule, and how offsets in it become places of the file. */
export interface WrittenCondition {
  readonly expression: Expression
  readonly spanIn: (span: Span) => Span
}

/** A Sigma document. */
export class Rule implements Document {
  readonly source: SourceText
  readonly map: YamlMap
  /** Undefined where the reader found an error. */
  readonly detection: Detection | undefined
  /** What the reader made of it; undefined where it found an error. */
  readonly tree: Tree | undefined
  #items: readonly Item[] | undefined
  #conditions: readonly WrittenCondition[] | undefined

  constructor(source: SourceText, map: YamlMap, tree: Tree | undefined) {
    this.source = source
    this.map = map
    this.tree = tree
    this.detection = tree?.kind === 'detection' ? tree : undefined
  }

  /** What the document is, also where it cannot be read. */
  get kind(): Tree['kind'] {
    if (this.entry('correlation') !== undefined) return 'correlation'
    return this.entry('filter') === undefined ? 'detection' : 'filter'
  }

  /** A place that stands for the whole rule: its first key. */
  get span(): Span {
    return this.map.entries[0]?.key.span ?? this.map.span
  }

  /** The entry of a top-level key. */
  entry(key: string): YamlEntry | undefined {
    return entryOf(this.map, key)
  }

  /** The scalar at a top-level key, unless it is missing or nothing. */
  scalar(key: string): YamlScalar | undefined {
    const value = this.entry(key)?.value
    return value?.kind === 'scalar' && isSomething(value) ? value : undefined
  }

  /** The scalars in the list at a top-level key; of a single one, itself. */
  list(key: string): readonly YamlScalar[] {
    const value = this.entry(key)?.value
    if (value === undefined) return []
    return scalarsOf(value.kind === 'list' ? value.items : [value]).filter(isSomething)
  }

  /** The selections, by their entries in `detection`, or in a filter's `filter`. */
  get selections(): readonly YamlEntry[] {
    const isFilter = this.kind === 'filter'
    const main = this.entry(isFilter ? 'filter' : 'detection')?.value
    const others = ['condition', 'timeframe', ...(isFilter ? ['rules'] : [])]
    return main?.kind !== 'map' ? [] : main.entries.filter(({ key }) => !others.includes(key.text))
  }

  /** Every item of every selection. */
  get items(): readonly Item[] {
    this.#items ??= this.selections.flatMap(({ key, value }) => itemsOf(value, key.span))
    return this.#items
  }

  /** The log sources, of any of which the rule takes events; a correlation has none of its own. */
  get logSources(): readonly LogSource[] {
    return this.tree === undefined || this.tree.kind === 'correlation' ? [] : this.tree.logSources
  }

  /** The texts of the condition that can be parsed. */
  get conditions(): readonly WrittenCondition[] {
    this.#conditions ??= this.#readConditions()
    return this.#conditions
  }

  #readConditions(): readonly WrittenCondition[] {
    const detection = this.entry('detection')?.value
    const written = detection?.kind === 'map' ? entryOf(detection, 'condition')?.value : undefined
    if (written === undefined) return []
    return scalarsOf(written.kind === 'list' ? written.items : [written]).flatMap((scalar) => {
      const parsed = parseCondition(scalar.text)
      if (!parsed.ok) return []
      const text = mapped(scalar, this.source)
      return {
        expression: parsed.value.expression,
        spanIn: ({ start, end }) => spanOf(text, start, end),
      }
    })
  }
}

const isSomething = ({ type, text }: YamlScalar): boolean => type !== 'null' && text.trim() !== ''

const scalarsOf = (nodes: readonly YamlEntry['value'][]): readonly YamlScalar[] =>
  nodes.filter((node) => node.kind === 'scalar')

function itemsOf(node: YamlEntry['value'], keySpan: Span): readonly Item[] {
  const keywords = { field: undefined, modifiers: [], key: '', keySpan }
  switch (node.kind) {
    case 'scalar':
      return [{ ...keywords, values: [node], isList: false }]
    case 'map':
      return node.entries.map(itemOf)
    case 'list': {
      const values = scalarsOf(node.items)
      return [
        ...(values.length === 0 ? [] : [{ ...keywords, values, isList: true }]),
        ...node.items.flatMap((item) => (item.kind === 'scalar' ? [] : itemsOf(item, keySpan))),
      ]
    }
  }
}

function itemOf({ key, value }: YamlEntry): Item {
  const [field = '', ...modifiers] = key.text.split('|')
  return {
    field: field === '' ? undefined : field,
    modifiers: modifiers.map((name) => name.toLowerCase()),
    values: value.kind === 'map' ? [] : scalarsOf(value.kind === 'list' ? value.items : [value]),
    isList: value.kind === 'list',
    keySpan: key.span,
    key: key.text,
  }
}
