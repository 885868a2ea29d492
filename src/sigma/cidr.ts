/** Networks in CIDR notation, checked strictly and written canonically. */
import { addressText } from '../ast/address.js'
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
