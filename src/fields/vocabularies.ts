/** Looks names of fields up in the correspondences, in any vocabulary. */
import type { Vocabulary } from '../ast/nodes.js'
import { families } from './correspondences.js'
import type { Column, Family, FieldRow } from './types.js'

const rowsByName = new Map<string, ReadonlyMap<string, FieldRow>>()

/** The rows of a family by the names that a vocabulary has for them. */
function namesOf(family: Family, vocabulary: Vocabulary): ReadonlyMap<string, FieldRow> {
  const key = `${family} ${vocabulary}`
  const known = rowsByName.get(key)
  if (known !== undefined) return known
  const names = new Map<string, FieldRow>()
  for (const row of families[family].rows) {
    const column = row.columns[vocabulary]
    if (column === undefined) continue
    // Of a column that is only a part of another, the aliases name the whole of the part.
    const own = column.part === undefined ? [column.name] : []
    for (const name of [...own, ...(column.aliases ?? [])]) names.set(name, row)
  }
  rowsByName.set(key, names)
  return names
}

/** The concept that a vocabulary calls so. */
export const rowOf = (
  name: string,
  vocabulary: Vocabulary,
  of: readonly Family[],
): FieldRow | undefined =>
  of.map((family) => namesOf(family, vocabulary).get(name)).find((row) => row !== undefined)

/** The row of a concept by its own name. */
export const conceptRow = (concept: string, of: readonly Family[]): FieldRow | undefined =>
  of.flatMap((family) => families[family].rows).find((row) => row.concept === concept)

/** The names that a vocabulary has, for suggestions. */
export const knownNames = (vocabulary: Vocabulary, of: readonly Family[]): readonly string[] =>
  of.flatMap((family) => [...namesOf(family, vocabulary).keys()])

/** Where a vocabulary puts the fields of the raw event that have no row: `winlog.event_data.X`. */
export function otherColumn(
  name: string,
  vocabulary: Vocabulary,
  of: readonly Family[],
): Column | undefined {
  const place = of
    .map((family) => families[family].others[vocabulary])
    .find((other) => other !== undefined)
  return place === undefined
    ? undefined
    : { name: place.template.replace('{name}', () => name), type: place.type }
}
