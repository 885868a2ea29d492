/** What is to be said of the parts of a search that name its source. */
import type { Span } from '../ast/nodes.js'
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js'
import { fileSpan, writtenText, type Expansion } from './expansion.js'
import type { SearchNode } from './search.js'
import type { Sourced } from './sources.js'

/** An index is a place of one site's Splunk: other targets search all events of the source. */
export const indexNotes = ({ indexes }: Sourced, expansion: Expansion): readonly Diagnostic[] =>
  indexes.map((node) => {
    const { text, span } = placeOf(node, expansion)
    return diagnostic('splunk/index', { text }, { span, effect: 'wider' })
  })

/** What a site selects by the same macro may be of another kind: other targets search one log source. */
export const otherDataNotes = (
  { otherData }: Sourced,
  expansion: Expansion,
): readonly Diagnostic[] =>
  otherData.map((node) => {
    const { text, span } = placeOf(node, expansion)
    return diagnostic('splunk/other-data', { text }, { span, effect: 'narrower' })
  })

/** A part of a search as it is written, and where. */
const placeOf = (
  node: SearchNode,
  expansion: Expansion,
): { readonly text: string; readonly span: Span } => ({
  text: writtenText(expansion, node),
  span: fileSpan(expansion, node.start, node.end),
})
