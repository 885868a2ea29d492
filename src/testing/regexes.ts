/** Regexes of rules on RE2, whose time grows with the text and no faster. The only user of re2js. */
import { RE2JS } from 're2js'
import type { Condition, Regex, Span } from '../ast/nodes.js'
import { walk } from '../ast/visit.js'
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js'
import { placeInRegex } from '../regex/place.js'
import { linearText, type Unsayable } from '../regex/print.js'

const compiled = new WeakMap<Regex, RE2JS>()

function compile(regex: Regex): RE2JS {
  const known = compiled.get(regex)
  if (known !== undefined) return known
  const text = linearText(regex, 're2')
  if (typeof text !== 'string') throw new UnknownRegex(text)
  const made = RE2JS.compile(text)
  compiled.set(regex, made)
  return made
}

/** A regex of which RE2 has no equal, for this part of it. */
class UnknownRegex extends Error {
  readonly part: Unsayable
  constructor(part: Unsayable) {
    super(part.what)
    this.part = part
  }
}

/** Whether the regex finds something in the text. Throws where RE2 does not know the regex. */
export const regexFinds = (regex: Regex, text: string): boolean => compile(regex).test(text)

/** The errors `testing/regex` for regexes that RE2 does not know, such as those that look ahead. */
export function unknownRegexes(
  condition: Condition,
  span: Span | undefined,
): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  walk(condition, (node) => {
    if (node.kind !== 'regex') return
    try {
      compile(node)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      const part = error instanceof UnknownRegex ? placeInRegex(node, error.part.span) : undefined
      found.push(diagnostic('testing/regex', { reason }, { span: part ?? node.span ?? span }))
    }
  })
  return found
}
