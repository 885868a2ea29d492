/** Aggregation functions of `summarize`. Sources: the function pages of the Kusto docs. */
import { textOf, type Value } from './values.js'

/** The arguments of the call for each row of a group. */
type Rows = readonly (readonly Value[])[]

const isThere = (value: Value): boolean => value !== null && value !== undefined

/** The first argument of each row where it is there and the condition, an argument behind it, is true. */
const where = (rows: Rows): readonly Value[] =>
  rows.filter(([value, condition]) => isThere(value) && condition === true).map(([value]) => value)

const numbers = (rows: Rows): readonly number[] =>
  rows.map(([value]) => value).filter((value) => typeof value === 'number')

const least = (values: readonly Value[]): Value =>
  values.length === 0 ? null : Math.min(...values.map(Number))

const greatest = (values: readonly Value[]): Value =>
  values.length === 0 ? null : Math.max(...values.map(Number))

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

const differentOf = (values: readonly Value[]): number => new Set(values.map(textOf)).size

/** Aggregation functions by name; null where a group has no value for one. */
export const aggregates: Readonly<Record<string, (rows: Rows) => Value>> = {
  count: (rows) => rows.length,
  countif: (rows) => rows.filter(([condition]) => condition === true).length,
  count_distinct: (rows) => differentOf(rows.map(([value]) => value)),
  count_distinctif: (rows) => differentOf(where(rows)),
  sum: (rows) => sumOf(numbers(rows)),
  avg: (rows) => {
    const values = numbers(rows)
    return values.length === 0 ? null : sumOf(values) / values.length
  },
  // "Using Bessel's correction": of one value that is 0/0.
  stdev: (rows) => {
    const values = numbers(rows)
    const mean = sumOf(values) / values.length
    const squares = sumOf(values.map((value) => (value - mean) ** 2))
    return values.length === 0 ? null : Math.sqrt(squares / (values.length - 1))
  },
  min: (rows) => least(numbers(rows)),
  max: (rows) => greatest(numbers(rows)),
  minif: (rows) => least(where(rows)),
  maxif: (rows) => greatest(where(rows)),
  make_bag: (rows) => Object.assign({}, ...rows.map(([value]) => value).toReversed()) as Value,
  make_list: (rows) => rows.map(([value]) => value).filter(isThere),
  make_list_if: (rows) => where(rows),
  // "An estimate for the specified nearest-rank percentile": of few values it is that.
  percentile: (rows) => {
    const values = numbers(rows).toSorted((a, b) => a - b)
    const share = Number(rows[0]?.[1] ?? 0)
    return values[Math.max(0, Math.ceil((share / 100) * values.length) - 1)] ?? null
  },
}
