/** Texts as bytes: UTF-16, base64, and base64 at an unknown offset. */
import { mapText, pattern, type Pattern } from '../ast/pattern.js'

/** How the characters of a value become bytes. */
export type Encoding = 'utf8' | 'utf16le' | 'utf16be' | 'utf16'

/** The bytes of a text; `utf16` is little-endian behind a byte order mark. */
export function encode(text: string, encoding: Encoding): Buffer {
  switch (encoding) {
    case 'utf8':
      return Buffer.from(text, 'utf8')
    case 'utf16le':
      return Buffer.from(text, 'utf16le')
    case 'utf16be':
      return Buffer.from(text, 'utf16le').swap16()
    case 'utf16':
      return Buffer.from(`\uFEFF${text}`, 'utf16le')
  }
}

/** Of a base64 text at offsets 0, 1 and 2: how many characters at its start depend on the bytes before. */
const dependentAtStart = [0, 2, 3] as const
/** By the number of bytes in the last group of three: how many characters at the end depend on the bytes after. */
const dependentAtEnd = [0, 3, 2] as const

/** The three texts of which one stands in the base64 of whatever holds these bytes, by the offset modulo three. */
export const base64Offsets = (bytes: Buffer): readonly string[] =>
  dependentAtStart.map((start, offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
    const end = dependentAtEnd[(bytes.length + offset) % 3] ?? 0
    return encoded.slice(start, encoded.length - end)
  })

/** The pattern with a NUL character after each of its own: what UTF-16 of ASCII looks like where it is read as ASCII. */
export const withNuls = (value: Pattern): Pattern =>
  mapText(value, (text) => pattern(text.replaceAll(/[^]/g, '$&\0')))
