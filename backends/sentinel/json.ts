/** Values inside of columns that hold JSON: those of the type dynamic, and texts that a connector keeps as it got them. */
import type { ColumnType } from './schema.js'
import { kustoString } from './strings.js'

/** Columns of text that hold an object. Source: Microsoft's references of the tables. */
const texts: ReadonlySet<string> = new Set([
  'AdditionalEventData',
  'RequestParameters',
  'ResponseElements',
])

/** `requestParameters.name` by the name of its column, where that holds JSON; undefined of everything else. */
export function pathInJson(
  name: string,
  columns: Readonly<Record<string, ColumnType>>,
): string | undefined {
  const [root = '', ...path] = name.split('.')
  const column = root.charAt(0).toUpperCase() + root.slice(1)
  const isJson = columns[column] === 'dynamic' || (column in columns && texts.has(column))
  return isJson && path.length > 0 && path.every((part) => part !== '')
    ? [column, ...path].join('.')
    : undefined
}

/** What is at a path, as text. A column's own name has no dot. Source: Kusto language reference, "Dynamic object accessors". */
export const jsonValue = (name: string): string => {
  const [column = '', ...path] = name.split('.')
  const accessors = path.map((part) =>
    /^[A-Za-z_]\w*$/.test(part) ? `.${part}` : `[${kustoString(part).replace(/^@/, '')}]`,
  )
  return `tostring(parse_json(${column})${accessors.join('')})`
}
