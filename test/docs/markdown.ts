/** Reads our own Markdown: fenced blocks, tables, and the sections that code writes. */

/** The contents of the fenced blocks of a language, each with its last line end. */
export const fencedBlocks = (markdown: string, language: string): readonly string[] =>
  [...markdown.matchAll(/^```(\S*)[^\n]*\n([\s\S]*?)^```$/gm)]
    .filter(([, of]) => of === language)
    .map(([, , text = '']) => text)

/** The rows of every table whose header has these cells; `\|` in a cell is a bar. */
export function tableRows(
  markdown: string,
  header: readonly string[],
): readonly (readonly string[])[] {
  const rows: (readonly string[])[] = []
  let inside = false
  for (const line of markdown.split('\n')) {
    const cells = line.startsWith('|') ? cellsOf(line) : undefined
    if (cells === undefined) inside = false
    else if (cells.join('|') === header.join('|')) inside = true
    else if (inside && !/^[|\s:-]+$/.test(line)) rows.push(cells)
  }
  return rows
}

const cellsOf = (line: string): readonly string[] =>
  line
    .trim()
    .replaceAll(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'))

/** A cell that is code, without its backticks. */
export const codeOf = (cell: string): string => /^(`+) ?(.*?) ?\1$/.exec(cell)?.[2] ?? cell

/** A table. Bars inside cells are escaped. */
export const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n')

/**
 * The text with the section between `<!-- generated: name -->` and `<!-- end -->` replaced.
 * Throws an Error where there is no such section.
 */
export function withSection(markdown: string, name: string, section: string): string {
  const start = `<!-- generated: ${name} -->\n`
  const from = markdown.indexOf(start)
  const to = markdown.indexOf('<!-- end -->', from)
  if (from < 0 || to < 0) throw new Error(`there is no generated section ${name}`)
  const kept = `<!-- prettier-ignore-start -->\n${section}\n<!-- prettier-ignore-end -->\n`
  return markdown.slice(0, from + start.length) + kept + markdown.slice(to)
}
