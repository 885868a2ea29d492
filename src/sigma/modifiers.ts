/** THE table of modifiers: what each takes, what it makes, and what may stand before it. */
import type { Compare, DatePart } from '../ast/nodes.js'
import { anyRun, pattern, patternOf } from '../ast/pattern.js'
import { made, onScalar, onText, type Draft, type Made, type Place } from './drafts.js'
import { base64Offsets } from './encodings.js'
import {
  affix,
  caseSensitive,
  compare,
  encoded,
  expand,
  flag,
  inEncoding,
  partOf,
  readFieldName,
  readNetwork,
  readRegex,
  withEveryDash,
} from './steps.js'

/** What a value has become by the modifiers before; it decides which modifiers may follow. */
export type Stage =
  | 'value'
  | 'text'
  | 'wide'
  | 'bytes'
  | 'encoded'
  | 'affixed'
  | 'regex'
  | 'reference'
  | 'datePart'
  | 'test'

/** One row: a modifier of a value, or one of how the values of an item are linked. */
export interface Modifier {
  readonly description: string
  /** For each stage that it takes, the stage that it makes; none for a modifier of the item. */
  readonly stages: Readonly<Partial<Record<Stage, Stage>>>
  readonly apply: (draft: Draft, place: Place) => Made
  /** Only of modifiers of the item, which may stand anywhere. */
  readonly linking?: 'all' | 'neq'
  /** Has no meaning for a keyword. */
  readonly needsField?: true
  readonly longName?: string
}

const affixStages = {
  value: 'affixed',
  text: 'affixed',
  wide: 'affixed',
  encoded: 'affixed',
  regex: 'regex',
  reference: 'affixed',
} as const

const encodedStages = {
  value: 'encoded',
  text: 'encoded',
  wide: 'encoded',
  bytes: 'encoded',
  encoded: 'encoded',
} as const

const datePart = (part: DatePart['part']): Modifier => ({
  description: `The ${part} of the value, read as a point in time`,
  stages: { value: 'datePart' },
  needsField: true,
  apply: partOf(part),
})

const comparison = (operator: Compare['operator'], words: string): Modifier => ({
  description: `The value is a number ${words} this one`,
  stages: { value: 'test', datePart: 'test' },
  needsField: true,
  apply: compare(operator),
})

const linking = (which: 'all' | 'neq', description: string): Modifier => ({
  description,
  stages: {},
  linking: which,
  apply: (draft) => made(draft),
})

