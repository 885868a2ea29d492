/** Ids made of names: UUIDs of version 5, so that the same rule has the same id each time. RFC 9562, section 5.5. */
import { createHash } from 'node:crypto'

/** Our own namespace for ids of rules that are derived from others. */
const namespace = 'b3a1b0c5-6f0e-5d43-9a53-3f1c7a6de0a4'

/** The id of a name in our namespace. */
export function nameBasedId(name: string): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest()
    .subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const text = bytes.toString('hex')
  return [
    text.slice(0, 8),
    text.slice(8, 12),
    text.slice(12, 16),
    text.slice(16, 20),
    text.slice(20),
  ].join('-')
}
