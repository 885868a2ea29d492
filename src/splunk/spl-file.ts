/** Bare searches: a file that holds SPL and nothing else. */
import type { Detection } from '../ast/nodes.js'
import { mapPiece } from '../source/mapped.js'
import type { SourceText } from '../source/text.js'
import { lowerSearch } from './lower.js'
import type { MacroSet } from './macros.js'
import { bareMetadata } from '../ast/build.js'
import type { ReadSearch } from './security-content.js'
import { withScheduledWindow } from './window.js'

/** The detection of a file of SPL, titled by the file's name; undefined where an error was found. */
export function readSpl(source: SourceText, macros: MacroSet): ReadSearch {
  const start = source.text.startsWith('\uFEFF') ? 1 : 0
  const search = mapPiece(source.text.slice(start), start)
  const { value, diagnostics } = lowerSearch(search, macros)
  const title = titleOf(source.path)
  if (value === undefined) return { value, diagnostics, search, title }
  const detection: Detection = {
    kind: 'detection',
    metadata: bareMetadata(title),
    ...value,
    selections: [],
    span: { start: 0, end: source.text.length },
  }
  const windowed = withScheduledWindow(detection)
  return {
    value: windowed.value,
    diagnostics: [...diagnostics, ...windowed.diagnostics],
    search,
    title,
  }
}

/** The name of the file without its folders and its ending. */
const titleOf = (path: string): string => path.replace(/^.*[/\\]/, '').replace(/(?<=.)\.[^.]*$/, '')
