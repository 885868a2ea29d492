/** Which fields the results of a search have where it filters them, as far as commands say so. */
import type { Span } from '../ast/nodes.js'
import { expressionsOf, nameOf, partsOf, type Expression } from '../splunk/written.js'
import { keptFields, type Kept } from './kept-fields.js'
import type { Search } from './search.js'

/** A field that a filter reads. */
export interface FilteredField {
  readonly name: string
  readonly span: Span
  readonly kept: Kept
  /** Whether it stands where people write what they compare with. */
  readonly isValue: boolean
}

/** The fields that `search` and `where` read behind a command that names all there are. */
export function* filteredFields({ stages }: Search): Iterable<FilteredField> {
  const known = keptFields(stages)
  for (const stage of stages) {
    const kept = known.get(stage)
    if (kept === undefined) continue
    const { clause, where } = stage
    for (const node of stage.number > 1 ? partsOf(clause?.tree) : []) {
      if ((node.kind !== 'comparison' && node.kind !== 'in') || clause === undefined) continue
      if (clause.isFromMacro(node.start)) continue
      yield { name: nameOf(node.field), span: clause.spanOf(node.field), kept, isValue: false }
    }
    if (where === undefined) continue
    const values = valuesOf(where.tree)
    for (const node of expressionsOf(where.tree)) {
      if (node.kind !== 'field' || where.isFromMacro(node.start) || isConstant(node.name)) continue
      yield { name: node.name, span: where.spanOf(node), kept, isValue: values.has(node) }
    }
  }
}

const isConstant = (name: string): boolean => /^(?:true|false|null)$/i.test(name)

/** What stands behind `=` and `!=` without quotes. */
const valuesOf = (tree: Expression): ReadonlySet<Expression> =>
  new Set(
    [...expressionsOf(tree)].flatMap((node) =>
      node.kind === 'comparison' && node.left.kind === 'field' && node.right.kind === 'field'
        ? [node.right]
        : [],
    ),
  )
