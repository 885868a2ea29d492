/**
 * Events in every vocabulary. What happened is known by concepts, with the values of the Sigma taxonomy; a view is how one
 * vocabulary has it. The correspondences of src/fields are read here as data, in the direction of events; how values
 * are spelled, and what follows from what, is written anew.
 */
import type { Vocabulary } from '../../src/ast/nodes.js'
import { families } from '../../src/fields/correspondences.js'
import type { Column, Conversion, Family, FieldRow } from '../../src/fields/types.js'
import { textOf, type Values } from './choices.js'

/** What happened: values by concept, and those that no correspondence is about by their own names. */
export interface World {
  readonly families: readonly Family[]
  readonly concepts: Values
  readonly others: Values
}

const knownRows = new Map<string, readonly FieldRow[]>()

/** The rows of some families, one a concept. Each of thousands of events asks for them. */
function rowsOf(of: readonly Family[]): readonly FieldRow[] {
  const known = knownRows.get(of.join())
  if (known !== undefined) return known
  const seen = new Set<string>()
  const rows = of
    .flatMap((family) => families[family].rows)
    .filter(({ concept }) => !seen.has(concept) && seen.add(concept))
  knownRows.set(of.join(), rows)
  return rows
}

/** The names of a column in a vocabulary: of a basename that is no column, only those that others gave it. */
const namesOf = ({ name, aliases = [], part, anywhere }: Column): readonly string[] =>
  part !== undefined || anywhere === true ? aliases : [name, ...aliases]

const rowNamed = (
  name: string,
  vocabulary: Vocabulary,
  rows: readonly FieldRow[],
): FieldRow | undefined =>
  rows.find(({ columns: { [vocabulary]: column } }) => {
    if (column === undefined) return false
    // What is written so is read as something else, but for its other names.
    const names = column.writeOnly === true ? (column.aliases ?? []) : namesOf(column)
    return names.includes(name)
  })

// --------------------------------------------------------------------------------------- values

const hives: Readonly<Record<string, string>> = {
  HKLM: 'HKEY_LOCAL_MACHINE',
  HKCU: 'HKEY_CURRENT_USER',
  HKU: 'HKEY_USERS',
  HKCR: 'HKEY_CLASSES_ROOT',
}
const withHive = (path: string, names: Readonly<Record<string, string>>): string => {
  const [root = '', ...keys] = path.split('\\')
  return [names[root.toUpperCase()] ?? root, ...keys].join('\\')
}
const turned = (names: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(names).map(([from, to]) => [to, from]))

const renamed = (text: string, names: Readonly<Record<string, string>>): string =>
  Object.entries(names).find(([from]) => from.toLowerCase() === text.toLowerCase())?.[1] ?? text

const eventTypes = {
  CreateKey: 'RegistryKeyCreated',
  DeleteKey: 'RegistryKeyDeleted',
  DeleteValue: 'RegistryValueDeleted',
  RenameKey: 'RegistryKeyRenamed',
  SetValue: 'RegistryValueSet',
}
const actions = { true: 'ConnectionSuccess', false: 'InboundConnectionAccepted' }
const words = {
  CreateKey: 'created',
  SetValue: 'modified',
  DeleteKey: 'deleted',
  DeleteValue: 'deleted',
}
const messages = { request: 'query', response: 'response' }
const results = { '0x8020000000000000': 'success', '0x8010000000000000': 'failure' }
const services = { 'admin.googleapis.com': 'admin', 'login.googleapis.com': 'login' }
const directions = { true: 'egress', false: 'ingress' }

interface Spelling {
  readonly there: (text: string) => string
  readonly back: (text: string) => string
}

const inWords = (names: Readonly<Record<string, string>>): Spelling => ({
  there: (text) => renamed(text, names),
  back: (text) => renamed(text, turned(names)),
})

/** A number of 32 bits in decimal; what Sysmon writes of an empty text and of bytes, others do not. */
const decimal: Spelling = {
  there: (text) => {
    const digits = /^DWORD \(0x([\da-f]{8})\)$/i.exec(text)?.[1]
    return digits === undefined
      ? text.replace(/^(?:\(Empty\)|Binary Data)$/i, '')
      : String(Number.parseInt(digits, 16))
  },
  back: (text) => text,
}

