/** Reads files as bytes, bounded, and hands on their text. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.js'
import type { Io } from '../io.js'

/** Larger files are no rules. */
export const maxBytes = 5_000_000

/** A text, or why there is none. */
export type TextOrProblem =
  | { readonly text: string; readonly problem?: never }
  | { readonly problem: Diagnostic; readonly text?: never }

/** The text of a file; of a pipe, what comes out of it. Never throws for a bad file: its codes are `input/*`. */
export function readText(location: string): TextOrProblem {
  try {
    return decode(readBytes(location))
  } catch (error) {
    return { problem: unreadable(error) }
  }
}

/** The text of standard input. */
export async function readStandardInput(io: Io): Promise<TextOrProblem> {
  try {
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of io.stdin()) {
      chunks.push(chunk)
      size += chunk.length
      if (size > maxBytes) break
    }
    return decode({ bytes: Buffer.concat(chunks), size })
  } catch (error) {
    return { problem: unreadable(error) }
  }
}

interface Bytes {
  readonly bytes: Uint8Array
  /** Of the whole file, as far as it is known. */
  readonly size: number
}

function readBytes(location: string): Bytes {
  const file = openSync(location, 'r')
  try {
    const { size } = fstatSync(file)
    if (size > maxBytes) return { bytes: new Uint8Array(), size }
    // A pipe does not know its size, and a file may grow: read until the end, but never more than is allowed.
    let buffer = Buffer.allocUnsafe(size > 0 ? size + 1 : 65_536)
    let length = 0
    for (;;) {
      const count = readSync(file, buffer, length, buffer.length - length, null)
      length += count
      if (count === 0 || length > maxBytes)
        return { bytes: buffer.subarray(0, length), size: length }
      if (length === buffer.length) buffer = Buffer.concat([buffer], length * 2)
    }
  } finally {
    closeSync(file)
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Strips a byte order mark. */
function decode({ bytes, size }: Bytes): TextOrProblem {
  if (size > maxBytes) {
    return { problem: diagnostic('input/too-large', { size, limit: maxBytes }) }
  }
  try {
    return { text: utf8.decode(bytes) }
  } catch {
    return { problem: diagnostic('input/binary', {}) }
  }
}

/** The diagnostic of what the system says of a file. */
export const unreadable = (error: unknown): Diagnostic =>
  diagnostic('input/unreadable', { reason: reasonOf(error) })

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EEXIST: 'something of that name is there already',
  EISDIR: 'it is a folder',
  ELOOP: 'its symbolic links go in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'it does not exist',
  ENOSPC: 'no space is left',
  ENOTDIR: 'a part of its path is not a folder',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
}

/** What the system says of a file, in words. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error)
  return code === undefined ? messageOf(error) : (reasons[code] ?? code)
}

/** The system's code of an error, such as ENOENT. */
export const codeOf = (error: unknown): string | undefined =>
  hasText(error, 'code') ? error.code : undefined

/** The first line of what was thrown: where it was thrown concerns nobody but us. */
export const messageOf = (error: unknown): string =>
  (hasText(error, 'message') ? error.message : String(error)).split('\n', 1).join('')

// Not `instanceof Error`: errors of the system may be made by another realm than ours.
const hasText = <K extends 'code' | 'message'>(
  value: unknown,
  key: K,
): value is Readonly<Record<K, string>> =>
  typeof value === 'object' &&
  value !== null &&
  typeof Object.getOwnPropertyDescriptor(value, key)?.value === 'string'
