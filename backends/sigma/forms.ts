/** How each kind of test is written: modifiers behind the field's name, and a value. */
import type { Field, Keyword, Predicate, Regex, Test, TestOf } from '../../src/ast/nodes.js'
import { isRun, literalText, pattern, type Pattern } from '../../src/ast/pattern.js'
import { digits, quoted, type Yaml } from '../../src/print/yaml.js'
import { printSigmaString } from '../../src/sigma/values.js'

/** A test as Sigma writes it. */
export interface Form {
  readonly modifiers: readonly string[]
  readonly value: Yaml
  /** The whole pattern, of a test that asks for one. */
  readonly pattern?: Pattern
}

/** A way to write each kind of test. A new kind must be decided on to compile. */
export type Forms = { readonly [K in Test['kind']]: (test: TestOf<K>) => Form }

const form = (value: Yaml, ...modifiers: readonly string[]): Form => ({ modifiers, value })

/** The modifier for the wildcards at the ends of a pattern, and what is left of it without them. */
export function affixOf(value: Pattern): { readonly affix: readonly string[]; inner: Pattern } {
  const starts = value.length > 1 && isRun(value[0])
  const ends = value.length > 1 && isRun(value.at(-1))
  const inner = value.slice(starts ? 1 : 0, ends ? -1 : undefined)
  if (starts) return { affix: [ends ? 'contains' : 'endswith'], inner }
  return { affix: ends ? ['startswith'] : [], inner }
}

const flagsOf = ({ ignoreCase, multiline, dotAll }: Regex): readonly string[] => [
  ...(ignoreCase ? ['i'] : []),
  ...(multiline ? ['m'] : []),
  ...(dotAll ? ['s'] : []),
]

/**
 * A regex of ours ends in `\z`, which Python does not know, and with it much of what reads Sigma rules. Of a value that is
 * one line `$` is the same, see "Regular expressions" in docs/semantics.md.
 */
export const withPlainEnd = (regex: Regex): Regex =>
  regex.multiline || /\\Q|\(\?[a-z]*m/.test(regex.source)
    ? regex
    : {
        ...regex,
        source: regex.source.replaceAll(escapeOrClass, (it) => (it === endOfValue ? '$' : it)),
      }

const endOfValue = String.raw`\z`
/** An escape, or a class, in which nothing is an anchor. */
const escapeOrClass = /\\[^]|\[\^?\]?(?:\\[^]|[^\\\]])*\]/g

/** A number in its shortest form: others, such as `007`, read as another text. */
const canonicalNumber = /^(?:-?[1-9]\d*|0)(?:\.\d+)?$/

/** Sigma Specification 2.1, "Modifiers", as SigmaHQ's rules write them. */
export const forms: Forms = {
  matches: ({ pattern: value, cased, written }) => {
    const { affix, inner } = affixOf(value)
    const modifiers = [...affix, ...(cased ? ['cased'] : [])]
    return {
      modifiers,
      value: valueOf(inner, modifiers.length > 0 ? undefined : written),
      pattern: value,
    }
  },
  regex: (regex) => form(quoted(withPlainEnd(regex).source), 're', ...flagsOf(regex)),
  compare: ({ operator, value }) => form(digits(value), operator),
  cidr: ({ address, prefix }) => form(quoted(`${address}/${prefix}`), 'cidr'),
  exists: () => form(true, 'exists'),
  isNull: () => form(null),
  sameAs: ({ field, relation, cased }) =>
    form(
      printSigmaString(pattern(field.name)),
      'fieldref',
      ...(relation === 'equals' ? [] : [relation]),
      ...(cased ? ['cased'] : []),
    ),
  datePart: ({ part, operator, value }) =>
    form(digits(String(value)), part, ...(operator === 'eq' ? [] : [operator])),
  inList: ({ list }) => form(quoted(`%${list}%`), 'expand'),
  placeholder: ({ name }) => form(quoted(`%${name}%`), 'expand'),
}

function valueOf(value: Pattern, written: 'number' | 'boolean' | undefined): Yaml {
  const text = literalText(value)
  if (text !== undefined && written === 'number' && canonicalNumber.test(text)) return digits(text)
  if (written === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return quoted(printSigmaString(value))
}

// The table gives each kind the form of its own test.
const formFor = <K extends Test['kind']>(test: TestOf<K>): ((test: TestOf<K>) => Form) =>
  forms[test.kind]

/** The form of a test of a field. What a column of numbers equals is a number there, however its source wrote it. */
export const formOf = ({ field, test }: Predicate): Form =>
  formFor(test)(
    test.kind === 'matches' && field.type === 'number' && test.written === undefined
      ? { ...test, written: 'number' }
      : test,
  )

/** The form of a keyword, which is found anywhere in a value without any modifier. */
export function formOfKeyword({ test }: Keyword): Form {
  if (test.kind === 'regex') return forms.regex(test)
  return {
    modifiers: test.cased ? ['cased'] : [],
    value: valueOf(test.pattern, test.cased ? undefined : test.written),
    pattern: test.pattern,
  }
}

/** Whether a name can stand before the modifiers of a key. */
export const isFieldName = ({ name }: Field): boolean => name !== '' && !name.includes('|')

/** Whether a name can stand between the signs of a placeholder. */
export const isPlaceholderName = (name: string): boolean => name !== '' && !name.includes('%')