/** How a vocabulary spells a value of the taxonomy, and back. */
const spellings: Readonly<Record<Conversion, Spelling>> = {
  registryHive: {
    there: (text) => withHive(text, hives),
    back: (text) => withHive(text, turned(hives)),
  },
  registryDword: {
    there: (text) => /^DWORD \((0x[\da-f]{8})\)$/i.exec(text)?.[1] ?? text,
    back: (text) => (/^0x[\da-f]{8}$/i.test(text) ? `DWORD (${text})` : text),
  },
  registryDwordDecimal: decimal,
  registryData: decimal,
  accountName: {
    there: (text) => text.slice(text.lastIndexOf('\\') + 1),
    back: (text) => (text.includes('\\') ? text : `DOMAIN\\${text}`),
  },
  registryEventType: inWords(eventTypes),
  connectionAction: inWords(actions),
  registryAction: inWords(words),
  addressQuery: {
    there: (text) => `https://host.example/page?${text}`,
    back: (text) => text.slice(text.indexOf('?') + 1),
  },
  dnsMessage: inWords(messages),
  auditResult: inWords(results),
  googleService: inWords(services),
  pathExtension: {
    there: (text) => `/some/page.${text}`,
    back: (text) => /[^./]*$/.exec(text)![0],
  },
  networkDirection: inWords(directions),
}

const spelled = (
  value: unknown,
  conversion: Conversion | undefined,
  way: 'there' | 'back',
): unknown =>
  conversion === undefined
    ? value
    : Array.isArray(value)
      ? value.map((item: unknown) => spelled(item, conversion, way))
      : typeof value === 'string'
        ? spellings[conversion][way](value)
        : value

// ---------------------------------------------------------------------------------------- paths

const basename = (path: string): string => /[^\\/]*$/.exec(path)![0]

/** The concepts that are the last part of another: a file's name and its path. */
function basenamesOf(
  rows: readonly FieldRow[],
): readonly (readonly [path: string, name: string])[] {
  return rows.flatMap(({ concept, columns }) => {
    const own = columns.sigma ?? columns.sysmon
    if (own?.part === undefined) return []
    const whole = rows.find(({ columns: { sigma, sysmon } }) =>
      [sigma, sysmon].some((column) => column?.part === undefined && column?.name === own.name),
    )
    return whole === undefined ? [] : [[whole.concept, concept] as const]
  })
}

/** Paths are absolute, with the separator of their system; those of a few processes of Windows are their names. */
function absolute(path: string, separator: '\\' | '/' | undefined): string {
  const text = separator === undefined ? path : path.replace(/[\\/]/g, () => separator)
  if (/[\\/]/.test(text) || (separator === '\\' && !text.includes('.'))) return text
  return (separator === '/' ? '/some/dir/' : 'C:\\some\\dir\\') + text
}

const isText = (value: unknown): value is string => typeof value === 'string'

const textsIn = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? (value as readonly unknown[]) : [value]).filter(isText)

const directoryOf = (path: string): string => path.slice(0, path.length - basename(path).length)

/** The paths of files of which the paths, or the names, or both are known. */
function fullPaths(
  wholes: readonly string[],
  parts: readonly string[],
  separator: '\\' | '/' | undefined,
): readonly string[] {
  const [whole = ''] = wholes
  const [part] = parts
  return parts.length > 1
    ? parts.map((file) => absolute(directoryOf(whole) + basename(file), separator))
    : wholes.length > 0
      ? wholes.map((path) => absolute(directoryOf(path) + basename(part ?? path), separator))
      : parts.map((file) => absolute(basename(file), separator))
}

/** A list of one value is that value. */
const oneOrAll = (values: readonly string[]): unknown => (values.length === 1 ? values[0] : values)

// --------------------------------------------------------------------------------------- worlds