/** Sigma's modifiers by name. Sigma Specification 2.1, "Modifiers". */
export const modifiers: Readonly<Record<string, Modifier>> = {
  contains: {
    description: 'The value stands anywhere in the field',
    stages: affixStages,
    apply: affix(
      'contains',
      (inner) => pattern(anyRun, ...inner, anyRun),
      (source) => source,
    ),
  },
  startswith: {
    description: 'The field starts with the value',
    stages: affixStages,
    needsField: true,
    apply: affix(
      'startswith',
      (inner) => patternOf([...inner, anyRun]),
      (source) => `^(?:${source})`,
    ),
  },
  endswith: {
    description: 'The field ends with the value',
    stages: affixStages,
    needsField: true,
    apply: affix(
      'endswith',
      (inner) => pattern(anyRun, ...inner),
      (source) => `(?:${source})$`,
    ),
  },
  all: linking('all', 'Every value of the list is required, not just one'),
  neq: linking('neq', 'None of the values may match'),
  cased: {
    description: 'Letters match only in the case that they are written in',
    stages: {
      value: 'text',
      text: 'text',
      wide: 'wide',
      encoded: 'encoded',
      affixed: 'affixed',
      reference: 'reference',
    },
    apply: caseSensitive,
  },
  exists: {
    description: 'The field is there (true) or is not (false)',
    stages: { value: 'test' },
    needsField: true,
    apply: onScalar('boolean', 'true or false', (text) =>
      made({ kind: 'test', test: { kind: 'exists' }, negated: text.toLowerCase() === 'false' }),
    ),
  },
  re: {
    description: 'The value is a regular expression that finds something in the field',
    stages: { value: 'regex' },
    apply: readRegex,
  },
  i: {
    description: 'The regular expression ignores case',
    longName: 'ignorecase',
    stages: { regex: 'regex' },
    apply: flag('ignoreCase'),
  },
  m: {
    description: '^ and $ of the regular expression also match at line ends',
    longName: 'multiline',
    stages: { regex: 'regex' },
    apply: flag('multiline'),
  },
  s: {
    description: '. of the regular expression also matches line ends',
    longName: 'dotall',
    stages: { regex: 'regex' },
    apply: flag('dotAll'),
  },
  cidr: {
    description: 'The field is an address of this network (IPv4 or IPv6)',
    stages: { value: 'test' },
    needsField: true,
    apply: readNetwork,
  },
  lt: comparison('lt', 'less than'),
  lte: comparison('lte', 'not more than'),
  gt: comparison('gt', 'more than'),
  gte: comparison('gte', 'not less than'),
  fieldref: {
    description: 'The value names another field, whose value is compared with',
    stages: { value: 'reference' },
    needsField: true,
    apply: readFieldName,
  },
  windash: {
    description:
      'The dash of a flag may be any that Windows takes for one: - / and three longer ones',
    stages: { value: 'text', text: 'text', affixed: 'affixed' },
    apply: withEveryDash,
  },
  base64: {
    description: 'The value is encoded in base64',
    stages: encodedStages,
    apply: encoded((bytes) => [bytes.toString('base64')], 0),
  },
  base64offset: {
    description:
      'The value is inside something encoded in base64: each of the three texts it can be',
    stages: encodedStages,
    // One byte at offset 1 shares both of its characters with its neighbours: the pattern would match everything.
    apply: encoded(base64Offsets, 2),
  },
  wide: {
    description: 'The value is in UTF-16 with the low byte first',
    longName: 'utf16le',
    stages: { value: 'wide', text: 'wide', encoded: 'wide' },
    apply: inEncoding('utf16le'),
  },
  utf16be: {
    description: 'The value is in UTF-16 with the high byte first; base64 has to follow',
    stages: { value: 'bytes', text: 'bytes', encoded: 'bytes' },
    apply: inEncoding('utf16be'),
  },
  utf16: {
    description: 'The value is in UTF-16 behind a byte order mark; base64 has to follow',
    stages: { value: 'bytes', text: 'bytes', encoded: 'bytes' },
    apply: inEncoding('utf16'),
  },
  expand: {
    description: 'The value is a placeholder, %name%, that a pipeline replaces',
    stages: { value: 'test' },
    needsField: true,
    apply: onText(expand),
  },
  minute: datePart('minute'),
  hour: datePart('hour'),
  day: datePart('day'),
  week: datePart('week'),
  month: datePart('month'),
  year: datePart('year'),
}

/** The modifiers for `siemantic list modifiers`, in the order of the table. */
export const modifierNames: readonly {
  readonly name: string
  readonly longName?: string
  readonly description: string
}[] = Object.entries(modifiers).map(([name, { longName, description }]) => ({
  name,
  ...(longName === undefined ? {} : { longName }),
  description,
}))

const byLongName = new Map(
  Object.entries(modifiers).flatMap(([name, { longName }]) =>
    longName === undefined ? [] : [[longName, name] as const],
  ),
)

/** Every spelling of every modifier. */
export const modifierSpellings: readonly string[] = [
  ...Object.keys(modifiers),
  ...byLongName.keys(),
]

/** The modifier of a name, short or long. */
export function findModifier(name: string): Modifier | undefined {
  const short = byLongName.get(name) ?? name
  return Object.hasOwn(modifiers, short) ? modifiers[short] : undefined
}
