/** Regexes of rules on RE2, whose time grows with the text and no faster. The only user of re2js. */
import { RE2JS } from 're2js'
import type { Condition, Regex, Span } from '../ast/nodes.js'
import { walk } from '../ast/visit.js'
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js'

const compiled = new WeakMap<Regex, RE2JS>()

function compile(regex: Regex): RE2JS {
  const known = compiled.get(regex)
  if (known !== undefined) return known
  const { source, ignoreCase, multiline, dotAll } = regex
  const flags =
    (ignoreCase ? RE2JS.CASE_INSENSITIVE : 0) |
    (multiline ? RE2JS.MULTILINE : 0) |
    (dotAll ? RE2JS.DOTALL : 0)
  const made = RE2JS.compile(source, flags)
  compiled.set(regex, made)
  return made
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
      found.push(diagnostic('testing/regex', { reason }, { span: node.span ?? span }))
    }
  })
  return found
}