/** What happened, from the fields of an event in one vocabulary. */
export function worldOf(
  values: Values,
  vocabulary: Vocabulary,
  {
    families: of,
    separator,
  }: { readonly families: readonly Family[]; readonly separator: '\\' | '/' | undefined },
): World {
  const rows = rowsOf(of)
  const concepts: Record<string, unknown> = {}
  const others: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === null) continue
    const row = rowNamed(name, vocabulary, rows)
    if (row === undefined) others[name] = value
    else concepts[row.concept] ??= spelled(value, row.columns[vocabulary]?.conversion, 'back')
  }
  // Nobody writes a text that is spelled as Sysmon spells a number, nor one around it.
  const number = /DWORD \(0x[\da-f]{8}\)/i.exec(textOf(concepts['registry.data']))?.[0]
  if (number !== undefined) concepts['registry.data'] = number
  for (const [path, name] of basenamesOf(rows)) {
    const paths = fullPaths(textsIn(concepts[path]), textsIn(concepts[name]), separator)
    if (paths.length === 0) continue
    concepts[path] = oneOrAll(paths)
    concepts[name] = oneOrAll(paths.map(basename))
  }
  const { 'registry.path': key, 'registry.key': name } = concepts
  if (typeof key === 'string' && name !== undefined) {
    concepts['registry.key'] = key.replace(/\\?[^\\]*$/, '')
  }
  return { families: of, concepts, others }
}

/** How a vocabulary has what happened; the whole event's text is `_raw`. Undefined where two concepts would be one field. */
export function viewOf(
  { families: of, concepts, others }: World,
  vocabulary: Vocabulary,
  keepsNames: boolean,
): Values | undefined {
  const view: Record<string, unknown> = {}
  const texts: string[] = []
  const put = (name: string, value: unknown): boolean => {
    const known = view[name]
    if (known !== undefined && known !== value) return false
    view[name] = value
    return true
  }
  for (const row of rowsOf(of)) {
    const value = concepts[row.concept]
    const column = row.columns[vocabulary]
    if (value === undefined) continue
    texts.push(...textsOf(value))
    if (column === undefined || column.anywhere === true) continue
    const plain = spelled(value, column.conversion, 'there')
    const own = column.type === 'eventXml' && vocabulary !== 'sigma' ? asXml(plain) : plain
    const holdsMore = column.difference?.effect === 'wider' && column.conversion === undefined
    const held = holdsMore ? surrounded(own) : own
    if (holdsMore && view[column.name] !== undefined) {
      view[column.name] = `${textOf(view[column.name])}\n${textOf(held)}`
      continue
    }
    for (const name of namesOf(column)) if (!put(name, held)) return undefined
  }
  for (const [name, value] of Object.entries(others)) {
    texts.push(...textsOf(value))
    const there = otherName(name, vocabulary, of) ?? (keepsNames ? name : undefined)
    if (there !== undefined && !put(there, value)) return undefined
  }
  return { ...view, _raw: texts.join('\n') }
}

/** All data of an event, as it writes them. */
const asXml = (value: unknown): string =>
  `<EventData>${textsOf(value)
    .map((text) => `<Data>${escapeXml(text)}</Data>`)
    .join('')}</EventData>`

export const escapeXml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

const surrounded = (value: unknown): unknown =>
  typeof value === 'string'
    ? `Before: ${value}\nAfter: something`
    : Array.isArray(value)
      ? value.map(surrounded)
      : value

const textsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map(textOf)

function otherName(
  name: string,
  vocabulary: Vocabulary,
  of: readonly Family[],
): string | undefined {
  for (const family of of) {
    const place = families[family].others[vocabulary]
    if (place === undefined) continue
    return place.names?.test(name) === false
      ? undefined
      : place.template.replace('{name}', () => name)
  }
  return undefined
}

/** The concept that a field of a vocabulary is about, where a correspondence knows it. */
export const conceptOf = (
  name: string,
  vocabulary: Vocabulary,
  of: readonly Family[],
): string | undefined => rowNamed(name, vocabulary, rowsOf(of))?.concept

/** The type of a field of a vocabulary, where a correspondence knows it. */
export function typeOf(
  name: string,
  vocabulary: Vocabulary,
  of: readonly Family[],
): Column['type'] | undefined {
  const row = rowNamed(name, vocabulary, rowsOf(of))
  if (row !== undefined) return row.columns[vocabulary]?.type
  for (const family of of) {
    const place = families[family].others[vocabulary]
    if (place !== undefined) return place.type
  }
  return undefined
}
