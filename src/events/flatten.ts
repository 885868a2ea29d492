/** Events as objects within objects, made flat: one name a field, as rules have them. */
import type { Event } from '../ast/evaluate.js'

/** Whether an object is a Windows event: as its XML, or as tools turn that into JSON. */
const windowsEvent = (value: object): object | undefined => {
  const inner: unknown = 'Event' in value ? value.Event : value
  return typeof inner === 'object' && inner !== null && 'System' in inner ? inner : undefined
}

/** The fields of an event. */
export function flatten(value: object): Event {
  const windows = windowsEvent(value)
  const fields: Fields = new Map()
  if (windows === undefined) flattenPaths(value, '', fields)
  else flattenWindows(windows, '', fields)
  return Object.fromEntries(
    [...fields].map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  )
}

type Fields = Map<string, unknown[]>

function add(fields: Fields, name: string, value: unknown): void {
  const known = fields.get(name)
  if (known === undefined) fields.set(name, [value])
  else known.push(value)
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `{"process": {"name": "a"}}` is `process.name`, as `{"process.name": "a"}` is. A list is several values. */
function flattenPaths(value: unknown, path: string, fields: Fields): void {
  if (Array.isArray(value)) {
    for (const item of value as readonly unknown[]) flattenPaths(item, path, fields)
  } else if (isRecord(value)) {
    for (const [key, item] of Object.entries(value)) {
      flattenPaths(item, path === '' ? key : `${path}.${key}`, fields)
    }
  } else add(fields, path, value)
}

/**
 * Of a Windows event, every element is a field by its own name, an attribute one by the names of its element and its own:
 * `Provider_Name`. Named pieces of data are fields by their names.
 */
function flattenWindows(value: unknown, name: string, fields: Fields): void {
  if (Array.isArray(value)) {
    for (const item of value as readonly unknown[]) flattenWindows(item, name, fields)
    return
  }
  if (!isRecord(value)) {
    if (name !== '') add(fields, name, value)
    return
  }
  const attributes = attributesOf(value)
  const text = value['#text']
  const dataName = name === 'Data' ? attributes.find(([key]) => key === 'Name')?.[1] : undefined
  if (typeof dataName === 'string') {
    add(fields, dataName, text ?? '')
    return
  }
  for (const [key, item] of attributes) {
    if (name !== '' && key !== 'xmlns') add(fields, `${name}_${key}`, item)
  }
  // An element that only has attributes has no text of its own.
  if (text !== undefined && (text !== '' || attributes.length === 0)) add(fields, name, text)
  for (const [key, item] of Object.entries(value)) {
    if (!isAttribute(key) && key !== '#text') flattenWindows(item, key, fields)
  }
}

const isAttribute = (key: string): boolean => key === '#attributes' || key.startsWith('@')

/** As `#attributes`, or each with a `@`. */
const attributesOf = (value: Readonly<Record<string, unknown>>): readonly [string, unknown][] => {
  const own = value['#attributes']
  return [
    ...(isRecord(own) ? Object.entries(own) : []),
    ...Object.entries(value).flatMap(([key, item]): [string, unknown][] =>
      key.startsWith('@') ? [[key.slice(1), item]] : [],
    ),
  ]
}
