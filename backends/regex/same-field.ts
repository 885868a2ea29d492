/** Two values of one line beside each other: the other one is captured ahead, and looked for where the first one stands. */
import type { SameAs } from '../../src/ast/nodes.js'
import { bareWriting, stringWriting } from './units.js'

/** A value as it is written, without its quotes, in the latest group. */
const captured = String.raw`"?((?<=")${stringWriting.run}(?=")|(?<=[:\s])(?!null\b)[-+.\w]+(?=\s*[,\]}]))`

/**
 * That the value of a key stands so to that of another, whichever comes first in the line. Case is that of the engine:
 * escapes of letters beyond ASCII are compared as they are written.
 */
export function sameField(key: string, other: string, { relation, cased }: SameAs): string {
  // Counted from here, as a regex may hold several of these.
  const again = String.raw`\g{-1}`
  const value = cased ? again : `(?i:${again})`
  const [before, behind] = {
    equals: [false, true],
    startswith: [false, false],
    endswith: [true, true],
    contains: [true, false],
  }[relation]
  const inString = `"${before ? stringWriting.run : ''}${value}${behind ? '"' : ''}`
  const bare = `(?=[-\\dtf])${before ? bareWriting.run : ''}${value}${behind ? bareWriting.end : ''}`
  return `(?=.*${other}${captured})(?=.*${key}(?:${inString}|${bare}))`
}
