/** Networks as regexes over the usual text of addresses: dotted quads, and RFC 5952's for IPv6. */
import { addressBits } from '../../src/ast/evaluate.js'
import type { Cidr } from '../../src/ast/nodes.js'

/** The whole address; undefined of a network of IPv6 whose addresses have no common start in that text. */
export const networkRegex = (network: Cidr): string | undefined =>
  network.version === 4 ? quadRegex(network) : hextetRegex(network)

const byte = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`

/** The addresses of a network of version 4, byte by byte. */
const quadRegex = ({ address, prefix }: Cidr): string =>
  address
    .split('.')
    .map((text, index) => {
      const bits = fixedBits(prefix, index, 8)
      if (bits === 0) return byte
      const values = Array.from({ length: 1 << (8 - bits) }, (_, offset) => Number(text) + offset)
      return values.length === 1 ? text : `(?:${values.join('|')})`
    })
    .join(String.raw`\.`)

/** How many of the bits of the group at an index the prefix fixes. */
const fixedBits = (prefix: number, index: number, size: number): number =>
  Math.min(size, Math.max(0, prefix - size * index))

/**
 * The addresses of a network of version 6. RFC 5952 writes groups without leading zeros, and the longest run of zero groups
 * as `::`: so a fixed part with two zero groups in a row, or that ends with one or inside a group that may have leading
 * zeros, has no one text.
 */
function hextetRegex({ address, prefix }: Cidr): string | undefined {
  if (prefix === 128) return `(?i:${address})`
  const bits = addressBits(address)?.bits ?? 0n
  const groups = Array.from({ length: 8 }, (_, index) =>
    Number((bits >> BigInt(16 * (7 - index))) & 0xffffn),
  )
  const whole = groups.slice(0, Math.floor(prefix / 16))
  const rest = prefix % 16
  const part = rest === 0 ? undefined : partialGroup(groups[whole.length] ?? 0, rest)
  const isShortened = [...whole, rest === 0 ? 0 : 1].some(
    (group, index, all) => group === 0 && all[index + 1] === 0,
  )
  if ((rest > 0 && part === undefined) || whole[0] === 0 || isShortened || prefix === 0) {
    return undefined
  }
  const fixed = [...whole.map((group) => group.toString(16)), ...(part === undefined ? [] : [part])]
  const free = 8 - fixed.length
  return `(?i:${fixed.join(':')}${free === 0 ? '' : `:${restOfAddress(free)}`})`
}

const hextet = '[0-9a-f]{1,4}'

/** So many groups, each with its colon. */
function groupsOf(least: number, most: number): string {
  if (most === 0) return ''
  if (most === 1 && least === 1) return `${hextet}:`
  return `(?:${hextet}:){${least === most ? most : `${least},${most}`}}`
}

/** What may follow the colon behind the fixed groups where so many are left: all of them, or some and `::`. */
function restOfAddress(free: number): string {
  const shortened = Array.from({ length: free }, (_, before) => {
    const left = free - 2 - before
    return `${groupsOf(before, before)}:${left < 0 ? '' : `(?:${groupsOf(0, left)}${hextet})?`}`
  })
  return `(?:${[groupsOf(free - 1, free - 1) + hextet, ...shortened].join('|')})`
}

/** A group of which only the first bits are fixed, as four digits; undefined where the first of them may be zero. */
function partialGroup(group: number, bits: number): string | undefined {
  if (group >> 12 === 0) return undefined
  return [12, 8, 4, 0]
    .map((shift, index) => {
      const digit = (group >> shift) & 15
      const fixed = fixedBits(bits, index, 4)
      if (fixed === 0) return '[0-9a-f]'
      const digits = Array.from({ length: 1 << (4 - fixed) }, (_, offset) =>
        (digit + offset).toString(16),
      )
      return digits.length === 1 ? digits.join('') : `[${digits.join('')}]`
    })
    .join('')
}
