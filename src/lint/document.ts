/** What Sigma rules and detections of Splunk's content have in common, under the names that Sigma has for it. */
import type { Span } from '../ast/nodes.js'
import type { SourceText } from '../source/text.js'
import type { YamlScalar } from '../source/yaml.js'

export interface Document {
  readonly kind: 'detection' | 'correlation' | 'filter' | 'content'
  readonly source: SourceText
  /** A place that stands for the whole document: its first key. */
  readonly span: Span
  /** The scalar at a key, unless it is missing or nothing. */
  scalar(key: string): YamlScalar | undefined
  /** The scalars in the list at a key; of a single one, itself. */
  list(key: string): readonly YamlScalar[]
}
