/** Literals of Splunk's search language, with the places of their characters. */
import type { SearchNode, SearchValue } from '../splunk/written.js'
import type { Part, Search } from './search.js'

/** A literal that something is compared with, or that is looked for. */
export interface Literal {
  readonly value: SearchValue
  readonly part: Part
}

/** Every literal of the expressions of a search. */
export function* literalsOf({ parts }: Search): Iterable<Literal> {
  for (const part of parts) {
    for (const value of valuesOf(part.node)) yield { value, part }
  }
}

function valuesOf(node: SearchNode): readonly SearchValue[] {
  switch (node.kind) {
    case 'comparison':
    case 'term':
      return [node.value]
    case 'in':
      return node.values
    case 'and':
    case 'or':
    case 'not':
    case 'group':
    case 'subsearch':
      return []
  }
}

/** Where a backslash stands in a literal that escapes nothing, and what follows it; offsets are of the clause. */
export function* loneBackslashes({
  kind,
  text,
  start,
}: SearchValue): Iterable<{ readonly at: number; readonly before: string }> {
  const inset = kind === 'bare' ? 0 : kind === 'quoted' ? 1 : kind.length + 1
  for (const match of text.matchAll(/\\[\\"|]|\\/g)) {
    const before = text[match.index + 1]
    if (match[0].length === 1 && before !== undefined) {
      yield { at: start + inset + match.index, before }
    }
  }
}
