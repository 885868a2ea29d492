/** Networks in CIDR notation, checked strictly and written canonically. */
import { addressBits, width } from '../ast/evaluate.js'
import type { Cidr } from '../ast/nodes.js'

/** The network that a text names (RFC 4632, RFC 4291), or why it names none. An address alone is a network of one. */
export function parseCidr(text: string): Cidr | { readonly reason: string } {
  const match = /^([^/]*)(?:\/(.*))?$/s.exec(text)
  const [, address = '', written] = match ?? []
  // Some programs read the leading zero as octal, so that 010.0.0.0 is 8.0.0.0 there.
  if (!address.includes(':') && /(?:^|\.)0\d/.test(address)) {
    return { reason: 'a part of its address has a leading zero' }
  }
  const parsed = addressBits(address)
  if (parsed === undefined) return { reason: 'it does not start with an IP address' }
  const { version, bits } = parsed
  const longest = width(version)
  if (written !== undefined && !/^\d{1,3}$/.test(written)) {
    return { reason: 'what follows the / is not a number of bits' }
  }
  const prefix = written === undefined ? longest : Number(written)
  if (prefix > longest) return { reason: `an IPv${version} address has only ${longest} bits` }
  const hostBits = BigInt(longest - prefix)
  const network = (bits >> hostBits) << hostBits
  if (network !== bits) {
    return {
      reason: `it has bits set behind the prefix; the network is ${addressText(version, network)}/${prefix}`,
    }
  }
  return { kind: 'cidr', version, address: addressText(version, bits), prefix }
}

/** The canonical text of an address; of IPv6, as RFC 5952, section 4 has it. */
export function addressText(version: 4 | 6, bits: bigint): string {
  if (version === 4) return [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 0xffn).join('.')
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((bits >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  )
  const { start, length } = longestZeroRun(groups)
  if (length < 2) return groups.join(':')
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`
}

/** The first of the longest runs of zero groups. */
function longestZeroRun(groups: readonly string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 }
  let length = 0
  for (const [index, group] of groups.entries()) {
    length = group === '0' ? length + 1 : 0
    if (length > best.length) best = { start: index - length + 1, length }
  }
  return best
}
