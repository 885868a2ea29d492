/** Looks names of fields up in the correspondences, in any vocabulary. */
import type { Vocabulary } from '../ast/nodes.js'
import { families } from './correspondences.js'
import type { Column, Family, FieldRow } from './types.js'

/** The rows of a family by the names that each vocabulary has for them, and by their concept. */
interface Index {
  readonly names: ReadonlyMap<Vocabulary, ReadonlyMap<string, FieldRow>>
  readonly concepts: ReadonlyMap<string, FieldRow>
}

const indexes = new Map<Family, Index>()

function indexOf(family: Family): Index {
  const known = indexes.get(family)
  if (known !== undefined) return known
  const { rows } = families[family]
  const names = new Map<Vocabulary, Map<string, FieldRow>>()
  for (const row of rows) {
    for (const [vocabulary, column] of Object.entries(row.columns) as readonly [
      Vocabulary,
      Column,
    ][]) {
      const rowsOf = names.get(vocabulary) ?? new Map<string, FieldRow>()
      names.set(vocabulary, rowsOf)
      for (const name of namesOf(column)) rowsOf.set(name, row)
    }
  }
  const index = { names, concepts: new Map(rows.map((row) => [row.concept, row])) }
  indexes.set(family, index)
  return index
}

/** Of a column that is only a part of another, the aliases name the whole of the part; the whole event is no concept. */
const namesOf = ({ name, aliases = [], part, anywhere, writeOnly }: Column): readonly string[] =>
  part === undefined && anywhere === undefined && writeOnly === undefined
    ? [name, ...aliases]
    : aliases

/** The first that is defined. */
function firstOf<T>(of: readonly Family[], find: (family: Family) => T | undefined): T | undefined {
  for (const family of of) {
    const found = find(family)
    if (found !== undefined) return found
  }
  return undefined
}

/** The concept that a vocabulary calls so. */
export const rowOf = (
  name: string,
  vocabulary: Vocabulary,
  of: readonly Family[],
): FieldRow | undefined => firstOf(of, (family) => indexOf(family).names.get(vocabulary)?.get(name))

/** The row of a concept by its own name. */
export const conceptRow = (concept: string, of: readonly Family[]): FieldRow | undefined =>
  firstOf(of, (family) => indexOf(family).concepts.get(concept))

/** The names that a vocabulary has, for suggestions. */
export const knownNames = (vocabulary: Vocabulary, of: readonly Family[]): readonly string[] =>
  of.flatMap((family) => [...(indexOf(family).names.get(vocabulary)?.keys() ?? [])])

/** Where a vocabulary puts the fields of the raw event that have no row: `winlog.event_data.X`. */
export function otherColumn(
  name: string,
  vocabulary: Vocabulary,
  of: readonly Family[],
): Column | undefined {
  const place = firstOf(of, (family) => families[family].others[vocabulary])
  return place === undefined || place.names?.test(name) === false
    ? undefined
    : { name: place.template.replace('{name}', () => name), type: place.type }
}
