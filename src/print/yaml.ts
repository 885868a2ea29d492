/** Writes YAML as a person would, so that every parser of YAML 1.1 and 1.2 reads the same from it. */

/** A value to write. A bare string is a text, quoted only where it would read as something else. */
export type Yaml = string | boolean | null | Quoted | Digits | YamlList | YamlMap

/** A text that is quoted whatever it is. */
export interface Quoted {
  readonly kind: 'quoted'
  readonly text: string
}

/** A number or a date, written as it is. */
export interface Digits {
  readonly kind: 'digits'
  readonly text: string
}

export interface YamlList {
  readonly kind: 'list'
  readonly items: readonly Yaml[]
}

/** The entries in their order; JavaScript's objects would sort keys that look like numbers. */
export interface YamlMap {
  readonly kind: 'map'
  readonly entries: readonly (readonly [key: string, value: Yaml])[]
}

export const quoted = (text: string): Quoted => ({ kind: 'quoted', text })
export const digits = (text: string): Digits => ({ kind: 'digits', text })
export const list = (items: readonly Yaml[]): YamlList => ({ kind: 'list', items })
export const map = (entries: YamlMap['entries']): YamlMap => ({ kind: 'map', entries })

/** A plain JavaScript value, such as JSON has. */
export function yamlOf(value: unknown): Yaml {
  if (typeof value === 'number') return digits(String(value))
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (Array.isArray(value)) return list(value.map(yamlOf))
  if (typeof value === 'object' && value !== null) {
    return map(Object.entries(value).map(([key, item]) => [key, yamlOf(item)]))
  }
  return null
}

/** One document, without its markers and without a line end behind it. */
export const printYaml = (document: YamlMap): string => printEntries(document, '').join('\n')

/** Four columns a level, as SigmaHQ has it. */
const step = '    '

const printEntries = ({ entries }: YamlMap, indent: string): readonly string[] =>
  entries.flatMap(([key, value]) => {
    const [first = '', ...rest] = printBehind(value, indent)
    return [`${indent}${printKey(key, indent)}${first}`, ...rest]
  })

/** What stands behind a key's or an item's sign, and the lines that follow. */
function printBehind(value: Yaml, indent: string): readonly string[] {
  if (typeof value === 'object' && value !== null) {
    if (value.kind === 'map') {
      return value.entries.length === 0 ? [' {}'] : ['', ...printEntries(value, indent + step)]
    }
    if (value.kind === 'list') {
      return value.items.length === 0 ? [' []'] : ['', ...printItems(value, indent + step)]
    }
  }
  return typeof value === 'string' && isBlock(value)
    ? printBlock(value, indent + step)
    : [` ${printScalar(value)}`]
}

/** A map begins on the line of its sign. */
const printItems = ({ items }: YamlList, indent: string): readonly string[] =>
  items.flatMap((item) => {
    if (typeof item === 'object' && item?.kind === 'map' && item.entries.length > 0) {
      const [first = '', ...rest] = printEntries(item, `${indent}  `)
      return [`${indent}- ${first.slice(indent.length + 2)}`, ...rest]
    }
    const [first = '', ...rest] = printBehind(item, indent)
    return [`${indent}-${first}`, ...rest]
  })

/** A key that is too long to stand before a colon gets its own sign. YAML 1.2.2, section 7.4.2. */
function printKey(key: string, indent: string): string {
  const text = printText(key)
  return text.length <= longestKey ? `${text}:` : `? ${text}\n${indent}:`
}

const longestKey = 1000

function printScalar(value: string | boolean | null | Quoted | Digits): string {
  if (typeof value === 'string') return printText(value)
  if (value === null || typeof value === 'boolean') return String(value)
  const isBare = value.kind === 'digits' && (isNumber(value.text) || date.test(value.text))
  return isBare ? value.text : quote(value.text)
}

/** Whether a text, written without quotes, is a number to every parser. YAML 1.2.2, section 10.3.2. */
export const isNumber = (text: string): boolean =>
  /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text)

const date = /^\d{4}-\d{2}-\d{2}$/

const printText = (text: string): string => (isPlain(text) ? text : quote(text))

/** What every parser can print: YAML 1.2.2, section 5.1, without line ends, tabs and the marks of byte order. */
const printable =
  /^[\u0020-\u007E\u00A0-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD\u{10000}-\u{10FFFF}]*$/u

/**
 * Not an indicator, not a sign that may begin a number. YAML 1.2.2, section 7.3.3. What begins with digits and is no number,
 * time or date of any version has a letter behind them that none of those has, or a word.
 */
const plainForm =
  /^(?:[^\s!"#%&'*,\-:=<>?@[\]`{|}~.+\d]|\d+[g-np-wyzG-NP-WYZ]|\d+ [a-zA-Z])(?:[^#:]|:(?=\S)|(?<=\S)#)*(?<!\s)$/u

/** Words of YAML 1.1 and 1.2 that are no text: yaml.org/type/bool.html, yaml.org/type/null.html. */
const words = /^(?:null|true|false|yes|no|on|off|y|n)$/i

/** An id, or a span of time. */
const knownForm = /^(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|\d+[smhdw])$/

const isPlain = (text: string): boolean =>
  printable.test(text) && !words.test(text) && (plainForm.test(text) || knownForm.test(text))

/** Single quotes have no escapes but their own; what they cannot hold stands in double quotes, as JSON writes it. */
function quote(text: string): string {
  if (printable.test(text)) return `'${text.replaceAll("'", "''")}'`
  return JSON.stringify(text).replaceAll(
    /[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Text of several lines that reads the same as a block: no line of it is a matter of indentation. */
const isBlock = (text: string): boolean =>
  /^\S[^]*\S\n?$/.test(text) &&
  text.includes('\n') &&
  text.split('\n').every((line) => printable.test(line) && !/^\s+$/.test(line))

function printBlock(text: string, indent: string): readonly string[] {
  const ends = text.endsWith('\n')
  const lines = (ends ? text.slice(0, -1) : text).split('\n')
  return [ends ? ' |' : ' |-', ...lines.map((line) => (line === '' ? '' : indent + line))]
}
