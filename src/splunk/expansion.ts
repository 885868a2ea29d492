/** Texts whose macros were replaced, and the way back from them. */
import type { Span } from '../ast/nodes.js'
import { spanOf, type MappedText } from '../source/mapped.js'
import type { Origins } from '../source/origins.js'
import type { MacroCall } from './macro-call.js'
import type { SiteData } from './macros.js'

/** A text after its macros were replaced, with the way back to how it was written. */
export interface Expansion {
  readonly written: MappedText
  readonly text: string
  /** For each character, its offset in `written.text`: of what a macro made, that of the call's backtick. */
  readonly origins: Origins
  /** Where each call that `origins` names ends. */
  readonly callEnds: ReadonlyMap<number, number>
  readonly calls: readonly MacroCall[]
  /** Calls that made what each site selects in its own way, by where they start, and what that is. */
  readonly sites: ReadonlyMap<number, SiteData>
  /** Whether every macro was found. Where not, nothing that is missing should be reported. */
  readonly complete: boolean
}

/** The range of `written.text` that characters of the expansion stand for: all of a macro's call. */
export function writtenRange(expansion: Expansion, start: number, end: number): Span {
  const from = expansion.origins.at(start) ?? 0
  const last = expansion.origins.at(Math.max(start, end - 1)) ?? from
  const to = expansion.callEnds.get(last) ?? last + (end > start ? 1 : 0)
  // What is amiss at the end of a text has no character of its own.
  return { start: from, end: Math.min(Math.max(from, to), expansion.written.text.length) }
}

/** What is written for characters of the expansion, macros unexpanded. */
export function writtenText(expansion: Expansion, { start, end }: Span): string {
  const range = writtenRange(expansion, start, end)
  return expansion.written.text.slice(range.start, range.end)
}

/** The range of the file that characters of the expansion stand for. */
export function fileSpan(expansion: Expansion, start: number, end: number): Span {
  const range = writtenRange(expansion, start, end)
  return spanOf(expansion.written, range.start, range.end)
}

/** Whether a macro made these characters, so that nobody wrote them here. */
export const isFromMacro = (expansion: Expansion, start: number): boolean =>
  expansion.callEnds.has(expansion.origins.at(start) ?? -1)

/** A part of an expansion, as if nothing else stood there. */
export const sliceExpansion = (expansion: Expansion, start: number, end: number): Expansion => ({
  ...expansion,
  text: expansion.text.slice(start, end),
  origins: expansion.origins.slice(start, end + 1),
})
