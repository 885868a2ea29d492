/** Comments that disable checks: `# siemantic: disable=one-character,missing-id`, in SPL between three backticks. */
import type { Span } from '../ast/nodes.js'
import type { Code } from '../diagnostics/codes.js'
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import { positionAt, type SourceText } from '../source/text.js'
import type { YamlMap, YamlNode } from '../source/yaml.js'
import { checkNames, codeNamed } from './names.js'

/** What the comments of a file say. */
export interface Suppressions {
  readonly isDisabled: (found: Diagnostic) => boolean
  /** Names that no check has. */
  readonly problems: readonly Diagnostic[]
}

const comment = /(?<=^|[ \t])(#|```)[ \t]*siemantic:[ \t]*disable=([^\r\n`]*)/gm

/**
 * Reads the comments of a file. One behind something else is about its line, one on a line of its own about the next,
 * and those above the first key about the whole file.
 */
export function readSuppressions(source: SourceText, maps: readonly YamlMap[]): Suppressions {
  const { text } = source
  const everywhere = new Set<Code>()
  const byLine = new Map<number, Set<Code>>()
  const problems: Diagnostic[] = []
  const texts = text.includes('siemantic:') ? maps.flatMap(scalarSpans) : []
  const top = text.search(/^[ \t]*(?!```)[^\s#]/m)
  for (const match of text.matchAll(comment)) {
    const { index } = match
    const [whole, opener, list = ''] = match
    // A text of YAML may be a search, which has comments of its own.
    if (opener === '#' && texts.some(({ start, end }) => index >= start && index < end)) continue
    const { line, column } = positionAt(source, index)
    const before = text.slice(index - column + 1, index)
    const at = before.trim() === '' ? line + 1 : line
    const codes = index < top ? everywhere : (byLine.get(at) ?? new Set<Code>())
    if (index >= top) byLine.set(at, codes)
    for (const name of list.matchAll(/[^\s,]+/g)) {
      const code = codeNamed(name[0])
      if (code === undefined) {
        const start = index + whole.length - list.length + name.index
        problems.push(unknown(name[0], { start, end: start + name[0].length }))
      } else codes.add(code)
    }
  }
  return {
    problems,
    isDisabled: ({ code, span }) =>
      everywhere.has(code) ||
      (byLine.size > 0 &&
        byLine.get(positionAt(source, span?.start ?? 0).line)?.has(code) === true),
  }
}

const unknown = (name: string, span: Span): Diagnostic =>
  diagnostic('check/unknown-name', { name, suggestion: didYouMean(name, checkNames) }, { span })

/** Where the texts of a document stand: what looks like a comment there is none. */
function scalarSpans(node: YamlNode): readonly Span[] {
  switch (node.kind) {
    case 'scalar':
      return [node.span]
    case 'list':
      return node.items.flatMap(scalarSpans)
    case 'map':
      return node.entries.flatMap(({ key, value }) => [key.span, ...scalarSpans(value)])
  }
}
