/** Values of one field: what passes tests, and what nearly does. */
import type { Cidr, Compare, Matches, Test } from '../../src/ast/nodes.js'
import { isRun, type Pattern } from '../../src/ast/pattern.js'
import type { Random } from '../fuzz/random.js'
import { sampleOfRegex } from './regex-samples.js'

/** What a wildcard may stand for. */
const fillings = ['', 'x', ' a ', 'Q1', '\\', '-', 'é', '"y" ', "'", '/b ', '1'] as const
const characters = ['x', 'Z', '7', ' ', '\\', '.', '?', '*', 'é'] as const

const flipCase = (text: string, random: Random): string =>
  Array.from(text, (letter) => {
    const how = random.below(4)
    const other = how === 0 ? letter.toUpperCase() : how === 1 ? letter.toLowerCase() : letter
    return other.length === letter.length ? other : letter
  }).join('')

function sampleOfPattern(value: Pattern, random: Random): string {
  return value
    .map((part) =>
      typeof part === 'string'
        ? part
        : random.pick<string>(part.wildcard === 'run' ? fillings : characters),
    )
    .join('')
}

const cased = ({ pattern, cased: minds }: Matches, random: Random): string => {
  const text = sampleOfPattern(pattern, random)
  return minds || random.below(2) === 0 ? text : flipCase(text, random)
}

function sampleOfNetwork({ version, address, prefix }: Cidr, random: Random): string {
  if (version === 6) return random.below(2) === 0 ? address : address.replace(/::$/, '::7')
  const bits = address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0)
  const free = 2 ** (32 - prefix)
  const offset = random.below(2) === 0 ? random.below(free) : random.below(2) * (free - 1)
  const start = Math.floor(bits / free) * free
  return [24, 16, 8, 0].map((shift) => Math.floor((start + offset) / 2 ** shift) % 256).join('.')
}

const sampleOfCompare = ({ operator, value }: Compare, random: Random): string => {
  const step = random.below(3) + (operator === 'lt' || operator === 'gt' ? 1 : 0)
  const number = Number(value) + (operator.startsWith('l') ? -step : step)
  return String(number)
}

/** A value that passes the test, if any text does; undefined for none at all. */
export function sampleOf(test: Test, random: Random): string | undefined {
  switch (test.kind) {
    case 'matches':
      return cased(test, random)
    case 'regex': {
      const text = sampleOfRegex(test, random)
      return random.below(3) === 0
        ? `${random.pick(fillings)}${text}${random.pick(fillings)}`
        : text
    }
    case 'compare':
      return sampleOfCompare(test, random)
    case 'cidr':
      return sampleOfNetwork(test, random)
    case 'isNull':
      return undefined
    case 'datePart':
      return `2026-11-0${1 + random.below(9)}T0${random.below(10)}:15:00Z`
    case 'exists':
    case 'sameAs':
    case 'inList':
    case 'placeholder':
      return random.pick(['some value', 'v1', '3'])
  }
}

const longest = (of: readonly string[]): string =>
  of.toSorted((a, b) => b.length - a.length)[0] ?? ''

/** A value that passes all of the tests, as far as joining their samples makes one. */
export function sampleOfAll(tests: readonly Test[], random: Random): string | undefined {
  const asking = tests.filter(({ kind }) => kind !== 'exists')
  const [only = tests[0], ...others] = asking
  if (only === undefined) return random.pick(['some value', 'v1', '3'])
  if (others.length === 0) return sampleOf(only, random)
  const open = asking.filter((test) => test.kind === 'matches' && hasRun(test.pattern))
  const closed = asking.find((test) => !open.includes(test))
  if (closed !== undefined && closed.kind !== 'regex') return sampleOf(closed, random)
  const texts = asking.map((test) => ({
    text: sampleOf(test, random) ?? '',
    starts: test.kind === 'matches' && !isRun(test.pattern[0]),
    ends: test.kind === 'matches' && !isRun(test.pattern.at(-1)),
  }))
  const inner = texts.filter(({ starts, ends }) => !starts && !ends).map(({ text }) => text)
  return [
    longest(texts.filter(({ starts }) => starts).map(({ text }) => text)),
    inner.join(random.pick([' ', '', ' x '])),
    longest(texts.filter(({ ends }) => ends).map(({ text }) => text)),
  ].join('')
}

const hasRun = (value: Pattern): boolean => isRun(value[0]) || isRun(value.at(-1))

/** The value a little different; undefined for none. */
export function mutated(value: unknown, random: Random): unknown {
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)
  const units = Array.from(text)
  const at = random.below(units.length + 1)
  const cut = (count: number, by: string): string =>
    [...units.slice(0, at), by, ...units.slice(at + count)].join('')
  switch (random.below(16)) {
    case 0:
      return undefined
    case 1:
      return ''
    case 2:
      return text.toUpperCase()
    case 3:
      return text.toLowerCase()
    case 4:
    case 5:
      return cut(1, '')
    case 6:
    case 7:
      return cut(1, random.pick(characters))
    case 8:
      return cut(0, random.pick(characters))
    case 9:
      return `${text}${random.pick([' ', 'x', '.exe', '\\', '2', '"'])}`
    case 10:
      return `${random.pick([' ', 'x', 'C:\\dir\\', '\\', '"', '1'])}${text}`
    case 11:
      return text.replace(/[\\/](?=[^\\/]*$)/, random.pick(['', '\\\\', '/', '\\x\\', 'x']))
    case 12:
      return text.replace(/\s+/, random.pick(['', '  ', '\t']))
    case 13:
      return text.replace(/\W/, random.pick(['', 'x', ' ']))
    case 14:
      return random.pick(['0', '-1', '65536', 'other', '10.1.2.3', '1.0'])
    default:
      return `a\n${text}`
  }
}
