/** Bare searches: a file that holds SPL and nothing else. */
import type { Detection } from '../ast/nodes.js'
import type { Result } from '../diagnostics/diagnostic.js'
import { mapPiece } from '../source/mapped.js'
import type { SourceText } from '../source/text.js'
import { lowerSearch } from './lower.js'
import type { MacroSet } from './macros.js'
import { bareMetadata } from './metadata.js'

/** The detection of a file of SPL, titled by the file's name; undefined where an error was found. */
export function readSpl(source: SourceText, macros: MacroSet): Result<Detection | undefined> {
  const start = source.text.startsWith('\uFEFF') ? 1 : 0
  const { value, diagnostics } = lowerSearch(mapPiece(source.text.slice(start), start), macros)
  if (value === undefined) return { value, diagnostics }
  const detection: Detection = {
    kind: 'detection',
    metadata: bareMetadata(titleOf(source.path)),
    ...value,
    selections: [],
    span: { start: 0, end: source.text.length },
  }
  return { value: detection, diagnostics }
}

/** The name of the file without its folders and its ending. */
const titleOf = (path: string): string => path.replace(/^.*[/\\]/, '').replace(/(?<=.)\.[^.]*$/, '')
