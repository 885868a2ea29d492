/** One clause of search text: its macros replaced, parsed, its problems told. */
import { diagnostic, type Diagnostic, type Result } from '../diagnostics/diagnostic.js'
import type { MappedText } from '../source/mapped.js'
import { precedenceNotes } from './expression.js'
import { fileSpan, writtenText, type Expansion } from './expansion.js'
import { expandMacros } from './expand-macros.js'
import type { MacroSet } from './macros.js'
import { unmatchedIn } from './scan.js'
import { maxDepth, maxLength, parseSearch, type SearchNode } from './search.js'

/** A clause as parsed; without a tree where it is empty or could not be. */
export interface Clause {
  readonly expansion: Expansion
  readonly tree?: SearchNode
}

/** The reason of splunk/syntax where a parenthesis closes nothing. */
export const nothingOpened = 'nothing opened this parenthesis'

/**
 * Reads search text. Diagnostics: those of macros, splunk/syntax, splunk/unbalanced, grammar/too-long, grammar/too-deep,
 * splunk/precedence.
 */
export function readClause(text: MappedText, macros: MacroSet, stage: number): Result<Clause> {
  const { value: expansion, diagnostics } = expandMacros(text, macros)
  const clause = parseClause(expansion, stage)
  return { value: clause.value, diagnostics: [...diagnostics, ...clause.diagnostics] }
}

/** Reads search text whose macros are replaced. Diagnostics as of {@link readClause}, but for those of macros. */
export function parseClause(expansion: Expansion, stage: number): Result<Clause> {
  const parsed = parseSearch(expansion.text)
  if (parsed.ok) {
    const tree = parsed.value
    return tree === undefined
      ? { value: { expansion }, diagnostics: [] }
      : { value: { expansion, tree }, diagnostics: precedenceNotes(tree, expansion) }
  }
  const at = (offset: number) => ({ span: fileSpan(expansion, offset, offset + 1) })
  const problem = (): Diagnostic => {
    switch (parsed.problem) {
      case 'too-long': {
        const { length } = expansion.text
        return diagnostic('grammar/too-long', { length, limit: maxLength }, at(0))
      }
      case 'too-deep':
        return diagnostic('grammar/too-deep', { limit: maxDepth }, at(parsed.offset))
      case 'syntax': {
        const open = unmatchedIn(expansion.text).opened.at(-1)
        if (open !== undefined) {
          return diagnostic('splunk/unbalanced', { what: 'parenthesis' }, at(open))
        }
        const word = lowerCaseIn(expansion.text, parsed.offset)
        if (word !== undefined) {
          return diagnostic('splunk/syntax', { stage, reason: 'IN is upper case' }, at(word))
        }
        // The stage was split at its pipes: what has one here is a macro.
        if (expansion.text[parsed.offset] === '|') {
          const { offset } = parsed
          const command = writtenText(expansion, { start: offset, end: offset + 1 })
          const reason = 'is a macro of several stages, which is not read yet'
          return diagnostic(
            'splunk/unsupported-command',
            { command, stage, reason },
            at(parsed.offset),
          )
        }
        const reason =
          expansion.text[parsed.offset] === ')' &&
          unmatchedIn(expansion.text).closing.includes(parsed.offset)
            ? nothingOpened
            : `expected ${parsed.expected}`
        return diagnostic('splunk/syntax', { stage, reason }, at(parsed.offset))
      }
    }
  }
  // Without all of its macros the text is not what anybody meant: its syntax proves nothing.
  const meant = expansion.complete || parsed.problem !== 'syntax'
  return { value: { expansion }, diagnostics: meant ? [problem()] : [] }
}

/** Where the word stands that should be IN, of a list in which something is amiss. */
function lowerCaseIn(text: string, offset: number): number | undefined {
  const list = unmatchedIn(text.slice(0, offset)).opened.at(-1)
  if (list === undefined) return undefined
  const word = /\s(in)\s*$/i.exec(text.slice(0, list))
  return word === null || word[1] === 'IN' ? undefined : word.index + 1
}
