/** Which of the events that a query is run on each of its rows comes from: the same for every language. */

const known = new WeakMap<object, ReadonlySet<object>>()

/** The events that a row is made of; an event is made of itself. */
export const originsOf = (row: object): ReadonlySet<object> => known.get(row) ?? new Set([row])

/** A row that is made of others: of one, as it was computed from it, or of several, as they are together. */
export function madeOf<Row extends object>(row: Row, from: readonly object[]): Row {
  const [first, ...others] = from
  if (first === row && others.length === 0) return row
  const origins =
    first !== undefined && others.length === 0
      ? originsOf(first)
      : new Set(from.flatMap((each) => [...originsOf(each)]))
  known.set(row, origins)
  return row
}

/** Each row changed by itself. */
export const each = <From extends object, Row extends object>(
  rows: readonly From[],
  change: (row: From) => Row,
): readonly Row[] => rows.map((row) => madeOf(change(row), [row]))
