/** A Splunk search as the checks see it. */
import type { Span } from '../ast/nodes.js'
import { spanOf, type MappedText } from '../source/mapped.js'
import type { SourceText } from '../source/text.js'
import type { YamlMap } from '../source/yaml.js'
import {
  partsOf,
  writtenStages,
  type MacroSet,
  type SearchNode,
  type WrittenClause,
  type WrittenStage,
} from '../splunk/written.js'

/** A part of a search expression, with the clause that it stands in. */
export interface Part<N extends SearchNode = SearchNode> {
  readonly node: N
  readonly clause: WrittenClause
  readonly stage: WrittenStage
}

/** What a search is made of. */
interface Written {
  readonly source: SourceText
  readonly map: YamlMap | undefined
  readonly title: string
  readonly text: MappedText
  readonly macros: MacroSet
}

/** The search of a detection, of a stanza or of a file of SPL. */
export class Search {
  readonly source: SourceText
  /** What it stands in, where that is YAML or a stanza. */
  readonly map: YamlMap | undefined
  /** Of its detection; of a file of SPL, the file's name. */
  readonly title: string
  readonly text: MappedText
  readonly #macros: MacroSet
  #stages: readonly WrittenStage[] | undefined
  #parts: readonly Part[] | undefined

  constructor({ source, map, title, text, macros }: Written) {
    this.source = source
    this.map = map
    this.title = title
    this.text = text
    this.#macros = macros
  }

  /** A place that stands for the whole search: its first character. */
  get span(): Span {
    return spanOf(this.text, 0, 1)
  }

  /** The stages, as far as the search can be split. */
  get stages(): readonly WrittenStage[] {
    this.#stages ??= writtenStages(this.text, this.#macros)
    return this.#stages
  }

  /** Every part of every search expression that was written here and not by a macro. */
  get parts(): readonly Part[] {
    this.#parts ??= this.stages.flatMap((stage) => {
      const { clause } = stage
      if (clause === undefined) return []
      return [...partsOf(clause.tree)]
        .filter((node) => !clause.isFromMacro(node.start))
        .map((node) => ({ node, clause, stage }))
    })
    return this.#parts
  }
}
