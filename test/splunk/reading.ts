/** Short ways to read searches in tests, and to write conditions down. */
import type { Condition, Keyword, Predicate } from '../../src/ast/nodes.js'
import type { Pattern } from '../../src/ast/pattern.js'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js'
import { mapPiece } from '../../src/source/mapped.js'
import { lowerSearch } from '../../src/splunk/lower.js'
import { macroSet, type Macro } from '../../src/splunk/macros.js'
import { showTree } from '../ast/show.js'

/** Reads a search with the built-in macros and these. */
export const read = (search: string, ...macros: readonly Macro[]) =>
  lowerSearch(mapPiece(search, 0), macroSet(macros))

/** A macro for a test. */
export const macro = (
  name: string,
  definition: string,
  ...parameters: readonly string[]
): Macro => ({ name, parameters, definition })

/** The condition of a search, written down; its errors where it has some. */
export function conditionOf(search: string, ...macros: readonly Macro[]): string {
  const { value, diagnostics } = read(search, ...macros)
  if (value === undefined) return errors(diagnostics).join(' ')
  const source = value.source === undefined ? '' : `${show(value.source)} & `
  return source + show(value.condition)
}

/** `code@offset` of each error. */
export const errors = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, span }) => `${code}@${span?.start}`)

/** The codes of all that is no error. */
export const remarks = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics.filter(({ severity }) => severity !== 'error').map(({ code }) => code)

const showPattern = (pattern: Pattern): string =>
  pattern
    .map((part) => (typeof part === 'string' ? part : part.wildcard === 'run' ? '⋆' : '⍰'))
    .join('')

function showPredicate({ field, test }: Predicate): string {
  switch (test.kind) {
    case 'matches':
      return `${field.name}${test.cased ? '==' : '='}${test.written === 'number' ? '#' : ''}${showPattern(test.pattern)}`
    case 'cidr':
      return `${field.name} in ${test.address}/${test.prefix}`
    case 'compare':
      return `${field.name} ${test.operator} ${test.value}`
    case 'datePart':
    case 'exists':
    case 'inList':
    case 'isNull':
    case 'placeholder':
    case 'regex':
    case 'sameAs':
      return `${field.name} ${test.kind}`
  }
}

/** A condition as one line, `⋆` for any run: `(a=1 & !(b=2 | c=x⋆))`. */
export const show = (condition: Condition): string =>
  showTree(condition, (leaf) =>
    leaf.kind === 'predicate' ? showPredicate(leaf) : showKeyword(leaf),
  )

const showKeyword = ({ test }: Keyword): string =>
  test.kind === 'matches' ? `"${showPattern(test.pattern)}"` : 'regex'
