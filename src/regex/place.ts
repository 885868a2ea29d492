/** Places in a regex as places in the file. */
import type { Regex, Span } from '../ast/nodes.js'

/** Where in the file a part of a regex stands; undefined where the regex does not stand there as it is. */
export const placeInRegex = ({ at, source }: Regex, { start, end }: Span): Span | undefined =>
  at === undefined
    ? undefined
    : { start: at + Math.min(start, source.length), end: at + Math.max(start + 1, end) }
