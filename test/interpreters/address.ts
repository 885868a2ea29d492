/** Networks, by node's own list of blocked addresses: shared by the interpreters, and with nothing of src. */
import { BlockList, isIP } from 'node:net'

/** Whether a text is an address of a network `10.0.0.0/8`; undefined where either is not well formed. */
export function inNetwork(network: string, address: string): boolean | undefined {
  const [base = '', bits] = network.split('/')
  const family = isIP(base)
  const prefix = bits === undefined ? (family === 4 ? 32 : 128) : Number(bits)
  if (family === 0 || isIP(address) === 0) return undefined
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > (family === 4 ? 32 : 128))
    return undefined
  if (isIP(address) !== family) return false
  if (prefix === 0) return true
  const list = new BlockList()
  const name = family === 4 ? 'ipv4' : 'ipv6'
  list.addSubnet(base, prefix, name)
  return list.check(address, name)
}
