/** The lines of `convert --json`: one for each rule and target. Their keys and the order of those are a promise. */
import { locate, type Conversion, type ReadRule, type SourceText } from '../../index.js'

/** A rule of a file, and what became of it in a target. */
export interface Converted {
  readonly source: SourceText
  readonly rule: ReadRule
  readonly target: string
  readonly conversion: Conversion
}

/** The line, with its end. */
export function jsonLine({ source, rule, target, conversion }: Converted): string {
  const diagnostics = [...rule.diagnostics, ...conversion.diagnostics].map((found) => {
    const { code, severity, message, path, line, column } = locate(found, source)
    return { code, severity, message, path, line, column }
  })
  const { status, queries } = conversion
  const { id = null, title } = rule
  return `${oneLineJson({ path: source.path, id, title, target, status, queries, diagnostics })}\n`
}

/** JSON that no reader takes for several lines, and no terminal for commands: JSON itself leaves these as they are. */
export const oneLineJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(
    /[\u007F-\u009F\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
